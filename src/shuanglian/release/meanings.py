"""What each column of the dataset holds, as the card says it.

A key is a column, or `configuration.column` where the same name means something else there, or
`column[].member` for the members of a list of records.
"""

from __future__ import annotations

MEANINGS: dict[str, str] = {
    # everywhere
    "id": "the sentence: article, block and number, stable under edits elsewhere",
    "article_id": "the article that the sentence stands in: `id` of `articles`",
    "text": "the sentence; every offset of the row counts its code points, half-open",
    "text_sha256": "SHA-256 of `text` in UTF-8: what was annotated, and what a prediction is made on",
    "characters": "the code points of `text`, one for each tag",
    "date": "date of the article, ISO 8601, possibly a month or a year only: what time values are reckoned from",
    # sentences
    "role": "what the sentence stands in: kicker, title, subtitle, heading, paragraph or caption",
    "paragraph": "the block of the article that it stands in",
    "index": "its place among the sentence records of the article, from 0",
    "sub_boundaries": "where sentences that it quotes end inside it",
    "provenance": "the seed file, and the ranges of its code points that, joined, give `text`",
    # articles
    "articles.id": "the article: seed file and number",
    "source_id": "the seed file that it stands in",
    "title": "its title",
    "byline": "its authors as printed; null where there is no line of them",
    "publisher": "who published it; null where the file does not say",
    "articles.date": "ISO 8601, possibly a month or a year only",
    "date_source": "`stated` where the file gives the date, `inferred` where it was concluded",
    "url": "where it stood on the web, if it did",
    "rights": "whose the text is",
    "cluster": "the first of the articles that it shares long strings with, which all are in one split",
    "articles.text": "the text of all blocks that sentences come from, one a line",
    "blocks": "its parts in reading order; bylines and the like have no offsets, for they are not in `text`",
    "sentences": "its sentences, by their offsets in `text`",
    # segmentation
    "words": "the words of the sentence (Chinese Treebank rules); they hold every character but blanks",
    "groups": "groups of words: names, times, quantities, fixed terms; offsets in `text`",
    "coarse_words": "a view (close to MSR): every outermost group is one word",
    "finer_words": "a view (close to UD): words after a closed list of mechanical cuts (2025年 becomes 2025 and 年)",
    "segmentation.tags": "place of each character in its word: begin, middle, end, single; O for a blank",
    # ner
    "entities": "every mention of a named entity; mentions nest and never cross, outer ones come first",
    "numeric_entities": "derived from the numeric facts: DATE, PERCENT, MONEY, QUANT",
    "views": "mentions as others have them: `outermost` and `innermost` without nesting; `onto`, `cluener` and "
    "`msra` with the labels of OntoNotes, CLUENER2020 and MSRA, outermost, what they lack left out",
    "ner.tags": "the outermost mentions as one tag for each character",
    # diagnostics
    "phenomenon": "what the sentence tests; `annotation/diagnostics/phenomena.tsv` describes it",
    "diagnostics.id": "the sentence: phenomenon and number, with a letter for the members of a minimal pair",
    "diagnostics.date": "the date that time values are reckoned from, the same for all",
    # numeric facts
    "facts": "one record for each number that states something",
    "facts[].id": "the fact, in its sentence",
    "facts[].quantity": "the number with its unit or classifier and what qualifies it beside it: [start, end)",
    "facts[].kind": "what kind of number: see the table of kinds",
    "facts[].value": "exact decimal, unsigned, 万 and 亿 written out; null where `low` or `high` is given",
    "facts[].low": "lower end of a range",
    "facts[].high": "upper end of a range",
    "facts[].unit": "UCUM, ISO 4217, or a classifier in braces (`{件}`); null where there is none",
    "facts[].modifier": "MORE_THAN, LESS_THAN, APPROX, EQUAL_OR_MORE, EQUAL_OR_LESS (TIMEX3), or null",
    "facts[].approx": "true for 多 and 余: a little more than the value",
    "facts[].measured_entity": "what is measured or counted",
    "facts[].measured_property": "which property of it",
    "facts[].time": "when: one of `times`",
    "facts[].time_value": "TIMEX3 value of that time, or of the one that only an earlier sentence says",
    "facts[].time_inherited": "true where an earlier sentence says it",
    "facts[].place": "where",
    "facts[].whole": "what it is a part of",
    "facts[].per": "the unit of a rate",
    "facts[].comparator": "what it is compared with",
    "facts[].change": "`direction` (up, down, flat) and `basis` (yoy, mom, cumulative, past, peer); null for a level",
    "facts[].factuality": "asserted, planned, forecast or negated",
    "facts[].group": "facts told together: `type` (distributive, from_to, conversion), `index` from 0, `size`",
    "non_facts": "numerals that state nothing, with the reason: part of a name, a serial, idiom, figurative, lexical",
    "times": "dates and times, with TIMEX3 values reckoned from the date of the article",
    # blocks, of a release without text
    "blocks.id": "the article and the block in it",
    "blocks.article_id": "the article: `id` of `articles`, or an article that repeats one of them",
    "blocks.role": "what sort of block it is",
    "blocks.provenance": "the seed file, and the ranges of its code points that, joined, give the block's text",
    # variants
    "variants.id": "the difference",
    "variants.article_id": "the article that is another extraction",
    "canonical_article_id": "the article that it repeats",
    "operation": "insert, delete or replace: what leads from the canonical text to the other",
    "start": "where in the canonical article's `text`",
    "end": "its end there, exclusive",
    "variants.text": "what stands there",
    "sentence_ids": "the sentences that it touches",
    "variant_start": "where in the other article's text",
    "variant_end": "its end there, exclusive",
    "variant_text": "what stands there instead",
    "variant_sentence_ids": "the sentences of the other article that it touches",
}


def meaning(configuration: str, column: str) -> str:
    """Return what a column holds; raises `KeyError` for one that nobody has described."""
    return MEANINGS.get(f"{configuration}.{column}") or MEANINGS[column]


def members(column: str) -> dict[str, str]:
    """What the members of a list of records hold, where they are described one by one."""
    prefix = f"{column}[]."
    return {key.removeprefix(prefix): told for key, told in MEANINGS.items() if key.startswith(prefix)}
