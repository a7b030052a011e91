"""The leaderboard as Markdown tables, for the README and the card, from the data of the page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from shuanglian.leaderboard.systems import CROSS_VALIDATION

Json = dict[str, Any]

_MARKUP = re.compile(r"([\\`*_\[\]|~])")
ORDER = ("segmentation", "ner", "numeric_facts", "diagnostics", "sentences")
"""Tasks as they are listed; one that is not named here comes last."""

LANGUAGES = ("zh", "en")
"""The order of languages in captions.json."""

AMOUNTS, TEXTS = ("speed", "memory"), ("licence", "training_data")
"""Columns after the scores; a short table has the first of the amounts and the last of the texts."""

_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def markdown(data: Json, in_full: bool = True, language: str = "en") -> str:
    """Return a table for each task and view that has systems on the split that the page shows first.

    A table of cross-validated systems follows where there are any. If not `in_full`, there is the
    first view of each task alone, without memory, licence and signature. `language` is "en" or "zh".
    """
    captions = {key: both[LANGUAGES.index(language)] for key, both in _captions().items()}
    systems = {system["key"]: system for system in data["systems"]}
    boards = [board for board in _chosen(data, in_full) if board["rows"]]
    return "\n\n".join("\n".join(_board(board, systems, captions, in_full)) for board in boards) + "\n"


def _chosen(data: Json, every_view: bool) -> Iterator[Json]:
    """Yield boards as the page orders tasks: of each the split that is shown first, then cross-validation."""
    order = {task: place for place, task in enumerate(ORDER)}
    for task in sorted(data["first"], key=lambda task: order.get(task, len(order))):
        for split in (data["first"][task], CROSS_VALIDATION):
            boards = [board for board in data["boards"] if (board["task"], board["split"]) == (task, split)]
            yield from boards if every_view else boards[:1]


def _captions() -> Json:
    text = (files("shuanglian.leaderboard") / "assets" / "captions.json").read_text("utf-8")
    captions: Json = json.loads(text)
    return captions


def _board(board: Json, systems: Json, captions: dict[str, str], in_full: bool) -> Iterator[str]:
    task, view, split = (captions.get(f"{key} {board[key]}", board[key]) for key in ("task", "view", "split"))
    values = (task, board["task"], view, split, board["texts"], board["documents"])
    yield re.sub(r"\{(\d)\}", lambda place: str(values[int(place[1])]), captions["table heading"])
    yield ""
    families = [measure.rpartition(".")[0] for measure in board["measures"]]
    names = [captions.get(f"measure {family}", family) for family in families]
    first, *others = ((f"{name} F", captions["interval"], captions["group"]) for name in names)
    amounts, texts = AMOUNTS[: 2 if in_full else 1], TEXTS[0 if in_full else 1 :]
    numbers = [*first, "P", "R", *(column for other in others for column in other), *(captions[key] for key in amounts)]
    yield _line([captions["system"], *numbers, *(captions[key] for key in texts)])
    yield _line(["---", *["---:"] * len(numbers), *["---"] * len(texts)])
    for row in _in_order(board):
        yield _line(_cells(board, row, systems[row["system"]], families, in_full))
    if in_full:
        yield f"\n`{' | '.join(f'{name}:{value}' for name, value in board['signature'].items())}`"


def _in_order(board: Json) -> list[Json]:
    """The best first; systems without a value last."""
    place = {key: number for number, (key, _) in enumerate(board["rankings"][board["measures"][0]]["places"])}
    return sorted(board["rows"], key=lambda row: place.get(row["system"], len(place)))


def _cells(board: Json, row: Json, system: Json, families: list[str], in_full: bool) -> list[str]:
    first, *others = (_score(board, row, family) for family in families)
    precision, recall = (_percent(row["values"][f"{families[0]}.{which}"][0]) for which in ("precision", "recall"))
    version = f"{escaped(system['name'])} {escaped(system['version'])}"
    amounts = [_amount(row[name]) for name in AMOUNTS[: 2 if in_full else 1]]
    texts = [escaped(system[name] or "–") for name in TEXTS[0 if in_full else 1 :]]
    return [version, *first, precision, recall, *(cell for other in others for cell in other), *amounts, *texts]


def _score(board: Json, row: Json, family: str) -> list[str]:
    value, low, high = row["values"][f"{family}.f"]
    group = dict(board["rankings"][f"{family}.f"]["places"]).get(row["system"])
    interval = "–" if low is None else f"{_percent(low, 1)}–{_percent(high, 1)}"
    return [_percent(value), interval, "–" if group is None else str(group)]


def _percent(value: float | None, digits: int = 2) -> str:
    return "–" if value is None else f"{100 * value:.{digits}f}"


def _amount(value: float | None) -> str:
    return "–" if value is None else f"{value:,.0f}"


def escaped(text: str) -> str:
    """Let a text stand in a cell as it is: no markup, no HTML, one line."""
    text = " ".join(text.split())
    for character, entity in _ENTITIES.items():
        text = text.replace(character, entity)
    return _MARKUP.sub(r"\\\1", text)


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
