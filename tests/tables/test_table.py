"""Somebody's own table, and in a link."""

import base64
import json
import math
import struct
import time
import tracemalloc
import zlib
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.made_up_tables import tables
from visualizer.tables.table import (
    LARGEST,
    LONGEST_NAME,
    MOST_COLUMNS,
    MOST_ROWS,
    Table,
    decode_table,
    encode_table,
)

SMALL = Table(("a", "b", "c"), ("Ann", "Bob"), ((1.0, 2.0, 0.0), (3.0, 5.0, 1.0)))
NUMBERS = ((1.0, 2.0, 0.0), (3.0, 5.0, 1.0))

# The table itself.


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"columns": ("a", "b")}, "3 to 12 columns"),
        ({"columns": tuple(f"x{place}" for place in range(13))}, "not 13"),
        ({"columns": ("a", "a", "c")}, "2 columns are called “a”"),
        ({"columns": ("a", "a\u200b", "c")}, "2 columns are called “a”"),
        ({"columns": ("a", "", "c")}, "needs a name"),
        ({"columns": ("a", "\u202e ", "c")}, "needs a name"),
        ({"columns": ("a", 1, "c")}, "must be text"),
        ({"names": ("Ann",)}, "as many names"),
        ({"names": ("Ann", None)}, "must be text"),
        ({"rows": NUMBERS[:1], "names": ("Ann",)}, "2 to 10,000 rows"),
        ({"rows": NUMBERS * 5001, "names": ("",) * 10_002}, "not 10,002"),
        ({"rows": ((1, 2, 3), (1, 2))}, "needs 3 numbers"),
        ({"rows": ((1, 2, 3), (1, 2, math.nan))}, "between −1,000,000 and 1,000,000"),
        ({"rows": ((1, 2, 3), (1, 2, math.inf))}, "between"),
        ({"rows": ((1, 2, 3), (1, 2, 1e6 + 1))}, "between"),
        ({"rows": ((1, 2, 3), (1, 2, 10**400))}, "between"),
        ({"rows": ((1, 2, 3), (1, 2, "3"))}, "nothing but numbers"),
        ({"rows": ((1, 2, 3), (1, 2, True))}, "nothing but numbers"),
        ({"inputs": (0, 2)}, "three different"),
        ({"inputs": (1, 1)}, "three different"),
        ({"inputs": (0,)}, "columns of the table"),
        ({"inputs": (0, -1)}, "columns of the table"),
        ({"target": 3}, "columns of the table"),
        ({"target": "c"}, "columns of the table"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(change, sentence):
    with pytest.raises(ValueError, match=sentence) as caught:
        replace(SMALL, **change)
    assert str(caught.value).endswith(".")


def test_a_table_is_hashable_whatever_it_is_made_from():
    lists = Table(["a", "b", "c"], ["Ann", "Bob"], [[1, 2, 0], [3, 5, 1]], [0, 1])
    assert (lists, hash(lists)) == (SMALL, hash(SMALL))


@pytest.mark.parametrize(
    ("given_number", "kept"),
    [
        (0.10000000149011612, 0.1),
        (1 / 3, 0.33333334),
        (16777.217, 16777.217),
        (7, 7.0),
        (LARGEST, LARGEST),
        (1e-300, 0.0),
    ],
)
def test_numbers_are_the_shortest_decimals_of_float32(given_number, kept):
    table = replace(SMALL, rows=((given_number, 1, 2), (-given_number, 1, 3)))
    assert table.rows[0][0] == kept
    assert table.rows[1][0] == -kept
    assert struct.pack("f", table.rows[0][0]) == struct.pack("f", given_number)
    assert "-0.0" not in repr(table)


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("  Ann \t Lee\n", "Ann Lee"),
        ("A\u202enn\u200b\x07", "Ann"),
        ("\ud800Ann", "Ann"),
        ("x" * 100, "x" * LONGEST_NAME),
        ("x" * 39 + " y", "x" * 39),
        ("<img onerror=alert(1)>", "<img onerror=alert(1)>"),
    ],
)
def test_names_are_short_and_visible(given_name, kept):
    assert replace(SMALL, names=(given_name, "")).names[0] == kept
    assert replace(SMALL, columns=(given_name, "b", "c")).columns[0] == kept


# In a link.


@given(tables())
def test_a_link_gives_the_table_back(table):
    text = encode_table(table)
    assert set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    assert decode_table(text) == table


def class_of_thirty(names):
    rows = tuple((i % 10 + 0.5, 4 + i * 7 % 60 / 10, i * 37 % 100 / 100) for i in range(30))
    return Table(("hours studied", "hours slept", "exam score"), names, rows)


def test_a_class_fits_a_link():
    numbered = class_of_thirty(tuple(f"Student {place}" for place in range(1, 31)))
    shuffled = class_of_thirty(tuple(f"Student {place * 7 % 31}" for place in range(1, 31)))
    assert len(encode_table(numbered)) < 450
    assert len(encode_table(shuffled)) < 600
    assert decode_table(encode_table(shuffled)) == shuffled


def test_names_that_say_nothing_take_no_room():
    nameless = class_of_thirty(("",) * 30)
    numbered = class_of_thirty(tuple(f"Student {place}" for place in range(1, 31)))
    assert len(encode_table(numbered)) - len(encode_table(nameless)) < 20
    for table in (nameless, numbered, class_of_thirty(tuple(str(i) for i in range(1, 31)))):
        assert decode_table(encode_table(table)) == table


def test_a_large_table_is_fast_and_comes_back():
    values = [math.sin(place) * 1000 for place in range(30_000)]
    rows = tuple(zip(values[::3], values[1::3], values[2::3], strict=True))
    start = time.process_time()
    table = Table(("a", "b", "c"), ("é" * 40,) * MOST_ROWS, rows)
    assert time.process_time() - start < 0.6  # 0.17 s on an idle machine
    assert decode_table(encode_table(table)) == table


def test_the_largest_table_is_within_the_limits_of_decoding():
    names = tuple(chr(0x1F600 + place % 40) * 40 for place in range(MOST_ROWS))
    row = tuple(-1.17549435e-38 * (1 + place / 100) for place in range(MOST_COLUMNS))
    columns = tuple(f"{place} " + "\U0001f600" * 37 for place in range(MOST_COLUMNS))
    table = Table(columns, names, (row,) * MOST_ROWS)
    assert decode_table(encode_table(table)) == table


def packed(content):
    text = content if isinstance(content, bytes) else json.dumps(content).encode()
    return base64.urlsafe_b64encode(zlib.compress(text)).decode().rstrip("=")


COLUMNS = [[1, 3], [2, 5], [0, 1]]
GOOD = [1, ["a", "b", "c"], [0, 1, 2], COLUMNS, ["Ann", "Bob"]]


def test_the_form_of_a_link_stays_as_it_is():
    assert decode_table(packed(GOOD)) == SMALL
    text = "eNqLNtSJVkpU0lFKAuJkpVidaAMdQx0jIB1tqGMMpIx0TCGCsUBKyTEvD6jOKT9JKTYWAKfYDsM"
    assert decode_table(text) == SMALL


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "A",
        "ä",
        "own.abc",
        encode_table(SMALL) + "=",
        encode_table(SMALL) + "\n",
        encode_table(SMALL)[:-4],
        encode_table(SMALL) + "AAAA",
        "A" * 6_000_000,
        packed(b"\xff"),
        packed(b"[1,"),
        packed(b"[" * 100_000),
        packed(b"1" * 5000),
        packed(None),
        packed([]),
        packed({}),
        packed([2, *GOOD[1:]]),
        packed(GOOD[:4]),
        packed([*GOOD, 1]),
        packed([*GOOD[:1], "abc", *GOOD[2:]]),
        packed([*GOOD[:1], ["a", "b", 3], *GOOD[2:]]),
        packed([*GOOD[:1], [["a"], "b", "c"], *GOOD[2:]]),
        packed([*GOOD[:2], [0, 1], *GOOD[3:]]),
        packed([*GOOD[:2], [0, 1, "2"], *GOOD[3:]]),
        packed([*GOOD[:2], [0, 1, 2.0], *GOOD[3:]]),
        packed([*GOOD[:2], [0, 1, []], *GOOD[3:]]),
        packed([*GOOD[:2], [0, 1, 9], *GOOD[3:]]),
        packed([*GOOD[:3], [], GOOD[4]]),
        packed([*GOOD[:3], [[], [], []], None]),
        packed([*GOOD[:3], {"a": 1}, GOOD[4]]),
        packed([*GOOD[:3], ["12", "12", "12"], GOOD[4]]),
        packed([*GOOD[:3], [[1, 3], [2, 5], [0]], GOOD[4]]),
        packed([*GOOD[:3], [[1, 3], [2, 5], [0, "1"]], GOOD[4]]),
        packed([*GOOD[:3], [[1, 3], [2, 5], [0, None]], GOOD[4]]),
        packed([*GOOD[:3], [[1, 3], [2, 5], [0, True]], GOOD[4]]),
        packed([*GOOD[:3], [[1, 3], [2, 5], [0, math.nan]], GOOD[4]]),
        packed([*GOOD[:3], [[1, 3], [2, 5], [0, 1e308]], GOOD[4]]),
        packed([*GOOD[:3], [[1, 3], [2, 5], [0, [1]]], GOOD[4]]),
        packed([*GOOD[:4], ["Ann"]]),
        packed([*GOOD[:4], ["Ann", 2]]),
        packed([*GOOD[:4], 5]),
        packed([*GOOD[:4], {"Ann": 1, "Bob": 2}]),
        packed([*GOOD, [[2, "no"]]]),
        packed([*GOOD, [[3, "no", "yes"]]]),
        packed([*GOOD, [["2", "no", "yes"]]]),
        packed([*GOOD, [[[2], "no", "yes"]]]),
        packed([*GOOD, [[2, "no", ""]]]),
        packed([*GOOD, [[2, "no", 1]]]),
        packed([*GOOD, [[2, "no", "yes"], [2, "0", "1"]]]),
        packed([*GOOD, [], []]),
    ],
    ids=count(),
)
def test_a_link_that_holds_no_table_is_refused_in_a_sentence(text):
    with pytest.raises(ValueError, match=r"^[A-Z“0-9].*\.$") as caught:
        decode_table(text)
    assert type(caught.value) is ValueError


@given(st.one_of(st.text(), st.binary().map(packed), st.from_regex("[A-Za-z0-9_-]+")))
def test_any_text_is_a_table_or_a_value_error(text):
    with pytest.raises(ValueError, match=r"\.$"):
        decode_table(text)


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=3) | st.integers(),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(), inner, max_size=2),
    max_leaves=20,
)


@given(st.integers(0, 5), json_values)
def test_any_content_of_a_link_is_a_table_or_a_value_error(place, value):
    try:
        whole = [*GOOD, [[2, "no", "yes"]]]
        table = decode_table(packed([*whole[:place], value, *whole[place + 1 :]]))
    except ValueError as error:
        kinds = {type(error)}
    else:
        kinds = {ValueError}
        assert decode_table(encode_table(table)) == table
    assert kinds == {ValueError}  # none of those that are made from it, such as of decoding


@pytest.mark.parametrize(
    "bomb",
    [
        lambda: packed(b"0" * 50_000_000),
        lambda: packed(b"[1," + b" " * 50_000_000 + b"]"),
        # A name of a million characters, once for each of a million rows.
        lambda: packed([*GOOD[:3], [[0] * 300_000] * 3, "x" * 1_000_000]),
        lambda: packed([*GOOD[:3], [[0] * 9000] * 3, "x" * 1_000_000]),
    ],
    ids=["zeros", "spaces", "rows", "names"],
)
def test_a_zip_bomb_is_refused_quickly(bomb):
    bomb = bomb()
    start = time.process_time()
    with pytest.raises(ValueError, match="not a table"):
        decode_table(bomb)
    assert time.process_time() - start < 0.5
    tracemalloc.start()
    try:
        with pytest.raises(ValueError, match="not a table"):
            decode_table(bomb)
        assert tracemalloc.get_traced_memory()[1] < 30_000_000
    finally:
        tracemalloc.stop()
