"""croissant.json as Croissant's own library sees it: no fault, and through it the rows of the Parquet files."""

import json
import logging
import math
from pathlib import Path

import mlcroissant
import pyarrow.parquet as pq
import pytest

from shuanglian.release.build import build_dataset
from shuanglian.release.configurations import configurations
from shuanglian.schema import load_schema
from tests.workspaces import CARD, load

DATASET = Path(__file__).parent.parent.parent / "dataset"
ITEMS = configurations(load_schema(DATASET.parent / "annotation" / "schema.toml"))


@pytest.fixture(scope="module")
def description():
    return mlcroissant.Dataset(jsonld=str(DATASET / "croissant.json"))


def test_it_is_valid_and_lacks_nothing_that_is_recommended(description):
    assert description.metadata.issues.errors == set()
    assert description.metadata.issues.warnings == set()


def test_it_describes_every_configuration_and_file(description):
    assert [record_set.id for record_set in description.metadata.record_sets] == [item.name for item in ITEMS]
    told = {
        line.split("  ", 1)[1]: line.split("  ", 1)[0]
        for line in (DATASET / "checksums.txt").read_text("utf-8").splitlines()
        if line.endswith(".parquet")
    }
    files = json.loads((DATASET / "croissant.json").read_text("utf-8"))["distribution"]
    assert {file["contentUrl"]: file["sha256"] for file in files if "sha256" in file} == told


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.name)
def test_the_records_are_the_rows(description, item):
    rows = {
        (path.stem, row["id"]): row
        for path in (DATASET / "data" / item.name).glob("*.parquet")
        for row in pq.read_table(path).to_pylist()
    }
    records = list(description.records(item.name))
    assert len(records) == len(rows)
    for record in records:
        found = leaves_of_record(record)
        split, identity = found.pop(f"{item.name}/split"), found[f"{item.name}/id"]
        assert found == {k: v for k, v in leaves(item.name, item.features, rows[split, identity]) if v != []}


def leaves(place, features, row):
    """Every member of a row that has none itself, with its value, or a list of them for a list of structs."""
    for name, kind in features.items():
        yield from leaf(f"{place}/{name}", kind, row[name])


def leaf(place, kind, value):
    inner = kind[0] if isinstance(kind, list) else kind
    if not isinstance(inner, dict):
        yield place, value
        return
    for name, type_ in inner.items():
        if isinstance(kind, list):
            value_of = [None if item is None else item[name] for item in value]
        else:
            value_of = None if value is None else value[name]
        if isinstance(type_, dict) and isinstance(kind, list):  # a struct in a list of structs
            for member in type_:
                yield f"{place}/{name}/{member}", [None if item is None else item[member] for item in value_of]
        else:
            yield from leaf(f"{place}/{name}", type_, value_of)


def leaves_of_record(record):
    found = {}
    for name, value in record.items():
        if isinstance(value, dict):
            found |= leaves_of_record(value)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            found |= {key: plain([item[key] for item in value]) for key in value[0]}
        elif not (isinstance(value, list) and not value):
            found[name] = plain(value)
    return found


def plain(value):
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, float) and math.isnan(value):
        return None
    return value.item() if hasattr(value, "item") else value


def test_a_dataset_that_says_little_of_itself_is_valid_too(workspace, caplog):
    build_dataset(load(workspace), CARD, "DATASET_CARD.md", workspace.dataset)
    caplog.set_level(logging.ERROR)
    found = mlcroissant.Dataset(jsonld=str(workspace.dataset / "croissant.json"))
    assert found.metadata.issues.errors == set()
    rows = pq.read_table(workspace.dataset / "data" / "sentences" / "train.parquet")
    assert len(list(found.records("sentences"))) == len(rows)
