"""Dates and times as they are written (guideline 3): where one is, and the parts it is made of.

A time is read piece by piece, year before month before day before the clock; what is written in
one piece is one time (3.3.3). What it means is computed in `timevalues`.
"""

from __future__ import annotations

import re
from functools import cache

from shuanglian.facts.candidates import Time
from shuanglian.facts.lexicon import Lexicon, table
from shuanglian.facts.time_checks import time_stands


def _read_patterns() -> tuple[dict[str, str], dict[str, int]]:
    """Patterns and levels of the forms of data/time_patterns.tsv, with the parts put in."""
    parts: dict[str, str] = {}
    patterns: dict[str, str] = {}
    levels: dict[str, int] = {}
    for name, level, pattern in table("time_patterns"):
        written = re.sub("<([A-Z0-9]+)>", lambda match: parts[match[1]], pattern)
        if level == "-":
            parts[name] = written
        else:
            patterns[name], levels[name] = written, int(level)
    return patterns, levels


_PATTERNS, _FORM_LEVELS = _read_patterns()
_LEVEL = _FORM_LEVELS | {
    "vague": 1, "word-year": 1, "word-month": 2, "word-week": 2, "word-quarter": 2, "word-day": 3,
    "word-day-period": 4, "period": 4, "part": 2, "season": 2, "yearpart": 2, "festival": 3, "holiday": 3,
}  # fmt: skip
_ALONE = frozenset({"vague", "every", "near", "length", "manyyears", "years", "clock2iso"})
_CONTINUED = frozenset({"years", "months", "monthdays", "days"})


@cache
def words() -> Lexicon[tuple[str, str]]:
    """Every fixed word for a time with its form and value."""
    found: dict[str, tuple[str, str]] = {}
    for names, form, value in table("times"):
        name = form if form in ("vague", "period", "part", "season", "yearpart") else f"word-{form}"
        found |= dict.fromkeys(names.split(), (name, value))
    for names, calendar, place in table("festivals"):
        found |= dict.fromkeys(names.split(), ("festival", f"{calendar} {place}"))
    return Lexicon(found)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(pattern)) for name, pattern in _PATTERNS.items())


_NUMERAL_FIRST = frozenset("0123456789零〇○一二两三四五六七八九十百千几数半廿")
_BY_FIRST = {
    "'": ("yy", "plan", "plan2"), "’": ("yy",), "“": ("plan", "plan2"), '"': ("plan", "plan2"),
    "第": ("quarter", "sharedquarter"), "前": ("firstn", "third", "near"), "头": ("firstn", "near"),
    "每": ("weekday", "weekend", "every"), "周": ("weekday", "weekend"), "星": ("weekday",), "礼": ("weekday",),
    "本": ("decade", "century", "weekday", "weekend"), "上": ("decade", "century", "weekday", "weekend", "near"),
    "下": ("weekday", "weekend"), "这": ("weekday", "weekend", "near", "manyyears"), "新": ("century",),
    "大": ("newyear",), "年": ("newyear",), "正": ("lunar",), "腊": ("lunar",), "冬": ("lunar",), "农": ("lunar",),
    "近": ("near", "manyyears"), "过": ("near",), "最": ("near",), "未": ("near",), "今": ("near",), "接": ("near",),
    "此": ("near",), "随": ("near",), "多": ("manyyears",), "长": ("manyyears",),
    "底": ("end",), "末": ("end",), "初": ("end",), "中": ("end",),
}  # fmt: skip
_OF_NUMERALS = tuple(name for name in _PATTERNS if name not in (
    "plan2", "lunar", "newyear", "firstn", "third", "weekday", "weekend", "end", "every", "near", "manyyears",
))  # fmt: skip


@cache
def _by_first(character: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    names = _OF_NUMERALS if character in _NUMERAL_FIRST else _BY_FIRST.get(character, ())
    return tuple((name, pattern) for name, pattern in _patterns() if name in names)


# --- reading --------------------------------------------------------------------------------


def read_time(text: str, at: int) -> Time | None:
    """Read the longest time that begins at a place."""
    first = _piece(text, at)
    if first is None or (first.form == "end"):
        return None
    if first.form in _ALONE:
        return first if time_stands(text, first) else None
    time = first
    while True:
        following = _piece(text, time.end) if time.end < len(text) else None
        if following is None or not _joins(time, following):
            break
        time = Time(time.start, following.end, following.form, {**time.parts, **following.parts})
        if following.form == "end":
            time.form = "year" if "word-month" not in time.parts else "month"
    if not time_stands(text, time):
        return None
    return _with_tail(text, _interval(text, time))


def _piece(text: str, at: int) -> Time | None:
    best: Time | None = None
    for name, pattern in _by_first(text[at]):
        match = pattern.match(text, at)
        if match is not None and (best is None or match.end() > best.end):
            parts = {key: value for key, value in match.groupdict().items() if value}
            best = Time(at, match.end(), name, {**parts, "form": name})
    word = words().longest(text, at)
    if word is not None and (best is None or at + len(word) >= best.end):
        form, value = words().meanings[word]
        if form == "festival" and word.endswith(_DAYS_OFF):
            form, value = "holiday", value
        best = Time(
            at, at + len(word), form, {"festival" if form == "holiday" else form: value, "form": form, "word": word}
        )
    return best


def _joins(time: Time, following: Time) -> bool:
    """A finer piece follows a coarser one: 2024年+春节, 15日+上午, 今年+前三季度, 年+底."""
    if following.form in _ALONE or time.form in _CONTINUED:
        return False
    if time.form in ("decade", "century", "decade2", "weekend"):
        return False
    if following.form == "end":
        return time.form in ("year", "word-year", "yy", "word-month") and time.parts.get("word") not in (
            "全年",
            "年内",
            "当年",
        )
    if following.form in ("year", "yy", "iso", "plan", "plan2", "century", "decade", "decade2"):
        return False
    return _LEVEL[following.form] > _LEVEL[time.form]


_DAYS_OFF = ("假期", "小长假", "黄金周", "五一期间")
_DURING = re.compile(r"(?:期间|之?间(?![断隔接谍歇])|内(?![部容地需外])|假期)")


def _interval(text: str, time: Time) -> Time:
    """2023年1月至2024年3月, 2月14日至3月1日, 8时至17时: one time (3.3.3)."""
    match = _BETWEEN.match(text, time.end)
    if match is None or time.form in _CONTINUED:
        return time
    second = _piece(text, match.end()) if match.end() < len(text) else None
    while second is not None and second.end < len(text):
        following = _piece(text, second.end)
        if following is None or not _joins(second, following):
            break
        second = Time(second.start, following.end, following.form, {**second.parts, **following.parts})
    same = {
        "iso": 3,
        "word-day": 3,
        "month": 2,
        "monthday": 3,
        "day": 3,
        "year": 1,
        "clock": 5,
        "clock2": 5,
        "quarter": 2,
        "weekday": 3,
    }
    if second is None or time.form not in same or same.get(second.form) != same[time.form]:
        return time
    if time.form == "weekday" and "w" in second.parts:
        return time
    parts = {**time.parts, **{f"to_{key}": value for key, value in second.parts.items()}}
    return Time(time.start, second.end, time.form, parts)


_BETWEEN = re.compile(r" ?(?:至|到|[-—–~]{1,2}) ?(?=[0-9一二三四五六七八九十今周星])")


def _with_tail(text: str, time: Time) -> Time:
    """以来, 期间, 内 right after the time belong to it (3.3.1); 假期 makes a holiday of a festival."""
    if text.startswith("以来", time.end):
        time.end += 2
        time.open_end = True
        return time
    match = _DURING.match(text, time.end)
    if match is None:
        return time
    if match[0] == "假期":
        if time.form == "festival":
            time.end, time.form = match.end(), "holiday"
            time.parts["form"] = "holiday"
            if text.startswith("期间", time.end):
                time.end += 2
    elif match[0] == "期间" or time.form in ("months", "years", "days", "clock"):
        time.end = match.end()
    return time
