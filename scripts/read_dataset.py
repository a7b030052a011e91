"""Read a built dataset folder in each way that users read one, and print as JSON what came back.

    python scripts/read_dataset.py dataset

Needs any release of `datasets` from 2.21 on and nothing else. Every configuration is read with
the card and from a copy without it, at once and streaming. What cannot be read is an `error` in
the answer, so that one bad configuration does not hide the others.
"""

import json
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from datasets import disable_progress_bars, get_dataset_default_config_name, load_dataset


def main() -> None:
    disable_progress_bars()
    folder = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as place:
        bare = Path(place, "dataset")
        shutil.copytree(folder / "data", bare / "data")
        readings = [*_with_card(folder), *_without_card(bare)]
    answer = {"python": platform.python_version(), "pyarrow": version("pyarrow"), "default": _default(folder)}
    json.dump(answer | {"readings": readings}, sys.stdout, ensure_ascii=False)


def _default(folder: Path) -> Any:
    try:
        return get_dataset_default_config_name(str(folder))
    except Exception as error:
        return _words(error)


def _words(error: BaseException) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}"


def _with_card(folder: Path) -> Iterator[dict[str, Any]]:
    for data in sorted((folder / "data").iterdir()):
        yield from _readings("with card", data.name, partial(load_dataset, str(folder), data.name))


def _without_card(folder: Path) -> Iterator[dict[str, Any]]:
    for data in sorted((folder / "data").iterdir()):
        files = {path.stem: str(path) for path in sorted(data.glob("*.parquet"))}
        yield from _readings("without card", data.name, partial(load_dataset, "parquet", data_files=files))


def _readings(source: str, name: str, load: Callable[..., Any]) -> Iterator[dict[str, Any]]:
    for way, streaming in ((source, False), (f"{source}, streaming", True)):
        reading = {"way": way, "configuration": name}
        try:
            yield reading | {"splits": {split: _content(rows) for split, rows in load(streaming=streaming).items()}}
        except Exception as error:
            yield reading | {"error": _words(error.__cause__ or error)}


def _content(rows: Any) -> dict[str, Any]:
    types = {field.name: _type(rows.features[field.name], field.type) for field in rows.features.arrow_schema}
    return {"columns": types, "rows": [dict(row) for row in rows]}


def _type(feature: Any, arrow_type: Any) -> str:
    """Name a column's type in Arrow's words, which are the same in all releases, with its labels if it has some."""
    labels = getattr(getattr(feature, "feature", feature), "names", None)
    return f"{arrow_type} {labels}" if labels else str(arrow_type)


if __name__ == "__main__":
    main()
