"""Blocks on the annotation: words and groups, entities, numeric facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from shuanglian.annotations.views import outermost
from shuanglian.corpus.model import Corpus
from shuanglian.release import statistics as of
from shuanglian.release.tables import COLUMNS, NOTHING, Block, Tables, markdown_table, mean, share
from shuanglian.schema import Schema


def _by_split(first: str, found: of.Counts, names: Iterable[str]) -> str:
    """Lay out counts as a table with a row for each name."""
    if not found["all"]:
        return NOTHING
    return markdown_table((first, *COLUMNS), [(name, *(found[split][name] for split in COLUMNS)) for name in names])


def _values(schema: Schema | None, attribute: str) -> list[str]:
    """All values of an attribute of the schema, so that a table shows what never occurs too."""
    return [value for item in (schema.attributes if schema else ()) if item.name == attribute for value in item.values]


# --- words ------------------------------------------------------------------------------------


def _words(corpus: Corpus, tables: Tables) -> str:
    seen = {word for sentence in of.sentences(corpus, "train", "words") for word in of.words(sentence)}
    rows = []
    for split in COLUMNS:
        done = of.sentences(corpus, split, "words")
        words = [word for sentence in done for word in of.words(sentence)]
        characters = sum(len(sentence.text) for sentence in done)
        against = words if split in ("validation", "test") and seen else []
        unseen = share(of.unseen(against, seen), len(against))
        unseen_types = share(of.unseen(set(against), seen), len(set(against)))
        lengths = mean(sum(map(len, words)), len(words))
        rows.append((split, len(done), characters, len(words), len(set(words)), lengths, unseen, unseen_types))
    header = ("split", "sentences", "characters", "words", "word types", "characters a word")
    table = markdown_table((*header, "words not in train", "types not in train"), rows)
    return table if of.sentences(corpus, "all", "words") else NOTHING


def _word_groups(corpus: Corpus, tables: Tables) -> str:
    names = [group.name for group in corpus.schema.groups] if corpus.schema else []
    return _by_split("group", of.counts(corpus, of.group_types), names)


# --- entities ---------------------------------------------------------------------------------


def _entities(corpus: Corpus, tables: Tables) -> str:
    found = of.counts(corpus, of.labels)
    if not corpus.schema or not found["all"]:
        return NOTHING
    outer: Counter[str] = Counter()
    for sentence in of.sentences(corpus, "all"):
        outer.update(mention.label for mention in outermost(of.mentions(sentence)))
    rows = [
        (label, what, *(found[split][label] for split in COLUMNS), outer[label], share(total - outer[label], total))
        for label, what, total in ((item.name, item.en, found["all"][item.name]) for item in corpus.schema.entities)
    ]
    total = found["all"].total()
    sums = (*(found[split].total() for split in COLUMNS), outer.total(), share(total - outer.total(), total))
    return markdown_table(
        ("label", "what it names", *COLUMNS, "outermost", "inside another"), [*rows, ("all", "", *sums)]
    )


def _mapping(corpus: Corpus, tables: Tables) -> str:
    """What other sets call each label; a dash where they have none."""
    if not corpus.schema:
        return NOTHING
    rows = [(item.name, item.onto, item.cluener, item.msra) for item in corpus.schema.entities]
    rows += [(item.name, item.onto, "", "") for item in corpus.schema.derived_entities]
    shown = [[cell or "–" for cell in row] for row in rows]
    return markdown_table(("label", "`onto`: OntoNotes", "`cluener`: CLUENER2020", "`msra`: MSRA"), shown)


def _nesting(corpus: Corpus, tables: Tables) -> str:
    found = of.counts(corpus, lambda s: [str(depth) for _, depth in of.depths(of.mentions(s))])
    if not found["all"]:
        return NOTHING
    levels = sorted(found["all"], key=int)
    rows = []
    for split in COLUMNS:
        done = of.sentences(corpus, split, "entities")
        total = found[split].total()
        row = (split, len(done), sum(bool(of.mentions(sentence)) for sentence in done), total)
        rows.append((*row, *(found[split][level] for level in levels), share(total - found[split]["1"], total)))
    header = ("split", "sentences", "with a mention", "mentions", *(f"depth {level}" for level in levels))
    return markdown_table((*header, "inside another"), rows)


# --- facts ------------------------------------------------------------------------------------


def _facts(corpus: Corpus, tables: Tables) -> str:
    if not of.sentences(corpus, "all", "facts"):
        return NOTHING
    rows = []
    for split in COLUMNS:
        done = of.sentences(corpus, split, "facts")
        sizes = [(len(of.facts(s)), len(of.group_kinds(s)), len(of.non_facts(s)), len(of.times(s))) for s in done]
        sums = [sum(column) for column in zip(*sizes, strict=True)] or [0] * 4
        rows.append((split, len(done), sum(size[0] > 0 for size in sizes), *sums))
    return markdown_table(
        ("split", "sentences", "with a fact", "facts", "groups of facts", "non-facts", "dates and times"), rows
    )


def _fact_kinds(corpus: Corpus, tables: Tables) -> str:
    return _by_split("kind", of.counts(corpus, of.kinds), _values(corpus.schema, "kind"))


def _non_facts(corpus: Corpus, tables: Tables) -> str:
    return _by_split("kind", of.counts(corpus, of.non_fact_kinds), _values(corpus.schema, "non_fact_kind"))


def _fact_groups(corpus: Corpus, tables: Tables) -> str:
    return _by_split("group", of.counts(corpus, of.group_kinds), _values(corpus.schema, "group_type"))


def _units(corpus: Corpus, tables: Tables) -> str:
    found = of.counts(corpus, of.units)
    return _by_split("unit", found, of.largest_first(found))


def _times(corpus: Corpus, tables: Tables) -> str:
    found = of.counts(corpus, of.time_types)
    return _by_split("type of value", found, of.largest_first(found))


def _slots(corpus: Corpus, tables: Tables) -> str:
    found = of.counts(corpus, of.fields)
    total = sum(len(of.facts(sentence)) for sentence in of.sentences(corpus, "all"))
    if not total:
        return NOTHING
    rows = [
        (f"`{name}`" if name.isidentifier() else name, *(found[split][name] for split in COLUMNS), share(n, total))
        for name, n in ((name, found["all"][name]) for name in of.FIELDS)
    ]
    return markdown_table(("slot or value", *COLUMNS, "of all facts"), rows)


BLOCKS: dict[str, Block] = {
    "words": _words,
    "word-groups": _word_groups,
    "entities": _entities,
    "mapping": _mapping,
    "nesting": _nesting,
    "facts": _facts,
    "fact-kinds": _fact_kinds,
    "non-facts": _non_facts,
    "fact-groups": _fact_groups,
    "units": _units,
    "times": _times,
    "slots": _slots,
}
