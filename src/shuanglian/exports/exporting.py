"""One export: what is common to all formats."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from shuanglian.annotations.model import LayerName
from shuanglian.exports.format import WORDS, Exported, Format, Lost, Options, Sentence
from shuanglian.exports.labels import in_label_set
from shuanglian.findings import FindingsError, Kind
from shuanglian.spans import is_blank

BARRED_LABEL = Kind(
    "export-barred-label", "records", "rename the label in the schema and the gold, or take another format"
)
NO_LAYER = Kind("export-no-layer", "records", "annotate the layer, or name gold that has it")

LEFT_OUT = "without a layer that is needed, or without a character"


def export(form: Format, sentences: Sequence[Sentence], options: Options) -> Exported:
    """Write sentences in a format. Raises `FindingsError` where labels or missing layers forbid it, and
    `ValueError` for an option that the format does not take.

    Sentences that lack a layer which the format needs are left out and counted as lost, as is all
    that the format has no place for.
    """
    options = _with_defaults(form, options)
    layers: tuple[LayerName, ...] = (*form.layers, "words") if options.tokens == WORDS else form.layers
    whole = [sentence for sentence in sentences if _can_be_written(sentence, layers)]
    if not whole:
        needed = " and ".join(dict.fromkeys(layers)) or "a character"
        raise FindingsError([NO_LAYER.at("gold", "", f"no sentence of {len(sentences):,} has {needed}")])
    lost = Lost()
    if options.labels and options.schema:
        whole = in_label_set(whole, options.schema, options.labels, lost)
    _check_labels(form, whole)
    lost.add("sentences", len(sentences) - len(whole), LEFT_OUT)
    carried = {*form.carries, "words"} if options.tokens == WORDS else {*form.carries}
    for sentence in whole:
        for kind, number in sentence.holds().items():
            lost.add(kind, 0 if kind in carried else number)
    content = form.write(whole, options, lost)
    return Exported(content, len(whole), len({sentence.document for sentence in whole}), lost)


def _with_defaults(form: Format, options: Options) -> Options:
    return replace(options, tokens=_chosen(options.tokens, form.tokens), view=_chosen(options.view, form.views))


def _chosen(value: str, values: Sequence[str]) -> str:
    if value and value not in values:
        raise ValueError(f"{value!r} is none of {', '.join(values) or 'nothing: the format has no choice here'}")
    return value or next(iter(values), "")


def _can_be_written(sentence: Sentence, layers: Sequence[LayerName]) -> bool:
    return not all(map(is_blank, sentence.text)) and all(getattr(sentence, layer) is not None for layer in layers)


def _check_labels(form: Format, sentences: Sequence[Sentence]) -> None:
    labels = {label for sentence in sentences for label in _labels(form, sentence)} if form.barred else set()
    findings = [
        BARRED_LABEL.at("gold", f"label {label}", f"the format has no way to write {found[0]!r} in a label")
        for label in sorted(labels)
        if (found := re.search(form.barred, label))
    ]
    if findings:
        raise FindingsError(findings)


def _labels(form: Format, sentence: Sentence) -> Iterator[str]:
    if sentence.entities and "mentions" in form.carries:
        yield from (mention.label for mention in sentence.entities.mentions)
    if sentence.words and "groups" in form.carries:
        yield from (group.label for group in sentence.words.groups)
