"""A textbook's experiment on our pages: numbers beyond the usual sliders, by a link and typed.

Michael Nielsen, "Neural Networks and Deep Learning", chapter 3: one sigmoid neuron learns to turn
an input of 1 into a 0. Started at w = 0.6, b = 0.9 it answers 0.82 and after 300 steps 0.09; at
w = b = 2.0 it answers 0.98, learns slowly, and after 300 steps says 0.20. The book's cost is
(y − a)² / 2 at a rate of 0.15; ours is the mean of squares without the ½, so half that rate. Our
neuron has a second input, which is always 0 here.
"""

from __future__ import annotations

import pytest
import torch
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import (
    OpenApp,
    expect_no_failure,
    header,
    moment_numbers,
    notices,
    standing,
)
from visualizer.state.number_texts import number_text
from visualizer.state.parameters import PARAMETERS
from visualizer.tables.own_data import keep_table
from visualizer.tables.table import Table

TABLE = Table(("input", "nothing", "wanted"), ("One", "Again"), ((1.0, 0.0, 0.0),) * 2)
RATE = 0.075
STEPS = 300
STARTS = {"quick": (0.6, 0.9, 0.82, 0.09), "slow": (2.0, 2.0, 0.98, 0.20)}


def bare_loop(weight: float, bias: float) -> list[float]:
    """Return the answers before each step and after the last one, by a loop of PyTorch alone."""
    w, b = (torch.tensor(start, requires_grad=True) for start in (weight, bias))
    answers = []
    for _ in range(STEPS + 1):
        answer = torch.sigmoid(w * 1.0 + b)
        answers.append(answer.item())
        (answer - 0.0).square().backward()
        with torch.no_grad():
            for parameter in (w, b):
                parameter -= RATE * parameter.grad
                parameter.grad = None
    return answers


def link(weight: float, bias: float) -> dict[str, str]:
    return {
        "data": keep_table(TABLE),
        "w1": number_text(weight),
        "w2": "0",
        "b": number_text(bias),
        "lr": number_text(RATE),
        "steps": str(STEPS),
        "step": str(STEPS),
    }


def expect_the_books_curve(app: AppTest, start: str) -> None:
    weight, bias, first, last = STARTS[start]
    expect_no_failure(app)
    assert notices(app) == ""
    shown = standing(app)
    assert (shown["weight_1"], shown["weight_2"], shown["bias"]) == (weight, 0, bias)
    answers = moment_numbers(app, "step", "prediction_1")
    assert answers == pytest.approx(bare_loop(weight, bias), abs=1e-6)
    assert (round(answers[0], 2), round(answers[-1], 2)) == (first, last)


@pytest.mark.parametrize("start", STARTS)
def test_a_link_to_the_books_neuron_learns_as_the_book_says(start: str, open_app: OpenApp) -> None:
    weight, bias, *_ = STARTS[start]
    app = open_app("training", link(weight, bias))
    expect_the_books_curve(app, start)
    notes = {key: each.get("note", "") for key, each in header(app)["settings"].items()}
    wide = weight > PARAMETERS["weight_1"].maximum
    assert notes["weight_1"] == ("The slider now reaches from −3 to 3." if wide else "")
    assert notes["bias"] == ""


@pytest.mark.parametrize("page", ["start", "neuron", "activations", "loss", "surface", "training"])
@pytest.mark.parametrize("weight", ["2", "-1000000", "3000000"])
def test_a_link_with_a_wide_value_opens_with_the_same_number(
    page: str, weight: str, open_app: OpenApp
) -> None:
    app = open_app(page, {"w1": weight})
    expect_no_failure(app)
    assert notices(app) == ""
    assert app.query_params["w1"] == weight
    assert standing(app)["weight_1"] == float(weight)


@pytest.mark.parametrize("value", ["2", "-1000000", "20.5"])
def test_a_row_of_ones_own_may_lie_far_off(value: str, open_app: OpenApp) -> None:
    app = open_app("your_data", {"x1": value})
    expect_no_failure(app)
    assert notices(app) == ""
    assert app.text_input("my_input_1").value == value
    app.text_input("my_input_1").set_value("-250").run()
    expect_no_failure(app)
    assert app.query_params["x1"] == "-250"


@pytest.mark.parametrize("text", ["nan", "inf", "1e40", "3000001"])
def test_what_stays_refused_is_told_with_what_must_hold_and_what_holds(
    text: str, open_app: OpenApp
) -> None:
    app = open_app("start", {"w1": text})
    said = f"w1 = “{text}” is not a number between −3000000 and 3000000, so 0.1 is used."
    assert said in notices(app)
    assert standing(app)["weight_1"] == 0.1


@pytest.mark.parametrize("text", ["0", "-1", "1e7"])
def test_a_rate_is_above_zero(text: str, open_app: OpenApp) -> None:
    app = open_app("training", {"lr": text})
    said = f"lr = “{text}” is not a number between 0.000000001 and 1000000, so 0.1 is used."
    assert said in notices(app)
