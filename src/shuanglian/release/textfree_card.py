"""The card of a release without text: the full one, with the sections that read the text left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from shuanglian.release.blocks.configurations import columns_tables, configurations_table
from shuanglian.release.card import generated_metadata, with_front_matter
from shuanglian.release.masking import MASK
from shuanglian.release.rows import SENTENCES, Configuration
from shuanglian.release.tables import Tables

_HEADING = re.compile(r"^#{2,6} .*\n", re.MULTILINE)
_STRUCTURE = "## Dataset Structure"
_COLUMNS = "### Columns"

_ABOUT = f"""
**This is the release without text.** The articles belong to their publishers. Here are the annotation, as
offsets, labels and values; hashes; and where every character stands in the files of the articles. Whoever has
these files gets the full dataset, hash for hash:

```console
$ pip install 'shuanglian[data]'
$ shuanglian rehydrate FOLDER --seeds SEEDS -o dataset
```

FOLDER is a download of this dataset, SEEDS holds the files that `restore/seeds.json` names, with their hashes.
A file of other bytes is told, and nothing is written. Where this card shows {MASK}, characters of an article
were taken out; sections with examples are in the full card only.

```python
from datasets import load_dataset

sentences = load_dataset("textfree", "sentences", split="{{split}}")
for sentence in sentences.select(range(3)):
    print(sentence["id"], sentence["provenance"], sentence["text_sha256"])
```

`"textfree"` stands for the folder, or for an id on the Hub. Offsets count the code points of the text that is
not here; `text_sha256` is its hash, which also lets you recognise it elsewhere. A hash hides a long text and
not a short one: who guesses a title can confirm it.
"""


def textfree_metadata(
    metadata: dict[str, Any], items: list[Configuration], tables: Tables, sizes: Any
) -> dict[str, Any]:
    """The front matter of the full card, with what is without text instead."""
    name = {"pretty_name": f"{metadata['pretty_name']} (without text)"} if "pretty_name" in metadata else {}
    return metadata | name | generated_metadata(items, tables, sizes)


def textfree_card(metadata: dict[str, Any], body: str, items: list[Configuration], tables: Tables) -> str:
    """Make the card from the masked body of the full one."""
    split = next(iter(tables[SENTENCES.name]))
    about = _ABOUT.replace("{split}", split)
    columns = f"\n{columns_tables(items)}\n\n"
    structure = f"{about}\n{configurations_table(items, tables)}\n\n{_COLUMNS}\n{columns}"
    head, *rest = _sections(body)
    kept = [(heading, text) for heading, text in rest if "```python" not in text and heading.strip() != _COLUMNS]
    if any(heading.strip() == _STRUCTURE for heading, _ in kept):
        texts = [(heading, structure if heading.strip() == _STRUCTURE else text) for heading, text in kept]
    else:
        texts = [(f"{_STRUCTURE}\n", structure), *kept]
    return with_front_matter(metadata, "".join(heading + text for heading, text in [head, *texts]))


def _sections(body: str) -> Iterator[tuple[str, str]]:
    """Cut at every heading but the first-level one; the first section has none."""
    headings = list(_HEADING.finditer(body))
    starts = [heading.start() for heading in headings] + [len(body)]
    yield "", body[: starts[0]]
    for heading, end in zip(headings, starts[1:], strict=True):
        yield heading[0], body[heading.end() : end]
