"""Dates and times as they are written (guideline 3): where one is, and the parts it is made of.

A time is read piece by piece, year before month before day before the clock; what is written in
one piece is one time (3.3.3). What it means is computed in `timevalues`.
"""

from __future__ import annotations

import re
from functools import cache

from shuanglian.facts.candidates import Time
from shuanglian.facts.lexicon import Lexicon, table

_C = "零〇○一二三四五六七八九十"
_N2 = rf"(?:[0-9]{{1,2}}|[{_C}]{{1,3}})"
_YEAR = r"(?:[12][0-9]{3}|[一二][零〇○一二三四五六七八九]{3})"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|零?[一二三四五六七八九])"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|零?[一二三四五六七八九]|廿[一二三四五六七八九]?)"
_TO = r" ?(?:至|到|[-—–~―]{1,2}) ?"
_UNIT = r"(?:年|个半?月|周|个?星期|个?礼拜|天|日|个?小时|分钟|秒钟?|季度|个季度|个世纪|世纪|个年头|年间)"
_COUNT = r"(?:[0-9]+(?:\.[0-9]+)?|[一二两三四五六七八九十百千几数半]{1,8})(?:多|余|来)?"
_CENTURY = rf"(?P<century>(?:[12]?[0-9]|[{_C}]{{1,3}})世纪|上世纪|本世纪|上个世纪|新世纪)"
_DECADE = r"(?P<decade>(?:[0-9]0|[二三四五六七八九]?十)年代)"

_PATTERNS: tuple[tuple[str, int, str], ...] = (
    # name, level (a finer piece has a higher one), pattern
    ("iso", 3, r"(?P<y>[12][0-9]{3})(?P<sep>[-/.])(?P<m>0?[1-9]|1[0-2])(?P=sep)(?P<d>[12][0-9]|3[01]|0?[1-9])(?![0-9])"),
    ("years", 1, rf"(?P<from>{_YEAR})年?{_TO}(?P<to>{_YEAR})年(?!代|级)"),
    ("decade", 1, rf"{_CENTURY}{_DECADE}(?:初期?|末期?|中期|中叶|后期|前期)?"),
    ("century", 1, rf"{_CENTURY}(?:初期?|末期?|中叶|上半叶|下半叶|中期)?"),
    ("decade2", 1, rf"(?P<hundred>[12][0-9])?{_DECADE}(?:初期?|末期?|中期|后期|前期)?"),
    ("year", 1, rf"(?P<y>{_YEAR})年(?!代|级|期|轮|薪|均|限|货)度?"),
    ("yy", 1, rf"['’]?(?P<yy>[0-9]{{2}})年(?={_MONTH}月)"),
    ("plan", 1, r"[“\"']?(?P<plan>十[一二三四五六七]|九|八|七)五[”\"']?(?:时期|期间|末期?|初期?|(?=以来|开局|收官))"),
    ("plan2", 1, r"[“\"'](?P<plan>十[一二三四五六七]|九|八|七)五[”\"'](?!规划|计划|纲要|[^，。；、]{0,8}(?:规划|纲要))"),
    ("months", 2, rf"(?P<from>{_MONTH})月?份?{_TO}(?P<to>{_MONTH})月份?"),
    ("monthdays", 3, rf"(?P<m>{_MONTH})月(?P<from>{_DAY})[日号]?{_TO}(?P<to>{_DAY})[日号]"),
    ("lunar", 3, rf"(?P<lm>正月|腊月|冬月|农历{_MONTH}月)(?P<ld>初[一二三四五六七八九十]|十[一二三四五六七八九]|二十[一二三四五六七八九]?|廿[一二三四五六七八九]|三十)?"),
    ("newyear", 3, r"(?:大年|年)(?P<ld>初[一二三四五六七八九十]|十五)(?:晚)?"),
    ("month", 2, rf"(?P<m>{_MONTH})月份?(?!亮|球|饼|季|光|牙|工资)(?:(?P<ten>上旬|中旬|下旬)|(?P<mend>底|末|初|中(?=[，,、。旬]))(?!级|次|等))?"),
    ("days", 3, rf"(?P<from>{_DAY})[日号]?{_TO}(?P<to>{_DAY})日(?!元|本|均)"),
    ("day", 3, rf"(?P<d>{_DAY})(?:日(?!元|本|均|产|报|用|常|游|夜|子|志|程|圆|币|后|内)|号(?=[，,。 上下晚凌早起前]))"),
    ("quarter", 2, r"(?:第(?P<q>[一二三四1-4])个?季度?|(?P<q2>[一二三四1-4])季度)(?:末|底|初)?"),
    ("firstn", 2, rf"(?:前|头)(?P<n>[0-9]{{1,2}}|[{_C}两]{{1,2}})个?(?P<u>月|季度)(?!前)"),
    ("third", 2, r"前三季(?!度)"),
    ("weekday", 3, r"(?P<w>本|上|下|这|每)?个?(?:周|星期|礼拜)(?P<wd>[一二三四五六日天])(?![次个期趟篇更会练测考检结报例共至])"),
    ("weekend", 3, r"(?P<w>本|上|下|这|每)?个?周末(?!档)"),
    ("clock2", 5, r"(?<![0-9:：.])(?P<h>[01]?[0-9]|2[0-4])[:：](?P<min>[0-5][0-9])(?:[:：](?P<s>[0-5][0-9]))?(?![0-9:：])"),
    ("clock", 5, rf"(?P<h>[01]?[0-9]|2[0-4]|[{_C}两]{{1,3}})(?:时(?!候|间|代|常|刻|尚|速|期|段|隔|效|空|而|长|差|光|节)|点)(?:(?P<half>半|一刻|三刻|整|钟|许)|(?P<min>[0-5]?[0-9]|[{_C}]{{1,4}})分?(?!之)(?:(?P<s>[0-5]?[0-9])秒)?)?"),
    ("end", 2, r"(?P<end>底|末|初|中)(?=[^央国期医层型小学年级式间等断外部东共介草药超线]|\Z)"),
    ("every", 1, r"每(?:个|一)?(?P<u>年|月|周|星期|天|日|季度|小时|分钟|秒钟?|晚|夜|季|学期|旬|个月)(?![刊报])"),
    ("near", 1, rf"(?P<frame>近|过去|最近|未来|今后|接下来的?|此后|这|随后|前|头|上)(?:的)?(?P<n>{_COUNT})(?P<u>{_UNIT})(?:间|里|以来|来|内|之内|期间)?"),
    ("length", 1, rf"(?P<n>{_COUNT})(?P<u>{_UNIT})(?P<tail>间(?!隔)|里(?![程面])|以来|来|之?内(?!部|容|地|需|外)|期间|多来|之前|以前|前(?![往景沿行列提置])|之后|以后|后(?![续勤代果台期方]))"),
    ("manyyears", 1, r"多年来|长年来|这些年来?|近些年来?"),
)  # fmt: skip

_LEVEL = {name: level for name, level, _ in _PATTERNS} | {
    "vague": 1, "word-year": 1, "word-month": 2, "word-week": 2, "word-quarter": 2, "word-day": 3,
    "word-day-period": 4, "period": 4, "part": 2, "season": 2, "festival": 3, "holiday": 3,
}  # fmt: skip
_ALONE = frozenset({"vague", "every", "near", "length", "manyyears", "years", "clock2iso"})
_CONTINUED = frozenset({"years", "months", "monthdays", "days"})


@cache
def words() -> Lexicon[tuple[str, str]]:
    """Every fixed word for a time with its form and value."""
    found: dict[str, tuple[str, str]] = {}
    for names, form, value in table("times"):
        name = form if form in ("vague", "period", "part", "season") else f"word-{form}"
        found |= dict.fromkeys(names.split(), (name, value))
    for names, calendar, place in table("festivals"):
        found |= dict.fromkeys(names.split(), ("festival", f"{calendar} {place}"))
    return Lexicon(found)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(pattern)) for name, _, pattern in _PATTERNS)


_NUMERAL_FIRST = frozenset("0123456789零〇○一二两三四五六七八九十百千几数半廿")
_BY_FIRST = {
    "'": ("yy", "plan", "plan2"), "’": ("yy",), "“": ("plan", "plan2"), '"': ("plan", "plan2"),
    "第": ("quarter",), "前": ("firstn", "third", "near"), "头": ("firstn", "near"),
    "每": ("weekday", "weekend", "every"), "周": ("weekday", "weekend"), "星": ("weekday",), "礼": ("weekday",),
    "本": ("decade", "century", "weekday", "weekend"), "上": ("decade", "century", "weekday", "weekend", "near"),
    "下": ("weekday", "weekend"), "这": ("weekday", "weekend", "near", "manyyears"), "新": ("century",),
    "大": ("newyear",), "年": ("newyear",), "正": ("lunar",), "腊": ("lunar",), "冬": ("lunar",), "农": ("lunar",),
    "近": ("near", "manyyears"), "过": ("near",), "最": ("near",), "未": ("near",), "今": ("near",), "接": ("near",),
    "此": ("near",), "随": ("near",), "多": ("manyyears",), "长": ("manyyears",),
    "底": ("end",), "末": ("end",), "初": ("end",), "中": ("end",),
}  # fmt: skip
_OF_NUMERALS = tuple(name for name, _, _ in _PATTERNS if name not in (
    "plan2", "lunar", "newyear", "firstn", "third", "weekday", "weekend", "end", "every", "near", "manyyears"))  # fmt: skip


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
        return first if _stands(text, first) else None
    time = first
    while True:
        following = _piece(text, time.end) if time.end < len(text) else None
        if following is None or not _joins(time, following):
            break
        time = Time(time.start, following.end, following.form, {**time.parts, **following.parts})
        if following.form == "end":
            time.form = "year" if "word-month" not in time.parts else "month"
    if not _stands(text, time):
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
_NO_CLOCK_BEFORE = re.compile(r"(?:比分|比例|配比|之比|比率|[0-9胜负平以比])\Z")


def _stands(text: str, time: Time) -> bool:
    """Whether what reads like a time is one here."""
    check = _CHECKS.get(time.form)
    return check(text, time) if check else True


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


# --- what only looks like a time --------------------------------------------------------------

_AFTER_LASTING = re.compile(r"(?:历时|长达|持续|连续|为期|耗时|用时|不过|仅|才|只|已有?|了|经过|经历|历经|时隔|达|共|超过|超|不到|不足|近|约|满|坚持|工作|运行|经营|从业|使用|等待|等|需要|需|用)\Z")  # fmt: skip
_ADVERBIAL_FUTURE = re.compile(
    r"[，,、将]|(?:要|能|可|会|必|还|也|仍|进一步|更|应|有望|继续|如何|怎|谁|我|他|她|它|公司|企业|全|各|这|该|人|[一-九两几0-9]|与|在|一段)"
)


def _vague_stands(text: str, time: Time) -> bool:
    word = text[time.start : time.end]
    before, after = text[max(0, time.start - 4) : time.start], text[time.end : time.end + 4]
    if word in ("现在", "目前", "当前", "以前", "之前", "最近", "近期"):
        if (
            before.endswith(("呈", "体", "出", "表", "展", "显", "实", "浮", "涌", "再", "重", "兑", "发"))
            and word == "现在"
        ):
            return False
        if word == "目前" and before.endswith(("项", "题", "节", "数", "栏")):
            return False
        return not (
            word in ("以前", "之前") and (before[-1:].isdigit() or before.endswith(tuple("年月日天后节会时前来说此")))
        )
    if word == "过去":
        return not (
            before.endswith(("刚", "走", "已", "成", "跑", "送", "的"))
            or after[:1] in ("的", "了")
            or after[:2] == "五年"
        )
    if word == "未来":
        return not before.endswith(
            (
                "的",
                "展望",
                "面向",
                "赢得",
                "开创",
                "共创",
                "走向",
                "拥抱",
                "布局",
                "锻造",
                "预见",
                "决胜",
                "引领",
                "创造",
                "与",
                "和",
                "、",
            )
        ) and bool(_ADVERBIAL_FUTURE.match(after))
    return word not in ("时下", "日后", "将来") or not before.endswith(tuple("同届及随按到小临应一今昨明天即"))


def _clock_stands(text: str, time: Time) -> bool:
    before, after = text[max(0, time.start - 3) : time.start], text[time.end : time.end + 2]
    if time.form == "clock2":
        return not _NO_CLOCK_BEFORE.search(before) and int(time.parts["h"]) < 25
    if "half" in time.parts or ("min" in time.parts and text[time.end - 1] in "分秒"):
        return time.parts.get("half") != "半" or not before.endswith("第")
    if any(key in time.parts for key in ("period", "d", "word-day", "word-day-period", "festival")):
        return True
    if text[time.end - 1] == "时" and "min" not in time.parts:
        return (time.parts["h"].isdigit() and before[-1:] not in ("约", "近", "超", "用", "长", "需")) or after[:1] in (
            "许",
            "起",
            "整",
        )
    return (
        text[time.end - 1] == "点"
        and bool(re.match(r"[前后起到至许左开]", after))
        and before[-1:] not in tuple("这第几有")
    )


def _length_stands(text: str, time: Time) -> bool:
    """数＋时间单位 with 间 来 内 前 后: a time where no verb has it for a complement (3.2.1)."""
    before, tail = text[max(0, time.start - 20) : time.start], time.parts["tail"]
    if _AFTER_LASTING.search(before) and not (tail in ("内", "之内") and before.endswith(("不到", "约", "近", "超过"))):
        return False
    if before.endswith(("第", "每", ".", "-", "每隔")) or (before[-1:].isalnum() and before[-1:].isascii()):
        return False
    if tail not in ("后", "之后", "以后", "前", "之前", "以前"):
        return True
    clause = re.split(r"[，,。；;：:！？（）()]", before)[-1]
    return not clause or clause[-1] in "在于从到是约大与至了但而并他她它我们司" or len(clause) < 3


def _near_stands(text: str, time: Time) -> bool:
    before, frame = text[max(0, time.start - 4) : time.start], time.parts["frame"]
    if frame == "近" and before.endswith("超过"):
        return True  # 超过近20年的纪录
    if frame in ("近", "过去", "上") and _AFTER_LASTING.search(before):
        return False
    if frame in ("近", "上") and before.endswith(("最", "接", "将", "附", "以", "长")):
        return False
    if frame == "这" and not re.match(r"[几数0-9一二两三四五六七八九十]", time.parts["n"]):
        return False
    if frame == "这" and time.parts["n"] == "一":
        return False
    if frame in ("前", "头", "上"):
        return not before.endswith(tuple("目以之年月日天提当此空日向")) and not time.parts["n"].startswith(
            ("百", "千", "半", "一")
        )
    return True


def _day_stands(text: str, time: Time) -> bool:
    before = text[max(0, time.start - 2) : time.start]
    if any(key in time.parts for key in ("m", "word-month", "y")):
        return True
    if text[time.end - 1 : time.end] == "号":
        return not before.endswith("第") and text[time.start].isdigit() and not before[-1:].isalnum()
    if not text[time.start].isdigit() and time.form == "day":
        return False
    return not before.endswith(("每", "第", "近", "约", "满", "·", "-"))


def _month_stands(text: str, time: Time) -> bool:
    before = text[max(0, time.start - 1) : time.start]
    return before not in ("个", "第", "几", "数", "每", "满", ".") and not (before and before in "0123456789十")


def _year_stands(text: str, time: Time) -> bool:
    before = text[max(0, time.start - 1) : time.start]
    return not (before.isdigit() or before in ("-", ".", "第")) or time.form != "year"


_AMBIGUOUS_TERMS = frozenset(
    [
        "雨水",
        "大雪",
        "小雪",
        "小满",
        "大寒",
        "元宵",
        "小年",
        "白露",
        "清明",
        "国庆",
        "端午",
        "中秋",
        "圣诞",
        "七夕",
        "春分",
        "二月二",
    ]
)
_WEATHER = frozenset(["雨水", "大雪", "小雪", "小满", "大寒", "元宵", "小年"])


def _festival_stands(text: str, time: Time) -> bool:
    word = text[time.start : time.end]
    after = text[time.end : time.end + 2]
    if word in _WEATHER:
        return after in ("节气", "时节", "当天", "前后", "这天", "当日")
    if word in ("清明", "国庆", "春分", "立春") and after[:1] in ("上", "阅", "献", "公"):
        return False
    return after[:2] not in ("大街", "联欢", "大典") or word not in ("国庆", "元旦")


def _season_stands(text: str, time: Time) -> bool:
    before = text[max(0, time.start - 2) : time.start]
    return not (before.endswith(("的", "第")) and "word" in time.parts and len(time.parts) == 3 and before != "个的")


def _part_stands(text: str, time: Time) -> bool:
    word, before, after = (
        text[time.start : time.end],
        text[max(0, time.start - 2) : time.start],
        text[time.end : time.end + 2],
    )
    if time.form == "period":
        if word in ("午后", "一早", "半夜", "早上") and before.endswith(("饭", "的")):
            return False
        return not (word == "晚上" and before.endswith("每")) and not (word == "夜间" and after.startswith("经济"))
    if word == "全年":
        return after[:1] not in ("龄",)
    if word == "新一年" and before.endswith("更"):
        return False
    return not (word in ("今天", "明天") and before.endswith(("的",)) and after[:1] in ("，", "。"))


def _weekday_stands(text: str, time: Time) -> bool:
    before = text[max(0, time.start - 1) : time.start]
    return not (before and before in "一二两三四五六七八九十几0123456789四") or "w" in time.parts


_CHECKS = {
    "vague": _vague_stands, "clock": _clock_stands, "clock2": _clock_stands, "length": _length_stands,
    "near": _near_stands, "day": _day_stands, "days": _day_stands, "month": _month_stands, "months": _month_stands,
    "year": _year_stands, "festival": _festival_stands, "season": _season_stands, "period": _part_stands,
    "word-year": _part_stands, "word-day": _part_stands, "weekday": _weekday_stands,
}  # fmt: skip
