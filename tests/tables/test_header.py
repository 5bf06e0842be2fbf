"""A first row that holds numbers: the names of the columns, or an example."""

import pytest

from tests.tables.test_questions import question
from visualizer.tables.reading import read_table

BARE = "Ann,3,4,1\nBob,5,6,0\nCy,2,6,0\n"
YEARS = "country,2019,2020,2021\nA,1,2,3\nB,3,4,5\nC,3,1,5\n"


def test_names_of_rows_do_not_make_the_first_example_a_header():
    found = read_table(BARE)
    assert found.table.names == ("Ann", "Bob", "Cy")
    assert found.table.rows == ((3.0, 4.0, 1.0), (5.0, 6.0, 0.0), (2.0, 6.0, 0.0))
    asked = question(found, "header")
    assert asked.chosen == "example"
    assert asked.text in found.remarks
    named = read_table(BARE, {"header": "names"})
    assert named.table.columns == ("3", "4", "1")
    assert named.table.names == ("Bob", "Cy")
    assert question(named, "header").chosen == "names"


@pytest.mark.parametrize(
    "first", ["2019,2020,2021", "10,20,30", "100,101,102"], ids=["years", "steps", "codes"]
)
@pytest.mark.parametrize("corner", ["country", ""])
def test_years_and_the_like_name_columns(first, corner):
    text = f"{corner},{first}\nA,1,2,3\nB,3,4,5\nC,3,1,5\n"
    found = read_table(text)
    assert found.table.columns == tuple(first.split(","))
    assert question(found, "header").chosen == "names"
    assert len(read_table(text, {"header": "example"}).table.rows) == 4


def test_two_rows_without_a_header_are_a_table():
    found = read_table("Ann\t2\t7\tyes\nBo\t5\t6\tno")
    assert found.table.rows == ((2.0, 7.0, 1.0), (5.0, 6.0, 0.0))


def test_one_of_two_known_words_is_no_name():
    found = read_table("Ann,3,4,yes\nBob,5,6,no\nCy,2,6,no\n")
    assert found.table.rows == ((3.0, 4.0, 1.0), (5.0, 6.0, 0.0), (2.0, 6.0, 0.0))
    assert "header" not in [each.key for each in found.questions]


@pytest.mark.parametrize(
    "text",
    [
        "name,3,4,1\nAnn,5,6,0\nCy,2,6,0\n",  # as this app writes it
        "who,3,4,won\nAnn,5,6,0\nCy,2,6,0\n",  # a word above numbers
        "who,a,b,c\nAnn,5,6,0\nCy,2,6,0\n",
        "2,5,6,0\n3,2,6,0\n",
    ],
)
def test_where_there_is_no_doubt_nothing_is_asked(text):
    assert "header" not in [each.key for each in read_table(text).questions]


def test_a_title_with_a_number_is_a_title():
    found = read_table(
        "Class 7b;2024;;\n\nname;hours;sleep;passed\nAnn;1;8;0\nBob;2;7;1\nCy;3;6;1\n"
    )
    assert found.table.columns == ("hours", "sleep", "passed")
    assert found.faults == ()
    assert "Row 1, “Class 7b”, is taken for a title and skipped." in found.remarks
    assert read_table("2024\na,b,c\n1,2,3\n2,3,4\n").table.columns == ("a", "b", "c")


def test_a_markdown_row_of_gaps_is_not_lost_in_silence():
    found = read_table("| a | b | c |\n|---|---|---|\n| 1 | 2 | 0 |\n| - | - | - |\n| 3 | 4 | 1 |")
    assert found.faults[0].startswith("Row 4 has “-” in column “a”")
    assert len(found.table.rows) == 2
