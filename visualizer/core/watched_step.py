"""One step of a training, line by line: the loop itself runs, and is looked at."""

from collections.abc import Callable

from torch import Tensor

from visualizer.core.lines import LineState, watch_lines
from visualizer.core.loops import forgetful_loop, penalized_loop, training_loop
from visualizer.core.model import make_model
from visualizer.core.setup import Setup
from visualizer.core.trajectory import Trajectory
from visualizer.core.yield_point import yield_point


def watch_step(setup: Setup, trajectory: Trajectory, step: int) -> tuple[LineState, ...]:
    """Return what was there around each line of one step, by running the loop itself.

    A step that depends on nothing but where it starts is executed once more from there; where the
    optimizer or the gradients remember, the loop runs from the start of the training.

    Args:
        setup: What the training is made from.
        trajectory: The training that the step belongs to.
        step: Which step, from 0 to one less than the number of its steps.
    """
    recipe, before = setup.recipe, 0 if setup.recipe.has_memory else step
    model = make_model(setup.architecture, trajectory.parameters[before])
    if before > 0:  # what the step before has left
        left = setup.architecture.split(trajectory.gradients[before - 1])
        slopes = (part.clone() for pair in left for part in pair)
        for parameter, slope in zip(model.parameters(), slopes, strict=True):
            parameter.grad = slope
    loss_function = setup.task.loss_kind.module()
    optimizer = recipe.make_optimizer(model.parameters(), setup.learning_rate)
    loop: Callable[..., None] = forgetful_loop if recipe.forget_zero_grad else training_loop
    tools: tuple[object, ...] = (loss_function, optimizer)
    if recipe.l1:
        loop, tools = penalized_loop, (*tools, recipe.l1)
    for number, batch in enumerate(_batches(setup, step + 1)[before:], start=before):
        optimizer.param_groups[0]["lr"] = setup.rate_at(number)
        if number < step:
            yield_point()
            loop(model, *tools, [batch])
    return tuple(watch_lines(loop, model, *tools, [batch]))


def _batches(setup: Setup, n_steps: int) -> list[tuple[Tensor, Tensor]]:
    inputs, targets, recipe = setup.dataset.inputs, setup.task.targets, setup.recipe
    if recipe.takes_all(len(inputs)):
        return [(inputs, targets)] * n_steps
    return [(inputs[rows], targets[rows]) for rows in recipe.batches(len(inputs), n_steps)]
