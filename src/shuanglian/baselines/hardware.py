"""What kind of machine a measurement was made on, in words that name none."""

from __future__ import annotations

import os
import platform


def hardware() -> str:
    """Cores, memory, architecture and system, such as ``2 cores, 24 GB, x86_64, Linux, Python 3.12``."""
    parts = [f"{os.cpu_count()} cores", _memory(), platform.machine(), platform.system()]
    return ", ".join([*filter(None, parts), f"Python {platform.python_version()}", "one thread"])


def _memory() -> str:
    try:
        size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return ""
    return f"{round(size / 2**30)} GB"
