"""Mends: the right one, and what is tried for each other claim that is offered beside it."""

from dataclasses import dataclass
from zlib import crc32

import torch

from visualizer.core.clinic.bugs import BUGS
from visualizer.core.clinic.case import Case
from visualizer.core.clinic.claims import claims_offered, wrong_edit
from visualizer.core.clinic.edits import Edit, Line, apply, undo
from visualizer.core.clinic.lines import healthy_lines


@dataclass(frozen=True)
class Mend:
    """Something to try.

    Attributes:
        key: What it is called; tells nothing of whether it helps.
        claim: What it says is wrong; a name in ``claims.CLAIMS``.
        action: ``change``, ``add`` or ``remove``.
        line: Key of the line that it changes or removes, or that it is put after.
        text: What stands there then; of a line that is taken out, what stood there.
        added: Key of the line that is added.
    """

    key: str
    claim: str
    action: str
    line: str
    text: str
    added: str = ""

    @property
    def edit(self) -> Edit:
        """What it does to the lines."""
        return Edit(self.action, self.line, self.text, self.added)


def sick_lines(case: Case) -> tuple[Line, ...]:
    """Return the program of a case with its bug."""
    return apply(BUGS[case.patient.bug].edit(case), healthy_lines(case))


def right_edit(case: Case) -> Edit:
    """Return the edit that takes the bug out."""
    return undo(BUGS[case.patient.bug].edit(case), healthy_lines(case))


def right_mend_of(case: Case) -> Mend:
    """Return the mend that helps."""
    return _named(BUGS[case.patient.bug].claim, right_edit(case))


def mends_of(case: Case) -> tuple[Mend, ...]:
    """Return the right mend and wrong ones, in an order that only the patient decides."""
    lines, right = sick_lines(case), right_mend_of(case)
    mends = [
        right if claim == right.claim else _named(claim, wrong_edit(claim, case, lines))
        for claim in claims_offered(case)
    ]
    generator = torch.Generator().manual_seed(crc32(repr(case.patient).encode()))
    return tuple(mends[place] for place in torch.randperm(len(mends), generator=generator).tolist())


def _named(claim: str, edit: Edit) -> Mend:
    """Return the mend of an edit; its name says nothing of what it does."""
    return Mend(
        f"{crc32(repr(edit).encode()):08x}", claim, edit.action, edit.line, edit.text, edit.added
    )
