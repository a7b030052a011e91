"""From two passes and an adjudicator's to gold: what both say alike is taken over, the rest is decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from shuanglian.agreement.differences import Difference, differences
from shuanglian.agreement.passes import Pass
from shuanglian.annotations.model import Entities, Facts, LayerAnnotation, LayerName
from shuanglian.gold import Decision, GoldSentence


@dataclass(frozen=True)
class Dispute:
    """A sentence that two annotators annotated differently."""

    first: LayerAnnotation
    second: LayerAnnotation
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class Comparison:
    """Two passes side by side, by sentence id; `missing` are sentences that not both have annotated."""

    layer: LayerName
    texts: Mapping[str, str]
    agreed: Mapping[str, LayerAnnotation]
    disputed: Mapping[str, Dispute]
    missing: Sequence[str]


def compare(first: Pass, second: Pass, texts: Mapping[str, str]) -> Comparison:
    """Compare two passes of one layer over the sentences of `texts`."""
    agreed: dict[str, LayerAnnotation] = {}
    disputed: dict[str, Dispute] = {}
    missing = []
    for identity, text in texts.items():
        if identity not in first.sentences or identity not in second.sentences:
            missing.append(identity)
            continue
        one, other = first.sentences[identity], second.sentences[identity]
        if one == other:
            agreed[identity] = one
        else:
            disputed[identity] = Dispute(one, other, tuple(differences(text, one, other)))
    return Comparison(first.layer, texts, agreed, disputed, missing)


def common_part(one: LayerAnnotation, other: LayerAnnotation) -> LayerAnnotation | None:
    """What both annotations hold, to start an adjudication from; None for words, which are whole or nothing."""
    match one, other:
        case Entities(), Entities():
            return Entities(tuple(m for m in one.mentions if m in other.mentions))
        case Facts(), Facts():
            times = tuple(t for t in one.times if t in other.times)
            facts = tuple(f for f in one.facts if f in other.facts)
            return Facts(facts, tuple(n for n in one.non_facts if n in other.non_facts), times)
    return None


@dataclass(frozen=True)
class Outcome:
    """What became gold, and which disputed sentences still wait for a decision or for its reason."""

    decided: Mapping[str, tuple[LayerAnnotation, Decision | None]]
    undecided: Sequence[str]
    without_reason: Sequence[str]


def decide(comparison: Comparison, adjudicator: Pass | None) -> Outcome:
    """Take what is agreed, and what the adjudicator decided with a reason; the adjudicator may overrule both."""
    decided: dict[str, tuple[LayerAnnotation, Decision | None]] = {}
    undecided, without_reason = [], []
    decisions: Mapping[str, LayerAnnotation] = adjudicator.sentences if adjudicator else {}
    notes: Mapping[str, str] = adjudicator.notes if adjudicator else {}
    for identity in comparison.texts:
        agreed, dispute = comparison.agreed.get(identity), comparison.disputed.get(identity)
        if identity in decisions and (agreed or dispute):
            if not notes.get(identity, "").strip():
                without_reason.append(identity)
                continue
            annotation = decisions[identity]
            choice = choice_of(annotation, dispute.first, dispute.second) if dispute else "overruled"
            decision = Decision(comparison.layer, choice, notes[identity])
            decided[identity] = annotation, decision
        elif agreed:
            decided[identity] = agreed, None
        elif dispute:
            undecided.append(identity)
    return Outcome(decided, undecided, without_reason)


def choice_of(annotation: LayerAnnotation, first: LayerAnnotation, second: LayerAnnotation) -> str:
    """Say whose version was taken: that of one, parts of both, or something that none has."""
    if annotation == first:
        return "first"
    if annotation == second:
        return "second"
    parts = [set(_parts(version)) for version in (annotation, first, second)]
    return "both" if parts[0] <= parts[1] | parts[2] else "new"


def _parts(annotation: LayerAnnotation) -> Iterable[object]:
    match annotation:
        case Entities():
            return annotation.mentions
        case Facts():
            return (*annotation.facts, *annotation.non_facts, *annotation.times)
    return (*annotation.spans, *annotation.groups)


def updated_gold(
    gold: Mapping[str, GoldSentence],
    outcome: Outcome,
    comparison: Comparison,
    again: bool = False,
) -> tuple[list[GoldSentence], int]:
    """Add what was decided to the gold; return all of it in the corpus's order, and how many sentences changed.

    A layer that is there stays as it is, for it may have been corrected since, unless `again`.
    """
    sentences = []
    changed = 0
    layer = comparison.layer
    for identity, text in comparison.texts.items():
        sentence = gold.get(identity) or GoldSentence(identity, text)
        if identity in outcome.decided and (again or layer not in sentence.layers):
            annotation, decision = outcome.decided[identity]
            others = tuple(item for item in sentence.decisions if item.layer != layer)
            decisions = (*others, *((decision,) if decision else ()))
            renewed = replace(sentence, layers={**sentence.layers, layer: annotation}, decisions=decisions)
            changed += renewed != sentence
            sentence = renewed
        if sentence.layers:
            sentences.append(sentence)
    sentences += [sentence for identity, sentence in gold.items() if identity not in comparison.texts]
    return sentences, changed
