"""`shuanglian annotate`: a group of commands, one module each."""

from __future__ import annotations

import click

from shuanglian.cli.annotate import adjudicate, agree, pull, push, serve, submit, variation, version


@click.group("annotate", short_help="Annotate in Label Studio, compare annotators, adjudicate.")
def command() -> None:
    """Annotate the corpus in a real Label Studio, compare annotators, and adjudicate.

    A round is a layer (words, entities or facts) and a name, such as entities-1; each annotator
    gets a project of their own in it, so that nobody sees another's work. A server that runs
    already is used where LABEL_STUDIO_URL and LABEL_STUDIO_API_KEY are set.

    \b
    The way of a round:
      serve       start Label Studio on this machine
      push        send the sentences of the round
      submit      add annotations made elsewhere, written as text
      pull        bring back what annotators made
      agree       measure how far they agree, list where they differ
      adjudicate  decide the rest, and write the gold
      variation   find what the gold annotates in different ways
      version     give the gold a version
    """  # noqa: D301 - click needs the backspace itself


for _module in (serve, push, submit, pull, agree, adjudicate, variation, version):
    command.add_command(_module.command)
