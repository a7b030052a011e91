"""Recognizers-Text for Chinese: of each kind of number its own recogniser, with its units and times in our terms.

Where recognisers overlap, the more special one counts, times before all others; a bare number that
is taken for a year is none. A number that only the plain recogniser finds is a count; it has no
classifier there, so it gets no unit. It finds the 一 of 进一步 too: single Chinese numerals are left
out, which raises its score on the train split. An ordinal is a
rank. None of them finds slots, changes or modifiers.
"""

import datetime
import re
from decimal import Decimal

from shuanglian.baselines.adapter import run
from shuanglian.baselines.timex import between

UNITS = {
    "Meter": "m", "Kilometer": "km", "Centimeter": "cm", "Micrometer": "mm", "Microns": "um", "Nanometer": "nm",
    "Square meter": "m2", "Square kilometer": "km2", "Hectare": "har", "Cubic meter": "m3", "Liter": "L",
    "Milliliter": "mL", "Milligram": "mg", "Gram": "g", "Kilogram": "kg", "Ton": "t", "Bit": "bit", "Byte": "By",
    "C": "Cel", "Meter per second": "m/s", "Kilometer per hour": "km/h", "Mu": "{亩}", "Barrel": "{桶}", "Jin": "{斤}",
    "Year": "a", "Month": "mo", "Week": "wk", "Day": "d",
}  # fmt: skip
"""Their names to ours. In their Chinese tables Micrometer stands for 毫米, and Microns for 微米."""
DURATIONS = {"Y": "a", "M": "mo", "W": "wk", "D": "d", "TH": "h", "TM": "min", "TS": "s"}


def load(arguments):
    from recognizers_date_time import recognize_datetime
    from recognizers_number import recognize_number, recognize_ordinal, recognize_percentage
    from recognizers_number_with_unit import (
        recognize_age,
        recognize_currency,
        recognize_dimension,
        recognize_temperature,
    )
    from recognizers_text import Culture

    recognizers = [
        (recognize_percentage, percent),
        (recognize_currency, money),
        (recognize_age, lambda found: measured(found, "age")),
        (recognize_temperature, lambda found: measured(found, "measure")),
        (recognize_dimension, lambda found: measured(found, "measure")),
        (recognize_ordinal, lambda found: {"kind": "rank", "value": decimal(found)}),
        (recognize_number, plain),
    ]

    def predict(record):
        text, facts, times, taken = record["text"], [], [], set()
        for found in recognize_datetime(text, Culture.Chinese, reference=reference(record["date"])):
            time = read_time(found, reference(record["date"]))
            if time is None:
                continue
            if "quantity" in time:
                facts.append(time)
            else:
                times.append(time)
            taken.update(range(found.start, found.end + 1))
        for recognize, read in recognizers:
            for found in recognize(text, Culture.Chinese):
                places = set(range(found.start, found.end + 1))
                values = read(found)
                if values is not None and not places & taken:
                    facts.append({"quantity": [found.start, found.end + 1], **values})
                    taken |= places
        return {"facts": facts, "times": times}

    return predict


def reference(date):
    """The day from which times count: the first one that the article's date allows."""
    year, month, day = (*map(int, date.split("-")), 1, 1)[:3]
    return datetime.datetime(year, month, day)


def decimal(found):
    """The value as a plain unsigned decimal; None where there is none."""
    value = (found.resolution or {}).get("value")
    if value in (None, ""):
        return None
    number = abs(Decimal(str(value).rstrip("%")))
    if "分之" in found.text:
        number = round(number, 4)
    return format(number.normalize(), "f")


def percent(found):
    return {"kind": "percent", "value": decimal(found), "unit": "%"}


def money(found):
    iso = found.resolution.get("isoCurrency")
    if iso is None or not re.fullmatch("[A-Z]{3}", iso):
        return None  # such as 30分, which it takes for money
    return {"kind": "money", "value": decimal(found), "unit": iso}


def measured(found, kind):
    unit = UNITS.get(found.resolution["unit"])
    return {"kind": kind, "value": decimal(found), "unit": unit} if unit and decimal(found) else None


def plain(found):
    if found.start == found.end and not found.text.isdecimal():
        return None
    return {"kind": "fraction" if "分之" in found.text else "count", "value": decimal(found)}


def read_time(found, day):
    """A length as a fact, also behind 每; everything else as a time with a TIMEX3 value, None without one."""
    start, end = found.start, found.end + 1
    values = (found.resolution or {}).get("values", [])
    if not re.search(r"[^0-9.]", found.text):
        return None
    amount = re.fullmatch(r"P(T?)([0-9.]+)([YMWDHS])", values[0]["timex"]) if values else None
    if amount and (found.type_name.endswith("duration") or re.match("每[0-9]", found.text)):
        unit = DURATIONS[amount[1] + amount[3]]
        return {
            "quantity": [start + found.text.startswith("每"), end],
            "kind": "duration",
            "value": amount[2],
            "unit": unit,
        }
    value = timex(values, day)
    return {"start": start, "end": end, "value": value} if value else None


def timex(values, day):
    """Their TIMEX in the form of the guideline: lengths as lengths, what they leave open filled in."""
    if not values:
        return None
    nearest = min(values, key=lambda value: abs((moment(value) or day) - day))
    value = nearest["timex"]
    interval = re.fullmatch(r"\((\d{4}-\d\d-\d\d),(\d{4}-\d\d-\d\d),(P.+)\)", value)
    if interval:
        first, after = (datetime.datetime.fromisoformat(interval[place]) for place in (1, 2))
        if datetime.datetime.min in (first, after):
            return None  # their sign for a day that there is not
        counted = min(abs(first - day), abs(after - day)) <= datetime.timedelta(days=1) and first.day != 1
        return interval[3] if counted else between(first, after - datetime.timedelta(seconds=1))
    if value.startswith("XXXX") and moment(nearest):
        stated = value.split("T")[0].count("-")
        rest = value[value.index("T") :] if "T" in value else ""
        return moment(nearest).strftime(("%Y", "%Y-%m", "%Y-%m-%d")[stated]) + rest
    return value


def moment(value):
    found = value.get("start") or value.get("value")
    try:
        return datetime.datetime.fromisoformat(found) if found else None
    except ValueError:
        return None


if __name__ == "__main__":
    run({"numeric_facts": load}, packages=["recognizers-text-suite"])
