"""The record of one training: every number on its way."""

from dataclasses import dataclass

from torch import Tensor

from visualizer.core.lines import LineState


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
