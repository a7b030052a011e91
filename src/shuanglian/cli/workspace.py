"""Where things lie in a workspace: the only place that knows the names of its folders."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from shuanglian.corpus.model import AnnotationPaths, CorpusPaths


@dataclass(frozen=True)
class Workspace:
    """A folder with seeds/, annotation/ and what is built from them."""

    root: Path

    @property
    def corpus(self) -> CorpusPaths:
        annotation = self.root / "annotation"
        return CorpusPaths(self.root, self.root / "seeds", annotation / "layout", annotation / "splits.toml")

    @property
    def annotation(self) -> AnnotationPaths:
        annotation = self.root / "annotation"
        trial = Workspace(annotation / "trial")
        return AnnotationPaths(
            annotation / "schema.toml",
            annotation / "rounds",
            annotation / "gold",
            annotation / "exceptions.toml",
            annotation / "guidelines",
            annotation / "gold-version.json",
            annotation / "diagnostics",
            (trial.corpus, trial.annotation) if is_workspace(trial.root) else None,
        )

    @property
    def dataset(self) -> Path:
        return self.root / "dataset"

    @property
    def baselines(self) -> Path:
        return self.root / "baselines"

    @property
    def build(self) -> Path:
        return self.root / "build"

    @property
    def server(self) -> Path:
        return self.root / ".label-studio"

    @property
    def readmes(self) -> list[Path]:
        """Those of all languages."""
        return sorted(self.root.glob("README*.md"))

    @property
    def card(self) -> Path:
        return self.root / "DATASET_CARD.md"

    @property
    def changelog(self) -> Path:
        return self.root / "CHANGELOG.md"


def is_workspace(folder: Path) -> bool:
    return Workspace(folder).corpus.sources.is_file()


def workspace_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--workspace``, given to the command as a `Workspace`."""
    return click.option(
        "--workspace",
        default=".",
        show_default=True,
        metavar="FOLDER",
        callback=_workspace,
        help="The folder that holds seeds/ and annotation/.",
    )(function)


def _workspace(ctx: click.Context, parameter: click.Parameter, value: str) -> Workspace:
    root = Path(value).resolve()
    if not is_workspace(root):
        raise click.BadParameter(f"{root} is not a workspace: it has no seeds/sources.tsv")
    return Workspace(root)
