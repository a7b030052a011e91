"""What a format is, what it is given, and how it says what it cannot express."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from shuanglian.annotations.model import Entities, Facts, LayerName, Words
from shuanglian.schema import Schema
from shuanglian.spans import is_blank

KINDS = ("sentences", "words", "groups", "mentions", "facts", "non-facts", "times", "blanks")
"""What a sentence holds, in the order in which losses are told."""

CHARACTERS, WORDS = "characters", "words"
TOKENS = (CHARACTERS, WORDS)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the layers of its gold; one that is not done is None. Offsets are code points of `text`."""

    id: str
    document: str
    text: str
    split: str | None = None
    words: Words | None = None
    entities: Entities | None = None
    facts: Facts | None = None

    def holds(self) -> Mapping[str, int]:
        """Count what is annotated, by kind."""
        return {
            "words": len(self.words.spans) if self.words else 0,
            "groups": len(self.words.groups) if self.words else 0,
            "mentions": len(self.entities.mentions) if self.entities else 0,
            "facts": len(self.facts.facts) if self.facts else 0,
            "non-facts": len(self.facts.non_facts) if self.facts else 0,
            "times": len(self.facts.times) if self.facts else 0,
        }


class Lost:
    """What could not be expressed: how many of which kind, and why."""

    def __init__(self) -> None:
        self._numbers: Counter[tuple[str, str]] = Counter()

    def add(self, kind: str, number: int = 1, why: str = "") -> None:
        """Count things of one of the `KINDS`; without a reason, the format has no place for the kind at all."""
        if number:
            self._numbers[kind, why] += number

    def add_blanks(self, text: str, why: str = "between tokens") -> None:
        self.add("blanks", sum(map(is_blank, text)), why)

    @property
    def numbers(self) -> Mapping[tuple[str, str], int]:
        """(kind, reason) with its number, in the order of `KINDS`."""
        return dict(sorted(self._numbers.items(), key=lambda item: (KINDS.index(item[0][0]), item[0][1])))

    def __str__(self) -> str:
        told = ((f"{number:,} {kind}", why) for (kind, why), number in self.numbers.items())
        return "\n".join(f"{what} ({why})" if why else what for what, why in told)


@dataclass(frozen=True)
class Options:
    """What a person chose. `tokens` and `view` are among those that the format takes, empty for its default.

    `labels` is empty or another set of entity labels; `schema`, the workspace's, maps ours to it.
    """

    tokens: str = ""
    view: str = ""
    labels: str = ""
    schema: Schema | None = None


Content = bytes | Mapping[str, bytes]
"""A file, or files of a folder by their names, which may hold slashes."""


@dataclass(frozen=True)
class Format:
    """A format; `name` and `about` are its module's name and docstring, and given by the registry.

    `layers` are those that a sentence must have to be written, `carries` the kinds of things that
    the format has a place for (`write` tells of those of them that do not fit). `tokens` and `views`
    are what may be chosen, the default first. `barred` is a regular expression of what labels
    may not hold.
    """

    summary: str
    layers: tuple[LayerName, ...]
    carries: tuple[str, ...]
    write: Callable[[Sequence[Sentence], Options, Lost], Content]
    tokens: tuple[str, ...] = ()
    views: tuple[str, ...] = ()
    barred: str = ""
    needs_schema: bool = False
    binary: bool = False
    folder: bool = False
    name: str = ""
    about: str = ""

    @property
    def relabels(self) -> bool:
        """Whether entities may be written under other labels than those of the schema."""
        return "mentions" in self.carries and not self.needs_schema


@dataclass(frozen=True)
class Exported:
    """What was written, from how many sentences and documents, and what is not in it."""

    content: Content
    sentences: int
    documents: int
    lost: Lost = field(default_factory=Lost)
