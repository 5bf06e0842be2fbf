"""What is seen of a cell in the source of a web page, and what is not."""

import pytest

from visualizer.tables.reading import read_table


def page(first, second="7", head="a"):
    return read_table(
        f"<table><tr><th>{head}<th>b<th>c<tr><td>{first}<td>3<td>0<tr><td>{second}</td><td>4<td>1"
        "<tr><td>8<td>4<td>1</table>"
    )


@pytest.mark.parametrize("text", ["5<sup>2</sup>", "5<sub>2</sub>", "5<SUP> 250 </SUP>"])
def test_raised_digits_are_no_digits_of_a_number(text):
    found = page(text)
    assert [row[0] for row in found.table.rows] == [7, 8]
    assert found.faults[0].startswith("Row 2 has “5")


@pytest.mark.parametrize(
    "text",
    ["5<sup>[1]</sup>", "5<sup class=reference><a href='#1'>1</a></sup>", "5<sup>a</sup>",
     "5<sup>*</sup>", "5<sup></sup>", "<sup>a</sup>5", "5<sup>a"],
)  # fmt: skip
def test_notes_are_left_out(text):
    found = page(text)
    assert [row[0] for row in found.table.rows] == [5, 7, 8]
    assert found.faults == ()


def test_names_keep_what_is_raised():
    assert page("5", head="area m<sup>2</sup>").table.columns[0] == "area m²"
    assert page("5", head="H<sub>2</sub>O").table.columns[0] == "H₂O"


@pytest.mark.parametrize(
    "hidden",
    [
        "<span style='display:none'>0001250</span>",
        '<SPAN STYLE="color:red; DISPLAY : NONE;">0001250</SPAN>',
        "<span hidden>0001250</span>",
        "<span class='sortkey'>0001250</span>",
        "<div style='visibility:hidden'><span>000</span><div>1</div>250</div>",
    ],
)
def test_what_is_hidden_is_not_read(hidden):
    found = page(f"{hidden}1,250.5", "<b>7</b>")
    assert [row[0] for row in found.table.rows] == [1250.5, 7, 8]
    assert found.faults == ()


def test_a_hidden_part_ends_with_its_cell():
    found = page("1<span style='display:none'>2", "7<br hidden>")
    assert [row[0] for row in found.table.rows] == [1, 7, 8]


def test_a_hidden_cell_is_none():
    found = read_table(
        "<table><tr><th>a<th>b<th>c<tr><td style='display:none'>9<td>5<td>3<td>0"
        "<tr><td hidden>8<td>7<td>4<td>1</table>"
    )
    assert found.table.rows == ((5, 3, 0), (7, 4, 1))
