"""Column types of a configuration, written once and rendered for Arrow, `datasets` and the card.

A type is a dtype name, class labels, a list holding one type, or a dict of named types. What `datasets` reads
from a Parquet file's metadata is written in its older dialect (``Sequence`` for lists of plain
values, a one-element list for lists of structs), which releases 2.21 to 5.x all read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class ClassLabels:
    """Labels that rows hold as their numbers, from 0, in this order."""

    names: tuple[str, ...]

    def numbers(self, labels: list[str]) -> list[int]:
        """Return the numbers of labels; raises `KeyError` for one that is none of `names`."""
        number_of = {name: number for number, name in enumerate(self.names)}
        return [number_of[label] for label in labels]


FeatureType = str | ClassLabels | list["FeatureType"] | dict[str, "FeatureType"]
Features = dict[str, FeatureType]


def arrow_schema(features: Features) -> Any:
    """Build the `pyarrow.Schema`, with the metadata that `datasets` looks for."""
    import json

    import pyarrow as pa

    info = {"info": {"features": {name: _hub_feature(kind) for name, kind in features.items()}}}
    fields = [pa.field(name, _arrow_type(kind)) for name, kind in features.items()]
    return pa.schema(fields, metadata={"huggingface": json.dumps(info)})


def _arrow_type(kind: FeatureType) -> Any:
    import pyarrow as pa

    if isinstance(kind, dict):
        return pa.struct([pa.field(name, _arrow_type(inner)) for name, inner in kind.items()])
    if isinstance(kind, list):
        return pa.list_(_arrow_type(kind[0]))
    return pa.int64() if isinstance(kind, ClassLabels) else pa.type_for_alias(kind)


def _hub_feature(kind: FeatureType) -> Any:
    if isinstance(kind, dict):
        return {name: _hub_feature(inner) for name, inner in kind.items()}
    if isinstance(kind, list):
        inner = _hub_feature(kind[0])
        return [inner] if isinstance(kind[0], dict) else {"feature": inner, "_type": "Sequence"}
    if isinstance(kind, ClassLabels):
        return {"names": list(kind.names), "_type": "ClassLabel"}
    return {"dtype": kind, "_type": "Value"}


def card_features(features: Features) -> list[dict[str, Any]]:
    """Render the types as the ``features`` of a card's ``dataset_info``."""
    return [{"name": name, **_card_feature(kind)} for name, kind in features.items()]


def features_of_card(listed: list[dict[str, Any]]) -> Features:
    """Read the ``features`` of a card's ``dataset_info``: the inverse of `card_features`."""
    return {entry["name"]: _of_card(entry) for entry in listed}


def _of_card(entry: Any) -> FeatureType:
    if isinstance(entry, str):
        return entry
    if "struct" in entry:
        return features_of_card(entry["struct"])
    if "list" in entry:
        return [features_of_card(entry["list"])]
    if "sequence" in entry:
        return [_of_card(entry["sequence"])]
    if "class_label" in entry:
        return ClassLabels(tuple(entry["class_label"]["names"].values()))
    return str(entry["dtype"])


def _card_feature(kind: FeatureType) -> dict[str, Any]:
    if isinstance(kind, dict):
        return {"struct": card_features(kind)}
    if isinstance(kind, list):
        inner = kind[0]
        if isinstance(inner, dict):
            return {"list": card_features(inner)}
        return {"sequence": inner if isinstance(inner, str) else _card_feature(inner)}
    if isinstance(kind, ClassLabels):
        return {"class_label": {"names": {str(number): name for number, name in enumerate(kind.names)}}}
    return {"dtype": kind}
