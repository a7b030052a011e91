"""The corpus's card: every section of the Hub's template, YAML of legal values, links and images that lead somewhere."""

import json
import re
from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from datasets import DatasetInfo
from huggingface_hub import DatasetCard

from shuanglian.release.card import size_category

ROOT = Path(__file__).parent.parent.parent
CARD = ROOT / "dataset" / "README.md"

# The values that the Hub's libraries list, and those of its specification that no library lists.
RESOURCES = files("datasets") / "utils" / "resources"


def listed(name):
    return json.loads((RESOURCES / f"{name}.json").read_text("utf-8"))


LEGAL = {
    "language_creators": set(listed("creators")["language"]),
    "annotations_creators": set(listed("creators")["annotations"]),
    "multilinguality": set(listed("multilingualities")),
    "size_categories": set(listed("size_categories")),
    "language": set(listed("languages")),
    "task_categories": {
        name.name.removesuffix(".py").replace("_", "-")
        for name in (files("huggingface_hub") / "inference" / "_generated" / "types").iterdir()
    },
    "source_datasets": {"original", "extended"},
    "task_ids": {"named-entity-recognition", "part-of-speech", "parsing"},
}


@pytest.fixture(scope="module")
def card():
    return CARD.read_text("utf-8")


@pytest.fixture(scope="module")
def metadata(card):
    return yaml.safe_load(card.split("---\n")[1])


def headings(text):
    return [re.sub(r" \[optional\]$", "", line) for line in re.findall(r"^#{2,4} .*", text, re.MULTILINE)]


def test_it_has_every_section_of_the_template_in_its_order(card):
    template = (files("huggingface_hub") / "templates" / "datasetcard_template.md").read_text("utf-8")
    asked = headings(template)
    found = [heading for heading in headings(card) if heading in asked]
    assert found == asked
    assert "[More Information Needed]" not in card
    assert "## Data Statement" in card


def test_its_yaml_has_legal_values_only(metadata):
    for key, legal in LEGAL.items():
        assert set(metadata[key]) <= legal, key
    known = {*LEGAL, "pretty_name", "license", "license_name", "license_link", "tags", "configs", "dataset_info"}
    assert set(metadata) <= known
    assert metadata["license"] == "other"
    assert re.fullmatch(r"[a-z0-9.-]+", metadata["license_name"])
    assert all(re.fullmatch(r"[a-z0-9-]+", tag) for tag in metadata["tags"])


@pytest.mark.parametrize(
    ("rows", "category"),
    [
        (0, "n<1K"),
        (999, "n<1K"),
        (1000, "1K<n<10K"),
        (99_999, "10K<n<100K"),
        (100_000, "100K<n<1M"),
        (10**7, "10M<n<100M"),
    ],
)
def test_sizes_are_legal(rows, category):
    assert size_category(rows) == category
    assert category in LEGAL["size_categories"]


def test_the_hub_s_own_reader_takes_it(card, metadata):
    assert DatasetCard(card).data.to_dict()["task_ids"] == ["named-entity-recognition"]
    for info in metadata["dataset_info"]:
        assert DatasetInfo._from_yaml_dict(dict(info)).features is not None


def test_every_configuration_has_an_example_that_loads_it(card, metadata):
    code = "\n".join(re.findall(r"^```python\n(.*?)^```", card, re.DOTALL | re.MULTILINE))
    for config in metadata["configs"]:
        assert f'load_dataset("dataset", "{config["config_name"]}"' in code


def test_links_and_images_lead_somewhere(card):
    anchors = {re.sub(r"[^\w\- ]", "", h.lstrip("# ").lower()).replace(" ", "-") for h in headings(card)}
    for target in re.findall(r"\]\(([^)]+)\)", card):
        assert target[1:] in anchors if target.startswith("#") else (CARD.parent / target).is_file(), target


def test_no_block_is_left_unfilled(card):
    assert "<!-- generated" not in card
    assert "Nothing of this is annotated yet" not in card
