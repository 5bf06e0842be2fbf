"""Mends: the right one, and some that are often tried and do not help."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from zlib import crc32

import torch

from visualizer.core.clinic.bugs import BUGS, EQUAL
from visualizer.core.clinic.case import Case
from visualizer.core.clinic.edits import Edit, Line, apply, undo
from visualizer.core.clinic.lines import START, healthy_lines, sgd


@dataclass(frozen=True)
class Mend:
    """Something to try.

    Attributes:
        key: What it is called; tells nothing of whether it helps.
        action: ``change``, ``add`` or ``remove``.
        line: Key of the line that it changes or removes, or that it is put after.
        text: What stands there then; of a line that is taken out, what stood there.
        added: Key of the line that is added.
    """

    key: str
    action: str
    line: str
    text: str
    added: str = ""

    @property
    def edit(self) -> Edit:
        """What it does to the lines."""
        return Edit(self.action, self.line, self.text, self.added)


def _rate(factor: float) -> Callable[[Case], Edit]:
    def edit(case: Case) -> Edit:
        rate = round(case.rate * factor, 6)
        return Edit("change", "optimizer", f"rate = {rate}" if case.by_hand else sgd(rate))

    return edit


def _other_start(case: Case) -> Edit:
    if case.is_network:
        seed = case.patient.seed + 1
        text = next(line.text for line in healthy_lines(case) if line.key == "start")
        text = text.replace(f"({case.patient.seed})", f"({seed})")
        return Edit("change", "start", text)
    return Edit("change", "start", START.format(0.3, 0.2, 0.1))


def _zero_twice(case: Case) -> Edit:
    clear = "model.zero_grad()" if case.by_hand else "optimizer.zero_grad()"
    return Edit("add", "print", clear, "zero_twice")


def _always(*edit: str) -> Callable[[Case], Edit]:
    return lambda _: Edit(*edit)


_NETWORK = "model = nn.Sequential({}, nn.Sigmoid())"

WRONG: Mapping[str, Callable[[Case], Edit]] = MappingProxyType(
    {
        "slower": _rate(0.1),
        "half": _rate(0.5),
        "faster": _rate(2.0),
        "adam": lambda case: Edit(
            "change", "optimizer", sgd(case.rate).replace("SGD", "Adam")
        ),
        "late": _always("add", "backward", "optimizer.zero_grad()", "zero_late"),
        "zero_twice": _zero_twice,
        "step_twice": _always("add", "step", "optimizer.step()", "step_twice"),
        "retain": _always("change", "backward", "loss.backward(retain_graph=True)"),
        "other_start": _other_start,
        "other_constant": _always("change", "start", EQUAL.format(0.1)),
        "absolute": _always("change", "loss_function", "loss_function = nn.L1Loss()"),
        "view": _always("change", "predict", "predictions = model(inputs).view(-1, 1)"),
        "smaller": _always("change", "inputs", "inputs = hours / 100"),
        "more_units": _always(
            "change", "model", _NETWORK.format("nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1)")
        ),
        "wider": _always("change", "model", _NETWORK.format("nn.Linear(2, 8), nn.Linear(8, 1)")),
        "deeper": _always(
            "change", "model",
            _NETWORK.format("nn.Linear(2, 4), nn.Linear(4, 4), nn.Linear(4, 1)"),
        ),
    }
)  # fmt: skip
"""What is often tried, by name."""


def sick_lines(case: Case) -> tuple[Line, ...]:
    """Return the program of a case with its bug."""
    return apply(BUGS[case.patient.bug].edit(case), healthy_lines(case))


def right_edit(case: Case) -> Edit:
    """Return the edit that takes the bug out."""
    return undo(BUGS[case.patient.bug].edit(case), healthy_lines(case))


def right_mend_of(case: Case) -> Mend:
    """Return the mend that helps."""
    return _named(right_edit(case))


def mends_of(case: Case) -> tuple[Mend, ...]:
    """Return the right mend and wrong ones, in an order that only the patient decides."""
    lines = sick_lines(case)
    edits = [right_edit(case), *(WRONG[name](case) for name in BUGS[case.patient.bug].wrong)]
    mends = [_named(edit) for edit in edits if _changes(edit, lines)]
    generator = torch.Generator().manual_seed(crc32(repr(case.patient).encode()))
    return tuple(mends[place] for place in torch.randperm(len(mends), generator=generator).tolist())


def _changes(edit: Edit, lines: tuple[Line, ...]) -> bool:
    """Tell whether an edit makes sense in ``lines`` and leaves something different."""
    return any(line.key == edit.line for line in lines) and apply(edit, lines) != lines


def _named(edit: Edit) -> Mend:
    """Return the mend of an edit; its name says nothing of what it does."""
    key = f"{crc32(repr(edit).encode()):08x}"[:4]
    return Mend(key, edit.action, edit.line, edit.text, edit.added)
