"""第N, 前N, N届, 一是 and the like: ranks, serial numbers, and 第一 before a noun (guideline 4.2, 4.3, 4.6)."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from shuanglian.facts.candidates import NonFact, Quantity
from shuanglian.facts.numbers import Number, plain, read_number

_SERIAL = re.compile(
    "档|届|期|版|批次|批|次|轮|代|步|阶段|季(?!度)|辑|章|条|卷|页|号|节|篇|集(?!团)|款|回|部分|课|讲|场|站|天|年|周|行|列|段|层|稿|场次|单元|线程|大道|项|案|局|回合|中学|小学|医院|人民医院|附属医院|师|军|集团军|炮兵|产业|号楼|车间|分局|支队|大队|中队|纵队|顺位|季节|套|台|根|个|只|颗|艘|架|辆|位数|组|口|道|座|家|次序|梯队|实验室|师范|建筑|工程局|研究所|设计院|检察|党支部|分公司|跑道|代表|类|种|级|方阵|颗"
)
_STRICT_SERIAL = re.compile("届|期|版|批|次|轮|代|步|阶段|季(?!度)|辑|章|条|卷|页|号|集(?!团)|回|讲|场|站|节|款|篇")
_INSTITUTION = re.compile(
    "中学|小学|人民医院|附属医院|医院|师范|工程局|建筑|设计院|研究所|实验|中级|检察|监狱|机械|汽车|纺织|集团|公司|党支部|支队|大队|中队|分局|师(?!傅)|军|炮兵|机床|重型|高级"
)
_RANK_UNIT = re.compile("位(?!数)|名(?!称|单|气|声)|大(?!街|道|会|学|厦|堂|队|讲|课|桥|型)")
_RANKED = re.compile(
    r"(?:居|列|位列|位居|名列|排名?|排在|排行|排到|排至|跃居|升至|跃升至|跃升到|上升至|降至|跌至|升到|获得?|夺得|蝉联|荣获|取得|高居|稳居|保持|世界|全球|全国|全省|全市|行业|亚洲|中国|均居|均列|均为|总量|规模|继续|连续|双双|分别|名次)(?:[^，,。；、]{0,8})\Z"
)
_FIRST = re.compile(r"^[一二三四五六七八九十]+\Z")


def read_ordinal(text: str, at: int) -> tuple[Quantity | NonFact | None, int] | None:
    """Read what begins with 第 at a place; the second value is where to go on."""
    number = (
        read_number(text, at + 1)
        if at + 1 < len(text) and text[at + 1] in "0123456789零一二三四五六七八九十百千万几"
        else None
    )
    if number is None or number.value is None:
        return None
    last = text.startswith("倒数", at - 2) and at >= 2
    whole = replace(number, start=at - 2 if last else at)
    if last and not _RANK_UNIT.match(text, number.end):
        return _rank(whole, number.end, "4.3 倒数第N"), number.end
    if rank := _RANK_UNIT.match(text, number.end):
        return _rank(whole, rank.end(), "4.3 第N位, 第N大"), rank.end()
    if strict := _STRICT_SERIAL.match(text, number.end):
        end = strict.end() if strict[0] != "批" or text[strict.end() : strict.end() + 1] != "次" else strict.end() + 1
        return NonFact(at, end, "serial", "4.2 第N"), end
    if _INSTITUTION.match(text, number.end):
        return NonFact(at, number.end, "name", "4.1.2 第N in a name"), number.end
    before, after = text[max(0, at - 12) : at], text[number.end : number.end + 1]
    if after in ("，", ",", "、", "：", ":") and (not before or before[-1] in _BEGINNINGS) and number.value < 20:
        return NonFact(at, number.end, "serial", "4.2 第N in a list"), number.end
    if _RANKED.search(before) and (not after or not _is_noun(after)):
        return _rank(whole, number.end, "4.3 ranked 第N"), number.end
    if serial := _SERIAL.match(text, number.end):
        return NonFact(at, serial.end(), "serial", "4.2 第N"), serial.end()
    if not after or not _is_noun(after):
        kind = _RANKED.search(before) or after in ("，", "。", "、", ",", "；", "和", "的")
        if kind and number.value <= 1000:
            return _rank(whole, number.end, "4.3 第N alone"), number.end
    return NonFact(at, number.end, "lexical", "4.3 第N + noun"), number.end


def _is_noun(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff" and character not in "的和与及并，在，为是"


def _rank(number: Number, end: int, rule: str) -> Quantity:
    assert number.value is not None
    why = {"value": rule, "unit": "7.3 no unit", "kind": "6 rank"}
    return Quantity(number.start, end, number, end, "rank", "", plain(number.value), why=why)


_HELD = re.compile(
    "(?:居|列|占据?|排名?|排在|稳居|升至|跃居|跃升至?|保持|蝉联|高居)(?:[^，,。；]{0,5}(?:国|球|界|省|市|业|区|县|洲|内))?\\Z"
)


def read_first_place(text: str, at: int) -> Quantity | None:
    """居首位 is the first rank (4.3)."""
    if not _HELD.search(text[max(0, at - 10) : at]):
        return None
    return _rank(Number(at, at + 2, Decimal(1), rule="4.3 居首位"), at + 2, "4.3 居首位")


_TOP = re.compile(r"前(?P<n>[0-9]{1,3}|[一二三四五六七八九十百]{1,3})(?P<unit>名|位|强)?")
_TOPPED = re.compile(r"(?:居|列|位|排名?|名|排在|进入|跻身|全球|全国|全省|世界|行业)[^，,。；]{0,6}\Z")


def read_top(text: str, at: int) -> Quantity | None:
    """排名前十, 居全国前三, 进入前50名: a rank of at most N (4.3)."""
    match = _TOP.match(text, at)
    if match is None or not (match["unit"] in ("名", "位") or _TOPPED.search(text[max(0, at - 10) : at])):
        return None
    after = text[match.end() : match.end() + 1]
    if after in ("年", "月", "天", "个", "季", "日", "周", "次") and not match["unit"]:
        return None
    number = read_number(text, at + 1)
    if number is None or number.value is None:
        return None
    made = _rank(replace(number, start=at), match.end(), "4.3 前N")
    made.modifier, made.why["modifier"] = "EQUAL_OR_LESS", "4.3 前N"
    return made


_LISTED = re.compile(
    r"[一二三四五六七八九十]{1,3}(?:是|要(?=[^点闻素求么])|来(?=[可是能有因为])|则(?![新消故公信通广启视案寓笑短]))"
)
_NUMBERED = re.compile(
    r"[（(]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[）)](?!的)|(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:、(?![一二三四五六七八九十0-9])|[.．](?=[^0-9]))"
)
_BEGINNINGS = '，,。；;：:！!？?“"（( \n\t　'
_SESSION = re.compile(
    r"(?:[0-9]{1,3}|[一二三四五六七八九十百]{1,4})(?P<what>届|大(?=[^类块部小大量型]|\Z|以来|报告)|中全会)"
)


_MEETING = re.compile("[一二三四五六七八九十]{1,3}次(?=会议|全会|全体会议)")
_PARLIAMENT = re.compile("(?:届|人大|政协|常委会|党代会)[^，。；]{0,6}\\Z")


def read_serial(text: str, at: int) -> NonFact | None:
    """一是, （一）, 1. at the beginning of a clause; 二十届, 三中全会, 二十大; 3号文件 (4.2)."""
    begins = at == 0 or text[at - 1] in _BEGINNINGS
    if begins and (match := _LISTED.match(text, at)):
        return NonFact(at, match.end(), "serial", "4.2 一是")
    starts = at == 0 or text[at - 1] in "。；;\n" or (at == 1 and text[0] in "（(")
    if starts and (match := _NUMBERED.match(text, at)):
        start = at - 1 if at and text[at - 1] in "（(" and match[0][-1] in "）)" else at
        return NonFact(start, match.end(), "serial", "4.2 numbered list")
    if meeting := _MEETING.match(text, at):
        return (
            NonFact(at, meeting.end(), "serial", "4.2 N次会议")
            if _PARLIAMENT.search(text[max(0, at - 9) : at])
            else None
        )
    match = _SESSION.match(text, at)
    if match is None:
        return None
    if match["what"] == "中全会":
        return NonFact(at, match.start("what"), "serial", "4.2 N中全会")
    if match["what"] == "大":
        party = text[max(0, at - 2) : at] in ("党的", "学习", "贯彻") or text[match.end() : match.end() + 2] in (
            "以来",
            "报告",
            "精神",
        )
        ten = match[0][0] == "十" or match[0][:2] == "二十"
        return NonFact(at, match.end(), "serial", "4.2 N大") if party and ten else None
    return NonFact(at, match.end(), "serial", "4.2 N届")


def read_among(text: str, at: int) -> NonFact | None:
    """其一, 其二."""
    if (
        text[at - 1 : at] == "其"
        and _FIRST.match(text[at : at + 1])
        and text[at + 1 : at + 2] in ("，", ",", "、", "：", ":", "是", " ", "")
    ):
        return NonFact(at - 1, at + 1, "serial", "4.2 其N")
    return None
