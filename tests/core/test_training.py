"""The loop that is shown is the loop that runs, and its record is what a bare loop computes."""

import pytest
import torch
from torch import nn

from tests.core.examples import make_line
from tests.core.plain import plain_training
from visualizer.core import (
    ACTIVATIONS,
    OUTPUTS,
    TRAINING_LOOP,
    Neuron,
    forward,
    initial_parameters,
    load_dataset,
    make_model,
    train,
)

LINEAR = Neuron(output="identity")
RECORDED = ("weights", "biases", "losses", "weight_gradients", "bias_gradients", "predictions")


def test_the_text_shows_the_five_lines_in_their_order():
    loop, *lines = TRAINING_LOOP.splitlines()
    assert loop.startswith("for ")
    assert [line.strip() for line in lines] == [
        "optimizer.zero_grad()",
        "predictions = model(inputs)",
        "loss = loss_function(predictions, targets)",
        "loss.backward()",
        "optimizer.step()",
    ]


def test_the_text_on_its_own_trains_like_train():
    students, (weight, bias) = load_dataset("three_students"), initial_parameters(3)
    model = make_model(Neuron(), weight, bias)
    names = {
        "model": model,
        "loss_function": nn.MSELoss(),
        "optimizer": torch.optim.SGD(model.parameters(), lr=0.1),
        "batches": [(students.inputs, students.targets[:, None])] * 25,
    }
    exec(TRAINING_LOOP, names)
    trajectory = train(Neuron(), students, weight, bias, 0.1, 25)
    assert torch.equal(model[0].weight.detach()[0], trajectory.weights[-1])
    assert torch.equal(model[0].bias.detach()[0], trajectory.biases[-1])


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_a_trajectory_is_a_bare_loop_bit_for_bit(activation, output):
    neuron, students = Neuron(activation, output), load_dataset("twelve_students", "tenths")
    start = initial_parameters(7)
    ours = train(neuron, students, *start, 0.3, 30)
    bare = plain_training(neuron, students, *start, 0.3, 30)
    for name in RECORDED:
        assert torch.equal(getattr(ours, name), getattr(bare, name)), name
    assert ours.diverged_at is None


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_row_is_the_forward_pass_at_its_parameters(activation):
    neuron, students = Neuron(activation), load_dataset("three_students")
    trajectory = train(neuron, students, *initial_parameters(1), 0.1, 10)
    for step in range(11):
        passed = forward(neuron, students.inputs, trajectory.weights[step], trajectory.biases[step])
        for name in ("pre_activations", "activations", "predictions"):
            assert torch.equal(getattr(trajectory, name)[step], getattr(passed, name)), name


def test_shapes():
    trajectory = train(Neuron("relu"), load_dataset("three_students"), *initial_parameters(0), 1, 5)
    assert trajectory.weights.shape == trajectory.weight_gradients.shape == (6, 2)
    assert trajectory.biases.shape == trajectory.bias_gradients.shape == (6,)
    assert trajectory.losses.shape == (6,)
    for values in (trajectory.pre_activations, trajectory.activations, trajectory.predictions):
        assert values.shape == (6, 3)


def test_no_steps_record_the_start():
    weight, bias = initial_parameters(0)
    trajectory = train(Neuron(), load_dataset("three_students"), weight, bias, 0.1, 0)
    assert torch.equal(trajectory.weights, weight[None])
    assert torch.equal(trajectory.biases, bias[None])
    assert trajectory.bias_gradients.shape == (1,)


def test_two_points_on_a_line_by_hand():
    trajectory = train(LINEAR, make_line(), torch.zeros(1), torch.tensor(0.0), 0.1, 1)
    assert trajectory.losses.tolist() == pytest.approx([10, 1.06])
    assert trajectory.weight_gradients[0].item() == pytest.approx(-10)
    assert trajectory.bias_gradients[0].item() == pytest.approx(-6)
    assert trajectory.weights[1].item() == pytest.approx(1.0)
    assert trajectory.biases[1].item() == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("learning_rate", "loss", "tolerance"),
    [
        (0.001, 0.0585, 5e-5),
        (0.01, 0.0031, 5e-5),
        (0.1, 0.00036, 5e-6),
        (0.5, 8.3e-5, 5e-7),
    ],
)
def test_losses_after_200_steps_on_the_twelve_students(learning_rate, loss, tolerance):
    students = load_dataset("twelve_students", "tenths")
    start = torch.tensor([0.1, 0.1]), torch.tensor(0.0)
    trajectory = train(LINEAR, students, *start, learning_rate, 200)
    assert trajectory.losses[-1].item() == pytest.approx(loss, abs=tolerance)


def test_a_relu_can_die_and_look_converged():
    students = load_dataset("twelve_students", "tenths")
    start = torch.tensor([0.1, 0.1]), torch.tensor(0.0)
    trajectory = train(Neuron("relu", "identity"), students, *start, 0.9, 200)
    assert trajectory.losses[-1].item() == pytest.approx(0.351125, abs=5e-7)
    assert trajectory.pre_activations[-1].max().item() < 0
    assert not trajectory.weight_gradients[-1].any()
    assert not trajectory.bias_gradients[-1].any()
    assert trajectory.diverged_at is None


def test_a_diverging_linear_neuron_is_a_result():
    students = load_dataset("twelve_students", "tenths")
    start = torch.tensor([0.1, 0.1]), torch.tensor(0.0)
    trajectory = train(LINEAR, students, *start, 0.9, 400)
    step = trajectory.diverged_at
    assert 0 < step < 400
    assert trajectory.losses[:step].isfinite().all()
    assert trajectory.weights[:step].isfinite().all()
    assert not trajectory.losses[step].isfinite()
    for name in (*RECORDED, "pre_activations", "activations"):
        assert getattr(trajectory, name)[step + 1 :].isnan().all(), name


def test_a_start_that_is_not_finite_diverges_at_once():
    start = torch.tensor([torch.nan, 0.1]), torch.tensor(0.0)
    assert train(Neuron(), load_dataset("three_students"), *start, 0.1, 3).diverged_at == 0


def test_the_arguments_are_left_alone():
    weight, bias = initial_parameters(5)
    before = weight.clone(), bias.clone()
    train(Neuron(), load_dataset("three_students"), weight, bias, 0.1, 3)
    assert torch.equal(weight, before[0])
    assert torch.equal(bias, before[1])
    assert not weight.requires_grad


@pytest.mark.parametrize(
    ("learning_rate", "n_steps", "message"),
    [
        (-0.1, 3, "learning_rate must be finite and at least 0, got -0.1"),
        (float("nan"), 3, "learning_rate must be finite"),
        (float("inf"), 3, "learning_rate must be finite"),
        (0.1, -1, "n_steps must be at least 0, got -1"),
    ],
)
def test_ranges_are_checked(learning_rate, n_steps, message):
    students, start = load_dataset("three_students"), initial_parameters(0)
    with pytest.raises(ValueError, match=message):
        train(Neuron(), students, *start, learning_rate, n_steps)


def test_shapes_are_checked():
    students = load_dataset("three_students")
    with pytest.raises(ValueError, match=r"weight must have shape \(2,\)"):
        train(Neuron(), students, torch.zeros(3), torch.tensor(0.0), 0.1, 3)
