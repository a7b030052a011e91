"""Numeric facts by this project's extractor.

python predict.py INPUT OUTPUT: INPUT holds a JSON line a sentence with id, text, and date where
it is known; OUTPUT gets a JSON line for each, and meta.json is written beside it.
"""

import json
import platform
import sys
import time
from pathlib import Path

import shuanglian
from shuanglian.annotations.codec import facts_to_json
from shuanglian.files import json_line, sha256, write_text


def main(source: Path, target: Path) -> None:
    """Read sentences, write predictions and what made them."""
    records = [json.loads(line) for line in source.read_text("utf-8").splitlines()]
    start = time.perf_counter()
    rows = [_row(record) for record in records]
    seconds = time.perf_counter() - start
    write_text(target, "".join(map(json_line, rows)))
    meta = {
        "system": "shuanglian facts",
        "version": shuanglian.__version__,
        "hardware": f"{platform.machine()}, one core",
        "seconds": round(seconds, 3),
        "training_data": "none",
    }
    write_text(target.with_name("meta.json"), json.dumps(meta, ensure_ascii=False, indent=2) + "\n")


def _row(record: dict) -> dict:
    facts = shuanglian.extract_facts(record["text"], date=record.get("date"))
    return {"id": record["id"], "text_sha256": sha256(record["text"]), **facts_to_json(facts)}


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
