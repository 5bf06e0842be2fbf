"""The class that the benchmark uploads is one that the app reads whole."""

from benchmarks.upload import SIZES, made_up_class
from visualizer.tables.reading import MOST_BYTES, read_table
from visualizer.tables.table import MOST_ROWS


def test_the_largest_class_is_the_largest_that_the_app_takes() -> None:
    content = made_up_class(SIZES[-1])
    found = read_table(content)
    assert len(content) <= MOST_BYTES
    assert found.faults == ()
    assert len(found.table.rows) == SIZES[-1] == MOST_ROWS
    assert {row[2] for row in found.table.rows} == {0, 1}
