"""What a task is: how its gold and its predictions are read, checked and measured."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from shuanglian.findings import Kind
from shuanglian.metrics.counts import Evaluation
from shuanglian.metrics.pairs import Pair

T = TypeVar("T")
Json = dict[str, Any]
Problems = Iterator[tuple[Kind, str]]


@dataclass(frozen=True, slots=True)
class GoldText(Generic[T]):
    """A text with a task's view of its gold, and its split where that is known."""

    id: str
    document: str
    text: str
    text_sha256: str
    gold: T
    split: str | None = None


@dataclass(frozen=True)
class Options:
    """What a person chose; each task takes what concerns it.

    `words` is a word list for recall outside and inside it. `labels` are the known labels of
    entities, None for those that the gold uses. `names` maps them to those of another label set
    that the predictions use: of several, divided by spaces, any; with none, the set does not
    annotate such mentions, and they are left out of the gold.
    """

    view: str | None = None
    words: frozenset[str] | None = None
    labels: frozenset[str] | None = None
    names: Mapping[str, str] | None = None


def no_problems(pairs: Sequence[Pair[Any]]) -> Problems:
    """What most tasks find in all predictions together."""
    return iter(())


@dataclass(frozen=True)
class Task(Generic[T]):
    """A task. Predictions are JSON lines, each with the id of a text.

    `configuration` is the dataset's configuration that holds the gold, `field` the key that it must
    have, `document` the key that names the document of a text, where the id does not. `gold` and
    `predicted` read one text's annotation; they raise `ValueError` naming the field, or
    `FaultyError` with a kind of finding. `check` yields what is wrong with a prediction that could
    be read; `suspicions` what only all of them together show. `headlines` names the measures that
    systems are ranked by, for each view, the default one first; they are ranked on the split
    `ranked_on`. `captions` are the rows that are printed, in their order: a name of measures without
    what follows the full stop, and its caption. `same_as` names another task where this one asks the
    same of texts of its own: whoever predicts for that one predicts for this one.
    `listed` says that recall of words outside and inside a word list is measured.
    """

    name: str
    configuration: str
    field: str
    gold: Callable[[str, Json], T]
    predicted: Callable[[str, Json], T]
    check: Callable[[str, T, Json], Problems]
    evaluate: Callable[[Sequence[Pair[T]], Options], Evaluation]
    headlines: Mapping[str, Sequence[str]]
    captions: Mapping[str, str]
    suspicions: Callable[[Sequence[Pair[T]]], Problems] = no_problems
    notes: Callable[[Sequence[Pair[T]], Options], Sequence[str]] = lambda pairs, options: ()
    formats: Collection[str] = ()
    document: str = "article_id"
    same_as: str = ""
    ranked_on: str = "test"
    listed: bool = False

    @property
    def views(self) -> tuple[str, ...]:
        return tuple(self.headlines)
