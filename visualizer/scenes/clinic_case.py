"""One patient as it runs: the sick program, and once it is cured the mended and the healthy one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import torch
from torch import Tensor

from visualizer.core.clinic.course import Course, run_program
from visualizer.core.clinic.patient import Patient
from visualizer.core.clinic.program import (
    Program,
    healthy_program,
    mended_program,
    right_mend,
    sick_program,
)


@dataclass(frozen=True, eq=False)
class Case:
    """What a patient does.

    Attributes:
        program: The sick program, as it stands on the page.
        sick: What comes of it.
        mended: What comes of the mended one; ``None`` before the diagnosis.
        healthy: What comes of the healthy one; ``None`` before the diagnosis.
    """

    program: Program
    sick: Course
    mended: Course | None = None
    healthy: Course | None = None

    @cached_property
    def steps(self) -> Tensor:
        """The steps that the slider stops at. Ascending, int64."""
        if self.sick.error is not None and self.healthy is None:
            return torch.arange(1)  # it stopped in its first step
        return torch.arange(self.sick.n_steps + 1)

    @cached_property
    def lost_at(self) -> int:
        """The first of the steps whose loss is no number, or more than float32 holds; −1: none."""
        lost = self.steps[~self.at(self.sick.losses).float().isfinite()]
        return int(lost[0]) if len(lost) else -1

    def place(self, step: int) -> int:
        """Return the place of the slider that comes nearest to ``step``."""
        return int((self.steps - step).abs().argmin())

    def at(self, values: Tensor) -> Tensor:
        """Return what belongs to each of the steps.

        Args:
            values: A row for each step of the program.
        """
        return values[self.steps]


@lru_cache(maxsize=64)
def case_of(patient: Patient, is_cured: bool) -> Case:
    """Return the case of ``patient``; what runs beside it only once it is cured."""
    program = sick_program(patient)
    sick = run_program(program)
    if not is_cured:
        return Case(program, sick)
    mended = run_program(mended_program(patient, right_mend(patient)))
    return Case(program, sick, mended, run_program(healthy_program(patient)))
