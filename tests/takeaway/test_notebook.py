"""The notebook is one that Jupyter opens, and its cells are the program."""

import ast
import json
import re

import pytest

from tests.takeaway.examples import make_setup
from tests.takeaway.running import EXACT, exactly, loss_lines, prediction_lines, run_text
from visualizer.core import train
from visualizer.takeaway.notebook import notebook
from visualizer.takeaway.script import script

SETUPS = [
    make_setup(),
    make_setup("relu", data="three_students", scaling="raw", rate=0.01, batch_size=1, seed=7),
    make_setup("gelu", "identity", scaling="standardized", optimizer="adam", batch_size=2),
    make_setup(optimizer="momentum", rate=0.05, forget_zero_grad=True),
]


def code_cells(setup):
    cells = json.loads(notebook(setup))["cells"]
    return ["".join(each["source"]) for each in cells if each["cell_type"] == "code"]


@pytest.mark.parametrize("setup", SETUPS, ids=range(len(SETUPS)))
def test_it_has_the_form_of_nbformat_4_5(setup):
    content = json.loads(notebook(setup))
    assert set(content) == {"cells", "metadata", "nbformat", "nbformat_minor"}
    assert (content["nbformat"], content["nbformat_minor"]) == (4, 5)
    assert content["metadata"]["kernelspec"].keys() == {"display_name", "language", "name"}
    assert content["metadata"]["language_info"]["name"] == "python"
    for cell in content["cells"]:
        common = {"cell_type", "id", "metadata", "source"}
        if cell["cell_type"] == "code":
            assert set(cell) == common | {"execution_count", "outputs"}
            assert cell["execution_count"] is None
            assert cell["outputs"] == []
        else:
            assert cell["cell_type"] == "markdown"
            assert set(cell) == common
        assert re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", cell["id"])
        assert cell["metadata"] == {}
        *lines, last = cell["source"]
        assert all(line.endswith("\n") and line.count("\n") == 1 for line in lines)
        assert last
        assert "\n" not in last
    names = [cell["id"] for cell in content["cells"]]
    assert len(set(names)) == len(names)


def test_short_words_stand_before_every_code_cell():
    cells = json.loads(notebook(make_setup()))["cells"]
    kinds = [cell["cell_type"] for cell in cells]
    assert kinds == ["markdown"] + ["markdown", "code"] * (len(kinds) // 2)
    assert all(len("".join(c["source"])) < 400 for c in cells if c["cell_type"] == "markdown")


@pytest.mark.parametrize("setup", SETUPS, ids=range(len(SETUPS)))
def test_its_cells_in_their_order_are_the_run_bit_for_bit(setup):
    *most, loop, predictions = code_cells(setup)
    trajectory = train(setup)
    printed, _ = run_text(*most, *exactly(f"{loop}\f{predictions}").split("\f"))
    assert printed == loss_lines(trajectory, EXACT) + prediction_lines(setup, trajectory, EXACT)


@pytest.mark.parametrize("setup", SETUPS, ids=range(len(SETUPS)))
def test_its_cells_are_the_program(setup):
    cells = ast.parse("\n".join(code_cells(setup)))
    assert ast.dump(cells) == ast.dump(ast.parse(script(setup)))


def test_it_says_what_to_expect():
    losses = train(make_setup()).losses
    introduction = "".join(json.loads(notebook(make_setup()))["cells"][0]["source"])
    assert f"{losses[0]:.6f} at the start and {losses[-1]:.6f} after" in introduction
