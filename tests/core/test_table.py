"""Somebody's own table: whatever they open or paste, in a link, and as CSV."""

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
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from visualizer.core.table import (
    LARGEST,
    LONGEST_NAME,
    MOST_COLUMNS,
    MOST_ROWS,
    Table,
    decode_table,
    encode_table,
)
from visualizer.tables.reading import MOST_BYTES, MOST_FAULTS, read_table
from visualizer.tables.writing import write_csv

SMALL = Table(("a", "b", "c"), ("Ann", "Bob"), ((1.0, 2.0, 0.0), (3.0, 5.0, 1.0)))
NUMBERS = ((1.0, 2.0, 0.0), (3.0, 5.0, 1.0))
LINES = "a,b,c\n1,2,0\n3,5,1\n"

numbers = st.one_of(
    st.floats(-LARGEST, LARGEST),
    st.floats(-LARGEST, LARGEST, width=32),
    st.integers(-1000, 1000),
    st.decimals(-100, 100, places=2).map(float),
)
# Any text: a table itself drops what nobody sees. Often a formula, or with a separator in it.
texts = st.one_of(
    st.text(max_size=50),
    st.text("'=+-@\t\r ab;|,\"1．＝", max_size=8),
    st.builds("Student {}".format, st.integers(1, 30)),
)


@st.composite
def tables(draw):
    """Return any table; each of its columns has a name that can be seen, unlike the others'."""
    n_columns = draw(st.integers(3, MOST_COLUMNS))
    n_rows = draw(st.integers(2, 8))
    columns = draw(st.lists(texts, min_size=n_columns, max_size=n_columns))
    parts = draw(st.permutations(range(n_columns)))
    names = draw(st.lists(texts, min_size=n_rows, max_size=n_rows))
    row = st.tuples(*[numbers] * n_columns)
    rows = draw(st.lists(row, min_size=n_rows, max_size=n_rows))
    try:
        return Table(tuple(columns), tuple(names), tuple(rows), tuple(parts[:2]), parts[2])
    except ValueError:
        assume(False)


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


@given(st.integers(0, 4), json_values)
def test_any_content_of_a_link_is_a_table_or_a_value_error(place, value):
    try:
        table = decode_table(packed([*GOOD[:place], value, *GOOD[place + 1 :]]))
    except ValueError as error:
        assert type(error) is ValueError
    else:
        assert decode_table(encode_table(table)) == table


@pytest.mark.parametrize(
    "bomb",
    [
        packed(b"0" * 50_000_000),
        packed(b"[1," + b" " * 50_000_000 + b"]"),
        # A name of a million characters, once for each of a million rows.
        packed([*GOOD[:3], [[0] * 300_000] * 3, "x" * 1_000_000]),
        packed([*GOOD[:3], [[0] * 9000] * 3, "x" * 1_000_000]),
    ],
    ids=["zeros", "spaces", "rows", "names"],
)
def test_a_zip_bomb_is_refused_quickly(bomb):
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


# As CSV.


@given(tables())
@example(Table(("name", "b", "c"), ("1", "2"), NUMBERS))
@example(Table(("a;b;c;d;e", "|", "c"), ("1;2;3;4;5", "6;7;8;9;10"), NUMBERS))
@example(Table(("=a", "'=b", '"'), ("nan", "end"), NUMBERS))
def test_csv_gives_the_table_back(table):
    """But for the parts of the columns, which are not in it.

    No name has to be left out: a first column called "name" holds names, numbers or not.
    """
    expected = replace(table, inputs=(0, 1), target=len(table.columns) - 1)
    text = write_csv(table)
    found = read_table(text)
    assert found.table == expected
    assert found.faults == ()
    assert read_table(text.encode()) == found


def test_csv_begins_with_the_names():
    assert write_csv(SMALL) == "name,a,b,c\nAnn,1,2,0\nBob,3,5,1\n"


@pytest.mark.parametrize(
    "formula",
    ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "＝1", "'=1", "==", "=a;b", "-x,y"],
)
def test_no_text_in_csv_is_a_formula(formula):
    table = replace(SMALL, columns=(formula, "b", "c"), names=(formula, "Bob"))
    text = write_csv(table)
    assert text.startswith(("name,'", "name,\"'", '"name","\''))
    assert text.splitlines()[1].startswith(("'", "\"'"))
    found = read_table(text).table
    assert (found.columns[0], found.names[0]) == (formula, formula)


def test_negative_numbers_stay_numbers_in_csv():
    assert "\nAnn,-1,2,0\n" in write_csv(replace(SMALL, rows=((-1, 2, 0), (3, 5, 1))))


# From a file.

TOO_FEW = "A table needs at least 3 columns of numbers, two inputs and the answer; "


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "There is nothing in it."),
        ("", "There is nothing in it."),
        (b"\xef\xbb\xbf", "There is nothing in it."),
        (b" \r\n\t \n", "There is nothing but white space in it."),
        ("\u200b\u200b", "There is nothing to be seen in it."),
        (",,\n,,\n", "There is nothing to be seen in it."),
        ("a,b,c", "There is only a header, and no row of numbers below it."),
        ("a,b,c\n,,\n\n", "There is only a header, and no row of numbers below it."),
        (b"\x00\x01\x02,1,2", "This is not text but a file of another kind"),
        ("a,b,c\n1,2\x00,3", "This is not text but a file of another kind"),
        ("a,b,c\n1,2,3\n".encode("utf-16-le"), "This is not text but a file of another kind"),
        ("a,b,c\n1,2,3\n".encode("utf-32"), "This is not text but a file of another kind"),
        (b"\x89PNG\r\n\x1a\n", "This is a picture"),
        (b"\xff\xd8\xff\xe0", "This is a picture"),
        (b"GIF89a", "This is a picture"),
        (b"%PDF-1.7", "This is a PDF"),
        (b"\x1f\x8b\x08", "This is a compressed file"),
        (b"\xd0\xcf\x11\xe0", "This is an old spreadsheet workbook (.xls). Save it as CSV"),
        (b"PK\x05\x06", "This is an empty zip file."),
        (
            b"PK\x03\x04abc",
            "This is a zip file or a spreadsheet workbook (.xlsx). Save it as CSV and try again.",
        ),
        (b"\n <!DOCTYPE html><p>", "This is a web page"),
        ("<HTML>", "This is a web page"),
        ("<table><tr>", "This is a web page"),
        (b"1" * (MOST_BYTES + 1), "This is too large: a table may have 1,000,000 bytes (1 MB)."),
        ("ä" * (MOST_BYTES // 2 + 1), "This is too large: a table may have 1,000,000 bytes"),
        ("Ann,x,y\nBob,u,v\n", TOO_FEW + "there is none."),
        ("a,b,c\n1,x,2\n3,y,4\n", TOO_FEW + "there is only “a” and “c”."),
        ("x\n1\n2\n", "There is only one column."),
        ("1,2,3\n", "A table needs at least 2 usable rows of numbers; this one has 1."),
        ("a,b,c\n1,2,3\n1,,3\n", "A table needs at least 2 usable rows of numbers; this one has"),
        ("a,b,c\n1,2\n1,2\n", "A table needs at least 2 usable rows of numbers; this one has 0."),
        ("1," * 2000, "Row 1 has 2,001 cells; a table may have 1,000 columns."),
        ('"' * 200_001, "A cell is longer than any cell of a table."),
    ],
    ids=count(),
)
def test_what_holds_no_table_is_refused_in_a_sentence(data, sentence):
    found = read_table(data)
    assert found.table is None
    assert found.faults[0].startswith(sentence)
    assert all(each.endswith((".", "?")) for each in found.faults + found.remarks)


def test_why_no_row_is_left_is_told():
    assert read_table("a,b,c\n1,2\n1,2,x\n1,2,3\n").faults == (
        "A table needs at least 2 usable rows of numbers; this one has 1.",
        "Row 2 has 2 cells instead of 3, so it is left out.",
        "Row 3 has “x” in column “c”, which is not a number, so it is left out.",
    )


@pytest.mark.parametrize(
    ("data", "remarks"),
    [
        (LINES, ()),
        (LINES.encode(), ()),
        (b"\xef\xbb\xbf" + LINES.encode(), ()),
        ("\ufeff" + LINES, ()),
        (LINES.replace("\n", "\r\n"), ()),
        (LINES.replace("\n", "\r"), ()),
        ("\n\n" + LINES.replace("\n", "\n\n"), ()),
        (b"\xff\xfe" + LINES.encode("utf-16-le"), ("The file is in UTF-16.",)),
        (b"\xfe\xff" + LINES.encode("utf-16-be"), ("The file is in UTF-16.",)),
        (LINES.replace(",", ";"), ("Columns are separated by semicolons.",)),
        (LINES.replace(",", "\t"), ("Columns are separated by tabs.",)),
        (LINES.replace(",", "|"), ("Columns are separated by vertical bars.",)),
        ('"a","b","c"\n"1","2","0"\n3, "5",1', ()),
        ("a,b,c\n 1\u2009,\u00a02\u202f,\u200b0\n3 ,5,1\n", ()),
        ("a,b,c\n1.0,+2,0e5\n3.,.5E1,'+1\n", ()),
        (
            "a;b;c\n1,0;2;0,0\n3;5;1\n",
            ("Columns are separated by semicolons.", "Decimal commas were read as points."),
        ),
        ('a,b,c\n"1,0",2,0\n3,"5,0",1\n', ("Decimal commas were read as points.",)),
        ("a,b,c\n1,2,0,,\n3,5,1,\n", ()),
    ],
    ids=count(),
)
def test_the_same_table_in_many_forms(data, remarks):
    found = read_table(data)
    assert found.table == replace(SMALL, names=("", ""))
    assert found.faults == ()
    assert found.remarks == remarks


def test_a_unicode_minus_is_a_minus():
    assert read_table("a,b,c\n−1,2,0\n-1.5,\u2009−5e−1,1\n").table.rows == (
        (-1.0, 2.0, 0.0),
        (-1.5, -0.5, 1.0),
    )


def test_other_encodings_are_guessed_and_said():
    found = read_table("Größe,b,c\n1,2,0\n3,5,1\n".encode("cp1252"))
    assert found.table.columns[0] == "Größe"
    assert found.remarks == (
        "The file is not in UTF-8, so it is read as Windows-1252. Are the names right?",
    )
    assert read_table(b"\x81\xe9,b,c\n1,2,0\n3,5,1\n").table.columns[0] == "é"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators_are_told_from_decimal_commas_and_from_names(separator):
    lines = [
        ["name", "a", "b", "c"],
        ["a;b|c, d", "1.5", "2.5", "0"],
        ["e", "3", "4.5", "1"],
        ["f", "3", "5.5", "1"],
    ]
    text = "\n".join(separator.join(f'"{cell}"' for cell in line) for line in lines)
    for each in (text, text.replace(".", ",")):
        table = read_table(each).table
        assert table.rows == ((1.5, 2.5, 0.0), (3.0, 4.5, 1.0), (3.0, 5.5, 1.0))
        assert table.names == ("a;b|c, d", "e", "f")


def test_decimal_commas_do_not_make_columns():
    found = read_table("1,5;2,5\n2,5;3,5\n4,5;5,5\n")
    assert "“column 1” and “column 2”" in found.faults[0]


@pytest.mark.parametrize(
    ("text", "columns", "remark"),
    [
        ("1,2,0\n3,5,1\n", ("column 1", "column 2", "column 3"), "There is no header"),
        (",1,2,0\n,3,5,1\n", ("column 2", "column 3", "column 4"), "There is no header"),
        ("nan,2,0\n1,2,0\n3,5,1\n", ("column 1", "column 2", "column 3"), "There is no header"),
        ("a,a,a\n1,2,0\n3,5,1\n", ("a", "a (2)", "a (3)"), "More than one column is called “a”"),
        ("a,,c\n1,2,0\n3,5,1\n", ("a", "column 2", "c"), "Column 2 has no name"),
        ("column 2,,c\n1,2,0\n3,5,1\n", ("column 2", "column 2 (2)", "c"), "now “column 2 (2)”"),
        ("name,2019,2020,2021\nAnn,1,2,0\nBob,3,5,1\n", ("2019", "2020", "2021"), "though"),
        ("=1+1,$x$,[a](javascript:b)\n1,2,0\n3,5,1\n", ("=1+1", "$x$", "[a](javascript:b)"), ""),
        ("a\u202e\x07,  b \u2009 b,c\n1,2,0\n3,5,1\n", ("a", "b b", "c"), ""),
        (f"{'x' * 50},{'x' * 60},c\n1,2,0\n3,5,1\n", ("x" * 40, "x" * 36 + " (2)", "c"), "x (2)"),
    ],
)
def test_columns_get_names_that_differ(text, columns, remark):
    found = read_table(text)
    assert found.table.columns == columns
    assert found.table.rows[-1] == (3.0, 5.0, 1.0)
    assert remark in " ".join(found.remarks)
    assert bool(found.remarks) == bool(remark)


def test_the_first_column_of_text_names_the_rows_and_others_are_left_out():
    found = read_table("a,who,b,town,c,empty\n1,<b>,2,Ulm,0,\n3,=1+1,5,Bonn,1,\n")
    assert found.table == Table(("a", "b", "c"), ("<b>", "=1+1"), NUMBERS)
    assert found.remarks == (
        "Column “empty” is empty, so it is left out.",
        "Column “town” holds text, so it is left out.",
    )
    header = ",".join(f"t{place}" for place in range(9))
    words = ",".join("uvwxyzuvw")
    found = read_table(f"a,b,c,{header}\n1,2,0,{words}\n3,5,1,{words}\n")
    assert found.remarks == (
        "Columns “t1”, “t2”, “t3”, “t4”, “t5” and 3 more hold text, so they are left out.",
    )


def test_an_empty_column_without_a_name_is_left_out_silently():
    found = read_table("1,2,0,\n3,5,1,\n")
    assert found.table.rows == NUMBERS
    assert len(found.remarks) == 1


def test_halves_of_characters_do_no_harm():
    assert read_table("a\ud800,b,c\n1,2,0\n3,5,1\n").table.columns == ("a?", "b", "c")


def test_a_column_is_of_numbers_if_at_least_half_of_its_cells_are():
    half = read_table("a,b,c\n1,2,0\n3,5,1\nx,2,3\ny,2,3\n")
    assert half.table.rows == NUMBERS
    assert len(half.faults) == 2
    less = read_table("a,b,c,d\nu,1,2,0\nx,3,5,1\n3,2,3,5\n")
    assert less.table.columns == ("b", "c", "d")
    assert less.table.names == ("u", "x", "3")
    # Cells without anything in them do not count.
    assert read_table("a,b,c,d\n1,1,2,0\n3,3,5,1\n,1,1,1\n,1,1,1\n,1,1,1\n").table.columns[0] == "a"


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("1,abc,3", "Row 4 has “abc” in column “b”, which is not a number, so it is left out."),
        ("1,,3", "Row 4 has nothing in column “b”, so it is left out."),
        ("1, ,3", "Row 4 has nothing in column “b”, so it is left out."),
        ("1,NaN,3", "Row 4 has “NaN” in column “b”, which is not a number, so it is left out."),
        ("1,inf,3", "Row 4 has “inf” in column “b”, which is larger than 1,000,000, so it"),
        ("1,-Infinity,3", "Row 4 has “-Infinity” in column “b”, which is below −1,000,000, so it"),
        ("1,1e308,3", "Row 4 has “1e308” in column “b”, which is larger than 1,000,000, so it"),
        ("1,1e999,3", "Row 4 has “1e999” in column “b”, which is larger than 1,000,000, so it"),
        ("1,−1000001,3", "Row 4 has “−1000001” in column “b”, which is below −1,000,000, so it"),
        ("1,1_000,3", "Row 4 has “1_000” in column “b”, which is not a number"),
        ("1,50%,3", "Row 4 has “50%” in column “b”, which is not a number"),
        ('1,"1,000.5",3', "Row 4 has “1,000.5” in column “b”, which is not a number"),
        ("1,1 000,3", "Row 4 has “1 000” in column “b”, which is not a number"),
        ("1,٣,3", "Row 4 has “٣” in column “b”, which is not a number"),
        ("1,0x10,3", "Row 4 has “0x10” in column “b”, which is not a number"),
        ("1,=1+1,3", "Row 4 has “=1+1” in column “b”, which is not a number"),
        (f"1,{'x' * 20},3", f"Row 4 has “{'x' * 20}” in column “b”"),
        (f"1,{'x' * 21},3", f"Row 4 has “{'x' * 19}…” in column “b”"),
        ("1", "Row 4 has 1 cell instead of 3, so it is left out."),
        ("1,2", "Row 4 has 2 cells instead of 3, so it is left out."),
        ("1,2,3,4", "Row 4 has 4 cells instead of 3, so it is left out."),
    ],
)
def test_a_row_that_cannot_be_used_is_left_out_and_named(row, fault):
    found = read_table(f"{LINES}{row}\n6,7,8\n")
    assert found.table.rows == (*NUMBERS, (6.0, 7.0, 8.0))
    assert len(found.faults) == 1
    assert found.faults[0].startswith(fault)


def test_rows_count_as_in_the_file():
    found = read_table('\na,b,c\n\n1,2,0\n"3\n",x,1\n3,5,1\n1,2\n')
    assert [fault[:5] for fault in found.faults] == ["Row 5", "Row 7"]
    assert read_table("1,2,0\nx,1,1\n3,5,1\n").faults[0].startswith("Row 2 ")


def test_many_faults_are_cut_short():
    found = read_table(LINES + "1,1,1\n" * 20 + "x,1,1\n" * 18)
    assert len(found.faults) == MOST_FAULTS + 1
    assert found.faults[-1] == "And 12 more of this kind."
    assert len(read_table(LINES + "1,1,1\n" * 20 + "x,1,1\n" * 6).faults) == MOST_FAULTS


def test_of_too_many_rows_the_first_are_used():
    rows = [f"{place},2,{place % 2}" for place in range(MOST_ROWS + 1)]
    found = read_table("a,b,c\n" + "\n".join(rows))
    assert found.faults == ("The file has 10,001 rows; the first 10,000 are used.",)
    assert len(found.table.rows) == MOST_ROWS
    assert found.table.rows[-1][0] == MOST_ROWS - 1
    assert read_table("a,b,c\n" + "\n".join(rows[:-1])).faults == ()


def test_of_too_many_columns_the_last_is_used_as_well():
    row = ",".join("12345678901234") + "\n"
    found = read_table(",".join("abcdefghijklmn") + "\n" + 2 * row)
    assert found.table.columns == tuple("abcdefghijkn")
    assert "14 columns of numbers; the first 11 and the last" in found.faults[0]


def test_the_last_column_is_the_answer():
    table = read_table("a,b,c,d\n1,2,3,4\n5,6,7,9\n").table
    assert (table.inputs, table.target) == ((0, 1), 3)


@pytest.mark.parametrize(
    ("rows", "remarks"),
    [
        ("1,2,1\n3,5,1", ["All rows have the same answer, so there is nothing to tell apart."]),
        ("1,2,0\n1,5,1", ["Column “a” never varies, so it tells the neuron nothing."]),
        ("1,2,0\n3,5,1\n1,2,0.0", ["Rows 2 and 4 hold the same numbers."]),
        ("1,2,0\n3,5,1\n1,2,0\n3,5,1", ["Rows 2 and 4 hold the same numbers; so do 1 more."]),
    ],
)
def test_what_makes_learning_pointless_is_said(rows, remarks):
    found = read_table(f"a,b,c\n{rows}\n")
    assert found.faults == ()
    assert list(found.remarks) == remarks


def test_a_quotation_mark_left_open_does_not_swallow_the_rest():
    found = read_table('name,a,b,c\n"Ann,1,2,0\nBob,3,5,1\n')
    assert found.table == replace(SMALL, names=('"Ann', "Bob"))
    assert found.faults == (
        "A quotation mark in row 2 is not closed, so all of them are read as letters.",
    )
    found = read_table('name,a,b,c\n"Ann,1,2,0\n' + "Bob,3,5,1\n" * 20_000)
    assert found.table is not None
    assert "quotation mark in row 2" in found.faults[0]


@pytest.mark.parametrize(
    "text",
    [
        "1," * 499_999,
        "1,2,3\n" * 160_000,
        "=," * 499_999,
        ("a," * 300 + "\n") * 1600,
        "9" * 130_000 + "x,1,2\n",
        '"a,b\n' * 190_000,
        "\n" * 999_999 + "1",
    ],
    ids=count(),
)
def test_large_files_take_no_longer_than_a_page(text):
    start = time.process_time()
    read_table(text)
    assert time.process_time() - start < 5  # at most 1.5 s on an idle machine


def check_reading(found):
    assert found.table is not None or found.faults
    assert len(found.faults) <= MOST_FAULTS + 1
    sentences = found.faults + found.remarks
    assert all(each.endswith((".", "?")) and each.isprintable() for each in sentences)
    assert all(len(each) < 400 for each in sentences)


@given(st.one_of(st.binary(), st.text(), st.binary().map(lambda data: b"\xff\xfe" + data)))
@settings(max_examples=300)
def test_anything_is_read_without_an_error(data):
    check_reading(read_table(data))


cells = st.one_of(
    numbers.map(str),
    st.text(max_size=5),
    st.sampled_from(["", "nan", "-inf", "1e308", "1,5", '"', "'=1", "name", "−3", "\u200b"]),
)


@given(st.lists(st.lists(cells, min_size=1, max_size=6), max_size=8), st.sampled_from(",;\t|"))
@settings(max_examples=300)
def test_anything_like_a_table_is_read_without_an_error(rows, separator):
    text = "\n".join(separator.join(row) for row in rows)
    check_reading(read_table(text))
    check_reading(read_table(text.encode("utf-16", errors="replace")))
