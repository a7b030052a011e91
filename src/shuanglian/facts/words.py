"""The words that linking knows, found in a text: function words, verbs, places, and the runs between them.

There is no segmenter: what no list knows is one run. Only texts with quantities are looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from shuanglian.facts.candidates import Found, NonFact
from shuanglian.facts.lexicon import Lexicon, context, table, word_list
from shuanglian.facts.units import units


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of the text. Classes: those of function_words.tsv and change.tsv (``change``), ``verb``,
    ``vn`` (verb or noun), ``noun``, ``run`` (what no list knows), ``place``, ``every`` (每X), ``T``,
    ``Q``, ``N``, ``mark`` (what the scan found, a name, another non-fact; `index` is its number), ``stop``,
    ``pause`` (、) and ``quote``.
    """

    start: int
    end: int
    cls: str
    text: str
    index: int = -1


_ONE = context("verb")
_COMPLEMENT = context("complement")
_EVERY = context("every")
_ASPECT = "了着过"
_RESULT = re.compile(
    "出(?![口租资版台游行国境入院席生产场发])|到(?![期达场位])|成(?![本果员交绩功立为长品])|起(?![来点重])"
)
_PRONOUNS = "我你他她它谁这那其您咱"
_NOUN_AFTER_VERB = context("noun_after_verb")


@cache
def classes() -> Lexicon[str]:
    """Every known word with its class; a later list wins."""
    found: dict[str, str] = {}
    lists = (
        ("verbs", "verb"),
        ("verbal_nouns", "vn"),
        ("intransitive_verbs", "vi"),
        ("protected", "noun"),
        ("dimensions", "noun"),
        ("places", "place"),
    )
    for name, cls in lists:
        found |= dict.fromkeys((word for word in word_list(name) if len(word) > 1), cls)
    for verb in _ONE:
        found |= {verb + complement: "verb" for complement in _COMPLEMENT if verb + complement not in found}
    for cls, names in table("function_words"):
        found |= dict.fromkeys(names.split(), cls)
    found |= {name: "noun" for name in word_list("dimensions") if found.get(name) in ("adv", "prep", "change")}
    for _, names in table("change"):
        found |= {word: "change" for word in names.split() if len(word) > 1 or word in "增涨升减降跌"}
    found |= (
        dict.fromkeys("，,；;。：:！!？?…—\n", "stop")
        | {"、": "pause"}
        | dict.fromkeys('“”‘’"（）()「」《》 　', "quote")
    )
    found |= {f"每{one}{word}": "every" for one in ("", "一") for word in {*units().meanings, *_EVERY}}
    found |= {
        f"每个{word}": "every" for word in ("", "月", "班", "人", "家庭", "季度", "星期", "小时", "工作日", "学期")
    }
    return Lexicon(found)


_PLACE = re.compile(
    r"[\u4e00-\u9fff]{2,3}(?:自治区|自治州|自治县|新区|开发区|高新区|经开区|省|市(?!场|民|值|占|政|区|面|长|委)|县(?!城|委|长)|区(?!域|块|间|别|位)|镇(?!上)|州(?!市))"
)


def words_of(text: str, found: Found) -> list[Word]:
    """Cut a text into words; what the scan found is one word each."""
    marks = sorted(
        [(q.start, q.end, "Q", n) for n, q in enumerate(found.quantities)]
        + [(t.start, t.end, "T", n) for n, t in enumerate(found.times)]
        + [
            (item.start, item.end, "N" if _in_phrase(item) else "mark", number)
            for number, item in enumerate(found.non_facts)
        ]
    )
    words: list[Word] = []
    at = 0
    for start, end, cls, index in marks:
        _cut(text, at, start, words)
        if cls == "Q" and words and words[-1].end == start:
            _split_payment(words)
        words.append(Word(start, end, cls, text[start:end], index))
        at = end
    _cut(text, at, len(text), words)
    return words


_LIST_MARKERS = ("4.2 一是", "4.2 numbered", "4.2 其N", "4.2 第N in a list")
_NOUN_PARTS = ("4.6.5", "4.3 第", "4 fixed lexical")


def _in_phrase(item: NonFact) -> bool:
    """Names, serials that mark no list, and the lexical ones of 4.6.6 and 4.6.7 are parts of a noun phrase (9.1)."""
    if item.kind == "serial":
        return not item.rule.startswith(_LIST_MARKERS)
    return item.kind == "name" or item.rule.startswith(_NOUN_PARTS)


def _split_payment(words: list[Word]) -> None:
    """夫妻花|5万元: a verb of one character at the end of a run."""
    last = words[-1]
    if last.cls == "run" and len(last.text) > 1 and last.text[-1] in "花付卖借捐赚罚亏赔欠买吃喝":
        words[-1] = Word(last.start, last.end - 1, "run", last.text[:-1])
        words.append(Word(last.end - 1, last.end, "verb", last.text[-1]))


def _cut(text: str, at: int, end: int, words: list[Word]) -> None:
    lexicon = classes()
    lengths, known = lexicon.lengths, lexicon.meanings
    run = at
    while at < end:
        if text[at] not in lengths or (word := lexicon.longest(text, at, end)) is None:
            at += 1
            continue
        cls, stop = known[word], at + len(word)
        if stop - at == 1 and at - run == 1 and cls in _LIGHT and _is_one_word(text, run, words):
            at = stop
            continue
        cls, stop = _shaped(text, at, stop, end, cls)
        if cls == "place" and text[stop - 1] not in _SCOPE_ENDS and (ending := _ADMINISTRATIVE.match(text, stop, end)):
            stop = ending.end()
        if cls == "verb" and text[at] in _RESULTS and at > run and stop - at == 1:
            at -= 1  # 冲走
        if at > run:
            _run(text, run, at, words)
        words.append(Word(at, stop, cls, text[at:stop]))
        at = run = stop
    if run < end:
        _run(text, run, end, words)


_ADMINISTRATIVE = re.compile(
    "省(?![委长会级直内外际属])|市(?![场民值占政面长委容区直内外级属郊县况])|(?:壮族|回族|维吾尔)?自治区|特别行政区"
)
"""北京|市: the word for the kind of place behind its name belongs to it (9.4)."""
_SCOPE_ENDS = "国球界省市县区镇乡村内外地部岛境域"
_RESULTS = "走掉倒跑死坏毁垮"
_LIGHT = frozenset({"adv", "prep", "empty", "conj"})


def _is_one_word(text: str, run: int, words: list[Word]) -> bool:
    """氢能, 网约: an unknown character and a function word after it are rather one word of two characters."""
    if text[run] in _PRONOUNS or text[run] in _ASPECT or not is_han(text[run]):
        return False
    before = words[-1] if words and words[-1].end == run else None
    return before is None or before.cls not in ("det", "noun", "verb", "vn", "run", "place")


def _shaped(text: str, at: int, stop: int, end: int, cls: str) -> tuple[str, int]:
    """Give a verb its complement, take 了 off it, and make 投资者 of 投资."""
    if cls not in ("verb", "vn", "vi") or stop - at < 2:
        return cls, stop
    if stop < end and text[stop] in _NOUN_AFTER_VERB and not _begins_word(text, stop, end):
        return "noun", stop + 1
    if cls == "verb" and text[stop - 1] in _ASPECT:
        return cls, stop - 1
    if stop < end and (more := _RESULT.match(text, stop, end)):
        return "verb", more.end()
    return cls, stop


def _begins_word(text: str, at: int, end: int) -> bool:
    """Whether a word of its own begins after a verb: 生产|机器, 建设|部门."""
    word = classes().longest(text, at, end)
    return (word is not None and len(word) > 1) or (text[at] == "人" and at + 1 == end)


def is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _run(text: str, start: int, end: int, words: list[Word]) -> None:
    """Add an unknown run; a place that is known by its ending is cut off its beginning."""
    match = _PLACE.match(text, start, end)
    if match is not None and end - start >= 2:
        words.append(Word(start, match.end(), "place", match[0]))
        start = match.end()
    if start < end and words and words[-1].cls == "T" and words[-1].end == start and text[start] in "前后起时":
        words.append(Word(start, start + 1, "adv", text[start]))
        start += 1
    if (
        end - start == 1
        and text[start] in _ONE
        and words
        and words[-1].end == start
        and words[-1].cls in ("adv", "every")
    ):
        words.append(Word(start, end, "verb", text[start]))  # 要爬40层
        return
    if end - start >= 2 and text[end - 1] in "了过" and is_han(text[end - 2]):
        verb = end - 3 if text[end - 2] in _RESULTS and end - start > 2 else end - 2  # 骑坏了
        if verb > start:
            words.append(Word(start, verb, "run", text[start:verb]))
        words.append(Word(verb, end - 1, "verb", text[verb : end - 1]))  # 去了十七趟: a verb of one character
        words.append(Word(end - 1, end, "run", text[end - 1]))
        return
    if start < end:
        words.append(Word(start, end, "every" if text[start:end] == "每" else "run", text[start:end]))


# --- names ----------------------------------------------------------------------------------

_IN_ORGANISATION = re.compile(
    r"^[\u4e00-\u9fffA-Za-z0-9（）()“”]{0,14}?(?:公司|大学|学院|银行|集团|医院|研究院|研究所|研究会|委员会|政府|海关|铁路局|法院|检察院|公安|博物馆|出版社|日报|电视台|协会|学会|商会|开放大学|理工|师范|[市省县区]委|科技局|统计局|管理局|应急局|队(?!伍))"
)


_IN_NAME = re.compile(
    "战区|军区|舰队|电网|航空|证券|基金|石油|石化|电信|移动|联通|段|站|港(?!口)|大桥|高速|铁路|公路|隧道|水库|电站|机场|籍|话|菜|号"
)
"""宁夏段, 上海港."""


def inside_name(text: str, word: Word) -> bool:
    """北京小米公司, 内蒙古开放大学: part of the name of an organisation."""
    scope = word.text[0] in "全我世国" and len(word.text) <= 3
    rest = text[word.end : word.end + 18]
    return not scope and bool(_IN_ORGANISATION.match(rest) or _IN_NAME.match(rest))


def is_aspect(word: Word) -> bool:
    return word.text[:1] in ("了", "着", "过") and word.cls == "run"
