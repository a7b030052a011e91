"""Other tools' formats, written from gold: one module a format.

A module beside this one that holds a `FORMAT` is a format; its name is the file's name.
"""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import replace
from functools import cache

from shuanglian.exports.format import Format


@cache
def formats() -> dict[str, Format]:
    """Return every format by its name on the command line."""
    modules = [module.name for module in pkgutil.iter_modules(__path__)]
    found = {name.replace("_", "-"): importlib.import_module(f"{__name__}.{name}") for name in modules}
    return {
        name: replace(module.FORMAT, name=name, about=module.__doc__ or "")
        for name, module in found.items()
        if hasattr(module, "FORMAT")
    }
