"""Codes are read however they are typed, and nothing else is taken for one."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visualizer.rooms.codes import (
    ALPHABET,
    LENGTH,
    hashed,
    is_code,
    is_same,
    new_code,
    new_secret,
    read_code,
)

CODES = st.text(st.sampled_from(ALPHABET), min_size=LENGTH, max_size=LENGTH)
BETWEEN = st.text(st.sampled_from(" -\t\n–—\u00a0\u2011"), max_size=3)


def test_the_alphabet_has_30_bits_in_a_code_and_nothing_that_is_taken_for_another() -> None:
    assert len(set(ALPHABET)) ** LENGTH == 2**30
    assert set(ALPHABET).isdisjoint("O0I1")


def test_a_new_code_is_a_code_and_never_the_same() -> None:
    made = {new_code() for _ in range(1_000)}
    assert len(made) > 990
    assert all(is_code(each) for each in made)
    assert set("".join(made)) == set(ALPHABET)


@given(CODES, st.lists(BETWEEN, min_size=LENGTH + 1, max_size=LENGTH + 1), st.booleans())
def test_a_code_is_read_with_spaces_dashes_and_small_letters(
    code: str, between: list[str], is_small: bool
) -> None:
    typed = "".join(a + b for a, b in zip(between, [*code, ""], strict=True))
    assert read_code(typed.lower() if is_small else typed) == code


def test_a_code_is_read_from_a_keyboard_with_wide_letters() -> None:
    assert read_code("Ｋ７ＰＱ２Ｍ") == "K7PQ2M"


@given(st.text())
def test_what_is_read_is_a_code_or_refused(text: str) -> None:
    try:
        code = read_code(text)
    except ValueError:
        return
    assert is_code(code)
    assert read_code(code) == code


@pytest.mark.parametrize(
    "text",
    ["", "K7PQ2", "K7PQ2MM", "K7PQ2O", "K7PQ21", "K7PQß", "K7PQ2М", "K7PQ2M" + " " * 40 + "x",
     "K7PQ2M/", "K7PQ2M" * 100_000, "\ud800"],
)  # fmt: skip
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="This is no code of a class"):
        read_code(text)


@given(CODES, st.sampled_from("\n*: \u0416é"))
def test_a_code_is_nothing_around_it(code: str, other: str) -> None:
    assert is_code(code)
    assert not is_code(code + other)
    assert not is_code(other + code)
    assert not is_code(code[:-1] + other)
    assert not is_code(code.lower()) or code.isdecimal()


def test_a_secret_has_128_bits() -> None:
    assert len({new_secret() for _ in range(1_000)}) == 1_000
    assert {len(new_secret()) for _ in range(100)} == {22}  # 16 bytes in base64


@given(st.text(), st.text())
def test_a_secret_is_known_by_its_hash_alone(secret: str, other: str) -> None:
    assert is_same(secret, hashed(secret))
    assert is_same(other, hashed(secret)) == (other == secret)


def test_half_a_pair_of_surrogates_is_a_wrong_secret_and_no_failure() -> None:
    assert not is_same("\ud800", hashed("?"))
    assert hashed("abc") == hashlib.sha256(b"abc").hexdigest()
