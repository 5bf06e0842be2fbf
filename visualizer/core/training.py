"""Training: the five lines of PyTorch, and a record of what they do.

``training_loop`` is the program, and its text, ``loop_source()``, is what the app shows. ``train``
goes through the same steps without the loop's bookkeeping and records every number on the way;
``watch_step`` runs the loop itself and looks at it line by line. Tests hold all of them against
each other, bit for bit.
"""

import inspect
import textwrap
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn

from visualizer.core.descent import Descent, Row
from visualizer.core.divergence import blank_after_divergence, find_divergence
from visualizer.core.lines import LineState, watch_lines
from visualizer.core.model import make_model
from visualizer.core.passes import OneLayer, OneTraining, Trace
from visualizer.core.setup import Setup
from visualizer.core.updates import one_update
from visualizer.core.yield_point import yield_point

Batches = Iterable[tuple[Tensor, Tensor]]


def training_loop(
    model: nn.Module,
    loss_function: nn.Module,
    optimizer: torch.optim.Optimizer,
    batches: Batches,
) -> None:
    """Train ``model`` in place by one update for each batch of inputs and targets."""
    for inputs, targets in batches:
        optimizer.zero_grad()
        predictions = model(inputs)
        loss = loss_function(predictions, targets)
        loss.backward()
        optimizer.step()


def forgetful_loop(
    model: nn.Module,
    loss_function: nn.Module,
    optimizer: torch.optim.Optimizer,
    batches: Batches,
) -> None:
    """Train like ``training_loop``, but let the gradients of all steps add up."""
    for inputs, targets in batches:
        predictions = model(inputs)
        loss = loss_function(predictions, targets)
        loss.backward()
        optimizer.step()


def penalized_loop(
    model: nn.Module,
    loss_function: nn.Module,
    optimizer: torch.optim.Optimizer,
    l1: float,
    batches: Batches,
) -> None:
    """Train like ``training_loop``, but let the size of every weight and bias count as well."""
    for inputs, targets in batches:
        optimizer.zero_grad()
        predictions = model(inputs)
        loss = loss_function(predictions, targets)
        loss = loss + l1 * sum(each.abs().sum() for each in model.parameters())
        loss.backward()
        optimizer.step()


def loop_source(forget_zero_grad: bool = False, l1: bool = False) -> str:
    """Return the loop that runs as text, to be shown: its body, taken from its source."""
    loop = penalized_loop if l1 else forgetful_loop if forget_zero_grad else training_loop
    source = inspect.getsource(loop)
    return textwrap.dedent(source[source.index("    for ") :])


@dataclass(frozen=True, eq=False)
class Trajectory:
    """One training; row ``k`` is the state after ``k`` steps, row 0 the start.

    Attributes:
        parameters: Weights and biases, flat. Shape ``(n_steps + 1, n_parameters)``.
        gradients: ∂loss/∂parameters at these, as the loop has it. Same shape.
        losses: On all examples at these parameters, without an L1 term. Shape ``(n_steps + 1,)``.
        pre_activations: ``z`` of every example, for each layer. Shapes
            ``(n_steps + 1, n_samples, n_units)``.
        activations: ``f(z)`` of every example, for each layer. Same shapes.
        predictions: ``output(f(z))`` of the last layer. Shape
            ``(n_steps + 1, n_samples, n_outputs)``.
        diverged_at: First step whose loss or parameters are not finite, ``None`` for never; every
            later row is NaN.
        lines: What was there around each line of the step that was watched; empty if none was.
    """

    parameters: Tensor
    gradients: Tensor
    losses: Tensor
    pre_activations: tuple[Tensor, ...]
    activations: tuple[Tensor, ...]
    predictions: Tensor
    diverged_at: int | None
    lines: tuple[LineState, ...] = ()


def train(setup: Setup, watched: int | None = None) -> Trajectory:
    """Return the record of one training, bit for bit that of the loop on the page.

    Where a step takes all examples, every number in it is one on the way of that step, and
    otherwise one of a look at all of them in between.

    Args:
        setup: What the training is made from.
        watched: The step to be recorded line by line, counted from 0, if any.
    """
    trajectory = _trajectory(setup, _descend(setup))
    if watched is None or not 0 <= watched < setup.n_steps:
        return trajectory
    return replace(trajectory, lines=watch_step(setup, trajectory, watched))


@torch.inference_mode()
def _descend(setup: Setup) -> list[Row[list[Tensor], Trace]]:
    kind = OneLayer if len(setup.architecture.layers) == 1 else OneTraining
    way = kind(setup.task)
    start = way.lay_out(setup.parameters)
    return Descent(setup, way, start, one_update(setup, start)).rows(setup.n_steps + 1)


def _trajectory(setup: Setup, rows: list[Row[list[Tensor], Trace]]) -> Trajectory:
    """Return what was recorded row by row, blank after a divergence."""
    values, gradients, traces = zip(*rows, strict=True)
    kept, predictions, sums, activations = zip(*traces, strict=True)
    parameters, slopes = _flat(values), _flat(gradients)
    losses = setup.task.loss_kind.means(torch.stack(kept), setup.task.targets)
    answers, sums, activations = torch.stack(predictions), _layers(sums), _layers(activations)
    step = int(find_divergence(parameters[:, :, None], losses[:, None]))
    diverged_at = None
    if step >= 0:
        diverged_at, lane = step, torch.tensor([step])
        records = (parameters, slopes, losses[:, None], answers, *sums, *activations)
        blank_after_divergence(lane, *(each.flatten(1)[..., None] for each in records))
    return Trajectory(parameters, slopes, losses, sums, activations, answers, diverged_at)


def _flat(rows: tuple[list[Tensor], ...]) -> Tensor:
    """Return values of many states as rows of numbers. Shape ``(n_steps + 1, n_parameters)``."""
    return torch.cat([torch.stack(each).flatten(1) for each in zip(*rows, strict=True)], dim=1)


def _layers(rows: tuple[list[Tensor], ...]) -> tuple[Tensor, ...]:
    """Return what many states have of each layer, one tensor for each."""
    return tuple(torch.stack(each) for each in zip(*rows, strict=True))


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
