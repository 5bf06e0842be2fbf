"""Programs: the lines of a patient, sick, healthy or mended, and the text that they make."""

from dataclasses import dataclass
from functools import lru_cache

from visualizer.core.clinic.bugs import BUGS
from visualizer.core.clinic.case import Case, case_of
from visualizer.core.clinic.edits import Line, apply
from visualizer.core.clinic.lines import healthy_lines
from visualizer.core.clinic.mends import Mend, mends_of, right_edit, right_mend_of, sick_lines
from visualizer.core.clinic.patient import Patient, fits

__all__ = [
    "MISSING",
    "Line",
    "Mend",
    "Program",
    "healthy_program",
    "mended_program",
    "mends",
    "right_line",
    "right_lines",
    "right_mend",
    "sick_program",
]

MISSING = "missing"
"""What is answered to "which line?" where none is wrong and one is not there."""


@dataclass(frozen=True)
class Program:
    """A program that can be read and run.

    Attributes:
        lines: Its lines: those before the loop, the head of the loop, those in it.
        n_steps: Updates after which it prints its last loss.
    """

    lines: tuple[Line, ...]
    n_steps: int

    @property
    def text(self) -> str:
        """The whole of it, to be read or run; it prints the loss before each step."""
        return "\n".join(line.shown for line in self.lines) + "\n"

    def part(self, name: str) -> tuple[Line, ...]:
        """Return the lines of a part, one of ``edits.PARTS``."""
        return tuple(line for line in self.lines if line.part == name)


def sick_program(patient: Patient) -> Program:
    """Return the program with the bug.

    Raises:
        ValueError: If there is no such patient. So do the other functions.
    """
    case = _case(patient)
    return Program(sick_lines(case), case.n_steps)


def healthy_program(patient: Patient) -> Program:
    """Return the program as it should be."""
    case = _case(patient)
    return Program(healthy_lines(case), case.n_steps)


def mends(patient: Patient) -> tuple[Mend, ...]:
    """Return what can be tried: the right mend and a few others."""
    return mends_of(_case(patient))


def mended_program(patient: Patient, key: str) -> Program:
    """Return the sick program with a mend done, whether or not it helps.

    Raises:
        ValueError: If no mend of the patient is called ``key``.
    """
    case = _case(patient)
    for mend in mends_of(case):
        if mend.key == key:
            return Program(apply(mend.edit, sick_lines(case)), case.n_steps)
    raise ValueError(f"the patient has no mend {key!r}")


def right_mend(patient: Patient) -> str:
    """Return the key of the mend that helps."""
    return right_mend_of(_case(patient)).key


def right_line(patient: Patient) -> str:
    """Return the key of the line that is wrong, ``MISSING`` if one is not there."""
    edit = right_edit(_case(patient))
    return MISSING if edit.action == "add" else edit.line


def right_lines(patient: Patient) -> frozenset[str]:
    """Return every answer that is as good as ``right_line``: the bug may lie between two lines."""
    also = BUGS[patient.bug].also
    there = {line.key for line in sick_program(patient).lines}
    return frozenset({right_line(patient), *there.intersection(also)})


@lru_cache(maxsize=256)
def _case(patient: Patient) -> Case:
    if not fits(patient):
        raise ValueError(f"there is no such patient: {patient}")
    return case_of(patient)
