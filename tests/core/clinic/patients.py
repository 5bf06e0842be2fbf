"""Patients to be looked at: the ward, and every bug in each of its homes."""

from dataclasses import replace

from visualizer.core.clinic.patient import HOMES, WARD, Patient
from visualizer.core.clinic.program import Program

EVERYONE = (
    *WARD,
    *(Patient(bug, *home, 1) for bug, homes in HOMES.items() for home in homes),
    *(Patient(bug, *homes[-1], 6) for bug, homes in HOMES.items()),
)

OTHERS = tuple(
    Patient(bug, *home, seed)
    for bug, homes in HOMES.items()
    for home in homes
    for seed in (2, 17, 36, 58, 83)
)
"""Some more, so that each bug is seen in every way of writing."""


def name_of(patient):
    return f"{patient.bug}-{patient.data}-{patient.architecture}-{patient.seed}"


def shortened(program):
    """Return the program with fewer steps: its head says so too."""
    lines = [
        replace(line, text="for step in range(13):") if line.key == "loop" else line
        for line in program.lines
    ]
    return Program(tuple(lines), 12)
