"""Other optimizers, smaller batches, a forgotten zero_grad, a branch: plain loops as witnesses."""

import pytest
import torch
from torch import nn

from tests.core.plain import plain_model
from visualizer.core import (
    OPTIMIZERS,
    Branch,
    Neuron,
    Recipe,
    initial_parameters,
    load_dataset,
    loop_source,
    make_model,
    student_pulls,
    train,
    train_lanes,
)

STUDENTS = load_dataset("twelve_students", "tenths")
N_STEPS = 40
CLOSE = {"rtol": 2e-5, "atol": 2e-6}
PLAIN = {
    "sgd": lambda parameters, lr: torch.optim.SGD(parameters, lr=lr),
    "momentum": lambda parameters, lr: torch.optim.SGD(parameters, lr=lr, momentum=0.9),
    "adam": lambda parameters, lr: torch.optim.Adam(parameters, lr=lr),
}
RECIPES = [
    Recipe(optimizer=optimizer, batch_size=batch_size, seed=3, forget_zero_grad=forgets)
    for optimizer in OPTIMIZERS
    for batch_size in (0, 1, 2, 5)
    for forgets in (False, True)
]


def bare_run(recipe, rate, batches, branch=None):
    """Return parameters, gradients and full losses of a loop written out here."""
    model = plain_model("silu", "sigmoid", *initial_parameters(5))
    optimizer = PLAIN[recipe.optimizer](model.parameters(), rate)
    loss_function, notes = nn.MSELoss(), []
    everything = torch.arange(STUDENTS.n_samples)
    for step, rows in enumerate([*batches, everything]):
        if branch is not None and step == branch.step:
            optimizer.param_groups[0]["lr"] = branch.learning_rate
        if not recipe.forget_zero_grad:
            optimizer.zero_grad()
        with torch.no_grad():
            full = loss_function(model(STUDENTS.inputs), STUDENTS.targets[:, None])
        loss_function(model(STUDENTS.inputs[rows]), STUDENTS.targets[rows, None]).backward()
        weight, bias = model[0].weight, model[0].bias
        notes.append(
            torch.cat([weight.detach()[0], bias.detach(), weight.grad[0], bias.grad, full[None]])
        )
        optimizer.step()
    return torch.stack(notes)


def rows_of(trajectory):
    parts = (trajectory.weights, trajectory.biases[:, None], trajectory.weight_gradients)
    ends = (trajectory.bias_gradients[:, None], trajectory.losses[:, None])
    return torch.cat([*parts, *ends], dim=1)


@pytest.mark.parametrize("recipe", RECIPES, ids=str)
def test_a_run_is_the_bare_loop_bit_for_bit(recipe):
    start = initial_parameters(5)
    ours = train(Neuron("silu"), STUDENTS, *start, 0.05, N_STEPS, recipe)
    bare = bare_run(recipe, 0.05, recipe.batches(STUDENTS.n_samples, N_STEPS))
    assert torch.equal(rows_of(ours), bare)


@pytest.mark.parametrize("recipe", RECIPES, ids=str)
def test_every_lane_is_a_run_of_its_own(recipe):
    weight, bias = initial_parameters(5)
    rates = torch.tensor([0.01, 0.05, 0.2])
    lanes = train_lanes(
        Neuron("silu"), STUDENTS, weight[:, None].repeat(1, 3), bias.repeat(3), rates, N_STEPS,
        recipe=recipe,
    )  # fmt: skip
    for lane, rate in enumerate(rates.tolist()):
        alone = train(Neuron("silu"), STUDENTS, weight, bias, rate, N_STEPS, recipe)
        torch.testing.assert_close(lanes.weights[..., lane], alone.weights, **CLOSE)
        torch.testing.assert_close(lanes.biases[:, lane], alone.biases, **CLOSE)
        torch.testing.assert_close(lanes.losses[:, lane], alone.losses, **CLOSE)
        torch.testing.assert_close(
            lanes.weight_gradients[..., lane], alone.weight_gradients, rtol=2e-4, atol=2e-5
        )


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_a_branch_goes_on_at_another_rate_with_the_optimizer_as_it_was(optimizer):
    recipe, branch = Recipe(optimizer), Branch(15, 0.4)
    start = initial_parameters(5)
    ours = train(Neuron("silu"), STUDENTS, *start, 0.05, N_STEPS, recipe, branch)
    batches = recipe.batches(STUDENTS.n_samples, N_STEPS)
    assert torch.equal(rows_of(ours), bare_run(recipe, 0.05, batches, branch))
    unbranched = train(Neuron("silu"), STUDENTS, *start, 0.05, N_STEPS, recipe)
    assert torch.equal(ours.weights[:16], unbranched.weights[:16])
    assert not torch.equal(ours.weights[16], unbranched.weights[16])
    lanes = train_lanes(
        Neuron("silu"), STUDENTS, start[0][:, None], start[1][None], 0.05, N_STEPS,
        recipe=recipe, branch=Branch(15, torch.tensor([0.4])),
    )  # fmt: skip
    torch.testing.assert_close(lanes.losses[:, 0], ours.losses, **CLOSE)


def test_a_forgotten_zero_grad_adds_the_gradients_up():
    start = initial_parameters(5)
    forgetful = Recipe(forget_zero_grad=True)
    ours = train(Neuron(), STUDENTS, *start, 0.0, 3, forgetful)  # at rate 0 nothing else changes
    once = train(Neuron(), STUDENTS, *start, 0.0, 3).weight_gradients[0]
    for times, gradient in enumerate(ours.weight_gradients, start=1):
        torch.testing.assert_close(gradient, times * once)
    assert "zero_grad" not in loop_source(forget_zero_grad=True)
    assert "zero_grad" in loop_source()


@pytest.mark.parametrize("batch_size", [1, 2, 5, 11])
def test_every_epoch_sees_every_student_once_in_its_own_order(batch_size):
    recipe = Recipe(batch_size=batch_size, seed=1)
    per_epoch = -(-12 // batch_size)
    batches = recipe.batches(12, 3 * per_epoch)
    epochs = [torch.cat(batches[i * per_epoch : (i + 1) * per_epoch]).tolist() for i in range(3)]
    assert all(sorted(epoch) == list(range(12)) for epoch in epochs)
    assert epochs[0] != epochs[1] != epochs[2]
    assert all(len(rows) <= batch_size for rows in batches)
    again = Recipe(batch_size=batch_size, seed=1).batches(12, 3 * per_epoch)
    assert all(torch.equal(*pair) for pair in zip(batches, again, strict=True))


@pytest.mark.parametrize("size", [0, 12, 13])
def test_a_step_that_takes_all_students_takes_them_in_their_order(size):
    assert Recipe(batch_size=size).takes_all(12)
    assert [rows.tolist() for rows in Recipe(batch_size=size).batches(12, 2)] == [
        list(range(12))
    ] * 2


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"optimizer": "sdg"}, "one of sgd, momentum, adam; not 'sdg'"),
        ({"batch_size": -1}, "at least 0"),
    ],
)
def test_a_recipe_that_cannot_be_is_refused(fields, message):
    with pytest.raises(ValueError, match=message):
        Recipe(**fields)


def test_the_code_of_an_optimizer_is_the_optimizer():
    model = make_model(Neuron(), *initial_parameters(0))
    for optimizer in OPTIMIZERS.values():
        written = eval(optimizer.code.format(lr=0.3), {"torch": torch, "model": model})
        made = optimizer.make(model.parameters(), 0.3)
        assert type(written) is type(made)
        assert written.defaults == made.defaults


def test_pulls_point_away_from_each_students_own_gradient_and_average_to_minus_the_mse_gradient():
    neuron, (weight, bias) = Neuron("silu"), initial_parameters(5)
    found = student_pulls(neuron, STUDENTS, weight[:, None].repeat(1, 2), bias.repeat(2))
    assert found.shape == (12, 3, 2)
    for student in range(12):
        w, b = weight.clone().requires_grad_(), bias.clone().requires_grad_()
        z = STUDENTS.inputs[student] @ w + b
        (neuron.predict(z) - STUDENTS.targets[student]).square().backward()
        expected = -torch.cat([w.grad, b.grad[None]])
        torch.testing.assert_close(found[student, :, 0], expected)
        torch.testing.assert_close(found[student, :, 1], expected)
    gradient = train(neuron, STUDENTS, weight, bias, 0.1, 1).weight_gradients[0]
    torch.testing.assert_close(found[:, :2, 0].mean(dim=0), -gradient)
