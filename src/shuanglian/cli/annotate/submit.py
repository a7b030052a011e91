"""`shuanglian annotate submit`."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from shuanglian.cli.annotate.common import (
    HANDS,
    connect,
    layer_asked,
    progress_bar,
    round_folder,
    round_path,
    say,
    schema_of,
    sentences_of,
    title_of,
    write_pass,
)
from shuanglian.cli.printing import report
from shuanglian.cli.workspace import Workspace, workspace_option
from shuanglian.findings import FindingsError
from shuanglian.labelstudio.configuration import labelling_configuration
from shuanglian.labelstudio.conversion import to_regions
from shuanglian.labelstudio.layers import NOTE
from shuanglian.labelstudio.rounds import AnnotatedSentence, check_round, read_round
from shuanglian.labelstudio.transfer import Sentence, submit
from shuanglian.notation.files import Form, Written, read_annotations


@click.command("submit")
@workspace_option
@click.argument("round_name", metavar="ROUND")
@click.argument("annotator", type=click.Choice(HANDS))
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--form", type=click.Choice(["inline", "table"]), default="inline", show_default=True)
@click.option("--dry-run", is_flag=True, help="Prove the files and stop; no server is asked.")
@click.option("--offline", is_flag=True, help="Write them to annotation/rounds/ROUND/ at once; no server is asked.")
def command(
    workspace: Workspace,
    round_name: str,
    annotator: str,
    files: tuple[Path, ...],
    form: Form,
    dry_run: bool,
    offline: bool,
) -> None:
    """Put annotations written as text into the project of ANNOTATOR in ROUND.

    They come to stand there as if ANNOTATOR had submitted them in Label Studio; with --offline, as
    if they had been pulled from there too. The forms of FILES are described in
    annotation/guidelines/forms.md. Every file is proven against the sentences first; with
    findings, nothing is sent or written. Can be repeated at any time.
    """
    asked = layer_asked(workspace, round_name)
    sentences = sentences_of(workspace)
    corpus = {sentence.id: sentence for sentence in sentences}
    texts = {sentence.id: sentence.text for sentence in sentences}
    sources = [(path.as_posix(), path.read_text("utf-8")) for path in files]
    written = read_annotations(sources, asked.name, form, texts, schema_of(workspace))
    taken = [_annotated(corpus[identity], item) for identity, item in written.items()]
    if dry_run:
        say(f"{len(taken)} of {len(sentences)} sentences, no findings")
        return
    if offline:
        _into_round(workspace, round_name, annotator, taken, corpus)
        return
    connection = connect(workspace)
    project = connection.project(title_of(round_name, annotator), labelling_configuration(asked))
    with progress_bar(len(taken), "sentence", project.title) as bar:
        submitted = submit(connection, project, asked, sentences, {annotator: taken}, progress=bar.update)
    say(f"{project.title}: {submitted.added} annotations added, {submitted.there} were there")
    if submitted.findings:
        report(submitted.findings)
        sys.exit(1)


def _into_round(
    workspace: Workspace, round_name: str, annotator: str, taken: list[AnnotatedSentence], corpus: dict[str, Sentence]
) -> None:
    """Add sentences to an annotator's pass, in the place of what it says of them already."""
    path = round_folder(workspace, round_name) / f"{annotator}.jsonl"
    there: list[AnnotatedSentence] = []
    if path.exists():
        texts = {sentence.id: (sentence.text, sentence.text_sha256) for sentence in corpus.values()}
        if findings := check_round(path, f"{round_path(round_name)}/{path.name}", schema_of(workspace), texts):
            raise FindingsError(findings)
        there = read_round(path)
    merged = {sentence.id: sentence for sentence in (*there, *taken)}
    write_pass(path, list(merged.values()), list(corpus))


def _annotated(sentence: Sentence, written: Written) -> AnnotatedSentence:
    annotation = to_regions(sentence.text, written.annotation)
    if written.note:
        annotation = replace(annotation, values=(*annotation.values, (NOTE, (written.note,))))
    return AnnotatedSentence(sentence.id, sentence.text_sha256, "submitted", annotation)
