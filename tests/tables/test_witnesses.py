"""What a mark means in one column is proved by others only where they hold real decimals."""

import pytest

from tests.tables.test_questions import column, question
from visualizer.tables.reading import read_table

NO_WITNESSES = {
    "ordinals": ["1.", "2.", "3."],
    "ordinals with commas": ["1,", "2,", "3,"],
    "dates with leading zeros": ["05.12", "06.12", "17.12"],
    "dates without": ["10.12", "11.12", "24.12"],
    "versions": ["3.9", "3.10", "3.11"],
}


@pytest.mark.parametrize("name", NO_WITNESSES)
def test_what_only_looks_like_decimals_proves_nothing_elsewhere(name):
    cells = NO_WITNESSES[name]
    mark = cells[0].strip("0123456789")
    rows = zip(cells, ("1.250", "1.180", "1.020"), "010", strict=True)
    text = "Platz;Punkte;Sieg\n" + "".join(";".join(row) + "\n" for row in rows)
    found = read_table(text.replace(".", mark))
    question(found, "thousands:Punkte")


def test_a_league_table_has_points_of_thousands():
    found = read_table("Platz;Punkte;Spiele;Sieg\n1.;1.250;12;1\n2.;1.180;12;0\n3.;1.020;13;0\n")
    assert column(found, 1) == (1250.0, 1180.0, 1020.0)
    assert question(found, "thousands:Punkte").chosen == "thousand"
    assert question(found, "counting:Platz").chosen == "leave_out"


def test_what_may_be_a_date_is_said_to_be_read_as_a_number():
    found = read_table("Datum;Umsatz;Gewinn\n05.12;12;1\n06.12;25;0\n")
    assert column(found, 0) == (5.12, 6.12)
    said = "In column “Datum”, “05.12” is read as the number 5.12, not as a date."
    assert said in found.remarks
    assert not any("date" in each for each in read_table("a,b,c\n0.12,1,2\n5.5,2,3\n").remarks)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b,c\n2.5,1.250,0\n5,3.400,1\n", "the point in “1.250” marks decimals, as column “a”"),
        ("a;b;c\n2,5;1,250;0\n5;3,400;1\n", "the comma in “1,250” marks decimals, as column “a”"),
        ("c;a;b\n2;2.500.000;1,250\n5;5;3,400\n", "the comma in “1,250” marks decimals, as colu"),
        ("a;b;c\n2;1.250;0,4\n5;3.400;0,8\n", "“1.250” is read as 1250."),
    ],
)
def test_what_another_column_proves_is_said_whichever_way_it_goes(text, said):
    found = read_table(text)
    assert any(said in each for each in found.remarks)
    assert not any(each.key.startswith("thousands") for each in found.questions)


def test_columns_that_contradict_each_other_are_not_called_silent():
    found = read_table("a;b;c\n3,5;3.5;1,250\n2,5;2.5;1,300\n1,5;1.5;2,100\n")
    asked = question(found, "thousands:c")
    assert "the other columns contradict each other" in asked.text
    assert "nothing in the file" not in asked.text


@pytest.mark.parametrize("cell", ["$-1,250", "－1,250", "-1,250", "-$1,250", "−1,250"])
def test_a_question_keeps_the_minus(cell):
    found = read_table(f"a\tb\tc\n{cell}\t2\t0\n-900\t3\t1\n")
    asked = question(found, "thousands:a")
    assert all(option.label.startswith("Minus one") for option in asked.options)


def test_a_large_number_is_said_in_digits():
    found = read_table("a,b,c\n1,2,192.168.100.200\n2,3,192.168.100.201\n")
    assert "In column “c”, “192.168.100.200” is read as 192168100200." in found.remarks


def test_hours_among_plain_numbers_are_said():
    found = read_table("a,b,c\n2:30,1,0\n150,2,1\n1:15,2,1\n")
    assert "In column “a”, “150” has no unit and is read as 150 hours." in found.remarks
    found = read_table("a,b,c\n2:30,1,0\n0,2,1\n1:15,2,1\n")
    assert not any("no unit" in each for each in found.remarks)


@pytest.mark.parametrize("cell", ["1.250 Std.", "1.250 std. ", "-1.250 Std.", "1.250 €", "1.250 %"])
def test_the_point_of_a_unit_is_no_mark(cell):
    text = f"a\tb\tc\n{cell}\t1\t0\n2.500 Std.\t2\t1\n{cell}\t2\t1\n"
    asked = question(read_table(text), "thousands:a")
    labels = [option.label.removeprefix("Minus ").lower() for option in asked.options]
    assert labels == ["one thousand two hundred fifty", "one point two five zero"]


def test_a_clock_with_a_point_looks_like_decimals_which_is_said():
    found = read_table("Zeit;Punkte;Sieg\n8.30;1.250;1\n9.15;1.180;0\n10.45;1.020;0\n")
    said = "In column “Punkte”, the point in “1.250” marks decimals, as column “Zeit” shows."
    assert said in found.remarks
