"""What the page of the bug clinic shows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from visualizer.core.clinic.code import unpack
from visualizer.core.clinic.patient import Patient
from visualizer.core.clinic.program import (
    MISSING,
    Line,
    Mend,
    mends,
    right_lines,
    right_mend,
    sick_program,
)
from visualizer.state.clinic_parameters import INSTRUMENTS, told_as
from visualizer.state.values import Values, text, whole

NOT_ASKED = frozenset({"imports", "hours", "answers", "loop", "print"})
"""Lines that no bug is in."""


@dataclass(frozen=True)
class ClinicView:
    """A patient, and how far its student has come.

    Attributes:
        patient: Which program it is, and what is wrong with it.
        seen: The instruments that are open, in the order of the page.
        step: The step at hand, as far as a program goes.
        line: The number of the line that is said to be wrong, from 1; 0 for none yet.
        mend: The number of the mend that is said to help, from 1; 0 for none yet.
        is_told: Whether this diagnosis was told, and answered.
    """

    patient: Patient
    seen: tuple[str, ...] = ()
    step: int = 0
    line: int = 0
    mend: int = 0
    is_told: bool = False

    @property
    def line_key(self) -> str:
        """The line that is said to be wrong; empty for none yet."""
        lines = (*(line.key for line in lines_asked(self.patient)), MISSING)
        return lines[self.line - 1] if 0 < self.line <= len(lines) else ""

    @property
    def chosen_mend(self) -> Mend | None:
        """The mend that is said to help, if any."""
        offered = mends(self.patient)
        return offered[self.mend - 1] if 0 < self.mend <= len(offered) else None

    @property
    def is_line_right(self) -> bool:
        """Whether the line is the one that is wrong."""
        return self.line_key in right_lines(self.patient)

    @property
    def is_mend_right(self) -> bool:
        """Whether the mend is the one that helps."""
        mend = self.chosen_mend
        return mend is not None and mend.key == right_mend(self.patient)

    @property
    def is_solved(self) -> bool:
        """Whether a right diagnosis was told."""
        return self.is_told and self.is_line_right and self.is_mend_right


def clinic_view(values: Values) -> ClinicView:
    """Return what the checked ``values`` of the page show."""
    line, mend = whole(values, "clinic_line"), whole(values, "clinic_mend")
    return ClinicView(
        unpack(text(values, "patient")),
        instruments_in(whole(values, "clinic_seen")),
        whole(values, "step_clinic"),
        line,
        mend,
        bool(line and mend) and whole(values, "clinic_told") == told_as(line, mend),
    )


def instruments_in(bits: int) -> tuple[str, ...]:
    """Return the instruments that are open, by the bits that say so.

    >>> instruments_in(3)
    ('log', 'weights')
    """
    return tuple(name for place, name in enumerate(INSTRUMENTS) if bits >> place & 1)


def with_instrument(bits: int, name: str) -> int:
    """Return the bits after one more instrument was opened.

    >>> with_instrument(1, "weights")
    3
    """
    return bits | 1 << INSTRUMENTS.index(name)


@lru_cache(maxsize=128)
def lines_asked(patient: Patient) -> tuple[Line, ...]:
    """Return the lines of the sick program that may be the wrong one, in its order."""
    return tuple(line for line in sick_program(patient).lines if line.key not in NOT_ASKED)
