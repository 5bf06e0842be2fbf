"""One step of a training, line by line: what PyTorch holds after each line has really run."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType

import torch
from torch import Tensor, nn


@dataclass(frozen=True, eq=False)
class LineState:
    """What is there between two lines of the loop.

    Attributes:
        predictions: Of this step; ``None`` before the line that makes them. Shape
            ``(batch, n_outputs)``.
        loss: Of this step; ``None`` before the line that makes it. Shape ``()``.
        parameters: All weights and biases, flat. Shape ``(n_parameters,)``.
        gradients: Their ``.grad``, flat; ``None`` where that is ``None``. Same shape.
    """

    predictions: Tensor | None
    loss: Tensor | None
    parameters: Tensor
    gradients: Tensor | None


def watch_lines(loop: Callable[..., None], model: nn.Module, *arguments: object) -> list[LineState]:
    """Run ``loop(model, *arguments)`` on one batch; return what was there around each line.

    Python itself tells of every line as it comes to it, so what is noted is what was executed.

    Args:
        loop: A training loop whose body takes one batch.
        model: What it trains, in place.
        *arguments: The other arguments of the loop, its batches last.

    Returns:
        One state before the first line of the body, and one after each line.
    """
    states: list[LineState] = []

    def at_line(frame: FrameType, event: str, _: object) -> Callable | None:
        if event == "line":
            states.append(_look(frame, model))
        # That is this function. By its name it would hold itself, and with it all that it has seen.
        return frame.f_trace

    def at_call(frame: FrameType, _: str, __: object) -> Callable | None:
        return at_line if frame.f_code is loop.__code__ else None

    before = sys.gettrace()
    sys.settrace(at_call)
    try:
        loop(model, *arguments)
    finally:
        sys.settrace(before)
    return states[1:]  # the first line that Python comes to is the head of the loop


def _look(frame: FrameType, model: nn.Module) -> LineState:
    found = frame.f_locals
    predictions, loss = found.get("predictions"), found.get("loss")
    parameters = list(model.parameters())
    gradients = [each.grad for each in parameters if each.grad is not None]
    return LineState(
        predictions=None if predictions is None else predictions.detach(),
        loss=None if loss is None else loss.detach(),
        parameters=_flat([each.detach() for each in parameters]),
        gradients=_flat(gradients) if gradients else None,
    )


def _flat(tensors: list[Tensor]) -> Tensor:
    """Return all numbers in one new vector."""
    return torch.cat([each.flatten() for each in tensors])
