"""What a slider shows at a position is what the neuron does there."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from tests.core.examples import make_line
from visualizer.core import (
    ACTIVATIONS,
    Neuron,
    forward,
    forward_side_by_side,
    input_keys,
    load_dataset,
    parameter_sweep,
    train,
    train_side_by_side,
    weight_keys,
)

STUDENTS = load_dataset("three_students", "tenths")
WEIGHT, BIAS, RATE = torch.tensor([0.1, 0.2]), torch.tensor(0.5), 0.3
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
    """Return weight, bias and rate with the one named ``key`` replaced, by hand."""
    weight = WEIGHT.clone()
    if key.startswith("weight"):
        weight[int(key[-1]) - 1] = value
    return weight, value if key == "bias" else BIAS, float(value if "rate" in key else RATE)


def apart(found, positions):
    """Return what stands side by side, for each control its own."""
    sizes = [len(values) for values in positions.values()]
    columns = zip(*(field.split(sizes, dim=-1) for field in vars(found).values()), strict=True)
    return {key: type(found)(*each) for key, each in zip(positions, columns, strict=True)}


def train_sweeps(neuron, dataset, weight, bias, rate, n_steps, positions):
    found = train_side_by_side(neuron, dataset, weight, bias, rate, n_steps, positions)
    return apart(found, positions)


def forward_sweeps(neuron, inputs, weight, bias, positions):
    return apart(forward_side_by_side(neuron, inputs, weight, bias, positions), positions)


def test_names_of_the_controls():
    assert weight_keys() == ("weight_1", "weight_2")
    assert input_keys(3) == ("input_1", "input_2", "input_3")


@pytest.mark.parametrize("key", TRAINED)
def test_only_the_named_control_varies(key):
    weights, biases, rates = parameter_sweep(WEIGHT, BIAS, RATE, key, TRAINED[key])
    for position, value in enumerate(TRAINED[key]):
        weight, bias, rate = held_at(key, value)
        assert torch.equal(weights[:, position], weight)
        assert torch.equal(biases[position], bias)
        assert rates[position].item() == pytest.approx(rate)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_position_is_a_training_from_there(activation):
    neuron = Neuron(activation)
    sweeps = train_sweeps(neuron, STUDENTS, WEIGHT, BIAS, RATE, 12, TRAINED)
    assert list(sweeps) == list(TRAINED)
    for key, lanes in sweeps.items():
        assert lanes.losses.shape == (13, len(TRAINED[key]))
        for position, value in enumerate(TRAINED[key]):
            trajectory = train(neuron, STUDENTS, *held_at(key, value), 12)
            for name in ("weights", "biases", "losses", "weight_gradients", "bias_gradients"):
                ours, theirs = getattr(lanes, name)[..., position], getattr(trajectory, name)
                torch.testing.assert_close(ours, theirs, rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_position_is_a_forward_pass_from_there(activation):
    neuron, inputs = Neuron(activation), STUDENTS.inputs
    sweeps = forward_sweeps(neuron, inputs, WEIGHT, BIAS, PASSED)
    assert list(sweeps) == list(PASSED)
    for key, passes in sweeps.items():
        for position, value in enumerate(PASSED[key]):
            replaced = inputs.clone()
            if key.startswith("input"):
                replaced[:, int(key[-1]) - 1] = value
            weight, bias, _ = held_at(key, value)
            expected = forward(neuron, replaced, weight, bias)
            for name, numbers in vars(expected).items():
                ours = getattr(passes, name)[..., position]
                torch.testing.assert_close(ours, numbers, rtol=1e-6, atol=1e-6)


@given(st.permutations(list(TRAINED)))
def test_the_order_of_the_controls_does_not_matter(order):
    sweeps = train_sweeps(
        Neuron(), STUDENTS, WEIGHT, BIAS, RATE, 2, {key: TRAINED[key] for key in order}
    )
    for key in order:
        alone = train_sweeps(Neuron(), STUDENTS, WEIGHT, BIAS, RATE, 2, {key: TRAINED[key]})[key]
        torch.testing.assert_close(sweeps[key].losses, alone.losses, rtol=1e-6, atol=1e-6)


def test_a_position_that_diverges_leaves_the_others_alone():
    rates = {"learning_rate": torch.tensor([0.1, 5.0])}
    sweep = train_sweeps(
        Neuron(output="identity"), make_line(), torch.zeros(1), BIAS, 0.1, 60, rates
    )["learning_rate"]
    assert sweep.diverged_at[0] == -1
    assert 0 < sweep.diverged_at[1] < 60
    assert sweep.losses[:, 0].isfinite().all()


def test_one_feature_has_one_weight():
    sweep = forward_sweeps(
        Neuron(), make_line().inputs, torch.zeros(1), BIAS, {"weight_1": torch.zeros(3)}
    )
    assert sweep["weight_1"].terms.shape == (2, 1, 3)


def test_there_must_be_a_control():
    with pytest.raises(ValueError, match="at least one control"):
        train_side_by_side(Neuron(), STUDENTS, WEIGHT, BIAS, RATE, 5, {})
    with pytest.raises(ValueError, match="at least one control"):
        forward_side_by_side(Neuron(), STUDENTS.inputs, WEIGHT, BIAS, {})


def test_unknown_controls_list_the_choices():
    with pytest.raises(ValueError, match="one of weight_1, weight_2, bias, learning_rate; not 'w'"):
        train_sweeps(Neuron(), STUDENTS, WEIGHT, BIAS, RATE, 5, {"w": torch.zeros(2)})
    with pytest.raises(ValueError, match=r"one of input_1, .*, bias; not 'learning_rate'"):
        forward_sweeps(Neuron(), STUDENTS.inputs, WEIGHT, BIAS, {"learning_rate": torch.zeros(2)})


def test_shapes_are_checked():
    grid = {"bias": torch.zeros(2, 2)}
    with pytest.raises(ValueError, match=r"positions must have shape \(positions,\), got \(2, 2\)"):
        train_sweeps(Neuron(), STUDENTS, WEIGHT, BIAS, RATE, 5, grid)
    with pytest.raises(ValueError, match=r"weight must have shape \(2,\)"):
        forward_sweeps(Neuron(), STUDENTS.inputs, torch.zeros(3), BIAS, {})
