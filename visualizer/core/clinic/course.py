"""The course of a program: every number of its training, step by step."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import torch
from torch import Tensor, nn

from visualizer.core.architecture import Architecture, Layer
from visualizer.core.clinic.program import Program
from visualizer.core.clinic.running import Record, run
from visualizer.core.neuron_lanes import with_ones


@dataclass(frozen=True, eq=False)
class Course:
    """A program that has run; row ``k`` is its step ``k``.

    Numbers that grew beyond what a computer can hold are inf or NaN. Rows after an error are NaN.

    Attributes:
        losses: As the program prints them. Shape ``(n_steps + 1,)``.
        symbols: Names of the weights and biases, in the order of the flat vectors.
        layer_of: Number of the layer that each belongs to, from 1.
        weights: Before the step. Shape ``(n_steps + 1, n)``.
        gradients: ``.grad`` after the lines of the step, NaN where that is ``None``. Same shape.
        body: Keys of the lines in the loop.
        line_weights: After each line of each step. Shape ``(n_steps + 1, n_lines, n)``.
        line_gradients: ``.grad`` there. Same shape.
        fresh: Gradient of the loss at the weights of the first steps. Shape ``(≤ 5, n)``.
        sums: ``z`` of every example, for each layer. Shapes ``(n_steps + 1, n_samples, n_units)``.
        activations: What each layer makes of them. Same shapes.
        predictions: Shape ``(n_steps + 1, n_samples, 1)``.
        targets: As the program has them. Shape ``(n_samples, 1)`` or ``(n_samples,)``.
        inputs: Shape ``(n_samples, 2)``.
        shapes: Of each tensor in the line of the loss.
        update_ratio: ``‖Δw‖/‖w‖`` of each step, inf from weights of 0. Shape ``(n_steps + 1,)``.
        loss_name: What PyTorch calls the loss function.
        is_sum: Whether that is a sum over the examples, and no mean.
        rate: The learning rate.
        limit: Rate above which steps fly apart, where the loss is a quadratic bowl.
        origin: Where the loss comes from, as ``grad_fn`` names it; ``""`` if it does not know.
        warning: What PyTorch warned of, ``""`` if of nothing.
        error: Key of the line that failed and PyTorch's message, ``None`` if none did.
    """

    losses: Tensor
    symbols: tuple[str, ...]
    layer_of: tuple[int, ...]
    weights: Tensor
    gradients: Tensor
    body: tuple[str, ...]
    line_weights: Tensor
    line_gradients: Tensor
    fresh: Tensor
    sums: tuple[Tensor, ...]
    activations: tuple[Tensor, ...]
    predictions: Tensor
    targets: Tensor
    inputs: Tensor
    shapes: Mapping[str, tuple[int, ...]]
    update_ratio: Tensor
    loss_name: str
    is_sum: bool
    rate: float
    limit: float | None
    origin: str
    warning: str
    error: tuple[str, str] | None

    @property
    def n_steps(self) -> int:
        """Number of updates."""
        return len(self.losses) - 1


@lru_cache(maxsize=48)
def run_program(program: Program) -> Course:
    """Return the course of a program; run once, then shared: read its tensors, never write."""
    record = run(program)
    model, n_rows = record.names["model"], program.n_steps + 1
    places = _architecture(model).places
    body = tuple(line.key for line in program.part("body"))
    n = len(places)
    before_and_after = _rows(record.weights, n_rows + 1, (n,))
    weights = before_and_after[:-1]
    states = [state for seen in record.lines if len(seen) == len(body) for state in seen]
    line_weights, line_gradients = (
        _rows([state[which] for state in states], n_rows * len(body), (n,)).unflatten(
            0, (n_rows, len(body))
        )
        for which in (0, 1)
    )
    sums, activations = _layers(model, weights, record.names["inputs"])
    return Course(
        losses=_rows(list(torch.tensor(record.losses)), n_rows, ()),
        symbols=tuple(place.symbol for place in places),
        layer_of=tuple(place.layer for place in places),
        weights=weights,
        gradients=line_gradients[:, -1],
        body=body,
        line_weights=line_weights,
        line_gradients=line_gradients,
        fresh=torch.stack(record.fresh),
        sums=sums,
        activations=activations,
        predictions=_rows(record.predictions, n_rows, (len(record.names["inputs"]), 1)),
        targets=record.names["targets"],
        inputs=record.names["inputs"],
        shapes=_shapes(record),
        update_ratio=_ratios(before_and_after),
        loss_name=type(record.names["loss_function"]).__name__,
        is_sum=record.names["loss_function"].reduction == "sum",
        rate=_rate(record.names),
        limit=_limit(record.names),
        origin=record.origin,
        warning=record.warning,
        error=record.error,
    )


def _rows(rows: list[Tensor], n_rows: int, shape: tuple[int, ...]) -> Tensor:
    """Return ``rows`` as one tensor, filled up with NaN to ``n_rows``."""
    blank = torch.full((n_rows - len(rows), *shape), torch.nan)
    return torch.cat([torch.stack(rows), blank]) if rows else blank


def _architecture(model: nn.Sequential) -> Architecture:
    """Return how many units each layer has, to name the weights; the functions do not matter."""
    return Architecture(
        tuple(Layer(each.out_features) for each in model if isinstance(each, nn.Linear))
    )


@torch.no_grad()
def _layers(
    model: nn.Sequential, weights: Tensor, inputs: Tensor
) -> tuple[tuple[Tensor, ...], tuple[Tensor, ...]]:
    """Return the sums and activations of every layer, of all steps at once."""
    split = iter(_architecture(model).split(weights.T))
    values, sums, activations = inputs.expand(len(weights), -1, -1), [], []
    for module in model:
        if isinstance(module, nn.Linear):
            weight, bias = (each.movedim(-1, 0) for each in next(split))
            values = torch.baddbmm(bias[:, None, :], values, weight.mT)
            sums.append(values)
            activations.append(values)
        else:
            values = module(values)
            activations[-1] = values
    return tuple(sums), tuple(activations)


def _shapes(record: Record) -> Mapping[str, tuple[int, ...]]:
    names = record.names
    found = {each: tuple(names[each].shape) for each in ("predictions", "targets")}
    found["predictions - targets"] = tuple(
        torch.broadcast_shapes(found["predictions"], found["targets"])
    )
    return MappingProxyType(found)


def _ratios(weights: Tensor) -> Tensor:
    return (weights[1:] - weights[:-1]).norm(dim=1) / weights[:-1].norm(dim=1)


def _rate(names: dict[str, Any]) -> float:
    return names["rate"] if "rate" in names else names["optimizer"].param_groups[0]["lr"]


def _limit(names: dict[str, Any]) -> float | None:
    """Return ``2/λmax`` of a linear neuron with a squared error, else ``None``."""
    loss_function = names["loss_function"]
    if len(names["model"]) > 1 or not isinstance(loss_function, nn.MSELoss):
        return None
    design = with_ones(names["inputs"].double())
    parts = 1 if loss_function.reduction == "sum" else len(design)
    return 2 / float(torch.linalg.eigvalsh(2 / parts * design.T @ design)[-1])
