"""The scene of the loss: its numbers are those of bare PyTorch, its sentences follow from them."""

import math

import pytest
import torch
from torch import nn

from tests.core.examples import setup_from
from tests.scenes.stages import whole_sweeps
from visualizer.core.architecture import make_neuron
from visualizer.figures.moves import at, show
from visualizer.live.payload import pack_moment, packed_scene
from visualizer.scenes.duel import descent_loss, duel_numbers, duel_state
from visualizer.scenes.lesson_numbers import loss_numbers
from visualizer.scenes.loss import loss_moment, loss_now, loss_scene, prediction_limits
from visualizer.state.pages import complete
from visualizer.state.parameters import WEIGHTS
from visualizer.state.views.loss import loss_view
from visualizer.tables.loading import load_dataset
from visualizer.tables.own_data import keep_table
from visualizer.tables.table import Table
from visualizer.words.duel import STATES
from visualizer.words.loss import FARTHEST

START = (0.1, 0.2, 0.5)
CASES = [
    {},
    {"dataset": "twelve_students", "example": 12, "scaling": "tenths"},
    {"output": "identity", "weight_1": 1.5, "weight_2": 1.5, "bias": 3.0},
    {"output": "identity", "weight_1": -1.5, "weight_2": -1.5, "bias": -3.0, "example": 3},
    {"activation": "relu", "weight_1": -1.5, "weight_2": -1.5},
]


def made(given=None, losses=(0.18,)):
    """Return the values, the scene and the moment that ``given`` choices lead to."""
    values = complete("loss", given or {})
    view = loss_view(values)
    return values, loss_scene(view), loss_moment(view, START, losses)


def bare_predictions(values, **changes):
    """Return what a plain model says; shape ``(n_students,)``."""
    values = values | changes
    dataset = load_dataset(values["dataset"], values["scaling"])
    stages = {"identity": nn.Identity(), "sigmoid": nn.Sigmoid(), "relu": nn.ReLU()}
    model = nn.Sequential(nn.Linear(2, 1), stages[values["activation"]], stages[values["output"]])
    with torch.no_grad():
        model[0].weight.copy_(torch.tensor([[values["weight_1"], values["weight_2"]]]))
        model[0].bias.fill_(values["bias"])
        return model(dataset.inputs)[:, 0], dataset.targets


@pytest.mark.parametrize("given", CASES)
@pytest.mark.parametrize("key", WEIGHTS)
def test_every_position_shows_the_loss_of_a_plain_model(given, key):
    values, _, moment = made(given)
    numbers = whole_sweeps(moment)[key].quantities
    for position in (0, moment.settings[key].index, 60):
        place = moment.settings[key].positions[position]
        predictions, targets = bare_predictions(values, **{key: place})
        loss = float(nn.MSELoss()(predictions, targets))
        assert float(numbers["loss"][position]) == pytest.approx(loss, rel=1e-4, abs=1e-7)
        for student, residual in enumerate((predictions - targets).tolist(), start=1):
            shown = float(numbers[f"residual_{student}"][position])
            assert shown == pytest.approx(residual, rel=1e-4, abs=1e-5)
            squared = float(numbers[f"squared_error_{student}"][position])
            assert squared == pytest.approx(residual**2, rel=1e-3, abs=1e-6)


@pytest.mark.parametrize("given", CASES)
def test_the_slope_of_the_parabola_is_pytorch_s(given):
    values, _, moment = made(given)
    predictions, targets = bare_predictions(values)
    place = values["example"] - 1
    prediction = predictions[place].clone().requires_grad_()
    (prediction - targets[place]).square().backward()
    for key, sweep in whole_sweeps(moment).items():
        shown = float(sweep.quantities["slope"][moment.settings[key].index])
        assert shown == pytest.approx(prediction.grad.item(), rel=1e-4, abs=1e-5)


def test_the_first_screen_is_the_lesson_s():
    _, _, moment = made()
    numbers = {
        name: float(row[moment.settings["bias"].index])
        for name, row in whole_sweeps(moment)["bias"].quantities.items()
    }
    assert numbers["prediction"] == pytest.approx(0.731059, abs=1e-5)  # sigmoid(1)
    assert numbers["squared_error_2"] == pytest.approx(0.534446, abs=1e-5)
    errors = [numbers[f"squared_error_{student}"] for student in (1, 2, 3)]
    assert numbers["loss"] == pytest.approx(sum(errors) / 3)  # no ½
    assert (numbers["worst"], numbers["farthest"]) == (1, 0)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, 0),
        ({"dataset": "twelve_students"}, 1),
        ({"weight_1": 0.0, "weight_2": 0.0, "bias": 0.0}, 1),
    ],
)
def test_the_sentence_about_the_widest_miss_follows_from_the_numbers(given, sentence):
    _, _, moment = made(given)
    numbers = whole_sweeps(moment)["bias"].quantities
    place = moment.settings["bias"].index
    assert int(numbers["farthest"][place]) == sentence
    assert ("more than all the others" in FARTHEST[sentence]) == (
        float(numbers["worst_share"][place]) > 0.5
    )


@pytest.mark.parametrize("given", CASES)
def test_extremes_leave_axes_finite_pictures_full_and_sentences_whole(given):
    values, scene, moment = made(given)
    named = {each.name: each for each in scene.quantities}
    ranges = [pair for changes in moment.layouts.values() for pair in changes.values()]
    assert all(math.isfinite(end) for pair in ranges for end in pair)
    assert all(low < high for low, high in ranges)
    pictures = {picture.name: picture.figure for picture in scene.pictures}
    for key in WEIGHTS:
        sweep = whole_sweeps(moment)[key]
        for name, row in sweep.quantities.items():
            assert row.shape == (61,)
            assert row.isfinite().all(), name
            if named[name].style == "choice":
                assert set(row.tolist()) <= set(range(len(named[name].choices)))
        for position in (0, 60):
            for name, figure in pictures.items():
                drawn = show(show(figure, moment.fixed.moves[name], 0), sweep.moves[name], position)
                assert all(len(trace.x) > 0 for trace in drawn.data), name
    assert values["example"] <= load_dataset(values["dataset"]).n_samples


@pytest.mark.parametrize("given", CASES)
def test_a_release_is_small(given):
    _, scene, moment = made(given)
    name, _ = packed_scene(scene)
    assert len(pack_moment(moment, scene, name, "", ())) < 500_000


def test_the_axis_of_a_sigmoid_is_0_to_1_and_that_of_a_line_holds_what_it_says():
    assert prediction_limits(make_neuron(), torch.tensor([0.2, 0.9])) == (0.0, 1.0)
    line = make_neuron(output="identity")
    assert prediction_limits(line, torch.tensor([0.2, 0.7])) == (0.0, 1.0)
    assert prediction_limits(line, torch.tensor([0.2, 7.0])) == (0.0, 10.0)
    assert prediction_limits(line, torch.tensor([-3.0, 1.0])) == (-5.0, 5.0)
    assert prediction_limits(line, torch.tensor([-1e6, 1e7])) == (-2e7, 2e7)
    assert prediction_limits(line, torch.tensor([6e13, 1.0])) == (0.0, 1e14)


@pytest.mark.parametrize("example", [1, 3])
def test_the_truth_of_the_chosen_student_is_the_foot_of_the_parabola(example):
    _, _, moment = made({"example": example})
    truth = float(load_dataset("three_students").targets[example - 1])
    assert float(moment.fixed.quantities["target"]) == truth
    assert at(moment.fixed.moves["parabola"]["truth.x"], 0) == [truth, truth]


def test_the_loss_now_is_that_of_the_page():
    for given in CASES:
        values = complete("loss", given)
        wanted = float(nn.MSELoss()(*bare_predictions(values)))
        assert loss_now(loss_view(values)) == pytest.approx(wanted, rel=1e-5)


# The duel


def plain_descent(start, rate, n_steps):
    """Return the losses of the tutorial's loop from ``start``."""
    dataset = load_dataset("three_students")
    model = nn.Sequential(nn.Linear(2, 1), nn.Sigmoid())
    with torch.no_grad():
        model[0].weight.copy_(torch.tensor([start[:2]]))
        model[0].bias.fill_(start[2])
    optimizer = torch.optim.SGD(model.parameters(), lr=rate)
    losses = []
    for _ in range(n_steps + 1):
        loss = nn.MSELoss()(model(dataset.inputs), dataset.targets[:, None])
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses


@pytest.mark.parametrize("n_steps", [0, 1, 49, 50, 51])
def test_gradient_descent_makes_as_many_real_steps_as_the_student_moves(n_steps):
    found = descent_loss(
        setup_from(make_neuron(), load_dataset("three_students"), START, 0.1, n_steps)
    )
    assert found == pytest.approx(plain_descent(START, 0.1, n_steps)[-1], rel=1e-5)


def test_a_descent_that_diverged_is_nan_and_the_student_is_told():
    line, raw = make_neuron(output="identity"), load_dataset("twelve_students")
    assert math.isnan(descent_loss(setup_from(line, raw, START, 10.0, 60)))
    numbers = duel_numbers(setup_from(line, raw, START, 10.0, 60), (0.2,) * 61)
    assert "diverged" in STATES[int(numbers["duel"])]


@pytest.mark.parametrize(
    ("losses", "descent", "state"),
    [([1], 1, 0), ([1], math.nan, 0), ([0.3, 0.1], 0.2, 1), ([0.3, 0.2], 0.1, 2),
     ([1, 1], math.nan, 3), ([0.3, 0.1], 0.1, 4), ([0.3, 0.2], 0.4, 5), ([0.3, 0.4], 0.4, 5),
     ([0.3, 0.2], 0.30001, 1)],
)  # fmt: skip
def test_who_leads_follows_from_the_numbers(losses, descent, state):
    assert duel_state(losses, descent) == state


def test_the_duel_shows_the_best_of_all_moves():
    numbers = made(losses=(0.18, 0.05, 0.3))[2].fixed.quantities
    assert float(numbers["moves"]) == 2
    assert float(numbers["best_loss"]) == pytest.approx(0.05)
    descent = plain_descent(START, 0.1, 2)[-1]
    assert float(numbers["descent_loss"]) == pytest.approx(descent, rel=1e-5)


# The answers


MANY = keep_table(
    Table(("a", "b", "c"), ("",) * 40, tuple((row / 7, row % 5, row % 2) for row in range(40)))
)


@pytest.mark.parametrize("dataset", ["three_students", "twelve_students", MANY])
def test_the_loss_that_the_answers_quote_is_that_of_the_squares_on_the_page(dataset):
    view = loss_view(complete("loss", {"dataset": dataset}))
    shown = loss_moment(view, START, [loss_now(view)]).number("loss")
    assert loss_numbers(view.task, view.weights)["loss"] == f"{shown:.4f}"


def test_the_answers_quote_the_page_and_the_code_computes_what_it_says():
    from visualizer.words.loss import LESSON

    values, _, moment = made()
    numbers = loss_numbers(loss_view(values).task, loss_view(values).weights)
    index = moment.settings["bias"].index
    shown = f"{float(whole_sweeps(moment)['bias'].quantities['loss'][index]):.4f}"
    assert numbers["loss"] == numbers["mse"] == shown
    far, near = float(numbers["far"]), float(numbers["near"])
    assert float(numbers["far_square"]) == pytest.approx(far**2)
    assert float(numbers["near_squares"]) == pytest.approx(2 * near**2)
    assert far == 2 * near  # so that the sums of the plain misses are equal
    for text in (LESSON.question, LESSON.code, *LESSON.answers):
        assert "{" not in text.format(**numbers)
