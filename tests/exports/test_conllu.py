"""CoNLL-U is read back by the library conllu: words, groups, mentions and offsets."""

import re

import conllu
from hypothesis import given

from shuanglian.annotations.model import LabelledSpan
from tests.exports.samples import corpora, small, with_text, written

BRACKET = re.compile(r"\((\w+)-([^()]+)\)|\((\w+)-([^()]+)|(\w+)\)")


def brackets(tokens, key):
    """Read mentions or groups as spans of characters, and their ids; what opened last closes first."""
    open_spans, found, ids = [], [], []
    for token in tokens:
        start, end = map(int, token["misc"]["TokenRange"].split(":"))
        for single, label, opened, its_label, closed in BRACKET.findall(token["misc"].get(key, "")):
            ids += [single or opened] if single or opened else []
            if single:
                found.append(LabelledSpan(start, end, label))
            elif opened:
                open_spans.append((opened, start, its_label))
            else:
                name, first, its_label = open_spans.pop()
                assert name == closed
                found.append(LabelledSpan(first, end, its_label))
    assert not open_spans
    return sorted(found), ids


@given(corpora())
def test_it_is_read_back(corpus):
    corpus = with_text(corpus)
    if not corpus:
        return
    exported = written("conllu", corpus)
    read = conllu.parse(exported.content.decode())
    assert [tokens.metadata["sent_id"] for tokens in read] == [sentence.id for sentence in corpus]
    kept, ids = 0, {}
    for sentence, tokens in zip(corpus, read, strict=True):
        spans = tuple(tuple(map(int, token["misc"]["TokenRange"].split(":"))) for token in tokens)
        assert spans == sentence.words.spans
        assert [t["form"].split() for t in tokens] == [sentence.text[start:end].split() for start, end in spans]
        assert [t["id"] for t in tokens] == list(range(1, len(tokens) + 1))
        groups, _ = brackets(tokens, "Group")
        assert groups == sorted(sentence.words.groups)
        mentions, found = brackets(tokens, "Entity")
        ids.setdefault(sentence.document, []).extend(found)
        borders = {start for start, _ in spans}, {end for _, end in spans}
        assert mentions == sorted(
            m for m in sentence.entities.mentions if m.start in borders[0] and m.end in borders[1]
        )
        kept += len(mentions)
    assert all(len(found) == len(set(found)) for found in ids.values())
    lost = exported.lost.numbers.get(("mentions", "that begin or end inside a word"), 0)
    assert kept + lost == sum(len(sentence.entities.mentions) for sentence in corpus)


@given(corpora())
def test_the_text_follows_from_the_words_where_blanks_are_plain(corpus):
    corpus = [s for s in with_text(corpus) if s.text == " ".join(s.text.split(" ")) and s.text.strip() == s.text]
    corpus = [s for s in corpus if not re.search(r"  |[\t\n\u3000\u200b]", s.text)]
    if not corpus:
        return
    for sentence, tokens in zip(corpus, conllu.parse(written("conllu", corpus).content.decode()), strict=True):
        pieces = [t["form"] + ("" if t["misc"].get("SpaceAfter") == "No" else " ") for t in tokens]
        assert "".join(pieces) == sentence.text == tokens.metadata["text"]


def test_nested_mentions():
    lines = written("conllu", small()).content.decode().splitlines()
    assert "1\t长三角\t_\t_\t_\t_\t_\t_\t_\tEntity=(e1-ORG(e2-LOC)|Group=(g1-NAME|SpaceAfter=No|TokenRange=0:3" in lines
    assert "5\t中心\t_\t_\t_\t_\t_\t_\t_\tEntity=e1)|Group=g1)|SpaceAfter=No|TokenRange=9:11" in lines
