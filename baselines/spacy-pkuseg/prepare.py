"""Unpack pkuseg's default model into this environment, as baselines/pkuseg does."""

import runpy
import sys
import tempfile
from pathlib import Path

pkuseg = runpy.run_path(str(Path(__file__).parent.parent / "pkuseg" / "prepare.py"))
with tempfile.TemporaryDirectory(dir=sys.prefix) as folder:
    pkuseg["unpack_model"](pkuseg["downloaded"](Path(folder)))
