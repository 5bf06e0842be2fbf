"""Names come from strangers: whatever they hold, they stay in their comments."""

import ast
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.takeaway.examples import HOSTILE, make_setup, rename
from tests.takeaway.running import loss_lines, run_text
from visualizer.core import train
from visualizer.takeaway.names import LONGEST, one_line
from visualizer.takeaway.notebook import notebook
from visualizer.takeaway.script import script

PLAIN = make_setup(data="three_students", n_steps=2)
LOSSES = loss_lines(train(PLAIN))
anything = st.text(st.characters(categories=None), max_size=30) | st.sampled_from(HOSTILE)


def assert_harmless(setup):
    """Check that the names changed no code, no words and no lines, only comments."""
    text, plain = script(setup), script(PLAIN)
    assert len(text.splitlines()) == len(plain.splitlines())
    assert text.replace("\n", "").isprintable()  # no escapes, no marks that reverse the writing
    for program in (text, text.encode("utf-8")):  # as text, and as a file with its encoding
        assert ast.dump(ast.parse(program)) == ast.dump(ast.parse(plain))
    cells, plain_cells = (json.loads(notebook(each))["cells"] for each in (setup, PLAIN))
    assert len(cells) == len(plain_cells)
    for cell, plain_cell in zip(cells, plain_cells, strict=True):
        if cell["cell_type"] == "markdown":
            assert cell == plain_cell
        else:
            assert len(cell["source"]) == len(plain_cell["source"])
            ours, theirs = ("".join(each["source"]) for each in (cell, plain_cell))
            assert ast.dump(ast.parse(ours)) == ast.dump(ast.parse(theirs))


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("place", ["row", "feature", "target"])
def test_a_hostile_name_changes_nothing_but_comments(place, name):
    assert_harmless(rename(PLAIN, **{place: name}))


@settings(deadline=None, derandomize=True, database=None, max_examples=60)
@given(anything, anything, anything)
def test_any_name_changes_nothing_but_comments(row, feature, target):
    setup = rename(PLAIN, row, feature, target)
    assert_harmless(setup)
    assert run_text(script(setup))[0][:3] == LOSSES


def test_harmless_names_are_there_to_read():
    text = script(rename(PLAIN, "Ünal 学生", "hours (h)", "passed?"))
    assert "# 1: Ünal 学生\n" in text
    assert "#     input 2: hours (h)\n" in text
    assert "#     target:  passed?\n" in text


@settings(deadline=None, derandomize=True, database=None)
@given(st.text(st.characters(categories=None)))
def test_a_cleaned_name_is_one_short_printable_line(name):
    cleaned = one_line(name)
    assert cleaned.isprintable()
    assert len(cleaned) <= LONGEST
    assert cleaned == one_line(cleaned)
    if name.isprintable() and len(name) <= LONGEST:
        assert cleaned == " ".join(name.split())
