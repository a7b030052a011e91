"""JioNLP: sums of money and lengths of time as facts, points and spans of time as times. It has no other quantities.

It is given clause by clause, because its patterns join what commas divide; times count from the
first day that the article's date allows.
"""

import datetime
import re

from shuanglian.baselines.adapter import run
from shuanglian.baselines.timex import between

CURRENCIES = {
    "元": "CNY", "人民币": "CNY", "美元": "USD", "美金": "USD", "港元": "HKD", "港币": "HKD",
    "欧元": "EUR", "日元": "JPY", "英镑": "GBP", "韩元": "KRW", "新台币": "TWD", "台币": "TWD",
    "卢布": "RUB", "卢比": "INR", "澳元": "AUD", "加元": "CAD", "瑞士法郎": "CHF", "新加坡元": "SGD", "新元": "SGD",
}  # fmt: skip
MODIFIERS = {"blur+": "MORE_THAN", "blur-": "LESS_THAN"}
PRESENT = ("现在", "目前", "如今", "当前")
DURATIONS = {"year": "a", "month": "mo", "day": "d", "hour": "h", "minute": "min", "second": "s"}
CLAUSE = re.compile(r"[^，；。！？：,;!?]+(?:(?<=[0-9])[,:](?=[0-9])[^，；。！？：,;!?]+)*")


def load(arguments):
    import jionlp

    def predict(record):
        base = dict(zip(("year", "month", "day"), (*map(int, record["date"].split("-")), 1, 1), strict=False))
        base |= {"hour": 0, "minute": 0, "second": 0}
        facts, times = [], []
        for clause in CLAUSE.finditer(record["text"]):
            found = jionlp.ner.extract_money(clause[0], with_parsing=True)
            taken = [item["offset"] for item in found]
            facts += [fact for item in found if (fact := money(clause.start(), item))]
            for item in jionlp.ner.extract_time(clause[0], time_base=base, with_parsing=True):
                if any(item["offset"][0] < end and start < item["offset"][1] for start, end in taken):
                    continue  # such as the 5-6 of 5-6亿元, which it takes for a date too
                facts += duration(clause.start(), item)
                times += time(clause.start(), item)
        return {"facts": facts, "times": times}

    return predict


def money(shift, item):
    unit = CURRENCIES.get(item["detail"]["case"])
    return unit and {
        "quantity": [shift + place for place in item["offset"]],
        "kind": "money",
        **amount(item["detail"]["num"]),
        "unit": unit,
        "modifier": MODIFIERS.get(item["detail"]["definition"]),
    }


def amount(number):
    if isinstance(number, list):
        return dict(zip(("low", "high"), map(plain, number), strict=True))
    return {"value": plain(number)}


def plain(number):
    whole, _, rest = str(number).partition(".")
    rest = rest.rstrip("0")
    return f"{whole}.{rest}" if rest else whole


def duration(shift, item):
    """A length of one unit as a fact, also behind 每; nothing for other times, and for lengths of several units."""
    length = item["detail"]["time"]
    every = re.match("每[0-9]", item["text"])
    if every and isinstance(length, dict):
        length = length["delta"]
    elif item["type"] != "time_delta":
        return
    if not isinstance(length, dict) or len(length) != 1:
        return
    [(name, number)] = length.items()
    if isinstance(number, int | float) and name in DURATIONS:
        start, end = item["offset"]
        quantity = [shift + start + bool(every), shift + end]
        yield {"quantity": quantity, "kind": "duration", "value": plain(number), "unit": DURATIONS[name]}


def time(shift, item):
    """A point, a span or a period with its TIMEX3 value, where it has one."""
    value = timex(item["type"], item["text"], item["detail"]["time"])
    if value:
        yield {"start": shift + item["offset"][0], "end": shift + item["offset"][1], "value": value}


def timex(kind, text, found):
    if text in PRESENT:
        return "PRESENT_REF"
    if kind == "time_period":
        if re.match("每[0-9]", text):
            return None
        delta = {name: number for name, number in (found.get("delta") or {}).items() if isinstance(number, int | float)}
        return length(delta)
    if kind == "time_delta" or not isinstance(found, list):
        return None
    counted = re.fullmatch(
        "(?:近|过去|最近|未来|今后)(?:的)?([0-9]+|[一二两三四五六七八九十])(?:个)?(年|月|周|天|日)", text
    )
    if counted:
        return f"P{numeral(counted[1])}{ {'年': 'Y', '月': 'M', '周': 'W', '天': 'D', '日': 'D'}[counted[2]] }"
    first, last = map(moment, found)
    if first is None:
        return None
    if text.endswith("底"):
        return f"{first:%Y}"  # 年底 is the last two months to it; the guideline goes as far as the year
    return between(first, last)


def numeral(text):
    return text if text.isdigit() else "一二三四五六七八九十".find(text.replace("两", "二")) + 1


def length(delta):
    if len(delta) != 1:
        return None
    [(name, number)] = delta.items()
    if name not in DURATIONS:
        return None
    if name == "day" and number == 7:
        return "P1W"
    letter = {"year": "Y", "month": "M", "day": "D", "hour": "H", "minute": "M", "second": "S"}[name]
    return f"P{'T' if name in ('hour', 'minute', 'second') else ''}{plain(number)}{letter}"


def moment(text):
    try:
        return datetime.datetime.strptime(text, "%Y-%m-%d %H:%M:%S")
    except ValueError:
        return None


if __name__ == "__main__":
    run({"numeric_facts": load}, packages=["jionlp"])
