"""One HTML file with everything in it: data, style and script. It asks no network for anything.

Data become JSON in which no character is left that could end the element it stands in, and the
script makes elements of them by `createElement` and text alone. The Content-Security-Policy lets the
browser run and apply just these very bytes (by their hashes), and load nothing.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from importlib.resources import files
from typing import Any

_ESCAPED = re.compile("[<>&\u2028\u2029\ud800-\udfff]")
_PLACE = re.compile(r"\{(policy|style|captions|data|script)\}")


def render(data: dict[str, Any]) -> str:
    """Return the page that shows what `leaderboard_data` returned."""
    assets = files("shuanglian.leaderboard") / "assets"
    scripts = sorted((item for item in assets.iterdir() if item.name.endswith(".js")), key=lambda item: item.name)
    style = _text(assets / "style.css")
    script = "".join(_text(item) for item in scripts)
    parts = {
        "policy": _policy(style, script),
        "style": style,
        "captions": safe_json(json.loads(_text(assets / "captions.json"))),
        "data": safe_json(data),
        "script": script,
    }
    return _PLACE.sub(lambda found: parts[found[1]], _text(assets / "page.html"))


def safe_json(data: Any) -> str:
    """Write JSON that may stand in a script element, and that is UTF-8 whatever texts hold."""
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def _text(asset: Any) -> str:
    text: str = asset.read_text("utf-8")
    return text


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
