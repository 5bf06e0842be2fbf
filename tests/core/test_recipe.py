"""Other optimizers, smaller batches, a forgotten zero_grad, a branch: plain loops as witnesses."""

from dataclasses import replace

import pytest
import torch

from tests.core.examples import same_starts, setup_from
from tests.core.plain import plain_training
from visualizer.core import (
    OPTIMIZERS,
    Branch,
    Recipe,
    initial_parameters,
    loop_source,
    make_model,
    make_neuron,
    student_pulls,
    train,
    train_lanes,
)
from visualizer.core.updates import decay_of
from visualizer.tables.loading import load_dataset

STUDENTS = load_dataset("twelve_students", "tenths")
N_STEPS = 40
CLOSE = {"rtol": 2e-5, "atol": 2e-6}
RECIPES = [
    Recipe(optimizer=optimizer, batch_size=batch_size, seed=3, forget_zero_grad=forgets)
    for optimizer in OPTIMIZERS
    for batch_size in (0, 1, 2, 5)
    for forgets in (False, True)
]
REGULARIZED = [
    Recipe(optimizer=optimizer, batch_size=batch_size, weight_decay=weight_decay, l1=l1)
    for optimizer in OPTIMIZERS
    for batch_size in (0, 5)
    for weight_decay, l1 in ((0.0, 0.0), (0.1, 0.0), (None, 0.01), (0.1, 0.01))
]
RECIPES += REGULARIZED

START = initial_parameters(5)


def make_setup(recipe, rate=0.05, n_steps=N_STEPS, **fields):
    neuron = make_neuron("silu")
    return setup_from(neuron, STUDENTS, START, rate, n_steps, recipe=recipe, **fields)


def bare_run(setup):
    """Return parameters, gradients and full losses of a loop written out elsewhere."""
    return rows_of(plain_training(setup, setup.recipe.batches(12, setup.n_steps)))


def rows_of(trajectory):
    parts = (trajectory.parameters, trajectory.gradients, trajectory.losses[:, None])
    return torch.cat(parts, dim=1)


@pytest.mark.parametrize("recipe", RECIPES, ids=str)
def test_a_run_is_the_bare_loop_bit_for_bit(recipe):
    setup = make_setup(recipe)
    assert torch.equal(rows_of(train(setup)), bare_run(setup))


@pytest.mark.parametrize("recipe", RECIPES, ids=str)
def test_every_lane_is_a_run_of_its_own(recipe):
    setup, rates = make_setup(recipe), torch.tensor([0.01, 0.05, 0.2])
    lanes = train_lanes(setup, same_starts(START, 3), rates)
    for lane, rate in enumerate(rates.tolist()):
        alone = train(replace(setup, learning_rate=rate))
        torch.testing.assert_close(lanes.parameters[..., lane], alone.parameters, **CLOSE)
        torch.testing.assert_close(lanes.losses[:, lane], alone.losses, **CLOSE)
        torch.testing.assert_close(
            lanes.gradients[..., lane], alone.gradients, rtol=2e-4, atol=2e-5
        )


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_a_branch_goes_on_at_another_rate_with_the_optimizer_as_it_was(optimizer):
    recipe = Recipe(optimizer)
    setup = make_setup(recipe, branch=Branch(15, 0.4))
    ours, unbranched = train(setup), train(make_setup(recipe))
    assert torch.equal(rows_of(ours), bare_run(setup))
    assert torch.equal(ours.parameters[:16], unbranched.parameters[:16])
    assert not torch.equal(ours.parameters[16], unbranched.parameters[16])
    for lanes in (
        train_lanes(setup, same_starts(START, 1)),
        train_lanes(
            make_setup(recipe, branch=Branch(15, 0.0)),
            same_starts(START, 1),
            branch_rates=torch.tensor([0.4]),
        ),
    ):
        torch.testing.assert_close(lanes.losses[:, 0], ours.losses, **CLOSE)


def test_a_forgotten_zero_grad_adds_the_gradients_up():
    forgetful = Recipe(forget_zero_grad=True)
    ours = train(make_setup(forgetful, 0.0, 3))  # at rate 0 nothing else changes
    once = train(make_setup(Recipe(), 0.0, 3)).gradients[0]
    for times, gradient in enumerate(ours.gradients, start=1):
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
        ({"optimizer": "sdg"}, "one of sgd, momentum, adam, adamw; not 'sdg'"),
        ({"batch_size": -1}, "at least 0"),
        ({"weight_decay": -0.1}, "weight_decay must be finite and at least 0"),
        ({"weight_decay": float("nan")}, "weight_decay must be finite"),
        ({"l1": float("inf")}, "l1 must be finite"),
        ({"l1": 0.1, "forget_zero_grad": True}, "does not go with l1"),
    ],
)
def test_a_recipe_that_cannot_be_is_refused(fields, message):
    with pytest.raises(ValueError, match=message):
        Recipe(**fields)


@pytest.mark.parametrize("weight_decay", [None, 0.0, 0.003])
def test_the_code_of_an_optimizer_is_the_optimizer(weight_decay):
    model = make_model(make_neuron(), initial_parameters(0))
    for optimizer in OPTIMIZERS.values():
        written = eval(optimizer.code("0.3", weight_decay), {"torch": torch, "model": model})
        made = optimizer.make(model.parameters(), 0.3, weight_decay)
        assert type(written) is type(made)
        assert written.defaults == made.defaults
        if weight_decay is not None:
            assert made.defaults["weight_decay"] == weight_decay


@pytest.mark.parametrize("recipe", REGULARIZED, ids=str)
def test_a_watched_step_is_lowered_with_the_same_terms(recipe):
    setup = make_setup(recipe, n_steps=6)
    found = train(setup, watched=4)
    before, after = found.lines[0], found.lines[-1]
    assert torch.equal(before.parameters, found.parameters[4])
    assert torch.equal(after.parameters, found.parameters[5])
    assert torch.equal(after.gradients, found.gradients[4])


def test_the_losses_of_a_run_are_without_its_terms():
    at_rest = make_setup(Recipe(weight_decay=0.1, l1=0.1), 0.0, 3)
    assert torch.equal(train(at_rest).losses, train(make_setup(Recipe(), 0.0, 3)).losses)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_a_decay_shrinks_what_no_gradient_moves(optimizer):
    nothing = replace(STUDENTS, inputs=torch.zeros_like(STUDENTS.inputs))

    def length(weight_decay):
        recipe = Recipe(optimizer, weight_decay=weight_decay)
        setup = replace(make_setup(recipe), dataset=nothing)
        return train(setup).parameters[-1, :2].norm()

    assert length(0.1) < length(0.0) == START[:2].norm()


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_a_decay_is_in_proportion_to_a_weight_but_for_adam(optimizer):
    """Which the words of the page say of it."""
    nothing = replace(STUDENTS, inputs=torch.zeros_like(STUDENTS.inputs))
    setup = make_setup(Recipe(optimizer, weight_decay=0.1), 0.1, 1)
    start, after = train(replace(setup, dataset=nothing)).parameters[:, :2]
    first, second = ((start - after) / start).tolist()
    assert abs(start[0]) != abs(start[1])
    assert (first == pytest.approx(second, rel=1e-3)) == (optimizer != "adam")


def test_pulls_point_away_from_each_students_own_gradient_and_average_to_minus_the_mse_gradient():
    setup, neuron, (*_, bias) = make_setup(Recipe(), 0.1, 1), make_neuron("silu"), START
    weight = START[:2]
    found = student_pulls(setup.task, same_starts(START, 2))
    assert found.shape == (12, 3, 2)
    for student in range(12):
        w, b = weight.clone().requires_grad_(), bias.clone().requires_grad_()
        z = STUDENTS.inputs[student] @ w + b
        (neuron.predict(z) - STUDENTS.targets[student]).square().backward()
        expected = -torch.cat([w.grad, b.grad[None]])
        torch.testing.assert_close(found[student, :, 0], expected)
        torch.testing.assert_close(found[student, :, 1], expected)
    torch.testing.assert_close(found[:, :, 0].mean(dim=0), -train(setup).gradients[0])


def test_an_optimizer_whose_step_lanes_cannot_share_is_refused():
    with pytest.raises(ValueError, match="lanes need an optimizer whose step is its rate times"):
        decay_of(torch.optim.Rprop([torch.zeros(2)], 1.0))


def test_in_lanes_adamw_shrinks_each_parameter_at_its_own_rate():
    recipe, rates = Recipe("adamw"), torch.tensor([0.0, 0.1, 0.5])
    lanes = train_lanes(make_setup(recipe, n_steps=30), same_starts(START, 3), rates)
    plain = train_lanes(make_setup(Recipe("adam"), n_steps=30), same_starts(START, 3), rates)
    for lane, rate in enumerate(rates.tolist()):
        parameter = torch.nn.Parameter(START.clone())
        optimizer = torch.optim.AdamW([parameter], lr=rate)
        for step in range(30):
            torch.testing.assert_close(lanes.parameters[step, :, lane], parameter.data, **CLOSE)
            parameter.grad = lanes.gradients[step, :, lane].clone()
            optimizer.step()
    assert torch.equal(lanes.parameters[..., 0], plain.parameters[..., 0])  # at rate 0 both stand
    assert (lanes.parameters[1] - plain.parameters[1])[:, 2].abs().max() > 1e-3
