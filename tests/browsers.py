"""A headless Chromium for tests of pages."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright

from scripts.chromium import find_chromium

ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]


def chromium_or_skip() -> str:
    """Return the command of a Chromium; without one the test is skipped, and fails under CI=true."""
    path = find_chromium()
    if not path:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("no Chromium: see scripts/chromium.py")
    return path


@contextmanager
def chromium_page(path: str, width: int = 1440, height: int = 1000, **options: Any) -> Iterator[Page]:
    """Open an empty page of a Chromium with no past; `path` is its command."""
    size = {"width": width, "height": height}
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        context = playwright.chromium.launch_persistent_context(
            folder, executable_path=path, args=ARGUMENTS, viewport=size, **options
        )
        try:
            yield context.pages[0]
        finally:
            context.close()
