"""`shuanglian annotate adjudicate`."""

from __future__ import annotations

import sys
from collections.abc import Mapping

import click

from shuanglian.agreement.adjudication import Comparison, Dispute, common_part, compare, decide, updated_gold
from shuanglian.agreement.passes import read_pass
from shuanglian.cli.annotate.common import (
    ADJUDICATOR,
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
from shuanglian.gold import read_gold, write_gold
from shuanglian.labelstudio.annotation import Annotation
from shuanglian.labelstudio.configuration import labelling_configuration
from shuanglian.labelstudio.conversion import to_regions
from shuanglian.labelstudio.server import ANNOTATORS
from shuanglian.labelstudio.transfer import Sentence, pull, push


@click.command("adjudicate")
@workspace_option
@click.argument("round_name", metavar="ROUND")
@click.option("--between", nargs=2, default=ANNOTATORS, show_default=True, metavar="ONE OTHER", help="Whose passes.")
@click.option("--again", is_flag=True, help="Write the layer anew where the gold has it already.")
@click.option("--offline", is_flag=True, help="Take the adjudicator's pass as it was pulled last; ask no server.")
def command(workspace: Workspace, round_name: str, between: tuple[str, str], again: bool, offline: bool) -> None:
    """Take over what two annotators of ROUND agree on, and send the rest to the adjudicator.

    Sentences that they annotated differently become tasks of the project "ROUND adjudicator",
    each with the list of differences and both versions; the adjudicator writes the reason as the
    note. A sentence that both annotated alike may be submitted as the adjudicator too, and is then
    overruled. Call the command again at any time: what has been decided is written to
    annotation/gold/, what still waits is counted. What the gold has already is left as it is.
    """
    schema, folder, path = schema_of(workspace), round_folder(workspace, round_name), round_path(round_name)
    sentences = sentences_of(workspace)
    known = {sentence.id: (sentence.text, sentence.text_sha256) for sentence in sentences}
    texts = {sentence.id: sentence.text for sentence in sentences}
    first, second = (read_pass(folder, name, path, schema, known) for name in between)
    comparison = compare(first, second, texts)
    say(f"{len(comparison.agreed)} sentences agreed, {len(comparison.disputed)} to decide")
    if comparison.missing:
        say(
            f"{len(comparison.missing)} sentences not annotated by both, left out: {' '.join(comparison.missing[:5])} …"
        )
    if not offline:
        _exchange(workspace, round_name, sentences, comparison, between)
    pulled = (folder / f"{ADJUDICATOR}.jsonl").exists()
    outcome = decide(comparison, read_pass(folder, ADJUDICATOR, path, schema, known) if pulled else None)
    gold = read_gold(workspace.annotation.gold, "annotation/gold", schema)
    renewed, changed = updated_gold(gold, outcome, comparison, again)
    write_gold(workspace.annotation.gold, renewed)
    say(f"gold: {changed} sentences new or changed")
    if outcome.without_reason:
        say(f"{len(outcome.without_reason)} decided without a note that gives the reason: {outcome.without_reason[:5]}")
    if outcome.undecided or outcome.without_reason:
        say(f"{len(outcome.undecided)} still to decide")
        sys.exit(1)


def _exchange(
    workspace: Workspace,
    round_name: str,
    sentences: list[Sentence],
    comparison: Comparison,
    between: tuple[str, str],
) -> None:
    """Send the disputed sentences that are not there yet; bring back what the adjudicator made."""
    asked = layer_asked(workspace, round_name)
    connection = connect(workspace)
    project = connection.project(title_of(round_name, ADJUDICATOR), labelling_configuration(asked))
    disputed = [
        _with_dispute(sentence, comparison.disputed[sentence.id], between)
        for sentence in sentences
        if sentence.id in comparison.disputed
    ]
    corpus = {sentence.id: sentence for sentence in sentences}
    with progress_bar(len(disputed), "sentence", project.title) as bar:
        push(connection, project, asked, disputed, _versions(comparison, between), bar.update, corpus)
    say(f"The adjudicator's tasks are in the project {project.title!r} at {connection.url}")
    pulled = pull(connection, project, asked, corpus)
    if pulled.findings:
        report(pulled.findings)
    if pulled.annotators[ADJUDICATOR]:
        path = round_folder(workspace, round_name) / f"{ADJUDICATOR}.jsonl"
        write_pass(path, pulled.annotators[ADJUDICATOR], list(corpus))


def _with_dispute(sentence: Sentence, dispute: Dispute, between: tuple[str, str]) -> Sentence:
    """Show the differences above the article."""
    told = [f"{between[0]} ≠ {between[1]}", *(str(item) for item in dispute.differences)]
    context = "\n".join([*told, "", sentence.context])
    return Sentence(sentence.id, sentence.text, sentence.text_sha256, sentence.heading, context)


def _versions(comparison: Comparison, between: tuple[str, str]) -> Mapping[str, Mapping[str, Annotation]]:
    """Both versions and what they have in common, by the name that Label Studio shows with them."""
    versions: dict[str, dict[str, Annotation]] = {"agreed": {}, between[0]: {}, between[1]: {}}
    for identity, dispute in comparison.disputed.items():
        text = comparison.texts[identity]
        versions[between[0]][identity] = to_regions(text, dispute.first)
        versions[between[1]][identity] = to_regions(text, dispute.second)
        common = common_part(dispute.first, dispute.second)
        if common is not None:
            versions["agreed"][identity] = to_regions(text, common)
    return versions
