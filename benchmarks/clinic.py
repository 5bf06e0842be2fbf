"""How soon a cured patient of the clinic is there, with every instrument open.

    python -m benchmarks.clinic [--json FILE] [--rounds N]

A row is a patient of the ward, opened with nothing kept from before, at the dearest: the sick, the
mended and the healthy program run, the scene and the moment are made of them with all instruments,
the diagnosis is answered, and everything is packed as it goes to the browser. Beside it stand the
texts of the same programs, run as they are with nobody looking; what is between the two is the
price of the page. Every round times both one after the other, and the ratio is taken within a
round. It is the time of the processor, on one thread, as on the server: a machine that does other
things beside makes it wait, but not work, for longer.
"""

from __future__ import annotations

import argparse
import time
import warnings
from collections.abc import Callable
from statistics import median

import torch

from benchmarks.report import format_table, write_json
from visualizer.core.clinic.course import run_program
from visualizer.core.clinic.patient import WARD, Patient
from visualizer.core.clinic.program import (
    MISSING,
    Program,
    healthy_program,
    mended_program,
    mends,
    right_line,
    right_mend,
    sick_program,
)
from visualizer.live.payload import pack_moment, packed_scene
from visualizer.scenes.clinic import clinic_moment, made_scene, scene_of
from visualizer.scenes.clinic_answers import answer_of
from visualizer.scenes.clinic_case import case_of
from visualizer.state.clinic_parameters import INSTRUMENTS
from visualizer.state.views.clinic import ClinicView, lines_asked

MOST = 250.0  # milliseconds


def programs_of(patient: Patient) -> tuple[Program, ...]:
    """Return what is run when a cured patient is opened; two programs where the mend heals."""
    mended = mended_program(patient, right_mend(patient))
    return tuple(dict.fromkeys((sick_program(patient), mended, healthy_program(patient))))


def cured(patient: Patient) -> ClinicView:
    """Return the page of a patient whose right diagnosis was told, with all instruments open."""
    lines = [*(line.key for line in lines_asked(patient)), MISSING]
    keys = [mend.key for mend in mends(patient)]
    return ClinicView(
        patient, INSTRUMENTS, 0, lines.index(right_line(patient)) + 1,
        keys.index(right_mend(patient)) + 1, is_told=True,
    )  # fmt: skip


def milliseconds(job: Callable[[], object]) -> float:
    """Return the time that the processor spends on ``job``."""
    start = time.process_time()
    job()
    return 1e3 * (time.process_time() - start)


def run_plainly(programs: tuple[Program, ...]) -> None:
    """Run the texts as they are; what they print is thrown away."""
    with warnings.catch_warnings(action="ignore"):
        for program in programs:
            exec(compile(program.text, "program.py", "exec"), {"print": lambda _: None})


def open_patient(view: ClinicView) -> bytes:
    """Do what the server does for a page, with nothing kept from before; return the message."""
    for kept in (run_program, case_of, made_scene, packed_scene, answer_of):
        kept.cache_clear()
    scene, moment = scene_of(view), clinic_moment(view)
    name, _ = packed_scene(scene)
    return pack_moment(moment, scene, name, "", answer=answer_of(view))


def row_of(patient: Patient, rounds: int) -> dict[str, object]:
    """Measure one patient."""
    programs, view = programs_of(patient), cured(patient)
    open_patient(view)
    pairs = [
        (
            milliseconds(lambda: run_plainly(programs)),
            milliseconds(lambda: open_patient(view)),
        )
        for _ in range(rounds)
    ]
    ours = median(spent for _, spent in pairs)
    return {
        "patient": f"{patient.bug}, {patient.data}, {patient.architecture}",
        "ours ms": ours,
        "plain ms": median(spent for spent, _ in pairs),
        "ratio": median(spent / own for own, spent in pairs),
        "ms at most": MOST,
        "reached": "yes" if ours <= MOST else "NO",
    }


def main() -> None:
    """Measure, print the table, and write it where ``--json`` says."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", metavar="FILE", help="write the rows and machine facts there")
    parser.add_argument("--rounds", type=int, default=5, help="rounds per row (default: 5)")
    options = parser.parse_args()
    torch.set_num_threads(1)
    rows = [row_of(patient, options.rounds) for patient in WARD]
    print(format_table(rows))
    if options.json:
        write_json(options.json, "clinic", rows)


if __name__ == "__main__":
    main()
