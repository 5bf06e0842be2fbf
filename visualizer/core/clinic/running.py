"""Running a program: its own lines, one after the other, and what is there after each of them."""

import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from functools import lru_cache
from types import CodeType
from typing import Any

import torch
from torch import Tensor, nn

from visualizer.core.clinic.edits import Line
from visualizer.core.clinic.program import Program
from visualizer.core.yield_point import yield_point

LOOKED_AT = (0, 1, 2, 3, 4)
"""Steps before which the gradient is also asked for by itself, without the program's lines."""

_ONLY_LOOKS = ("predict", "loss", "print")  # lines that change neither weights nor gradients

# The filters of warnings belong to the whole process: they are swapped in the first step of a
# program alone, whose warning is the one that is told, and by one thread at a time.
_one_at_a_time = threading.Lock()
warnings.filterwarnings("ignore", "Using a target size")


@dataclass(frozen=True, eq=False)
class Record:
    """What was there while a program ran; row ``k`` of everything is from its step ``k``.

    Attributes:
        names: The variables of the program at its end.
        weights: Of the model, before each step and after the last. Shapes ``(n,)``.
        lines: After each line of each step: weights and ``.grad``, NaN where it is ``None``.
        losses: As the program prints them. Numbers.
        predictions: The same. Shapes ``(n_samples, 1)``.
        fresh: Gradient of the loss at the weights of the steps ``LOOKED_AT``. Shapes ``(n,)``.
        origin: Where the loss comes from, as ``grad_fn`` names it; ``""`` if it does not know.
        warning: What PyTorch warned of, ``""`` if of nothing.
        error: Key of the line that failed and its message, ``None`` if none did.
    """

    names: dict[str, Any]
    weights: list[Tensor] = field(default_factory=list)
    lines: list[list[tuple[Tensor, Tensor]]] = field(default_factory=list)
    losses: list[float] = field(default_factory=list)
    predictions: list[Tensor] = field(default_factory=list)
    fresh: list[Tensor] = field(default_factory=list)
    origin: str = ""
    warning: str = ""
    error: tuple[str, str] | None = None


@lru_cache(maxsize=1024)
def compiled(line: Line) -> CodeType:
    """Return what Python makes of a line. It is one of the clinic's own."""
    return compile(line.text, f"<{line.key}>", "exec")


def run(program: Program) -> Record:
    """Return what was there while ``program`` ran, until its end or the first error."""
    names: dict[str, Any] = {}
    record = Record(names)
    # It has no terminal here: what it prints is noted.
    names["print"] = lambda _: _note(record)
    # Whoever asks may be in a mode of its own, which is the thread's.
    with torch.inference_mode(False), torch.enable_grad():
        for line in program.part("setup"):
            exec(compiled(line), names)
        warned: list[str] = []
        error = _loop(program, record, warned)
    warning = warned[0] if warned else ""
    return replace(record, origin=_origin(names["loss"]), warning=warning, error=error)


def _loop(program: Program, record: Record, warned: list[str]) -> tuple[str, str] | None:
    """Do the loop line by line; return the line that failed and its message, if one did."""
    names, body = record.names, program.part("body")
    parameters = list(names["model"].parameters())
    steps = [(line.key, compiled(line), line.key not in _ONLY_LOOKS) for line in body]
    look = _looker(parameters)
    state = look()
    warns = _shapes_differ(names)
    for step in range(program.n_steps + 1):
        yield_point()
        names["step"] = step
        record.weights.append(state[0])
        # Not round the whole loop: nobody may have to wait, at a yield point, for the lock.
        with _heard(warned) if warns and step == 0 else nullcontext():
            if step in LOOKED_AT:
                record.fresh.append(_fresh(names, parameters))
            seen: list[tuple[Tensor, Tensor]] = []
            record.lines.append(seen)
            for key, code, changes in steps:
                try:
                    exec(code, names)
                except RuntimeError as error:
                    return key, str(error)
                state = look() if changes else state
                seen.append(state)
    record.weights.append(state[0])
    return None


def _origin(loss: Tensor) -> str:
    return "" if loss.grad_fn is None else type(loss.grad_fn).__name__


def _note(record: Record) -> None:
    record.losses.append(record.names["loss"].item())
    record.predictions.append(record.names["predictions"].detach())


def _looker(parameters: list[nn.Parameter]) -> Callable[[], tuple[Tensor, Tensor]]:
    """Return what copies all weights and their ``.grad`` into two flat vectors."""
    unknown = [torch.full((each.numel(),), torch.nan) for each in parameters]
    flat = [each.detach().view(-1) for each in parameters]

    def look() -> tuple[Tensor, Tensor]:
        gradients = [
            none if each.grad is None else each.grad.view(-1)
            for each, none in zip(parameters, unknown, strict=True)
        ]
        return torch.cat(flat), torch.cat(gradients)

    return look


def _fresh(names: dict[str, Any], parameters: list[nn.Parameter]) -> Tensor:
    """Return the gradient of the loss here, whatever lies in ``.grad``."""
    loss = names["loss_function"](names["model"](names["inputs"]), names["targets"])
    return torch.cat([each.flatten() for each in torch.autograd.grad(loss, parameters)])


def _shapes_differ(names: dict[str, Any]) -> bool:
    with torch.no_grad():
        return names["model"](names["inputs"]).shape != names["targets"].shape


@contextmanager
def _heard(warned: list[str]) -> Iterator[None]:
    """Collect in ``warned`` what PyTorch warns of, which then is written nowhere else."""
    with _one_at_a_time, warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield
        warned += [str(each.message) for each in caught if "target size" in str(each.message)]
