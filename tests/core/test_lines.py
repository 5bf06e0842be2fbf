"""Watching the lines of a step shows PyTorch as it is, and changes nothing."""

import gc
import sys
import weakref

import pytest
import torch
from torch import nn

from tests.core.examples import setup_from
from visualizer.core import (
    LESSON_RECIPE,
    OPTIMIZERS,
    Recipe,
    initial_parameters,
    make_neuron,
    train,
    watch_step,
)
from visualizer.core.lines import watch_lines
from visualizer.tables.loading import load_dataset

STUDENTS = load_dataset("three_students")
START = initial_parameters(0)


def make_setup(recipe=LESSON_RECIPE, n_steps=6):
    return setup_from(make_neuron(), STUDENTS, START, 0.1, n_steps, recipe=recipe)


def watch(step, recipe=LESSON_RECIPE, n_steps=6):
    return train(make_setup(recipe, n_steps), watched=step)


def gradients(states):
    return [None if each.gradients is None else float(each.gradients[-1]) for each in states]


def test_in_the_first_step_grad_goes_from_none_to_a_value():
    seen = watch(0)
    before, zeroed, predicted, lost, backward, stepped = seen.lines
    assert gradients(seen.lines[:4]) == [None] * 4
    assert torch.equal(backward.gradients, seen.gradients[0])
    assert torch.equal(stepped.gradients, seen.gradients[0])
    assert before.predictions is None
    assert zeroed.predictions is None
    assert torch.equal(predicted.predictions, seen.predictions[0])
    assert predicted.loss is None
    assert torch.equal(lost.loss, seen.losses[0])
    assert torch.equal(backward.parameters, seen.parameters[0])
    assert torch.equal(stepped.parameters, seen.parameters[1])


def test_later_zero_grad_throws_the_gradient_of_the_last_step_away():
    seen = watch(3)
    before, zeroed = seen.lines[:2]
    assert torch.equal(before.gradients, seen.gradients[2])
    assert zeroed.gradients is None


def test_a_bare_step_of_pytorch_has_the_same_states():
    linear = nn.Linear(2, 1)
    with torch.no_grad():
        linear.weight.copy_(START[None, :2])
        linear.bias.copy_(START[2:])
    model = nn.Sequential(linear, nn.Sigmoid())
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    seen = watch(0).lines
    assert linear.weight.grad is None
    optimizer.zero_grad()
    assert linear.weight.grad is None
    loss = nn.MSELoss()(model(STUDENTS.inputs), STUDENTS.targets[:, None])
    loss.backward()
    assert torch.equal(linear.weight.grad[0], seen[4].gradients[:2])
    assert torch.equal(linear.bias.grad, seen[4].gradients[2:])
    optimizer.step()
    assert torch.equal(linear.weight.detach()[0], seen[5].parameters[:2])
    assert torch.equal(linear.bias.detach(), seen[5].parameters[2:])


def test_without_zero_grad_there_is_a_line_less_and_the_gradients_add_up():
    recipe = Recipe(forget_zero_grad=True)
    seen = watch(3, recipe)
    before, _predicted, _lost, backward, _stepped = seen.lines
    assert torch.equal(before.gradients, seen.gradients[2])
    assert torch.equal(backward.gradients, seen.gradients[3])


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("step", [0, 2, 5])
def test_a_watched_training_is_the_training(optimizer, step):
    recipe = Recipe(optimizer, batch_size=2)
    watched, alone = watch(step, recipe), train(make_setup(recipe))
    assert torch.equal(watched.parameters, alone.parameters)
    assert torch.equal(watched.losses, alone.losses)
    assert len(watched.lines) == 6
    assert torch.equal(watched.lines[0].parameters, alone.parameters[step])
    assert torch.equal(watched.lines[-1].parameters, alone.parameters[step + 1])
    assert alone.lines == ()


@pytest.mark.parametrize("batch_size", [0, 1, 2])
@pytest.mark.parametrize("step", [0, 1, 5])
def test_a_step_executed_once_more_is_the_step_that_was(batch_size, step):
    recipe = Recipe(batch_size=batch_size, seed=4)
    seen = watch(step, recipe)
    again = watch_step(make_setup(recipe), seen, step)
    for one, other in zip(seen.lines, again, strict=True):
        for name, value in vars(one).items():
            found = getattr(other, name)
            assert (value is None) == (found is None), name
            assert value is None or torch.equal(value, found), name


@pytest.mark.parametrize("recipe", [Recipe("adam"), Recipe(forget_zero_grad=True)], ids=str)
def test_a_step_with_a_memory_is_come_to_from_the_start(recipe):
    seen = watch(3, recipe)
    before, after = seen.lines[0], seen.lines[-1]
    assert torch.equal(before.parameters, seen.parameters[3])
    assert torch.equal(before.gradients, seen.gradients[2])
    assert torch.equal(after.parameters, seen.parameters[4])
    assert torch.equal(after.gradients, seen.gradients[3])


def test_nobody_else_is_watched_afterwards():
    before = sys.gettrace()
    watch(1)
    assert sys.gettrace() is before


def test_what_was_watched_goes_with_the_last_who_holds_it():
    model = nn.Sequential(nn.Linear(2, 1))
    gone = weakref.ref(model)

    def loop(model, batches):
        for inputs in batches:
            predictions = model(inputs)
            predictions.sum()

    gc.collect()
    gc.disable()
    try:
        states = watch_lines(loop, model, [torch.zeros(1, 2)])
        assert len(states) == 3
        held = weakref.ref(states[0])
        del model, states
        assert gone() is None
        assert held() is None
    finally:
        gc.enable()
