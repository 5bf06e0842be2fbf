"""Training: the five lines of PyTorch, and a record of what they did.

``training_loop`` is what runs, and its text, ``TRAINING_LOOP``, is what the app shows. Nothing in
it records anything: PyTorch's own hooks watch the model, the loss and the optimizer from outside.
"""

import inspect
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass, fields
from itertools import pairwise

import torch
from torch import Tensor, nn

from visualizer.core.datasets import Dataset
from visualizer.core.direct import Rows, train_directly
from visualizer.core.divergence import blank_after_divergence, find_divergence
from visualizer.core.lines import LineState, watch_lines
from visualizer.core.neuron import Neuron, check_parameters, make_model
from visualizer.core.pace import breathe
from visualizer.core.recipe import LESSON_RECIPE, OPTIMIZERS, Branch, Recipe

NOT_ROWS = ("diverged_at", "lines")
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


def loop_source(forget_zero_grad: bool = False) -> str:
    """Return the loop that runs as text, to be shown: its body, taken from its source."""
    source = inspect.getsource(forgetful_loop if forget_zero_grad else training_loop)
    return textwrap.dedent(source[source.index("    for ") :])


TRAINING_LOOP = loop_source()
"""The loop of the lesson as text."""


@dataclass(frozen=True, eq=False)
class Trajectory:
    """One training; row ``k`` is the state after ``k`` steps, row 0 the start.

    Attributes:
        weights: Shape ``(n_steps + 1, n_features)``.
        biases: Shape ``(n_steps + 1,)``.
        losses: MSE at these parameters. Shape ``(n_steps + 1,)``.
        weight_gradients: ∂loss/∂weight at these parameters. Shape ``(n_steps + 1, n_features)``.
        bias_gradients: ∂loss/∂bias at these parameters. Shape ``(n_steps + 1,)``.
        pre_activations: ``z`` of every example. Shape ``(n_steps + 1, n_samples)``.
        activations: ``f(z)`` of every example. Shape ``(n_steps + 1, n_samples)``.
        predictions: ``output(f(z))`` of every example. Shape ``(n_steps + 1, n_samples)``.
        diverged_at: First step whose loss or parameters are not finite, ``None`` for never; every
            later row is NaN.
        lines: What was there around each line of the step that was watched; empty if none was.
    """

    weights: Tensor
    biases: Tensor
    losses: Tensor
    weight_gradients: Tensor
    bias_gradients: Tensor
    pre_activations: Tensor
    activations: Tensor
    predictions: Tensor
    diverged_at: int | None
    lines: tuple[LineState, ...] = ()


def train(
    neuron: Neuron,
    dataset: Dataset,
    weight: Tensor,
    bias: Tensor,
    learning_rate: float,
    n_steps: int,
    recipe: Recipe = LESSON_RECIPE,
    branch: Branch | None = None,
    watched: int | None = None,
) -> Trajectory:
    """Return the record of one training on the MSE, bit for bit that of the loop on the page.

    Every number in it is one that PyTorch computed on the way: those of the loop itself where a
    step takes all examples, and otherwise those of a look at all of them in between. The lesson's
    recipe goes through ``train_directly``, which calls the same kernels without the loop's
    bookkeeping; tests hold both against each other.

    Args:
        neuron: The architecture.
        dataset: The examples.
        weight: Where the weights start. Shape ``(n_features,)``.
        bias: Where the bias starts. Shape ``()``.
        learning_rate: Size of a step per unit of gradient. Finite, at least 0.
        n_steps: Number of updates, at least 0.
        recipe: Optimizer, batch size and order of the examples.
        branch: From which step on another rate holds, if any.
        watched: The step to be recorded line by line, counted from 0, if any.

    Raises:
        ValueError: If shapes do not match, or ``learning_rate`` or ``n_steps`` is out of range.
    """
    check_parameters(dataset.inputs, weight, bias)
    _check_run(learning_rate, n_steps)
    if watched is None and not recipe.has_memory and recipe.takes_all(len(dataset.inputs)):
        rates = [learning_rate] * n_steps
        if branch is not None:
            rates[branch.step :] = [float(branch.learning_rate)] * len(rates[branch.step :])
        return _trajectory(train_directly(neuron, dataset, weight, bias, rates))
    model = make_model(neuron, weight, bias)
    loss_function = nn.MSELoss()
    optimizer = OPTIMIZERS[recipe.optimizer].make(model.parameters(), learning_rate)
    inputs, targets = dataset.inputs, dataset.targets[:, None]
    tape = _Tape(neuron, model, loss_function, optimizer, (inputs, targets))
    loop = forgetful_loop if recipe.forget_zero_grad else training_loop
    batches = _batches(inputs, targets, recipe, n_steps)
    lines: list[LineState] = []
    for first, last in _stretches(n_steps, branch, watched):
        if branch is not None and first == branch.step:
            optimizer.param_groups[0]["lr"] = float(branch.learning_rate)
        if first == watched:
            lines = watch_lines(loop, model, loss_function, optimizer, batches[first:last])
        else:
            loop(model, loss_function, optimizer, batches[first:last])
    tape.look_once_more(recipe.forget_zero_grad)
    return tape.trajectory(tuple(lines))


def watch_step(
    neuron: Neuron,
    dataset: Dataset,
    trajectory: Trajectory,
    step: int,
    learning_rate: float,
    recipe: Recipe = LESSON_RECIPE,
) -> tuple[LineState, ...]:
    """Return what was there around each line of one step, by executing that step once more.

    Only for recipes without a memory: a step of theirs depends on nothing but where it starts.

    Args:
        neuron: The architecture.
        dataset: The examples.
        trajectory: The training that the step belongs to.
        step: Which step, from 0 to one less than the number of its steps.
        learning_rate: Size of a step per unit of gradient.
        recipe: Batch size and order of the examples.

    Raises:
        ValueError: If the recipe has a memory.
    """
    if recipe.has_memory:
        raise ValueError(f"the recipe must depend on nothing but where a step starts, got {recipe}")
    model = make_model(neuron, trajectory.weights[step], trajectory.biases[step])
    optimizer = OPTIMIZERS[recipe.optimizer].make(model.parameters(), learning_rate)
    if step > 0:  # what the step before has left
        model[0].weight.grad = trajectory.weight_gradients[step - 1][None].clone()
        model[0].bias.grad = trajectory.bias_gradients[step - 1][None].clone()
    batches = _batches(dataset.inputs, dataset.targets[:, None], recipe, step + 1)
    return tuple(watch_lines(training_loop, model, nn.MSELoss(), optimizer, batches[step:]))


def _stretches(n_steps: int, branch: Branch | None, watched: int | None) -> list[tuple[int, int]]:
    """Return first and last step of every stretch that the loop goes through in one go."""
    turns = {0, n_steps}
    if branch is not None:
        turns.add(branch.step)
    if watched is not None:
        turns |= {watched, watched + 1}
    stops = sorted(turn for turn in turns if 0 <= turn <= n_steps)
    return list(pairwise(stops))


def _batches(
    inputs: Tensor, targets: Tensor, recipe: Recipe, n_steps: int
) -> list[tuple[Tensor, Tensor]]:
    if recipe.takes_all(len(inputs)):
        return [(inputs, targets)] * n_steps  # the very tensors, which the tape knows again
    return [(inputs[rows], targets[rows]) for rows in recipe.batches(len(inputs), n_steps)]


class _Tape:
    """A recorder of one training, driven by PyTorch's hooks.

    Hooks on the layers and on the loss see what passes through them; the one that runs before
    ``optimizer.step()`` sees the parameters with their fresh gradients. Where the loop sees some of
    the examples only, that one looks at all of them as well, without a gradient.
    """

    def __init__(
        self,
        neuron: Neuron,
        model: nn.Sequential,
        loss_function: nn.Module,
        optimizer: torch.optim.Optimizer,
        everything: tuple[Tensor, Tensor],
    ) -> None:
        self._model = model
        self._loss_function = loss_function
        self._optimizer = optimizer
        self._everything = everything
        names = (field.name for field in fields(Trajectory) if field.name not in NOT_ROWS)
        self._rows: Rows = {name: [] for name in names}
        model[0].register_forward_hook(self._after_sum)
        if neuron.activation == "identity":
            self._rows["activations"] = self._rows["pre_activations"]
        else:
            model[1].register_forward_hook(self._after_activation)
        loss_function.register_forward_hook(self._after_loss)
        optimizer.register_step_pre_hook(self._before_step)

    def _after_sum(self, _: nn.Module, arguments: tuple[Tensor], pre_activations: Tensor) -> None:
        self._sees_all = arguments[0] is self._everything[0]
        self._note("pre_activations", pre_activations)

    def _after_activation(self, _: nn.Module, __: tuple[Tensor], activations: Tensor) -> None:
        self._note("activations", activations)

    def _after_loss(self, _: nn.Module, arguments: tuple[Tensor, Tensor], loss: Tensor) -> None:
        self._note("predictions", arguments[0])
        self._note("losses", loss)

    def _note(self, name: str, values: Tensor) -> None:
        if self._sees_all:
            self._rows[name].append(values.detach())

    def _before_step(self, *_: object) -> None:
        if not self._sees_all:
            with torch.no_grad():
                self._look()
        linear, rows = self._model[0], self._rows
        breathe()
        # The optimizer writes into the parameters, and a loop that forgets zero_grad() into the
        # gradients, so both are copied.
        rows["weights"].append(linear.weight.detach().clone())
        rows["biases"].append(linear.bias.detach().clone())
        rows["weight_gradients"].append(linear.weight.grad.clone())
        rows["bias_gradients"].append(linear.bias.grad.clone())

    def _look(self) -> Tensor:
        inputs, targets = self._everything
        return self._loss_function(self._model(inputs), targets)

    def look_once_more(self, forget_zero_grad: bool) -> None:
        """Record the state that the last step led to, with its gradient, but make no step."""
        if not forget_zero_grad:
            self._optimizer.zero_grad()
        self._look().backward()
        self._before_step()

    def trajectory(self, lines: tuple[LineState, ...]) -> Trajectory:
        """Return what was recorded."""
        return _trajectory(self._rows, lines)


def _trajectory(rows: Rows, lines: tuple[LineState, ...] = ()) -> Trajectory:
    """Return what was recorded row by row, blank after a divergence."""
    records = {name: torch.stack(noted).view(len(noted), -1) for name, noted in rows.items()}
    parameters = torch.cat([records["weights"], records["biases"]], dim=1)
    diverged_at = find_divergence(parameters[:, :, None], records["losses"])
    blank_after_divergence(diverged_at, *records.values())
    for name in ("biases", "losses", "bias_gradients"):
        records[name] = records[name].squeeze(1)
    step = int(diverged_at)
    return Trajectory(**records, diverged_at=step if step >= 0 else None, lines=lines)


def _check_run(learning_rate: float, n_steps: int) -> None:
    if not 0 <= learning_rate < float("inf"):
        raise ValueError(f"learning_rate must be finite and at least 0, got {learning_rate}")
    if n_steps < 0:
        raise ValueError(f"n_steps must be at least 0, got {n_steps}")
