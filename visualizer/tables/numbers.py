"""Numbers as people write them: marks of decimals and of thousands, percentages, hours."""

import math
import re
import unicodedata
from typing import NamedTuple

from visualizer.tables.table import visible_text


class Number(NamedTuple):
    """What the text of one cell says, and what it proves about the marks in other cells.

    Attributes:
        value: The number; where a mark is in doubt, the reading as a decimal mark.
        thousands: Where a mark is in doubt, the reading as a mark of thousands.
        doubt: The mark that may be of decimals or of thousands, ``""`` if there is none.
        decimal: The comma or point that can only be a decimal mark here.
        group: The mark that can only be one of thousands here.
        unit: ``"%"``, ``"h"`` for hours, or ``""``.
    """

    value: float
    thousands: float | None = None
    doubt: str = ""
    decimal: str = ""
    group: str = ""
    unit: str = ""


# No two ways to read the same digits: a cell of 100,000 of them has to be fast.
_WHOLE = re.compile(r"[+-]?[0-9]+")
_WORD = re.compile(r"[^\d∞]*")  # all the letters and signs that no number is made of
_PLAIN = re.compile(r"[+-]?(?:[0-9]+(?:([.,])[0-9]*)?|([.,])[0-9]+)(?:[eE][+-]?[0-9]+)?")
_GROUPED = re.compile(r"([+-]?)([0-9]{1,3}(?:([ '٬.,])[0-9]{3})(?:\3[0-9]{3})*)(?:([.,])([0-9]*))?")
_LAKHS = re.compile(r"[+-]?[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]*)?")
_INFINITE = re.compile(r"[+-]?(?:inf|infinity|∞)", re.IGNORECASE)
_CLOCK = re.compile(r"([+-]?)([0-9]{1,6}):([0-5][0-9])(?::([0-5][0-9]))?")
_HOURS = re.compile(
    r"([+-]?[0-9][0-9.,]{0,12}) ?(?:h|hr|hrs|hours?|std\.?|stunden?)"
    r"(?: ?([0-5]?[0-9])(?: ?(?:m|mins?|minutes?|minuten?)\.?)?)?",
    re.IGNORECASE,
)
_CURRENCIES = tuple("$€£¥₹₽₺")
_LONGEST_UNIT = 40  # characters of a cell with a unit
# Signs that stand for others; the digits of all scripts are found by themselves.
_SIGNS = str.maketrans(
    {"−": "-", "–": "-", "‒": "-", "﹣": "-", "－": "-", "＋": "+", "．": ".", "，": ",", "’": "'",
     "٫": ".", "％": "%", "٪": "%", "：": ":"}
)  # fmt: skip


def read_number(text: str) -> float | None:
    """Return the number that ``text`` is by itself, NaN if it is empty, ``None`` if it is text.

    A lone mark before three digits, as in ``1,250``, counts as a decimal mark: what it is in a
    table, only the other cells can tell. The number may be infinite.

    Example:
        >>> [read_number(text) for text in (",5", "1.250,50", "38 %", "2:30", "2h", "−3", "four")]
        [0.5, 1250.5, 0.38, 2.5, 2.0, -3.0, None]
    """
    text = visible_text(text)
    if not text or text.lower() == "nan":
        return math.nan
    number = parse_number(text)
    return None if number is None else number.value


def parse_number(text: str) -> Number | None:
    """Return what ``text`` says as a number, ``None`` if it is none.

    Args:
        text: What a cell shows, as :func:`visible_text` gives it.
    """
    if _WHOLE.fullmatch(text) and text.isascii():
        return Number(float(text))
    if _WORD.fullmatch(text) and not _INFINITE.search(text):
        return None
    certain = "٫" in text  # the Arabic marks mean one thing only
    if not text.isascii():
        text = _in_ascii(text)
    number = _unitless(text, certain) if text[-1:] != "%" else None
    if number is not None:
        return number
    if len(text) > _LONGEST_UNIT:
        return None
    bare = _without_currency(text)
    if bare != text:
        return _unitless(bare, certain)
    if text.endswith("%"):
        number = _unitless(text[:-1].rstrip(), certain)
        return None if number is None else _scaled(number, 100, "%")
    return _hours(text)


def _without_currency(text: str) -> str:
    sign = text[:1] if text[:1] in "+-" else ""
    bare = text[len(sign) :]
    if bare[:1] in _CURRENCIES:
        return sign + bare[1:].lstrip()
    return sign + bare[:-1].rstrip() if bare[-1:] in _CURRENCIES else text


def _in_ascii(text: str) -> str:
    return "".join(
        str(unicodedata.decimal(each)) if each.isdecimal() else each
        for each in text.translate(_SIGNS)
    )


def _unitless(text: str, certain: bool) -> Number | None:
    grouped = _GROUPED.fullmatch(text)
    if grouped is not None:
        return _grouped(grouped, certain)
    plain = _PLAIN.fullmatch(text)
    if plain is not None:
        mark = plain[1] or plain[2] or ""
        if text[-1] == mark:  # an ordinal, as 1., proves nothing
            mark = ""
        return Number(float(text.replace(",", ".")), decimal="" if certain else mark)
    if _LAKHS.fullmatch(text):
        return Number(float(text.replace(",", "")), group=",")
    return Number(float(text.replace("∞", "inf"))) if _INFINITE.fullmatch(text) else None


def _grouped(match: re.Match[str], certain: bool) -> Number | None:
    sign, digits, mark, decimal, rest = match.groups()
    if certain and mark == ".":
        return Number(float(sign + digits)) if digits.count(mark) == 1 else None
    whole = float(sign + digits.replace(mark, ""))
    if decimal is not None:
        if decimal == mark:  # as in 1,250,5
            return None
        value = float(f"{sign}{digits.replace(mark, '')}.{rest}")
        return Number(value, decimal="" if certain else decimal, group=mark)
    if mark not in ".," or digits.count(mark) > 1:
        return Number(whole, group=mark)
    as_decimal = float(sign + digits.replace(",", "."))
    if digits.startswith("0"):  # no group of thousands begins with a zero
        return Number(as_decimal, decimal=mark)
    return Number(as_decimal, thousands=whole, doubt=mark)


def _scaled(number: Number, divisor: int, unit: str) -> Number:
    thousands = None if number.thousands is None else number.thousands / divisor
    return number._replace(value=number.value / divisor, thousands=thousands, unit=unit)


def _hours(text: str) -> Number | None:
    clock = _CLOCK.fullmatch(text)
    if clock is not None:
        sign, hours, minutes, seconds = clock.groups()
        value = int(hours) + int(minutes) / 60 + int(seconds or 0) / 3600
        return Number(-value if sign == "-" else value, unit="h")
    written = _HOURS.fullmatch(text)
    number = _unitless(written[1], False) if written is not None else None
    if number is None or written is None:
        return None
    if written[2] is None:
        return number._replace(unit="h")
    if not number.value.is_integer() or number.doubt:
        return None
    minutes = int(written[2]) / 60
    value = number.value - minutes if written[1].startswith("-") else number.value + minutes
    return Number(value, unit="h")
