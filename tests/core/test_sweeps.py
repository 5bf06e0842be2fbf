"""What a slider shows at a position is what the neuron does there."""

from types import SimpleNamespace

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from tests.core.examples import make_line, setup_from
from visualizer.core import (
    ACTIVATIONS,
    forward,
    forward_side_by_side,
    input_keys,
    make_neuron,
    parameter_sweep,
    train,
    train_side_by_side,
    weight_keys,
)
from visualizer.tables.loading import load_dataset

STUDENTS = load_dataset("three_students", "tenths")
START, RATE = torch.tensor([0.1, 0.2, 0.5]), 0.3
TRAINED = {
    "weight_1": torch.linspace(-2, 2, 5),
    "weight_2": torch.linspace(-1, 1, 3),
    "bias": torch.linspace(-3, 3, 4),
    "learning_rate": torch.logspace(-3, 0, 6),
}
PASSED = {
    "input_1": torch.linspace(0, 10, 6),
    "input_2": torch.linspace(0, 8, 5),
    **{key: values for key, values in TRAINED.items() if key != "learning_rate"},
}


def held_at(key, value):
    """Return weights with bias, and rate, with the one named ``key`` replaced, by hand."""
    start = START.clone()
    if key.startswith("weight"):
        start[int(key[-1]) - 1] = value
    if key == "bias":
        start[2] = value
    return start, float(value if "rate" in key else RATE)


def apart(found, positions):
    """Return what stands side by side, for each control its own."""
    sizes = [len(values) for values in positions.values()]
    columns = zip(*(field.split(sizes, dim=-1) for field in found.values()), strict=True)
    return {
        key: SimpleNamespace(**dict(zip(found, each, strict=True)))
        for key, each in zip(positions, columns, strict=True)
    }


def train_sweeps(neuron, dataset, start, rate, n_steps, positions):
    found = train_side_by_side(setup_from(neuron, dataset, start, rate, n_steps), positions)
    return apart(vars(found), positions)


def numbers_of(passed):
    return {
        "terms": passed.terms(),
        "pre_activations": passed.pre_activations[0],
        "activations": passed.activations[0],
        "derivatives": passed.derivatives[0],
        "predictions": passed.predictions,
    }


def forward_sweeps(neuron, inputs, start, positions):
    return apart(numbers_of(forward_side_by_side(neuron, start, inputs, positions)), positions)


def test_names_of_the_controls():
    assert weight_keys() == ("weight_1", "weight_2")
    assert input_keys(3) == ("input_1", "input_2", "input_3")


@pytest.mark.parametrize("key", TRAINED)
def test_only_the_named_control_varies(key):
    setup = setup_from(make_neuron(), STUDENTS, START, RATE)
    starts, rates = parameter_sweep(setup, key, TRAINED[key])
    for position, value in enumerate(TRAINED[key]):
        start, rate = held_at(key, value)
        assert torch.equal(starts[:, position], start)
        assert rates[position].item() == pytest.approx(rate)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_position_is_a_training_from_there(activation):
    neuron = make_neuron(activation)
    sweeps = train_sweeps(neuron, STUDENTS, START, RATE, 12, TRAINED)
    assert list(sweeps) == list(TRAINED)
    for key, lanes in sweeps.items():
        assert lanes.losses.shape == (13, len(TRAINED[key]))
        for position, value in enumerate(TRAINED[key]):
            trajectory = train(setup_from(neuron, STUDENTS, *held_at(key, value), 12))
            for name in ("parameters", "losses", "gradients"):
                ours, theirs = getattr(lanes, name)[..., position], getattr(trajectory, name)
                torch.testing.assert_close(ours, theirs, rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_position_is_a_forward_pass_from_there(activation):
    neuron, inputs = make_neuron(activation), STUDENTS.inputs
    sweeps = forward_sweeps(neuron, inputs, START, PASSED)
    assert list(sweeps) == list(PASSED)
    for key, passes in sweeps.items():
        for position, value in enumerate(PASSED[key]):
            replaced = inputs.clone()
            if key.startswith("input"):
                replaced[:, int(key[-1]) - 1] = value
            start, _ = held_at(key, value)
            expected = forward(neuron, start, replaced)
            for name, numbers in numbers_of(expected).items():
                ours = getattr(passes, name)[..., position]
                torch.testing.assert_close(ours, numbers, rtol=1e-6, atol=1e-6)


@given(st.permutations(list(TRAINED)))
def test_the_order_of_the_controls_does_not_matter(order):
    sweeps = train_sweeps(
        make_neuron(), STUDENTS, START, RATE, 2, {key: TRAINED[key] for key in order}
    )
    for key in order:
        alone = train_sweeps(make_neuron(), STUDENTS, START, RATE, 2, {key: TRAINED[key]})[key]
        torch.testing.assert_close(sweeps[key].losses, alone.losses, rtol=1e-6, atol=1e-6)


def test_a_position_that_diverges_leaves_the_others_alone():
    rates = {"learning_rate": torch.tensor([0.1, 5.0])}
    sweep = train_sweeps(
        make_neuron("identity", "identity", 1), make_line(), (0.0, 0.5), 0.1, 60, rates
    )["learning_rate"]
    assert sweep.diverged_at[0] == -1
    assert 0 < sweep.diverged_at[1] < 60
    assert sweep.losses[:, 0].isfinite().all()


def test_one_feature_has_one_weight():
    sweep = forward_sweeps(
        make_neuron(n_inputs=1), make_line().inputs, torch.zeros(2), {"weight_1": torch.zeros(3)}
    )
    assert sweep["weight_1"].terms.shape == (2, 1, 1, 3)


def test_there_must_be_a_control():
    with pytest.raises(ValueError, match="at least one control"):
        train_side_by_side(setup_from(make_neuron(), STUDENTS, START), {})
    with pytest.raises(ValueError, match="at least one control"):
        forward_side_by_side(make_neuron(), START, STUDENTS.inputs, {})


def test_unknown_controls_list_the_choices():
    with pytest.raises(ValueError, match="one of weight_1, weight_2, bias, learning_rate; not 'w'"):
        train_sweeps(make_neuron(), STUDENTS, START, RATE, 5, {"w": torch.zeros(2)})
    with pytest.raises(ValueError, match=r"one of input_1, .*, bias; not 'learning_rate'"):
        forward_sweeps(make_neuron(), STUDENTS.inputs, START, {"learning_rate": torch.zeros(2)})


def test_shapes_are_checked():
    grid = {"bias": torch.zeros(2, 2)}
    with pytest.raises(ValueError, match=r"positions must have shape \(positions,\), got \(2, 2\)"):
        train_sweeps(make_neuron(), STUDENTS, START, RATE, 5, grid)
    with pytest.raises(ValueError, match=r"parameters must have shape \(3, "):
        forward_sweeps(make_neuron(), STUDENTS.inputs, torch.zeros(4), {})
