"""The notebook is one that Jupyter opens, and its cells are the program."""

import ast
import json
import re

import pytest

from tests.takeaway.examples import make_spec
from tests.takeaway.running import EXACT, exactly, loss_lines, prediction_lines, run_text
from visualizer.takeaway.notebook import notebook
from visualizer.takeaway.script import script

SPECS = [
    make_spec(),
    make_spec("relu", data="three_students", scaling="raw", rate=0.01, batch_size=1, seed=7),
    make_spec("gelu", "identity", scaling="standardized", optimizer="adam", batch_size=2),
    make_spec(optimizer="momentum", rate=0.05, forget_zero_grad=True),
]


def code_cells(spec):
    cells = json.loads(notebook(spec))["cells"]
    return ["".join(each["source"]) for each in cells if each["cell_type"] == "code"]


@pytest.mark.parametrize("spec", SPECS, ids=range(len(SPECS)))
def test_it_has_the_form_of_nbformat_4_5(spec):
    content = json.loads(notebook(spec))
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
    cells = json.loads(notebook(make_spec()))["cells"]
    kinds = [cell["cell_type"] for cell in cells]
    assert kinds == ["markdown"] + ["markdown", "code"] * (len(kinds) // 2)
    assert all(len("".join(c["source"])) < 400 for c in cells if c["cell_type"] == "markdown")


@pytest.mark.parametrize("spec", SPECS, ids=range(len(SPECS)))
def test_its_cells_in_their_order_are_the_run_bit_for_bit(spec):
    *most, loop, predictions = code_cells(spec)
    trajectory = spec.train()
    printed, _ = run_text(*most, *exactly(f"{loop}\f{predictions}").split("\f"))
    assert printed == loss_lines(trajectory, EXACT) + prediction_lines(spec, trajectory, EXACT)


@pytest.mark.parametrize("spec", SPECS, ids=range(len(SPECS)))
def test_its_cells_are_the_program(spec):
    cells = ast.parse("\n".join(code_cells(spec)))
    assert ast.dump(cells) == ast.dump(ast.parse(script(spec)))


def test_it_says_what_to_expect():
    losses = make_spec().train().losses
    introduction = "".join(json.loads(notebook(make_spec()))["cells"][0]["source"])
    assert f"{losses[0]:.6f} at the start and {losses[-1]:.6f} after" in introduction
