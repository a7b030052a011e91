"""One-to-one assignment of the greatest total weight, in exact integers."""

from __future__ import annotations

from collections.abc import Mapping

Weights = Mapping[tuple[int, int], int]
"""(left, right) to a weight above 0; a pair that is not given cannot be assigned."""


def best_assignment(weights: Weights) -> list[tuple[int, int]]:
    """Return the pairs of the assignment with the greatest sum of weights, sorted.

    Pairs that touch no other are taken at once; what is left falls into small connected parts,
    each solved by the Hungarian algorithm.
    """
    chosen = []
    for part in _parts(weights):
        chosen += part if len(part) == 1 else _hungarian({pair: weights[pair] for pair in part})
    return sorted(chosen)


def _parts(weights: Weights) -> list[list[tuple[int, int]]]:
    """Group the pairs that hang together through a common member."""
    by_left: dict[int, list[tuple[int, int]]] = {}
    by_right: dict[int, list[tuple[int, int]]] = {}
    for pair in weights:
        by_left.setdefault(pair[0], []).append(pair)
        by_right.setdefault(pair[1], []).append(pair)
    seen: set[tuple[int, int]] = set()
    parts = []
    for first in weights:
        part, waiting = [], [first]
        while waiting:
            pair = waiting.pop()
            if pair not in seen:
                seen.add(pair)
                part.append(pair)
                waiting += [*by_left[pair[0]], *by_right[pair[1]]]
        if part:
            parts.append(part)
    return parts


def _hungarian(weights: Weights) -> list[tuple[int, int]]:
    """Solve one part, by shortest augmenting paths with potentials (Kuhn 1955, Munkres 1957).

    Every left member gets a partner of its own that weighs nothing, so that it may stay alone.
    """
    left = sorted({pair[0] for pair in weights})
    right: list[int | None] = [*sorted({pair[1] for pair in weights}), *(None for _ in left)]
    cost = [[-weights.get((one, other), 0) if other is not None else 0 for other in right] for one in left]
    rows, columns = len(left), len(right)
    of_row, of_column = [0] * (rows + 1), [0] * (columns + 1)
    owner = [0] * (columns + 1)  # the row that a column belongs to, counted from 1; 0 is none
    for row in range(1, rows + 1):
        owner[0], column = row, 0
        least: list[int | None] = [None] * (columns + 1)
        came_from = [0] * (columns + 1)
        done = [False] * (columns + 1)
        while owner[column]:
            done[column] = True
            here, step, following = owner[column], None, 0
            for other in range(1, columns + 1):
                if done[other]:
                    continue
                reduced = cost[here - 1][other - 1] - of_row[here] - of_column[other]
                known = least[other]
                if known is None or reduced < known:
                    least[other] = known = reduced
                    came_from[other] = column
                if step is None or known < step:
                    step, following = known, other
            for other in range(columns + 1):
                if done[other]:
                    of_row[owner[other]] += step or 0
                    of_column[other] -= step or 0
                elif (known := least[other]) is not None:
                    least[other] = known - (step or 0)
            column = following
        while column:
            owner[column] = owner[came_from[column]]
            column = came_from[column]
    found = [(left[owner[n + 1] - 1], right[n]) for n in range(columns) if owner[n + 1]]
    return [(one, other) for one, other in found if other is not None and (one, other) in weights]
