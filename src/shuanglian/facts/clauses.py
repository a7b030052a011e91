"""Clauses: the words between two stops."""

from __future__ import annotations

from dataclasses import dataclass

from shuanglian.facts.words import Word, is_han


@dataclass(slots=True)
class Clause:
    """Words between two stops; `mark` is the stop before it."""

    words: list[Word]
    mark: str = ""


_LONGEST_CLAUSE = 300
"""A clause with more words is cut, so that text without punctuation takes linear time."""


def clauses_of(words: list[Word]) -> list[Clause]:
    clauses = [Clause([])]
    for place, word in enumerate(words):
        if word.cls == "stop":
            if len(clauses[-1].words) == 1 and clauses[-1].words[0].cls == "among":
                continue  # 其中，
            if clauses[-1].words:
                clauses.append(Clause([], word.text))
            else:
                clauses[-1].mark = word.text
        elif word.text in "（(":
            clauses.append(Clause([], word.text))
        elif word.text in "）)":
            if clauses[-1].words:
                clauses.append(Clause([], word.text))
        elif word.text in (" ", "　"):
            if clauses[-1].words and _in_headline(words, place):
                clauses.append(Clause([], word.text))
        else:
            if len(clauses[-1].words) >= _LONGEST_CLAUSE:
                clauses.append(Clause([]))
            clauses[-1].words.append(word)
    return [clause for clause in clauses if clause.words]


def _in_headline(words: list[Word], blank: int) -> bool:
    """连续五年增长 外贸出口破万亿元: a blank between Han characters divides a headline."""
    if blank + 1 >= len(words):
        return False
    return is_han(words[blank - 1].text[-1]) and (is_han(words[blank + 1].text[0]) or words[blank + 1].cls == "Q")
