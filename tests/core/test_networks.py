"""Any network is trained like a plain ``nn.Sequential``: one alone bit for bit, lanes closely."""

from dataclasses import replace

import pytest
import torch
from torch import nn

from tests.core.networks import CASES, make_setup, make_starts
from tests.core.plain import LOSSES, plain_model, plain_training
from visualizer.core import (
    ACTIVATIONS,
    DIAGNOSES,
    OPTIMIZERS,
    Axis,
    Branch,
    Recipe,
    autograd_gradient,
    diagnose,
    formula_gradient,
    forward,
    forward_lanes,
    forward_side_by_side,
    loss_surfaces,
    student_pulls,
    train,
    train_lanes,
    train_side_by_side,
    watch_step,
    wiggle_gradient,
)

N_STEPS = 25
CLOSE = {"rtol": 2e-5, "atol": 5e-6}
every_case = pytest.mark.parametrize("case", CASES)
RECIPES = [
    Recipe(optimizer, batch_size, seed=3, forget_zero_grad=forgets)
    for optimizer in OPTIMIZERS
    for batch_size in (0, 1, 5)
    for forgets in (False, True)
]


def batches_of(setup):
    n_samples = setup.dataset.n_samples
    if setup.recipe.takes_all(n_samples):
        return None
    return setup.recipe.batches(n_samples, setup.n_steps)


def assert_same(found, expected):
    for name, rows in vars(expected).items():
        assert torch.equal(getattr(found, name), rows), name


@every_case
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_a_training_is_the_plain_loop_bit_for_bit(case, activation):
    setup = make_setup(case, activation, learning_rate=0.3, n_steps=N_STEPS)
    assert_same(train(setup), plain_training(setup))


@every_case
@pytest.mark.parametrize("recipe", RECIPES, ids=str)
def test_every_recipe_is_the_plain_loop_bit_for_bit(case, recipe):
    branch = Branch(9, 0.02)
    setup = make_setup(case, learning_rate=0.05, n_steps=N_STEPS, recipe=recipe, branch=branch)
    assert_same(train(setup), plain_training(setup, batches_of(setup)))


@every_case
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_lane_is_a_training_of_its_own(case, activation):
    setup = make_setup(case, activation, n_steps=N_STEPS)
    starts, rates = make_starts(setup, 3), torch.tensor([0.01, 0.1, 0.3])
    lanes = train_lanes(setup, starts, rates)
    assert lanes.parameters.shape == lanes.gradients.shape == (N_STEPS + 1, *starts.shape)
    for lane, rate in enumerate(rates.tolist()):
        alone = replace(setup.starting_at(starts[:, lane]), learning_rate=rate)
        assert_close(lanes, lane, plain_training(alone))


@every_case
@pytest.mark.parametrize("recipe", RECIPES, ids=str)
def test_every_lane_of_every_recipe_is_a_training_of_its_own(case, recipe):
    branch = Branch(9, 0.02)
    setup = make_setup(case, learning_rate=0.05, n_steps=N_STEPS, recipe=recipe, branch=branch)
    starts, rates = make_starts(setup, 3), torch.tensor([0.01, 0.05, 0.1])
    later = torch.tensor([0.02, 0.0, 0.1])
    lanes = train_lanes(setup, starts, rates, branch_rates=later)
    for lane, rate in enumerate(rates.tolist()):
        alone = replace(
            setup.starting_at(starts[:, lane]),
            learning_rate=rate,
            branch=Branch(9, later[lane].item()),
        )
        assert_close(lanes, lane, plain_training(alone, batches_of(alone)))


def assert_close(lanes, lane, expected):
    # Where small gradients decide, Adam makes much of what rounding has changed.
    for name in ("parameters", "losses"):
        found = getattr(lanes, name)[..., lane]
        torch.testing.assert_close(found, getattr(expected, name), rtol=1e-3, atol=2e-4)
    torch.testing.assert_close(lanes.losses[:3, lane], expected.losses[:3], **CLOSE)
    torch.testing.assert_close(lanes.parameters[1, :, lane], expected.parameters[1], **CLOSE)
    torch.testing.assert_close(lanes.gradients[0, :, lane], expected.gradients[0], **CLOSE)


@every_case
def test_without_a_record_only_the_last_row_is_kept(case):
    setup = make_setup(case, n_steps=7)
    starts = make_starts(setup, 4)
    full, last = train_lanes(setup, starts), train_lanes(setup, starts, record=False)
    for name in ("parameters", "gradients", "losses"):
        assert torch.equal(getattr(last, name), getattr(full, name)[-1:]), name


@pytest.mark.parametrize("case", ["2-8-8-1", "2-6-3 numbers"])
def test_a_diverging_network_is_a_result(case):
    setup = make_setup(case, "identity", learning_rate=1e20, n_steps=30)
    found = train(setup)
    assert 0 < found.diverged_at < 30
    later = found.diverged_at + 1
    for rows in (found.parameters, found.losses, found.predictions, *found.activations):
        assert rows[later:].isnan().all()
        assert rows[0].isfinite().all()
    lanes = train_lanes(setup, setup.parameters[:, None].repeat(1, 2), torch.tensor([0.0, 1e20]))
    assert lanes.diverged_at.tolist() == [-1, found.diverged_at]


@every_case
@pytest.mark.parametrize("activation", ["relu", "gelu"])
def test_the_forward_pass_is_that_of_the_model(case, activation):
    setup = make_setup(case, activation)
    network, inputs = setup.architecture, setup.dataset.inputs
    passed, starts = forward(network, setup.parameters, inputs), make_starts(setup, 4)
    model, seen, z = plain_model(network, setup.parameters), inputs, []
    for module in model:
        seen = module(seen).detach()
        if isinstance(module, nn.Linear):
            z.append(seen)
    assert torch.equal(passed.predictions, seen)
    for own, expected in zip(passed.pre_activations, z, strict=True):
        assert torch.equal(own, expected)
    lanes = forward_lanes(network, starts, inputs)
    swept = forward_side_by_side(
        network, starts[:, 0], inputs, {network.names[1]: starts[1], "input_2": starts[0]}
    )
    assert swept.predictions.shape == (*passed.predictions.shape, 8)
    for lane in range(4):
        alone = forward(network, starts[:, lane], inputs)
        moved = starts[:, 0].clone()
        moved[1] = starts[1, lane]
        own = forward(network, moved, inputs)
        other = inputs.clone()
        other[:, 1] = starts[0, lane]
        theirs = forward(network, starts[:, 0], other)
        for many, one, place in (
            (lanes, alone, lane),
            (swept, own, lane),
            (swept, theirs, 4 + lane),
        ):
            torch.testing.assert_close(many.predictions[..., place], one.predictions, **CLOSE)
            for layer in range(len(network.layers)):
                for name in ("pre_activations", "activations", "derivatives"):
                    found = getattr(many, name)[layer][..., place]
                    torch.testing.assert_close(found, getattr(one, name)[layer], **CLOSE)
                terms = many.terms(layer)[..., place]
                torch.testing.assert_close(terms, one.terms(layer), **CLOSE)
                bias = network.split(one.parameters)[layer][1]
                torch.testing.assert_close(
                    one.terms(layer).sum(dim=2) + bias, one.pre_activations[layer], **CLOSE
                )


@every_case
@pytest.mark.parametrize("activation", ["tanh", "silu", "leaky_relu"])
def test_the_gradient_three_ways_is_that_of_a_bare_model(case, activation):
    setup, task = make_setup(case, activation), make_setup(case, activation).task
    starts = make_starts(setup, 2)
    expected = []
    for start in starts.T:
        model = plain_model(setup.architecture, start.double())
        targets = task.targets.double() if setup.loss != "cross_entropy" else task.targets
        LOSSES[setup.loss](model(setup.dataset.inputs.double()), targets).backward()
        expected.append(torch.cat([each.grad.flatten() for each in model.parameters()]))
    expected = torch.stack(expected, dim=1)
    torch.testing.assert_close(autograd_gradient(task, starts), expected, rtol=1e-9, atol=1e-12)
    found = formula_gradient(task, starts)
    torch.testing.assert_close(found.gradients, expected, rtol=1e-8, atol=1e-9)
    torch.testing.assert_close(
        wiggle_gradient(task, starts).gradients, expected, rtol=1e-5, atol=2e-8
    )
    mean = -student_pulls(task, starts).mean(dim=0)
    torch.testing.assert_close(mean, expected.float(), rtol=1e-4, atol=1e-6)


@every_case
def test_the_pull_of_a_student_is_a_step_for_that_student_alone(case):
    setup = make_setup(case)
    starts, dataset = make_starts(setup, 2), setup.dataset
    found = student_pulls(setup.task, starts)
    for student in (0, 7):
        rows = slice(student, student + 1)
        alone = replace(dataset, inputs=dataset.inputs[rows], targets=dataset.targets[rows])
        for lane in range(2):
            own = replace(setup.starting_at(starts[:, lane]), dataset=alone, n_steps=0)
            gradient = plain_training(own).gradients[0]
            torch.testing.assert_close(found[student, :, lane], -gradient, **CLOSE)


@every_case
@pytest.mark.parametrize("n_axes", [2, 3])
def test_a_slice_of_the_loss_is_the_loss_at_its_points(case, n_axes):
    setup = make_setup(case)
    names, start = setup.architecture.names, setup.parameters
    values = (torch.linspace(-1, 1, 5), torch.linspace(-2, 0, 4), torch.tensor([0.5, -0.5]))
    chosen = [2, 0, 1] if len(names) == 3 else [len(names) - 1, 3, 0]
    axes = [Axis(names[place], own) for place, own in zip(chosen, values, strict=True)]
    found = loss_surfaces(setup.task, *axes[:n_axes], parameters=start)
    assert found.shape == (2 if n_axes == 3 else 1, 4, 5)
    for where in ((0, 0, 0), (-1, 2, 3), (-1, 3, 4)):
        point = start.clone()
        for place, own, index in zip(chosen, values, reversed(where), strict=True):
            if place != chosen[2] or n_axes == 3:
                point[place] = own[index]
        loss = plain_training(replace(setup.starting_at(point), n_steps=0)).losses[0]
        torch.testing.assert_close(found[where], loss, rtol=1e-5, atol=1e-6)


@every_case
def test_every_position_of_a_control_is_a_training_from_there(case):
    setup = make_setup(case, n_steps=5)
    key = setup.architecture.names[-1]
    positions = {key: torch.tensor([-1.0, 1.0]), "learning_rate": torch.tensor([0.01, 0.2])}
    lanes = train_side_by_side(setup, positions)
    start = setup.parameters
    for lane, value in enumerate([-1.0, 1.0]):
        start[-1] = value
        alone = plain_training(setup.starting_at(start))
        torch.testing.assert_close(lanes.losses[:, lane], alone.losses, **CLOSE)
        rate = replace(setup, learning_rate=[0.01, 0.2][lane])
        torch.testing.assert_close(lanes.losses[:, 2 + lane], plain_training(rate).losses, **CLOSE)


@every_case
@pytest.mark.parametrize("recipe", [Recipe(), Recipe("adam", 5, 3), Recipe("momentum", 1, 0, True)])
def test_a_watched_step_is_the_step_that_was(case, recipe):
    setup = make_setup(case, learning_rate=0.05, n_steps=6, recipe=recipe)
    found = train(setup, watched=4)
    for lines in (found.lines, watch_step(setup, found, 4)):
        before, after = lines[0], lines[-1]
        assert torch.equal(before.parameters, found.parameters[4])
        assert torch.equal(before.gradients, found.gradients[3])
        assert torch.equal(after.parameters, found.parameters[5])
        assert torch.equal(after.gradients, found.gradients[4])
    if recipe == Recipe():
        assert torch.equal(found.lines[3].predictions, found.predictions[4])
        assert torch.equal(found.lines[3].loss, found.losses[4])


@every_case
def test_a_network_is_diagnosed(case):
    setup = make_setup(case, "relu", n_steps=8)
    places = diagnose(setup, train_lanes(setup, make_starts(setup, 3)))
    assert places.shape == (3,)
    assert places.max() < len(DIAGNOSES)
