"""What only looks like a time, and what is one (guideline 3.1.3, 3.1.4, 3.2)."""

from __future__ import annotations

import re

from shuanglian.facts.candidates import Time
from shuanglian.facts.lexicon import context

_NO_CLOCK_BEFORE = re.compile(r"(?:比分|比例|配比|之比|比率|[0-9胜负平以比])\Z")


def time_stands(text: str, time: Time) -> bool:
    """Whether what reads like a time is one here."""
    check = _CHECKS.get(time.form)
    return check(text, time) if check else True


_AFTER_LASTING = re.compile(rf"(?:{'|'.join(context('lasting'))}|已)\Z")
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
    return not clause or clause[-1] in "在于从由自比较到是约大与至了但而并他她它我们司" or len(clause) < 3


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


def _word_month_stands(text: str, time: Time) -> bool:
    """月底 and 月初 stand alone; in 12月底 they were read with the month, in 每月底 the month is none."""
    before = text[max(0, time.start - 1) : time.start]
    return text[time.start] != "月" or not before or before not in "0123456789一二三四五六七八九十个每几数"


def _year_part_stands(text: str, time: Time) -> bool:
    """年初, 年底 of the article's year; not in 这些年中, 五年中, 大年初二."""
    if len(time.parts) > 3:
        return True
    before = text[max(0, time.start - 1) : time.start]
    return not before or before not in "0123456789一二两三四五六七八九十百千几数半多来些每近整全历大新老青少童中成"


def _year_stands(text: str, time: Time) -> bool:
    before = text[max(0, time.start - 1) : time.start]
    return not (before.isdigit() or before in ("-", ".", "第")) or time.form != "year"


def _shared_stands(text: str, time: Time) -> bool:
    """2、3月份: a bare number that shares the word for a time with those after it."""
    before = text[max(0, time.start - 1) : time.start]
    joined = any(key in time.parts for key in ("m", "word-month")) or time.form != "sharedday"
    return not (before and before in "0123456789.:/-第个几数每约近满") and (joined or text[time.start].isdigit())


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


_ALONE = 3
"""So many parts has a fixed word that nothing was joined to."""


def _part_stands(text: str, time: Time) -> bool:
    word, before, after = (
        text[time.start : time.end],
        text[max(0, time.start - 2) : time.start],
        text[time.end : time.end + 2],
    )
    if time.form == "period" and len(time.parts) <= _ALONE and "h" not in time.parts:
        return False  # a part of the day without a date word (3.1.4)
    if time.form == "period":
        if word in ("午后", "一早", "半夜", "早上") and before.endswith(("饭", "的")):
            return False
        return not (word == "晚上" and before.endswith("每")) and not (word == "夜间" and after.startswith("经济"))
    if word == "后年":  # 建成后|年产值
        return not (before[-1:] in tuple("成产运投建用满之以然") or after[:1] in tuple("产均收销营利发处运度终"))
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
    "word-year": _part_stands, "yearpart": _year_part_stands,
    "sharedyear": _shared_stands, "sharedmonth": _shared_stands, "sharedday": _shared_stands,
    "sharedquarter": _shared_stands, "word-month": _word_month_stands, "word-day": _part_stands,
    "weekday": _weekday_stands,
}  # fmt: skip
