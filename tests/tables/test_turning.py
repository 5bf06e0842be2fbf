"""A table is only said to lie on its side where something tells so."""

import pytest

from tests.tables.samples import SCHOOL
from tests.tables.test_questions import question
from tests.tables.test_samples import learned
from visualizer.tables.reading import read_table


@pytest.mark.parametrize(
    "text",
    [
        ",hours,sleep,passed\nAnn,3,8,1\nBob,5,6,0\nCy,2,6,0\n",
        ",hours,sleep,age,passed\nAnn,3,8,12,1\nBob,5,6,13,0\nCy,2,6,12,0\n",
        "student,hours,sleep,age,passed\nAnn,3,8,12,1\nBob,5,6,13,0\nCy,2,6,12,0\n",
        "student,hours,sleep,steps\nAnn,3,8,1100\nBob,5,6,1300\nCy,2,6,900\n",
        ",hours,sleep,steps\nAnn,3,8,1100\nBob,5,6,1300\nCy,2,6,900\n",
        "student,maths,art,music\nAnn,90,92,91\nBob,40,42,45\nCy,60,61,60\n",
        ",hours,passed\nAnn,3,1\nBob,5,0\nCy,2,0\n",
    ],
)
def test_an_upright_table_is_not_asked_to_be_turned(text):
    found = read_table(text)
    assert "turn" not in [each.key for each in found.questions]
    assert not any("turned" in each for each in found.remarks)


def test_one_that_may_lie_is_not_said_to_seem_so():
    found = read_table(",Ann,Bo,Cy,Di\nstudy,2,5,7,1\nsleep,7,6,5,8\npass,0,1,1,0\n")
    assert question(found, "turn").text == (
        "Perhaps the examples are the columns of this table. It is not turned."
    )


@pytest.mark.parametrize("corner", ["", "feature", "student"])
@pytest.mark.parametrize("last", ["no,yes,yes,no", "0,1,1,0"])
def test_four_features_of_four_examples_may_lie_too(corner, last):
    text = f"{corner},A,B,C,D\nstudy,2,5,7,1\nage,15,16,15,16\nsleep,7,6,5,8\npass,{last}\n"
    chosen = question(read_table(text), "turn").chosen
    assert chosen == ("turn" if "yes" in last else "as_it_is")
    turned = read_table(text, {"turn": "turn"})
    assert turned.table.columns == ("study", "age", "sleep", "pass")
    assert [row[3] for row in turned.table.rows] == [0, 1, 1, 0]


def test_one_that_is_no_table_otherwise_is_turned_with_a_gap_in_it():
    text = ",Ann,Bo,Cy,Di\nstudy,2,5,7,1\nsleep,7,6,5,\npass,no,yes,yes,no\n"
    found = read_table(text)
    assert learned(found) == SCHOOL
    assert question(found, "turn").text.startswith("The examples seem to be the columns")
    assert len(found.faults) == 1
