"""The adapters for models that are not here, on packages of a few lines that answer as the real ones do."""

import pytest

from tests.baselines.stand_ins import RECORDS, run_on_stand_in

TEXT = RECORDS[0]["text"]
WORDS = ["上半年", "，", "李明", "在", "北京大学", "发布", "了", "3", "款", "新车", "。"]
PERSON, SCHOOL = {"start": 4, "end": 6, "label": "PER"}, {"start": 7, "end": 11, "label": "ORG"}

HANLP = f"""
def load(path):
    assert path.endswith("my-model")
    def model(text):
        words = {WORDS!r} if text.startswith("上") else list(text)
        mentions = [("李明", "PERSON", 2, 3), ("北京大学", "ORG", 4, 5), ("上半年", "DATE", 0, 1)]
        return {{"tok/fine": words, "tok/coarse": [text], "ner/ontonotes": mentions if len(words) == 11 else []}}
    return model
"""
LTP = f"""
class Output:
    def __init__(self, **found): self.__dict__.update(found)

class LTP:
    def __init__(self, path): assert path.endswith("my-model")
    def pipeline(self, texts, tasks):
        words = {WORDS!r} if texts[0].startswith("上") else list(texts[0])
        mentions = [("Nh", "李明", 2, 2), ("Ni", "北京大学", 4, 4)] if len(words) == 11 else []
        return Output(cws=[words], ner=[mentions] if "ner" in tasks else None)
"""
STANZA = f"""
class Some:
    def __init__(self, **found): self.__dict__.update(found)

class Pipeline:
    def __init__(self, language, dir, processors, tokenize_no_ssplit, download_method, use_gpu, verbose):
        assert (language, download_method, tokenize_no_ssplit) == ("zh-hans", None, True) and dir.endswith("my-model")
        self.ner = "ner" in processors
    def __call__(self, text):
        words = {WORDS!r} if text.startswith("上") else list(text)
        found = [Some(start_char=4, end_char=6, type="PERSON"), Some(start_char=7, end_char=11, type="ORG"),
                 Some(start_char=0, end_char=3, type="DATE")] if self.ner and len(words) == 11 else []
        return Some(sentences=[Some(tokens=[Some(text=word) for word in words])], ents=found)
"""
SPACY = f"""
class Some:
    def __init__(self, **found): self.__dict__.update(found)

class load:
    def __init__(self, path): assert path.name == "my-model"
    def make_doc(self, text):
        return [Some(text=word) for word in ({WORDS!r} if text.startswith("上") else list(text))]
    def __call__(self, text):
        found = [Some(start_char=4, end_char=6, label_="PERSON"), Some(start_char=7, end_char=11, label_="ORG"),
                 Some(start_char=14, end_char=16, label_="CARDINAL")]
        return Some(ents=found if text.startswith("上") else [])
"""
PACKAGES = {
    "hanlp": {"hanlp.py": HANLP},
    "ltp": {"ltp.py": LTP},
    "stanza": {"stanza.py": STANZA},
    "spacy-zh-core": {"spacy.py": SPACY},
}

TORCH = """
from contextlib import nullcontext as no_grad
def manual_seed(seed): pass
"""
TRANSFORMERS = """
TAGS = {"李": "B-PER", "明": "I-PER", "北": "B-LOC", "京": "I-LOC"}
WORDS = {"上": "B", "半": "M", "年": "E", "李": "B", "明": "E"}

class Encoded(dict):
    def word_ids(self): return [None, *[place for place in range(len(self["characters"])) for _ in range(2)], None]

class Row:
    def __init__(self, best): self.best = best
    def argmax(self, axis): return self
    def tolist(self): return self.best

class Some:
    def __init__(self, **found): self.__dict__.update(found)

class AutoTokenizer:
    def from_pretrained(path, local_files_only, trust_remote_code):
        assert local_files_only and not trust_remote_code
        def tokenizer(characters, is_split_into_words, return_tensors):
            assert is_split_into_words and len(characters) <= 400
            return Encoded(characters=characters)
        return tokenizer

class Model:
    def __init__(self, tags):
        self.tags = tags
        self.names = ["O", "S", *dict.fromkeys(tags.values())]
        self.config = Some(id2label=dict(enumerate(self.names)))
    def eval(self): return self
    def __call__(self, characters):
        # A character has two tokens; that of the second is another, and does not count.
        best = [0, *[at for c in characters for at in (self.names.index(self.tags.get(c, self.other)), 0)], 0]
        return Some(logits=[Row(best)])

class AutoModelForTokenClassification:
    def from_pretrained(path, local_files_only, trust_remote_code):
        words = (path / "words").exists()
        model = Model(WORDS if words else TAGS)
        model.other = "S" if words else "O"
        return model
"""


@pytest.mark.parametrize("name", PACKAGES)
def test_words(name, tmp_path):
    rows, report = run_on_stand_in(name, "segmentation", tmp_path, PACKAGES[name])
    assert rows[0]["words"] == WORDS
    assert rows[2]["words"] == list("𠮷田说：“好！”")
    assert report["meta"] == {"version": "my-model"}


@pytest.mark.parametrize("name", PACKAGES)
def test_entities_in_our_labels_without_dates_and_numbers(name, tmp_path):
    rows, _ = run_on_stand_in(name, "ner", tmp_path, PACKAGES[name])
    assert [row["entities"] for row in rows] == [[PERSON, SCHOOL], [], []]


def test_a_token_classifier_for_entities(tmp_path):
    package = {"torch.py": TORCH, "transformers.py": TRANSFORMERS}
    long = {"id": "x-1.p01.s4", "text": "好 " * 900 + "李明", "text_sha256": "3", "date": "2025"}
    rows, _ = run_on_stand_in("transformers", "ner", tmp_path, package, records=[*RECORDS, long])
    assert rows[0]["entities"] == [PERSON, {"start": 7, "end": 9, "label": "LOC"}]
    assert rows[3]["entities"] == [{"start": 1800, "end": 1802, "label": "PER"}]
    rows, _ = run_on_stand_in("transformers", "ner", tmp_path, package, ["--location", "GPE"])
    assert rows[0]["entities"][1]["label"] == "GPE"


def test_a_token_classifier_for_words(tmp_path):
    (tmp_path / "my-model").mkdir()
    (tmp_path / "my-model" / "words").touch()
    package = {"torch.py": TORCH, "transformers.py": TRANSFORMERS}
    rows, _ = run_on_stand_in("transformers", "segmentation", tmp_path, package)
    assert rows[0]["words"][:4] == ["上半年", "，", "李明", "在"]
    assert "".join(rows[0]["words"]) == TEXT.replace(" ", "")
