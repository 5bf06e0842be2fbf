"""Rows at the end that hold the sums or the means of the others."""

import pytest

from tests.tables.test_questions import question
from visualizer.tables.reading import read_table

CLASS = "name,a,b,c\nAnn,1,2,0\nBob,3,4,1\nCy,5,6,1\nDi,7,6,1\n"
FOUR = ((1.0, 2.0, 0.0), (3.0, 4.0, 1.0), (5.0, 6.0, 1.0), (7.0, 6.0, 1.0))


@pytest.mark.parametrize(
    "below", ["Source: school,,,\n", ",,,\nSource: school,,,\n", "a,,,\nb,,x,\n", "Count,4,x,4\n"]
)
@pytest.mark.parametrize("name", ["Total", ""])
def test_what_stands_below_a_total_does_not_hide_it(below, name):
    text = f"{CLASS}{name},16,18,3\n{below}"
    found = read_table(text)
    asked = question(found, "last_row")
    assert asked.text.startswith("Row 6, “Total”, seems" if name else "Row 6 seems")
    assert "the sums of the others" in asked.text
    assert read_table(text, {"last_row": "leave_out"}).table.rows == FOUR


@pytest.mark.parametrize(
    "rows",
    [
        "Total,16,18,3\nMean,4,4.5,0.75\n",
        ",16,18,3\n,4,4.5,0.75\n",
        "Mean,4,4.5,0.75\nTotal,16,18,3\nSource,,,\n",
        ",16,18,3\nMean,9,9,9\n",
    ],
)
def test_two_rows_of_summaries_are_one_question(rows):
    found = read_table(CLASS + rows)
    asked = question(found, "last_row")
    assert asked.chosen == "keep"
    assert asked.text.startswith("Rows 6 and 7 ")
    assert asked.text in found.remarks
    assert len(found.table.rows) == 6
    left = read_table(CLASS + rows, {"last_row": "leave_out"})
    assert left.table.rows == FOUR
    assert question(left, "last_row").text.endswith("; they are left out.")


def test_a_name_alone_is_no_proof():
    found = read_table("brand,a,b,c\nShell,4,2,0\nEsso,5,1,1\nAral,7,3,1\nTotal,9,2,1\n")
    asked = question(found, "last_row").text
    assert asked.startswith("The last row, row 5, “Total”, may hold the sums of the others, by its")
    assert "seems" not in asked


def test_small_numbers_are_not_all_means():
    rows = "0.001,0.002,0.003\n0.002,0.004,0.001\n0.004,0.002,0.001\n"
    assert read_table(f"a,b,c\n{rows}0.001,0.001,0.004\n").questions == ()
    found = read_table(f"a,b,c\n{rows}0.00233,0.00267,0.00167\n")
    assert "seems to hold the means" in question(found, "last_row").text
