"""One cell by itself: what it says as a number, and what it proves about others."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visualizer.tables.numbers import parse_number, read_number
from visualizer.words.number_words import in_words


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7), ("+7", 7), ("−3", -3), ("–3", -3), (".5", 0.5), (",5", 0.5), ("3.", 3),
        ("1,4", 1.4), ("1.4", 1.4), ("1e-3", 0.001), ("1,5E2", 150), (" 2 ", 2), ("007", 7),
        ("1.250,50", 1250.5), ("1,250.50", 1250.5), ("1,250,000", 1_250_000),
        ("1.250.000", 1_250_000), ("1 250", 1250), ("1\u202f250,5", 1250.5), ("1'250", 1250),
        ("1’250.5", 1250.5), ("12,34,567", 1_234_567), ("-1 250", -1250), ("0,125", 0.125),
        ("1250,500", 1250.5), ("1,250", 1.25), ("1.250", 1.25),
        ("38 %", 0.38), ("38%", 0.38), ("2,5 %", 0.025), ("-5%", -0.05), ("３８％", 0.38),
        ("2:30", 2.5), ("02:30", 2.5), ("2:30:36", 2.51), ("-1:30", -1.5), ("2h", 2), ("2 h", 2),
        ("2,5h", 2.5), ("2h30", 2.5), ("2 h 30 min", 2.5), ("2 Std.", 2), ("-1h30", -1.5),
        ("１２．５", 12.5), ("٣", 3), ("١٢٫٥", 12.5), ("٣٫١٢٥", 3.125), ("١٬٢٥٠", 1250),
        ("١٬٢٥٠٫٥", 1250.5), ("۳۴", 34), ("३४", 34), ("٣٨٪", 0.38),
    ],
)  # fmt: skip
def test_what_is_a_number(text, number):
    assert read_number(text) == pytest.approx(number, rel=1e-12)


@pytest.mark.parametrize(
    "text",
    ["x", "?", "-", "%", "h", ".", ",", "1_000", "0x10", "=1+1", "1,250,5", "1.2.3", "1 25",
     "12 34", "1,25,00", "2:75", "2:3", "2h75", "1 2", "½", "²", "1e", "e5", "--3", "1-2",
     "3/4", "12.5.2024", "2024-11-03", "1 250 50", "٣٫١٫٢"],
)  # fmt: skip
def test_what_is_text(text):
    assert read_number(text) is None


@pytest.mark.parametrize("text", ["", "  ", "\u200b", "nan", "NaN"])
def test_what_is_nothing(text):
    assert math.isnan(read_number(text))


@pytest.mark.parametrize("text", ["1,250", "12.000", "-999,125", "１，２５０", "1,250 %"])
def test_what_may_be_thousands_has_both_readings(text):
    number = parse_number(text)
    assert number.doubt in (",", ".")
    assert number.thousands == pytest.approx(1000 * number.value)


@given(st.text(max_size=20) | st.text("0123456789.,:%h '٬٫-+eE٣", max_size=12))
def test_any_text_is_a_number_or_none(text):
    number = read_number(text)
    assert number is None or isinstance(number, float)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_each_float_is_itself(number):
    assert read_number(repr(number)) == number
    assert read_number(repr(number).replace(".", ",")) == number


@given(st.integers(0, 10**12))
def test_groups_are_one_number(number):
    for mark in (" ", "'", "\u00a0", "٬"):
        assert read_number(f"{number:,}".replace(",", mark)) == number


def test_numbers_in_words():
    assert in_words("0") == "zero"
    assert in_words("19") == "nineteen"
    assert in_words("12000") == "twelve thousand"
    assert in_words("999999") == ("nine hundred ninety-nine thousand nine hundred ninety-nine")
    assert in_words("12", "005") == "twelve point zero zero five"
