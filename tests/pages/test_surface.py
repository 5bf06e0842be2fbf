"""The page of the surface as Streamlit's own test runs it."""

import re

import pytest
import torch
from torch import nn

from tests.pages.conftest import (
    OpenApp,
    answer,
    choosers,
    expect_no_failure,
    guess,
    header,
    notices,
    standing,
)
from visualizer.scenes.lesson_numbers import surface_numbers
from visualizer.scenes.surface import surface_moment
from visualizer.state.number_texts import rounded
from visualizer.state.pages import complete
from visualizer.state.parameters import PARAMETERS
from visualizer.state.views.surface import surface_view
from visualizer.tables.loading import load_dataset
from visualizer.words.surface import LESSON

CHOOSERS = ("axes", "second_loss", "dataset", "scaling", "output", "activation")
OPTIONS = [(name, option) for name in CHOOSERS for option in PARAMETERS[name].options]
CONTROLS = ("weight_1", "weight_2", "bias", "learning_rate")


def run_code(numbers: dict[str, str], dataset: str = "three_students") -> dict:
    """Run the code of the page; return its variables and what its bare lines evaluate to."""
    students = load_dataset(dataset)
    data = {"inputs": students.inputs, "targets": students.targets[:, None]}
    scope = {"torch": torch, "nn": nn, **data}
    lines = LESSON.code.format(**numbers).splitlines()
    source = "\n".join(
        f"values.append(torch.as_tensor({line.partition('#')[0]}).clone())"
        if re.match(r"(model\[0\]\.\w+\.grad|loss_function\()", line)
        else line
        for line in lines
    )
    exec(source, scope | {"values": (values := [])})
    return {"weight_grad": values[0], "bias_grad": values[1], "loss_next": values[2]}


def test_it_opens_with_everything_to_play_with(open_app: OpenApp) -> None:
    app = open_app("surface")
    expect_no_failure(app)
    assert app.title[0].value == "The loss surface"
    assert notices(app) == ""
    assert app.query_params == {}
    assert set(standing(app)) == set(CONTROLS)
    assert set(choosers(app)) == set(CHOOSERS)


@pytest.mark.parametrize(("name", "option"), OPTIONS)
def test_every_option_makes_a_page(name: str, option: str, open_app: OpenApp) -> None:
    query = {PARAMETERS[name].address: option}
    app = open_app("surface", query)
    expect_no_failure(app)
    assert notices(app) == ""


@pytest.mark.parametrize("end", ["minimum", "maximum"])
@pytest.mark.parametrize("axes", PARAMETERS["axes"].options)
def test_the_ends_of_all_controls_make_a_page(axes: str, end: str, open_app: OpenApp) -> None:
    query = {PARAMETERS[name].address: str(getattr(PARAMETERS[name], end)) for name in CONTROLS}
    app = open_app("surface", {**query, "axes": axes, "output": "identity"})
    expect_no_failure(app)
    assert standing(app) == {name: getattr(PARAMETERS[name], end) for name in CONTROLS}


def test_a_link_with_nonsense_names_it_and_keeps_the_rest(open_app: OpenApp) -> None:
    app = open_app("surface", {"axes": "up_down", "w1": "nan", "b": "1.5"})
    expect_no_failure(app)
    said = "is not one of “w₁ and w₂”, “w₁ and b”, “w₂ and b”, so “w₁ and w₂” is used"
    assert f"axes = “up_down” {said}" in notices(app)
    assert "w1 = “nan”" in notices(app)
    assert standing(app)["bias"] == 1.5


def test_other_axes_hold_the_third_parameter(open_app: OpenApp) -> None:
    app = open_app("surface", {"axes": "w2_b"})
    moves = {key: sweep["moves"]["contour"] for key, sweep in header(app)["sweeps"]}
    assert [key for key in moves if "field.z" in moves[key]] == ["weight_1"]


@pytest.mark.parametrize("option", range(3))
def test_the_answer_fits_the_guess(option: int, open_app: OpenApp) -> None:
    app = open_app("surface")
    guess(app, "surface", option)
    expect_no_failure(app)
    said = answer(app)
    assert ("That is right." in said) == (option == LESSON.correct)
    assert "0.4121" in said
    assert "{" not in said


def test_the_code_of_the_page_runs_and_finds_its_own_numbers() -> None:
    for values in ({}, {"weight_1": 0.7, "activation": "silu", "learning_rate": 1.0}):
        whole = complete("surface", values)
        view = surface_view(whole)
        numbers = surface_numbers(surface_moment(view), view.setup)
        found = run_code(numbers)
        for place, name in enumerate(("weight_1", "weight_2")):
            assert rounded(float(found["weight_grad"][0, place]), 4) == numbers[f"gradient_{name}"]
        assert rounded(float(found["bias_grad"][0]), 4) == numbers["gradient_bias"]
        assert rounded(found["loss_next"].item(), 4) == numbers["loss_next"]
