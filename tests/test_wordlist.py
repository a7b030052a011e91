"""The word list: where it decides, and that its entries do not contradict each other."""

from shuanglian.annotations.model import Words
from shuanglian.notation.marks import read_words
from shuanglian.wordlist import Entry, applications, read_word_list
from tests.guidelines import GUIDELINES, marked_examples

ENTRIES = read_word_list(GUIDELINES / "wordlist.tsv", "wordlist.tsv")
GROUPS = ["NAME", "TIME", "QUANT", "TERM"]


def edges(entry):
    ends, position = [0], 0
    for word in entry.words:
        position += len(word)
        ends.append(position)
    return set(ends)


def test_entries_that_contain_each_other_agree():
    contradictions = []
    for outer in ENTRIES.values():
        for inner in ENTRIES.values():
            start = outer.text.find(inner.text)
            while inner is not outer and start >= 0:
                end = start + len(inner.text)
                if {start, end} <= edges(outer):
                    inside = {edge - start for edge in edges(outer) if start <= edge <= end}
                    if inside != edges(inner):
                        contradictions.append((outer.text, inner.text))
                start = outer.text.find(inner.text, start + 1)
    assert contradictions == []


def test_the_list_is_sorted():
    assert list(ENTRIES) == sorted(ENTRIES)


def test_the_longer_entry_decides_and_an_entry_across_a_word_does_not():
    entries = {text: Entry(text, tuple(text), False) for text in ("新材料", "新材料业", "材料")}
    text, words = read_words("创新/材料/、/新/材料业", GROUPS)
    assert [entry.text for _, entry in applications(text, words, entries)] == ["新材料业", "材料"]
    assert list(applications("创新材料", Words(((0, 1), (1, 4))), {"新材料": entries["新材料"]})) == [
        ((1, 4), entries["新材料"])
    ]


def test_the_examples_of_the_guideline_follow_the_list():
    against = []
    for place, right, _ in marked_examples("words"):
        text, words = read_words(right, GROUPS)
        for (start, end), entry in applications(text, words, ENTRIES):
            cut = tuple(text[s:e] for s, e in words.spans if start <= s and e <= end)
            if cut != entry.words:
                against.append((place, entry.text, cut))
    assert against == []
