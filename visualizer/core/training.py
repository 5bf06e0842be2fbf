"""Training: the five lines of PyTorch, and a record of what they did.

``training_loop`` is what runs, and its text, ``TRAINING_LOOP``, is what the app shows. Nothing in
it records anything: PyTorch's own hooks watch the model, the loss and the optimizer from outside.
"""

import inspect
import textwrap
from dataclasses import dataclass, fields

import torch
from torch import Tensor, nn

from visualizer.core.datasets import Dataset
from visualizer.core.divergence import blank_after_divergence, find_divergence
from visualizer.core.neuron import Neuron, check_parameters, make_model


def training_loop(
    model: nn.Module,
    loss_function: nn.Module,
    optimizer: torch.optim.Optimizer,
    inputs: Tensor,
    targets: Tensor,
    n_steps: int,
) -> None:
    """Train ``model`` in place by ``n_steps`` updates, one per pass over all examples."""
    for step in range(n_steps):
        optimizer.zero_grad()
        predictions = model(inputs)
        loss = loss_function(predictions, targets)
        loss.backward()
        optimizer.step()


def _body_source(function: object) -> str:
    source = inspect.getsource(function)
    return textwrap.dedent(source[source.index("    for ") :])


TRAINING_LOOP = _body_source(training_loop)
"""The loop as text, to be shown: the body of ``training_loop``, taken from its source."""


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


def train(
    neuron: Neuron,
    dataset: Dataset,
    weight: Tensor,
    bias: Tensor,
    learning_rate: float,
    n_steps: int,
) -> Trajectory:
    """Return the record of one ``training_loop`` with ``torch.optim.SGD`` on the MSE.

    Every number in it is the one that the loop itself computed, bit for bit.

    Args:
        neuron: The architecture.
        dataset: The examples; every step uses all of them.
        weight: Where the weights start. Shape ``(n_features,)``.
        bias: Where the bias starts. Shape ``()``.
        learning_rate: Size of a step per unit of gradient. Finite, at least 0.
        n_steps: Number of updates, at least 0.

    Raises:
        ValueError: If shapes do not match, or ``learning_rate`` or ``n_steps`` is out of range.
    """
    check_parameters(dataset.inputs, weight, bias)
    _check_run(learning_rate, n_steps)
    model = make_model(neuron, weight, bias)
    loss_function = nn.MSELoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    tape = _Tape(neuron, model, loss_function, optimizer)
    targets = dataset.targets[:, None]
    training_loop(model, loss_function, optimizer, dataset.inputs, targets, n_steps)
    tape.look_once_more(dataset.inputs, targets)
    return tape.trajectory()


class _Tape:
    """A recorder of one training, driven by PyTorch's hooks.

    Hooks on the layers and on the loss see what passes through them; the one that runs before
    ``optimizer.step()`` sees the parameters with their fresh gradients.
    """

    def __init__(
        self,
        neuron: Neuron,
        model: nn.Sequential,
        loss_function: nn.Module,
        optimizer: torch.optim.Optimizer,
    ) -> None:
        self._model = model
        self._loss_function = loss_function
        self._optimizer = optimizer
        names = (field.name for field in fields(Trajectory) if field.name != "diverged_at")
        self._rows: dict[str, list[Tensor]] = {name: [] for name in names}
        model[0].register_forward_hook(self._after_sum)
        if neuron.activation == "identity":
            self._rows["activations"] = self._rows["pre_activations"]
        else:
            model[1].register_forward_hook(self._after_activation)
        loss_function.register_forward_hook(self._after_loss)
        optimizer.register_step_pre_hook(self._before_step)

    def _after_sum(self, _: nn.Module, __: tuple[Tensor, ...], pre_activations: Tensor) -> None:
        self._rows["pre_activations"].append(pre_activations.detach())

    def _after_activation(self, _: nn.Module, __: tuple[Tensor, ...], activations: Tensor) -> None:
        self._rows["activations"].append(activations.detach())

    def _after_loss(self, _: nn.Module, arguments: tuple[Tensor, ...], loss: Tensor) -> None:
        predictions, _targets = arguments
        self._rows["predictions"].append(predictions.detach())
        self._rows["losses"].append(loss.detach())

    def _before_step(self, *_: object) -> None:
        linear, rows = self._model[0], self._rows
        # The optimizer writes into the parameters, so they are copied; zero_grad() drops the
        # gradients and backward() makes new ones, so those are kept as they are.
        rows["weights"].append(linear.weight.detach().clone())
        rows["biases"].append(linear.bias.detach().clone())
        rows["weight_gradients"].append(linear.weight.grad)
        rows["bias_gradients"].append(linear.bias.grad)

    def look_once_more(self, inputs: Tensor, targets: Tensor) -> None:
        """Record the state that the last step led to, with its gradient, but make no step."""
        self._optimizer.zero_grad()
        self._loss_function(self._model(inputs), targets).backward()
        self._before_step()

    def trajectory(self) -> Trajectory:
        """Return what was recorded, blank after a divergence."""
        records = {name: torch.stack(rows).view(len(rows), -1) for name, rows in self._rows.items()}
        parameters = torch.cat([records["weights"], records["biases"]], dim=1)
        diverged_at = find_divergence(parameters[:, :, None], records["losses"])
        blank_after_divergence(diverged_at, *records.values())
        for name in ("biases", "losses", "bias_gradients"):
            records[name] = records[name].squeeze(1)
        step = int(diverged_at)
        return Trajectory(**records, diverged_at=step if step >= 0 else None)


def _check_run(learning_rate: float, n_steps: int) -> None:
    if not 0 <= learning_rate < float("inf"):
        raise ValueError(f"learning_rate must be finite and at least 0, got {learning_rate}")
    if n_steps < 0:
        raise ValueError(f"n_steps must be at least 0, got {n_steps}")
