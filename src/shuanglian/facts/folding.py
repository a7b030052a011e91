"""Other ways of writing the same characters: full-width, formal and Traditional ones, a character for a character."""

from __future__ import annotations

import re
from functools import cache

from shuanglian.facts.lexicon import word_list

_FORMAL = dict(zip("壹贰叁肆伍陆柒捌玖拾佰仟萬億貳參陸兩弍弐", "一二三四五六七八九十百千万亿二三六两二二", strict=True))
_WIDE = {ord(c): chr(ord(c) - 0xFEE0) for c in map(chr, range(0xFF10, 0xFF5B)) if c.isalnum()}
_WIDE |= {ord(wide): plain for wide, plain in zip("％．＋－／～﹪−圆\u00a0", "%.+-/~%-元 ", strict=True)}
_ANY_WIDE = re.compile("[" + "".join(map(chr, _WIDE)) + "]")
_FORMAL_CHARACTERS = "壹贰叁肆伍陆柒捌玖拾佰仟萬億貳參陸兩弍弐零万亿整"
_FORMAL_RUN = re.compile(
    rf"[{_FORMAL_CHARACTERS}]{{2,}}"
    r"|[壹贰叁柒捌玖](?=[元角分年份个天月日张件人套名间台辆条枚支吨亩户次倍成折])"
    r"|(?<![队入退放大着登])[肆伍陆](?=[元角分年份个天张件套台辆枚吨亩])"
)
_WIDE_COMMA = re.compile(r"(?<=[０-９])，(?=[０-９]{3})")


def folded(text: str) -> str:
    """Write a text with half-width digits and simplified characters; every place stays where it is."""
    if _ANY_WIDE.search(text):
        text = _WIDE_COMMA.sub(",", text).translate(_WIDE)
    if _FORMAL_RUN.search(text):
        text = _FORMAL_RUN.sub(lambda match: "".join(_FORMAL.get(c, c) for c in match[0]), text)
    traditional, simplified = _simplified()
    return text.translate(simplified) if traditional.search(text) else text


@cache
def _simplified() -> tuple[re.Pattern[str], dict[int, str]]:
    """Any Traditional character of data/traditional.txt, and the simplified one for each."""
    pairs = {ord(pair[0]): pair[1] for pair in word_list("traditional")}
    return re.compile("[" + "".join(map(chr, pairs)) + "]"), pairs
