"""What the editor holds becomes a table, row by row, or a sentence."""

import pytest

from visualizer.core.own_data import find_table, is_own
from visualizer.core.table import Table
from visualizer.ui.own_tables import PRESETS, editor_rows, read_rows, table_of

TABLE = Table(("a", "b", "c"), ("Ann", "Bo", "Cy"), ((1, 2, 0), (3, 4, 1), (5, 6, 1)))
ROWS = [("Ann", 1, 2, 0), ("Bo", 3, 4, 1), ("Cy", 5, 6, 1)]
NAN = float("nan")


def test_an_editor_that_nobody_touched_holds_the_table() -> None:
    columns = editor_rows(TABLE)
    assert list(columns) == ["name", "a", "b", "c"]
    assert read_rows(zip(*columns.values(), strict=True), TABLE) == (TABLE, [])


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("Di", None, 2, 1), "Row 4 has no usable number in “a”"),
        (("Di", NAN, 2, NAN), "Row 4 has no usable number in “a”, “c”"),
        (("Di", 1e308, 2, 1), "“a”"),
        (("Di", float("inf"), 2, 1), "“a”"),
        (("Di", "text", 2, 1), "“a”"),
    ],
)
def test_a_row_without_its_numbers_is_left_out_and_named(row: tuple, words: str) -> None:
    table, faults = read_rows([*ROWS, row], TABLE)
    assert table == TABLE
    assert len(faults) == 1
    assert words in faults[0]


def test_a_row_that_was_only_begun_is_no_fault() -> None:
    assert read_rows([*ROWS, (None, None, NAN, None)], TABLE) == (TABLE, [])


def test_too_few_rows_change_nothing() -> None:
    table, faults = read_rows(ROWS[:1], TABLE)
    assert table is None
    assert "is still used" in faults[-1]


def test_a_new_row_and_a_strange_name_are_taken_as_text() -> None:
    table, faults = read_rows([*ROWS, ("=1+1\x00\n<b>", 7, 8, 0)], TABLE)
    assert faults == []
    assert table.names[-1] == "=1+1 <b>"
    assert table.rows[-1] == (7, 8, 0)


@pytest.mark.parametrize("name", PRESETS.values())
def test_every_preset_is_a_table(name: str) -> None:
    table = table_of(name)
    assert len(table.rows) >= 2
    assert not is_own(name) or find_table(name) == table
