"""A column that counts the rows: what is one, and what becomes of the rows it forgets."""

import pytest

from tests.tables.samples import SCHOOL
from tests.tables.test_questions import question
from tests.tables.test_samples import learned
from visualizer.tables.reading import read_table


@pytest.mark.parametrize("name", ["id", "#", "student id", "Student_ID"])
def test_names_of_numbers_that_only_tell_rows_apart(name):
    found = read_table(f"{name},study,sleep,pass\n101,2,7,0\n102,5,6,1\n107,7,5,1\n")
    assert learned(found) == SCHOOL
    question(found, f"counting:{name}")


@pytest.mark.parametrize("numbers", ["-3,7,300000", "1.5,2,3"])
def test_what_is_below_zero_or_a_part_counts_nothing(numbers):
    rows = zip(numbers.split(","), ("2,7,0", "5,6,1", "7,5,1"), strict=True)
    found = read_table("#,study,sleep,pass\n" + "".join(f"{a},{b}\n" for a, b in rows))
    assert found.questions == ()
    assert found.table.inputs == (0, 1)


@pytest.mark.parametrize("gap", ["", "?", "new"])
def test_a_row_without_its_number_is_used_all_the_same(gap):
    text = f"id,study,sleep,pass\n1,2,7,0\n2,5,6,1\n{gap},7,5,1\n"
    found = read_table(text)
    assert learned(found) == SCHOOL
    assert found.faults == ()
    used = read_table(text, {"counting:id": "use"})
    assert len(used.table.rows) == 2
    assert used.faults[0].startswith("Row 4 has ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("study,sleep,id\n2,7,11\n5,6,12\n7,5,14\n", "and is the answer all the same."),
        ("study,id,pass\n2,11,0\n5,12,1\n7,14,1\n", "and is an input all the same."),
    ],
)
def test_one_that_stands_elsewhere_is_said_to_be_used(text, said):
    found = read_table(text)
    assert f"Column “id” seems only to tell the rows apart, {said}" in found.remarks
    assert not any("apart, " in each for each in read_table(text.replace("id", "age")).remarks)
    assert not any("apart, " in each for each in read_table(text.replace("12", "11")).remarks)


def test_one_that_is_asked_about_is_told_once():
    text = "id,study,pass\n11,2,0\n12,5,1\n14,7,1\n"
    used = read_table(text, {"counting:id": "use"})
    assert [each for each in used.remarks if "“id”" in each] == [question(used, "counting:id").text]
