"""The loop that is shown is the loop that runs, and its record is what a bare loop computes."""

import pytest
import torch
from torch import nn

from tests.core.examples import make_line, setup_from
from tests.core.plain import plain_training
from visualizer.core import (
    ACTIVATIONS,
    OUTPUTS,
    forward,
    initial_parameters,
    loop_source,
    make_model,
    make_neuron,
    train,
)
from visualizer.tables.loading import load_dataset

LINEAR = make_neuron(output="identity")
LINE = make_neuron("identity", "identity", 1)
START = (0.1, 0.1, 0.0)
RECORDED = ("parameters", "losses", "gradients", "predictions")


def test_the_text_shows_the_five_lines_in_their_order():
    loop, *lines = loop_source().splitlines()
    assert loop.startswith("for ")
    assert [line.strip() for line in lines] == [
        "optimizer.zero_grad()",
        "predictions = model(inputs)",
        "loss = loss_function(predictions, targets)",
        "loss.backward()",
        "optimizer.step()",
    ]


def test_the_text_on_its_own_trains_like_train():
    students, start = load_dataset("three_students"), initial_parameters(3)
    model = make_model(make_neuron(), start)
    names = {
        "model": model,
        "loss_function": nn.MSELoss(),
        "optimizer": torch.optim.SGD(model.parameters(), lr=0.1),
        "batches": [(students.inputs, students.targets[:, None])] * 25,
    }
    exec(loop_source(), names)
    trajectory = train(setup_from(make_neuron(), students, start, 0.1, 25))
    assert torch.equal(model[0].weight.detach()[0], trajectory.parameters[-1, :2])
    assert torch.equal(model[0].bias.detach()[0], trajectory.parameters[-1, 2])


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_a_trajectory_is_a_bare_loop_bit_for_bit(activation, output):
    neuron, students = make_neuron(activation, output), load_dataset("twelve_students", "tenths")
    setup = setup_from(neuron, students, initial_parameters(7), 0.3, 30)
    ours, bare = train(setup), plain_training(setup)
    for name in RECORDED:
        assert torch.equal(getattr(ours, name), getattr(bare, name)), name
    assert ours.diverged_at is None


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_row_is_the_forward_pass_at_its_parameters(activation):
    neuron, students = make_neuron(activation), load_dataset("three_students")
    trajectory = train(setup_from(neuron, students, initial_parameters(1), 0.1, 10))
    for step in range(11):
        passed = forward(neuron, trajectory.parameters[step], students.inputs)
        for name in ("pre_activations", "activations"):
            assert torch.equal(getattr(trajectory, name)[0][step], getattr(passed, name)[0]), name
        assert torch.equal(trajectory.predictions[step], passed.predictions)


def test_shapes():
    students = load_dataset("three_students")
    trajectory = train(setup_from(make_neuron("relu"), students, initial_parameters(0), 1, 5))
    assert trajectory.parameters.shape == trajectory.gradients.shape == (6, 3)
    assert trajectory.losses.shape == (6,)
    (sums,), (activations,) = trajectory.pre_activations, trajectory.activations
    for values in (sums, activations, trajectory.predictions):
        assert values.shape == (6, 3, 1)


def test_no_steps_record_the_start():
    start = initial_parameters(0)
    trajectory = train(setup_from(make_neuron(), load_dataset("three_students"), start, 0.1, 0))
    assert torch.equal(trajectory.parameters, start[None])
    assert trajectory.gradients.shape == (1, 3)


def test_two_points_on_a_line_by_hand():
    trajectory = train(setup_from(LINE, make_line(), (0, 0), 0.1, 1))
    assert trajectory.losses.tolist() == pytest.approx([10, 1.06])
    assert trajectory.gradients[0].tolist() == pytest.approx([-10, -6])
    assert trajectory.parameters[1].tolist() == pytest.approx([1.0, 0.6])


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
    trajectory = train(setup_from(LINEAR, students, START, learning_rate, 200))
    assert trajectory.losses[-1].item() == pytest.approx(loss, abs=tolerance)


def test_a_relu_can_die_and_look_converged():
    students = load_dataset("twelve_students", "tenths")
    trajectory = train(setup_from(make_neuron("relu", "identity"), students, START, 0.9, 200))
    assert trajectory.losses[-1].item() == pytest.approx(0.351125, abs=5e-7)
    assert trajectory.pre_activations[0][-1].max().item() < 0
    assert not trajectory.gradients[-1].any()
    assert trajectory.diverged_at is None


def test_a_diverging_linear_neuron_is_a_result():
    students = load_dataset("twelve_students", "tenths")
    trajectory = train(setup_from(LINEAR, students, START, 0.9, 400))
    step = trajectory.diverged_at
    assert 0 < step < 400
    assert trajectory.losses[:step].isfinite().all()
    assert trajectory.parameters[:step].isfinite().all()
    assert not trajectory.losses[step].isfinite()
    recorded = [getattr(trajectory, name) for name in RECORDED]
    for rows in (*recorded, *trajectory.pre_activations, *trajectory.activations):
        assert rows[step + 1 :].isnan().all()


def test_a_start_that_is_not_finite_diverges_at_once():
    setup = setup_from(make_neuron(), load_dataset("three_students"), (torch.nan, 0.1, 0), 0.1, 3)
    assert train(setup).diverged_at == 0


def test_the_arguments_are_left_alone():
    students = load_dataset("three_students")
    setup, before = setup_from(make_neuron(), students, START, 0.1, 3), students.inputs.clone()
    train(setup)
    assert setup == setup_from(make_neuron(), students, START, 0.1, 3)
    assert torch.equal(students.inputs, before)
    assert not setup.parameters.requires_grad


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
    with pytest.raises(ValueError, match=message):
        setup_from(make_neuron(), load_dataset("three_students"), START, learning_rate, n_steps)


def test_shapes_are_checked():
    students = load_dataset("three_students")
    with pytest.raises(ValueError, match=r"start must have 3 numbers to match .*2-1.*got 4"):
        setup_from(make_neuron(), students, (0, 0, 0, 0), 0.1, 3)
    with pytest.raises(ValueError, match=r"inputs must have shape \(n_samples, 3\).*got \(3, 2\)"):
        setup_from(make_neuron(n_inputs=3), students, (0, 0, 0, 0), 0.1, 3)
