"""A surface is the MSE of the real model, point by point."""

from itertools import permutations

import pytest
import torch

from tests.core.examples import make_line, setup_from
from visualizer.core import (
    ACTIVATIONS,
    AXES,
    OUTPUTS,
    Axis,
    Task,
    forward,
    loss_surfaces,
    make_neuron,
    mse,
    remaining_axis,
    surface,
    train_lanes,
)
from visualizer.tables.loading import load_dataset

COLUMNS, ROWS = torch.linspace(-2, 2, 5), torch.linspace(-3, 1, 4)
HELD = torch.tensor([-0.5, 0.0, 1.5])
STUDENTS = load_dataset("twelve_students", "tenths")
TASK = Task(make_neuron(), STUDENTS)


def loss_at(task, **parameters):
    start = torch.stack([parameters[name] for name in AXES])
    passed = forward(task.architecture, start, task.dataset.inputs)
    return mse(passed.predictions[:, 0], task.dataset.targets)


def surfaces(task, axis_1, axis_2, columns=COLUMNS, rows=ROWS, held=HELD):
    third = Axis(remaining_axis(axis_1, axis_2), held)
    return loss_surfaces(task, Axis(axis_1, columns), Axis(axis_2, rows), third)


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_point_is_the_loss_of_its_neuron(activation, output):
    task = Task(make_neuron(activation, output), STUDENTS)
    losses = surfaces(task, "weight_1", "weight_2")
    assert losses.shape == (3, 4, 5)
    for s, bias in enumerate(HELD):
        for r, weight_2 in enumerate(ROWS):
            for c, weight_1 in enumerate(COLUMNS):
                expected = loss_at(task, weight_1=weight_1, weight_2=weight_2, bias=bias)
                torch.testing.assert_close(losses[s, r, c], expected, rtol=2e-6, atol=1e-6)


@pytest.mark.parametrize(("axis_1", "axis_2"), list(permutations(AXES, 2)))
def test_any_two_parameters_can_span_it(axis_1, axis_2):
    task = Task(make_neuron("silu"), STUDENTS)
    losses = surfaces(task, axis_1, axis_2)
    point = {axis_1: COLUMNS[3], axis_2: ROWS[2], remaining_axis(axis_1, axis_2): HELD[1]}
    expected = loss_at(task, **point)
    torch.testing.assert_close(losses[1, 2, 3], expected, rtol=1e-6, atol=1e-6)


def test_swapping_the_axes_turns_the_picture():
    there = surfaces(TASK, "weight_1", "bias", COLUMNS, ROWS)
    back = surfaces(TASK, "bias", "weight_1", ROWS, COLUMNS)
    torch.testing.assert_close(there, back.transpose(1, 2))


def test_the_bowl_of_a_linear_neuron_is_convex():
    line = torch.linspace(-2, 2, 41)
    task = Task(make_neuron(output="identity"), STUDENTS)
    losses = surfaces(task, "weight_1", "weight_2", line, line)
    assert losses.diff(dim=1).diff(dim=1).min() > -1e-5
    assert losses.diff(dim=2).diff(dim=2).min() > -1e-5


def test_a_trail_lies_on_it():
    setup = setup_from(make_neuron(), STUDENTS, (0.3, 0.4, 0.0), 0.5, 3)
    trail = train_lanes(setup, setup.parameters[:, None])
    for step in range(4):
        height = surfaces(TASK, "weight_1", "weight_2", *trail.parameters[step])
        torch.testing.assert_close(height.flatten(), trail.losses[step])


def test_chunks_do_not_show(monkeypatch):
    arguments = Task(make_neuron("gelu"), STUDENTS), "weight_1", "weight_2"
    whole = surfaces(*arguments)
    for points in (1, 7, 12):
        monkeypatch.setattr(surface, "_POINTS_AT_ONCE", points)
        torch.testing.assert_close(surfaces(*arguments), whole)


def test_axes_must_be_two_different_parameters():
    for axis_1, axis_2 in (("bias", "bias"), ("weight_1", "weight_3")):
        with pytest.raises(ValueError, match="axes must be two different ones of weight_1, "):
            remaining_axis(axis_1, axis_2)
        with pytest.raises(ValueError, match="axes must be different ones of weight_1, "):
            loss_surfaces(TASK, Axis(axis_1, COLUMNS), Axis(axis_2, ROWS), Axis("weight_2", HELD))


def test_an_axis_is_one_row_of_numbers():
    with pytest.raises(ValueError, match=r"values of bias must have one axis, got shape \(\)"):
        Axis("bias", torch.tensor(0.0))


def test_what_no_axis_names_must_stay_somewhere():
    with pytest.raises(ValueError, match="parameters must say where those stay that no axis names"):
        loss_surfaces(TASK, Axis("weight_1", COLUMNS), Axis("bias", ROWS))


def test_a_neuron_of_one_input_has_a_surface_of_its_own():
    task = Task(make_neuron("identity", "identity", 1), make_line())
    losses = loss_surfaces(task, Axis("weight_1", COLUMNS), Axis("bias", ROWS))
    assert losses.shape == (1, 4, 5)
    assert losses[0, 3, 4].item() == pytest.approx(1.0)  # 2x + 1 is off by 1
