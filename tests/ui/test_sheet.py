"""What is typed into the cells of a table, and which numbers it counts as."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from visualizer.state.address import MOST_NOTICES
from visualizer.tables.own_data import is_own
from visualizer.tables.table import MOST_ROWS, Table
from visualizer.ui.own_tables import PRESETS, table_of
from visualizer.ui.sheet import (
    NAME_KEY,
    Sheet,
    cell_key,
    edit_sheet,
    read_sheet,
    understood,
    write_sheet,
)

TABLE = Table(("a", "b", "c"), ("Ann", "Bo", "Cy"), ((1, 2.5, 0), (3, 4, 1), (5, 6, 1)))
A, B, C = map(cell_key, range(3))


def typed(**edits: object) -> Sheet:
    """Return the sheet of ``TABLE`` after some edits."""
    return edit_sheet(write_sheet(TABLE), edits, {})[0]


def with_row(cells: Mapping[str, object]) -> Sheet:
    return typed(added_rows=[cells])


def test_what_is_typed_leaves_the_words_of_a_column() -> None:
    table = replace(TABLE, words=((2, "no", "yes"),))
    sheet, _ = edit_sheet(write_sheet(table), {"edited_rows": {0: {A: "7"}}}, {})
    found, _ = read_sheet(sheet)
    assert found is not None
    assert (found.rows[0][0], found.kinds) == (7, ("no", "yes"))


def test_a_sheet_that_nobody_touched_is_the_table_without_needless_digits() -> None:
    sheet = write_sheet(TABLE)
    assert sheet.rows[0].texts == ("1", "2.5", "0")
    assert read_sheet(sheet) == (TABLE, [])
    assert understood(sheet) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [(".5", 0.5), (",5", 0.5), ("1,4", 1.4), ("1.250,50", 1250.5), ("2:30", 2.5), ("−3", -3)],
)
def test_a_cell_is_read_as_people_write(text: str, number: float) -> None:
    table, faults = read_sheet(typed(edited_rows={0: {A: text}}))
    assert faults == []
    assert table.rows[0] == (number, 2.5, 0)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("abc", "“abc” is not a number"),
        ("1e9", "“1e9” is larger than 1,000,000"),
        ("-1e9", "“-1e9” is below −1,000,000"),
        ("inf", "“inf” is larger than 1,000,000"),
        ("<b>", "“<b>” is not a number"),
    ],
)
def test_a_bad_cell_is_named_and_the_number_before_still_holds(text: str, why: str) -> None:
    sheet = typed(edited_rows={1: {B: text}})
    assert sheet.rows[1].texts == ("3", text, "1")
    table, faults = read_sheet(sheet)
    assert table == TABLE
    assert faults == [f"Row 2 (Bo), column “b”: {why}, so 4 still holds."]


def test_the_number_that_was_typed_last_is_the_one_that_holds() -> None:
    base = write_sheet(TABLE)
    _, changed = edit_sheet(base, {"edited_rows": {1: {B: "8,5"}}}, {})
    sheet, changed = edit_sheet(base, {"edited_rows": {1: {B: "abc"}}}, changed)
    assert "so 8.5 still holds" in read_sheet(sheet)[1][0]
    sheet, changed = edit_sheet(base, {"edited_rows": {1: {B: "abcd"}}}, changed)
    assert "so 8.5 still holds" in read_sheet(sheet)[1][0]
    assert read_sheet(sheet)[0].rows[1] == (3, 8.5, 1)


def test_a_mended_cell_is_named_no_more_even_on_a_sheet_that_began_with_a_bad_one() -> None:
    bad = typed(edited_rows={1: {B: "abc"}})
    assert len(read_sheet(edit_sheet(bad, {"edited_rows": {0: {A: "2"}}}, {})[0])[1]) == 1
    mended, _ = edit_sheet(bad, {"edited_rows": {1: {B: "7"}}}, {})
    assert read_sheet(mended)[1] == []
    assert read_sheet(mended)[0].rows[1] == (3, 7, 1)


# What is wrong with a cell, and what is said of it, in the first row and in a new one.
NO_NUMBERS = {
    "abc": "“abc” is not a number",
    "NaN": "“NaN” is not a number",
    "{row} %s": "“{row} %s” is not a number",
    "-2000000": "“-2000000” is below −1,000,000",
    "2000000": "“2000000” is larger than 1,000,000",
}


@pytest.mark.parametrize("text", NO_NUMBERS)
@pytest.mark.parametrize("name", ["", "Di {row}"])
@pytest.mark.parametrize("column", [A, C])
def test_each_fault_is_one_whole_sentence(text: str, name: str, column: str) -> None:
    hint = " Type 1 or 0." if column == C else ""
    letter = "c" if column == C else "a"
    whole = {A: "7", B: "8", C: "0"}
    new = with_row({**whole, NAME_KEY: name, column: text})
    row = f"Row 4 ({name})" if name else "Row 4"
    assert read_sheet(new)[1] == [
        f"{row}, column “{letter}”: {NO_NUMBERS[text]}, so the row is left out.{hint}"
    ]
    old = typed(edited_rows={0: {NAME_KEY: name, column: text}})
    row = f"Row 1 ({name})" if name else "Row 1"
    held = "0" if column == C else "1"
    assert read_sheet(old)[1] == [
        f"{row}, column “{letter}”: {NO_NUMBERS[text]}, so {held} still holds.{hint}"
    ]


def test_a_number_below_0_that_still_holds_has_a_real_minus() -> None:
    base = write_sheet(TABLE)
    _, changed = edit_sheet(base, {"edited_rows": {0: {A: "-7.5"}}}, {})
    sheet, _ = edit_sheet(base, {"edited_rows": {0: {A: "x"}}}, changed)
    assert read_sheet(sheet)[1] == [
        "Row 1 (Ann), column “a”: “x” is not a number, so −7.5 still holds."
    ]


@pytest.mark.parametrize(
    ("empty", "columns"),
    [((A,), "“a”"), ((A, C), "“a”, “c”"), ((A, B, C), "“a”, “b”, “c”")],
)
def test_one_empty_cell_and_several_are_named_alike(empty: tuple[str, ...], columns: str) -> None:
    sheet = typed(edited_rows={0: dict.fromkeys(empty)})
    assert read_sheet(sheet)[1] == [f"Row 1 (Ann) has nothing in {columns}, so it is left out."]


@pytest.mark.parametrize("left_out", [0, 1, 2])
def test_of_many_faults_the_first_are_said_and_the_others_counted(left_out: int) -> None:
    _, faults = read_sheet(typed(added_rows=[{A: "7", B: "8"}] * (MOST_NOTICES + left_out)))
    more = [f"And {left_out} more of this kind."] if left_out else []
    assert faults == [
        *(f"Row {4 + n} has nothing in “c”, so it is left out." for n in range(MOST_NOTICES)),
        *more,
    ]


@pytest.mark.parametrize(("n_rows", "rows"), [(1, "1"), (0, "0")])
def test_too_few_rows_are_counted_and_what_holds_is_said(n_rows: int, rows: str) -> None:
    table, faults = read_sheet(typed(deleted_rows=list(range(n_rows, 3))))
    assert table is None
    assert faults[-1] == (
        f"A table needs 2 to 10,000 rows of numbers, not {rows}. "
        "What was there before is still used."
    )


@pytest.mark.parametrize(("more", "count"), [(MOST_ROWS - 3, ""), (MOST_ROWS - 2, "10,001")])
def test_the_first_row_too_many_is_said(more: int, count: str) -> None:
    _, faults = read_sheet(typed(added_rows=[{A: "1", B: "2", C: "0"}] * more))
    said = [f"There are {count} rows; the first 10,000 are used."] if count else []
    assert faults == said


@pytest.mark.parametrize("cells", [{B: None}, {B: ""}, {B: "  "}, {A: None, C: None}])
def test_a_row_with_an_empty_cell_is_left_out_and_named(cells: dict[str, object]) -> None:
    table, faults = read_sheet(typed(edited_rows={1: cells}))
    assert table.names == ("Ann", "Cy")
    names = ", ".join(f"“{'abc'[int(key[-1])]}”" for key in cells)
    assert faults == [f"Row 2 (Bo) has nothing in {names}, so it is left out."]


def test_a_new_row_counts_once_it_is_whole() -> None:
    assert read_sheet(with_row({NAME_KEY: "Di", A: "7", B: ",5", C: "1"}))[0].rows[-1] == (
        7,
        0.5,
        1,
    )
    table, faults = read_sheet(with_row({A: "7", B: "x"}))
    assert table == TABLE
    assert faults == [
        "Row 4, column “b”: “x” is not a number, so the row is left out.",
        "Row 4 has nothing in “c”, so it is left out.",
    ]


@pytest.mark.parametrize("cells", [{}, {NAME_KEY: None, A: None}, {A: ""}])
def test_a_row_that_was_only_begun_is_no_fault(cells: dict[str, object]) -> None:
    assert read_sheet(with_row(cells)) == (TABLE, [])


def test_a_row_that_is_taken_away_is_gone() -> None:
    assert read_sheet(typed(deleted_rows=[1]))[0].names == ("Ann", "Cy")


def test_too_few_rows_change_nothing() -> None:
    table, faults = read_sheet(typed(deleted_rows=[0, 1]))
    assert table is None
    assert "is still used" in faults[-1]
    assert read_sheet(typed(deleted_rows=[0, 1, 2]))[0] is None


def test_too_many_rows_are_cut_and_said() -> None:
    added = [{A: "1", B: "2", C: "0"}] * MOST_ROWS
    table, faults = read_sheet(typed(added_rows=added))
    assert len(table.rows) == MOST_ROWS
    assert faults == ["There are 10,003 rows; the first 10,000 are used."]


def test_a_strange_name_is_taken_as_text() -> None:
    table, faults = read_sheet(with_row({NAME_KEY: "=1+1\x00\n<b>", A: "7", B: "8", C: "0"}))
    assert faults == []
    assert table.names[-1] == "=1+1 <b>"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1,4", []),
        (".5", []),
        ("7", []),
        ("abc", []),
        ("1,250", ["Row 1 (Ann), column “a”: “1,250” counts as 1.25."]),
        ("2:30", ["Row 1 (Ann), column “a”: “2:30” counts as 2.5."]),
    ],
)
def test_a_cell_that_may_be_read_in_two_ways_says_how(text: str, said: list[str]) -> None:
    assert understood(typed(edited_rows={0: {A: text}})) == said


@pytest.mark.parametrize(
    "edits",
    [
        {"edited_rows": {99: {A: "1"}, -1: {A: "1"}}},
        {"edited_rows": {0: {"nowhere": "1"}}},
        {"deleted_rows": [99]},
        {"added_rows": [{"nowhere": "1"}]},
        {},
    ],
)
def test_edits_that_lead_nowhere_change_nothing(edits: dict[str, object]) -> None:
    assert read_sheet(typed(**edits)) == (TABLE, [])


@pytest.mark.parametrize("name", PRESETS.values())
def test_every_preset_comes_back_from_its_sheet(name: str) -> None:
    table = table_of(name)
    assert len(table.rows) >= 2
    assert is_own(name) or name in {"three_students", "twelve_students"}
    assert read_sheet(write_sheet(table)) == (table, [])


WORDS = {"c": {"yes": 1.0, "no": 0.0}}


@pytest.mark.parametrize(("text", "number"), [("No", 0), ("NO", 0), (" yes ", 1), ("0", 0)])
def test_a_word_that_the_column_came_with_counts_as_it_did(text: str, number: float) -> None:
    sheet, _ = edit_sheet(write_sheet(TABLE), {"edited_rows": {2: {C: text}}}, {}, WORDS)
    table, faults = read_sheet(sheet)
    assert faults == []
    assert table.rows[2] == (5, 6, number)
    assert understood(sheet) == (
        [f"Row 3 (Cy), column “c”: “{text.strip()}” counts as {number}."]
        if not text.isdigit()
        else []
    )


def test_a_word_of_one_column_is_none_in_another() -> None:
    sheet, _ = edit_sheet(write_sheet(TABLE), {"edited_rows": {0: {A: "yes"}}}, {}, WORDS)
    assert read_sheet(sheet)[1] == [
        "Row 1 (Ann), column “a”: “yes” is not a number, so 1 still holds."
    ]


def test_other_words_are_told_what_to_type() -> None:
    sheet, _ = edit_sheet(write_sheet(TABLE), {"edited_rows": {1: {C: "maybe"}}}, {}, WORDS)
    assert read_sheet(sheet)[1] == [
        "Row 2 (Bo), column “c”: “maybe” is not a number, so 1 still holds. Type 1 or 0."
    ]


def test_a_long_sheet_tells_its_rows_by_the_numbers_beside_them() -> None:
    sheet = typed(deleted_rows=[0], edited_rows={2: {B: "x"}})
    assert [row.number for row in sheet.rows] == [2, 3]
    assert read_sheet(sheet)[1][0].startswith("Row 3 (Cy)")
    assert with_row({A: "7"}).rows[-1].number == 4
    assert [row.number for row in write_sheet(read_sheet(sheet)[0]).rows] == [1, 2]
