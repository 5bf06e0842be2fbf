"""One step of backpropagation: every number is what PyTorch finds, what is said of it holds."""

from __future__ import annotations

import contextlib
import io
import math
import re

import pytest
import torch
from torch import nn

from tests.scenes.backward import (
    CASES,
    NAMES,
    dragged,
    moment_of,
    rest,
    view_of,
)
from visualizer.core.activations import ACTIVATIONS
from visualizer.core.model import make_model
from visualizer.scenes.backward_lesson import backward_lesson_numbers
from visualizer.scenes.backward_lines import lines_of, symbol
from visualizer.scenes.backward_moment import backward_moment
from visualizer.scenes.backward_numbers import KINK, ROUGH, THE_SAME
from visualizer.scenes.backward_path import (
    CANCELLED,
    EVERY_FACTOR,
    FLAT,
    NO_INPUT,
    NO_WEIGHT,
    RIGHT,
    TOO_SMALL,
    VANISHES,
    ZERO_BIAS,
)
from visualizer.scenes.network_numbers import codes_of
from visualizer.state.backward_parameters import LAST_MOMENT, SHAPES
from visualizer.state.backward_presets import shows, worked_example
from visualizer.state.memory import Memory, arrive, change
from visualizer.state.network_parameters import code_of
from visualizer.state.packed_weights import write_weights
from visualizer.state.pages import complete
from visualizer.state.views.backward import backward_view
from visualizer.words.backpropagation import LESSON, QUESTIONS

# What PyTorch finds


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("network", SHAPES)
def test_the_page_shows_what_a_plain_step_finds(network: str, activation: str) -> None:
    for takes in ("alone", "mean"):
        values = {"back_network": network, "back_activation": activation, "back_batch": takes}
        view, shown = view_of(**values), rest(**values)
        model = make_model(view.task.architecture, torch.tensor(view.start)).double()
        setup = view.setup
        inputs, targets = setup.dataset.inputs.double(), setup.task.targets.double()
        optimizer = torch.optim.SGD(model.parameters(), lr=view.learning_rate)
        loss = nn.MSELoss()(model(inputs), targets)
        loss.backward()
        gradients = torch.cat([each.grad.flatten() for each in model.parameters()])
        optimizer.step()
        after = torch.cat([each.detach().flatten() for each in model.parameters()])
        again = nn.MSELoss()(model(inputs), targets).item()
        own = ("loss", "loss_after") if takes == "alone" else ("loss_mean", "loss_mean_after")
        assert [shown[name] for name in own] == pytest.approx([loss.item(), again], rel=1e-6)
        for place, name in enumerate(view.task.architecture.names):
            found = float(gradients[place])
            assert shown[f"gradient_step_{name}"] == pytest.approx(found, rel=1e-6, abs=1e-9)
            assert shown[f"after_{name}"] == pytest.approx(float(after[place]), rel=1e-6)
            assert shown[f"gradient_{name}"] == shown[f"gradient_auto_{name}"]


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("network", SHAPES)
def test_paths_autograd_and_a_wiggle_agree_on_every_part(network: str, activation: str) -> None:
    values = {"back_network": network, "back_activation": activation, "back_example": 3}
    for code in codes_of(view_of(**values).task.architecture).tolist():
        shown = rest(**values, back_part=code)
        gradient = shown["gradient_chosen"]
        paths = sum(value for name, value in shown.items() if re.fullmatch(r"path_\d", name))
        near = pytest.approx(gradient, rel=1e-5, abs=1e-8)
        assert (paths, shown["gradient_chosen_auto"], shown["gradient_chosen_wiggle"]) == (
            near, near, near,
        )  # fmt: skip
        mean = sum(shown[f"gradient_of_{row}"] for row in range(1, 5)) / 4
        assert shown["gradient_chosen_mean"] == pytest.approx(mean, rel=1e-5, abs=1e-8)


def test_the_page_has_the_golden_numbers_of_the_worked_example() -> None:
    shown = rest(**worked_example())
    golden = {
        "z_1_1": 0.3775, "activation_1_1": 0.593269992, "activation_1_2": 0.596884378,
        "z_2_1": 1.105905967, "prediction_1": 0.75136507, "prediction_2": 0.772928465,
        "loss": 0.298371109, "gradient_o_1": 0.74136507, "derivative_2_1": 0.186815602,
        "gradient_z_2_1": 0.138498562, "gradient_z_2_2": -0.038098236,
        "gradient_layer_2_unit_1_weight_1": 0.082167041, "derivative_1_1": 0.241300709,
        "gradient_layer_1_unit_1_weight_1": 0.000438568,
        "after_layer_1_unit_1_weight_1": 0.149780716,
        "after_layer_2_unit_1_weight_1": 0.35891648,
        "after_layer_2_unit_2_weight_2": 0.561370121,
    }  # fmt: skip
    assert {name: shown[name] for name in golden} == pytest.approx(golden, abs=1e-7)


@pytest.mark.parametrize("case", ["default", "worked example", "the mean", "moved"])
def test_the_code_below_prints_the_numbers_on_screen(case: str) -> None:
    view = view_of(**CASES[case])
    moment = backward_moment(view)
    program = LESSON.code.format(**backward_lesson_numbers(moment, view))
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        exec(program, {})
    first, *_, last = told.getvalue().splitlines()
    kind = "loss_mean" if view.takes_all else "loss"
    shown = dragged(moment, "", 0)
    assert float(first) == pytest.approx(shown[kind], rel=1e-5)
    assert float(last) == pytest.approx(shown[f"{kind}_after"], rel=1e-5)
    printed = [float(each) for each in re.findall(r"-?\d+\.\d+(?:e-?\d+)?", told.getvalue())[1:-1]]
    wanted = [shown[f"gradient_step_{name}"] for name in view.task.architecture.names]
    assert printed == pytest.approx(wanted, abs=6e-5)


# What the lines say


@pytest.mark.parametrize("network", SHAPES)
def test_every_line_is_lit_once_and_adds_one_number(network: str) -> None:
    view = view_of(back_network=network)
    lines, moment = lines_of(view.task.architecture), moment_of(back_network=network)
    assert len(lines) <= LAST_MOMENT
    assert moment.settings["back_moment"].index == len(lines)
    sweep = moment.sweeps["back_moment"].quantities
    for number in range(1, len(lines) + 1):
        assert sweep[f"lit_{number}"].nonzero().flatten().tolist() == [number]
        assert int(sweep[f"said_{number}"].sum()) == len(lines) + 1 - number
    symbols = [line.symbols.partition(" =")[0] for line in lines[:-1]]
    assert len(set(symbols)) == len(symbols)
    parts = view.task.architecture.places
    assert {f"δ{symbol(place)}" for place in parts} <= set(symbols)


EQUATION = re.compile(r"=(.*)≈ \{(\w+)\}$")


@pytest.mark.parametrize("activation", ["sigmoid", "relu", "silu"])
@pytest.mark.parametrize("network", SHAPES)
def test_the_numbers_of_a_line_make_its_result(network: str, activation: str) -> None:
    values = {"back_network": network, "back_activation": activation}
    shown, view = rest(**values), view_of(**values)
    hidden = ACTIVATIONS[activation].function
    functions = {
        "f": lambda z: float(hidden(torch.tensor(z, dtype=torch.float64))),
        "σ": lambda z: 1 / (1 + math.exp(-z)),
    }
    for line in lines_of(view.task.architecture)[:-1]:
        formula, result = EQUATION.search(line.numbers).groups()
        filled = NAMES.sub(lambda name: f"({shown[name[1]]!r})", formula)
        filled = filled.replace("·", "*").replace("−", "-").replace("²", "**2")
        found = eval(filled, functions)
        assert found == pytest.approx(shown[result], rel=1e-5, abs=1e-7), line.symbols
        if line.witness:
            grad = NAMES.search(line.witness)[1]
            assert shown[grad] == shown[result]


def test_the_path_of_the_chosen_part_is_lit_and_what_works_stands_out() -> None:
    view = view_of(**worked_example())
    lit = backward_moment(view).sweeps["back_moment"].moves["network"]
    path = {code_of(0, 0, 1), code_of(1, 0, 1), code_of(1, 1, 1)}
    assert set(lit["net.lit"][0].nonzero().flatten().tolist()) == path
    assert set((lit["net.lit"][1] == 2).nonzero().flatten().tolist()) == {
        code_of(0, 0, 0), code_of(0, 0, 1), code_of(0, 0, 2),
    }  # fmt: skip
    assert [int(lit[f"unit_1_{unit}.lit"][1]) for unit in (1, 2)] == [2, 0]


# What is said of the chosen part


def fact_of(**given: object) -> int:
    return round(rest(**given)["fact"])


def test_what_is_said_of_a_gradient_is_so() -> None:
    ones = [0.4, -0.3, 0.2, 0.5, 0.1, 0.1, 0.7, 0.6, 0.1]

    def start(**changes: float) -> str:
        return write_weights([changes.get(f"w{n}", each) for n, each in enumerate(ones)])

    assert fact_of(back_start=start()) == EVERY_FACTOR
    assert fact_of(back_start=start(w6=0.0)) == NO_WEIGHT
    assert rest(back_start=start(w6=0.0))["gradient_chosen"] == 0
    assert fact_of(back_start=start(w4=0.0), back_part=code_of(0, 0, 0)) == ZERO_BIAS
    assert fact_of(back_point=write_weights([0.0, 0.3])) == NO_INPUT
    assert fact_of(back_start=start(w4=-9.0), back_activation="relu") == FLAT
    assert fact_of(back_start=start(w4=8.0)) == VANISHES
    assert fact_of(back_start=start(w8=900.0), back_example=1) == TOO_SMALL
    assert fact_of(back_start=start(w8=900.0)) == RIGHT
    # Both outputs hear the unit alike and answer ½, where one should be 1 and the other 0.
    alike = write_weights([0.0] * 6 + [1.0, 0.0, 1.0, 0.0] + [-0.5, -0.5])
    assert fact_of(back_network="2-2-2", back_start=alike) == CANCELLED


def test_what_is_said_of_the_wiggle_is_so() -> None:
    assert rest()["wiggled"] == THE_SAME
    # In the kink: both inputs and the bias add up to 0.
    ones = [1.0, -1.0, 0.2, 0.5, 0.0, 0.1, 0.7, 0.6, 0.1]
    kink = {"back_start": write_weights(ones), "back_point": write_weights([0.5, 0.5])}
    for activation in ("relu", "leaky_relu"):
        shown = rest(**kink, back_activation=activation)
        assert shown["wiggled"] == KINK
        assert shown["gradient_chosen"] == shown["gradient_chosen_auto"]
        assert shown["gradient_chosen_wiggle"] != pytest.approx(shown["gradient_chosen"], rel=0.1)
    for activation in ("elu", "silu", "identity"):
        assert rest(**kink, back_activation=activation)["wiggled"] == THE_SAME
    steep = {"back_start": write_weights([0.0, *ones[1:]]), "back_activation": "tanh"}
    assert rest(**steep, back_point=write_weights([3e6, 0.3]))["wiggled"] == ROUGH


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_button_under_an_answer_shows_it(question: str) -> None:
    for network in SHAPES:
        for data in ("students", "worked"):
            values = complete("backpropagation", {"back_network": network, "back_data": data})
            changed = shows(question, values)
            memory = change(arrive(Memory(), "backpropagation", {}), {**values, **changed})
            assert memory.notices == ()
            shown = dragged(backward_moment(backward_view(memory.values())), "", 0)
            if question == "zero_bias":
                assert shown["value_layer_1_unit_1_bias"] == 0
                assert shown["gradient_chosen"] != 0
                assert round(shown["fact"]) == ZERO_BIAS
            if question == "who_sums":
                assert shown["gradient_chosen_step"] == shown["gradient_chosen_mean"]
                assert shown["gradient_chosen_mean"] != shown["gradient_chosen"]
            if question == "vanishes":
                assert round(shown["fact"]) == VANISHES
