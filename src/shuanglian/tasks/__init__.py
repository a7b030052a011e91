"""What can be scored: one module a task, with its gold view, its prediction format and its metric.

A module beside this one that holds a `TASK` is a task; nothing else has to be told of it.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shuanglian.tasks.task import Task


@cache
def tasks() -> dict[str, Task[Any]]:
    """Return every task by its name."""
    modules = (importlib.import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__))
    return {module.TASK.name: module.TASK for module in modules if hasattr(module, "TASK")}
