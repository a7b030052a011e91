"""What can be wrong with predictions, gathered so that all is told at once and a flood stays readable."""

from __future__ import annotations

from collections import Counter

from shuanglian.findings import Finding, FindingsError, Kind

UNREADABLE = Kind("predictions-unreadable", "bytes", "give a file of UTF-8 text, one JSON object a line")
TOO_LONG = Kind("predictions-line-too-long", "bytes", "one line holds one text; was a line break lost?")
NOT_JSON = Kind("predictions-not-json", "bytes", "one JSON object a line, with null where there is no number")
MALFORMED = Kind("predictions-malformed", "records", "docs/scoring.md shows a prediction for each task")
UNKNOWN_ID = Kind("predictions-unknown-id", "records", "take ids from the gold that is scored against")
REPEATED_ID = Kind("predictions-repeated-id", "records", "give one line for each text")
MISSING_ID = Kind(
    "predictions-missing-id", "records", "give a line for each text, with an empty list where nothing was found"
)
TEXT_DIFFERS = Kind("predictions-text-differs", "records", "predict on the text as it is, character by character")
OFFSETS = Kind(
    "predictions-offsets", "offsets", "offsets are code points of the text, [start, end) with the end left out"
)
OVERLAP = Kind("predictions-overlap", "offsets", "let no two of them share a character")
VALUE = Kind("predictions-value", "records", 'write an exact decimal as a string, such as "410000", or null')
META = Kind("predictions-meta", "records", "docs/scoring.md shows a meta.json")

UNREAD = (UNREADABLE, TOO_LONG, NOT_JSON)
"""Kinds that say that a line was not read at all."""

KEPT = 20
"""Findings of one kind that are told one by one."""


class FaultyError(ValueError):
    """A prediction that cannot be used, with the kind of finding that it is."""

    def __init__(self, kind: Kind, message: str) -> None:
        super().__init__(message)
        self.kind = kind


class Gathered:
    """Problems of one file: the first of each kind are kept, all are counted."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.number: Counter[Kind] = Counter()
        self._kept: list[Finding] = []

    def tell(self, kind: Kind, where: str, message: str) -> None:
        self.number[kind] += 1
        if self.number[kind] <= KEPT:
            self._kept.append(kind.at(self.name, where, message))

    def any_of(self, *kinds: Kind) -> bool:
        return any(self.number[kind] for kind in kinds)

    def findings(self) -> list[Finding]:
        more = [
            kind.at(self.name, f"{number:,} places", f"{number - KEPT:,} more of this kind are not listed")
            for kind, number in self.number.items()
            if number > KEPT
        ]
        return [*self._kept, *more]

    def stop(self) -> None:
        """Raise `FindingsError` where there is anything to tell."""
        if self.number:
            raise FindingsError(self.findings())
