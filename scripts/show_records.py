"""Load every configuration of the built dataset the way a user does, and print a record of each."""

import json
import tempfile
from pathlib import Path

from datasets import disable_progress_bars, get_dataset_config_names, load_dataset

DATASET = Path(__file__).resolve().parent.parent / "dataset"
WIDTH = 200


def main() -> None:
    disable_progress_bars()
    # A cache of its own: after a rebuild, an old cache would hand out the rows of the old build.
    with tempfile.TemporaryDirectory() as cache:
        for name in get_dataset_config_names(str(DATASET), cache_dir=cache):
            splits = load_dataset(str(DATASET), name, cache_dir=cache)
            sizes = ", ".join(f"{split} {len(rows)}" for split, rows in splits.items())
            print(f'\nload_dataset("dataset", "{name}")    {sizes}')
            first = next(iter(splits.values()))[0]
            for column, value in first.items():
                shown = json.dumps(value, ensure_ascii=False)
                print(f"  {column:22}{shown if len(shown) <= WIDTH else shown[:WIDTH] + ' …'}")


if __name__ == "__main__":
    main()
