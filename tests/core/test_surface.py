"""A surface is the MSE of the real model, point by point."""

from itertools import permutations

import pytest
import torch

from tests.core.examples import make_line
from visualizer.core import (
    ACTIVATIONS,
    AXES,
    OUTPUTS,
    Neuron,
    forward,
    load_dataset,
    loss_surfaces,
    mse,
    remaining_axis,
    surface,
    train_lanes,
)

COLUMNS, ROWS = torch.linspace(-2, 2, 5), torch.linspace(-3, 1, 4)
HELD = torch.tensor([-0.5, 0.0, 1.5])
STUDENTS = load_dataset("twelve_students", "tenths")


def loss_at(neuron, dataset, **parameters):
    weight = torch.stack([parameters["weight_1"], parameters["weight_2"]])
    predictions = forward(neuron, dataset.inputs, weight, parameters["bias"]).predictions
    return mse(predictions, dataset.targets)


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_point_is_the_loss_of_its_neuron(activation, output):
    neuron = Neuron(activation, output)
    losses = loss_surfaces(neuron, STUDENTS, "weight_1", "weight_2", COLUMNS, ROWS, HELD)
    assert losses.shape == (3, 4, 5)
    for s, bias in enumerate(HELD):
        for r, weight_2 in enumerate(ROWS):
            for c, weight_1 in enumerate(COLUMNS):
                expected = loss_at(
                    neuron, STUDENTS, weight_1=weight_1, weight_2=weight_2, bias=bias
                )
                torch.testing.assert_close(losses[s, r, c], expected, rtol=2e-6, atol=1e-6)


@pytest.mark.parametrize(("axis_1", "axis_2"), list(permutations(AXES, 2)))
def test_any_two_parameters_can_span_it(axis_1, axis_2):
    losses = loss_surfaces(Neuron("silu"), STUDENTS, axis_1, axis_2, COLUMNS, ROWS, HELD)
    point = {axis_1: COLUMNS[3], axis_2: ROWS[2], remaining_axis(axis_1, axis_2): HELD[1]}
    expected = loss_at(Neuron("silu"), STUDENTS, **point)
    torch.testing.assert_close(losses[1, 2, 3], expected, rtol=1e-6, atol=1e-6)


def test_swapping_the_axes_turns_the_picture():
    there = loss_surfaces(Neuron(), STUDENTS, "weight_1", "bias", COLUMNS, ROWS, HELD)
    back = loss_surfaces(Neuron(), STUDENTS, "bias", "weight_1", ROWS, COLUMNS, HELD)
    torch.testing.assert_close(there, back.transpose(1, 2))


def test_the_bowl_of_a_linear_neuron_is_convex():
    line = torch.linspace(-2, 2, 41)
    losses = loss_surfaces(
        Neuron(output="identity"), STUDENTS, "weight_1", "weight_2", line, line, HELD
    )
    assert losses.diff(dim=1).diff(dim=1).min() > -1e-5
    assert losses.diff(dim=2).diff(dim=2).min() > -1e-5


def test_a_trail_lies_on_it():
    start = torch.tensor([[0.3], [0.4]]), torch.tensor([0.0])
    trail = train_lanes(Neuron(), STUDENTS, *start, 0.5, 3)
    for step in range(4):
        at = trail.weights[step], trail.biases[step]
        height = loss_surfaces(
            Neuron(), STUDENTS, "weight_1", "weight_2", at[0][0], at[0][1], at[1]
        )
        torch.testing.assert_close(height.flatten(), trail.losses[step])


def test_chunks_do_not_show(monkeypatch):
    arguments = Neuron("gelu"), STUDENTS, "weight_1", "weight_2", COLUMNS, ROWS, HELD
    whole = loss_surfaces(*arguments)
    for points in (1, 7, 12):
        monkeypatch.setattr(surface, "_POINTS_AT_ONCE", points)
        torch.testing.assert_close(loss_surfaces(*arguments), whole)


def test_axes_must_be_two_different_parameters():
    for axis_1, axis_2 in (("bias", "bias"), ("weight_1", "weight_3")):
        with pytest.raises(ValueError, match="axes must be two different ones of weight_1, "):
            loss_surfaces(Neuron(), STUDENTS, axis_1, axis_2, COLUMNS, ROWS, HELD)


def test_shapes_are_checked():
    with pytest.raises(ValueError, match=r"held must have one axis, got shape \(\)"):
        loss_surfaces(Neuron(), STUDENTS, "weight_1", "weight_2", COLUMNS, ROWS, torch.tensor(0.0))
    with pytest.raises(ValueError, match="dataset must have 2 features for a surface, got 1"):
        loss_surfaces(Neuron(), make_line(), "weight_1", "bias", COLUMNS, ROWS, HELD)
