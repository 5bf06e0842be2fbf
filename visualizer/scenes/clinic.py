"""The scene of the bug clinic: the program, its loss, and the instruments that are open."""

from __future__ import annotations

from functools import lru_cache

import torch

from visualizer.core.clinic.patient import Patient
from visualizer.figures.clinic import losses_figure
from visualizer.live.moment import Moment, Setting, Sweep
from visualizer.live.scene import (
    Column,
    Controls,
    Panel,
    Picture,
    Quantity,
    Scene,
    Show,
    Text,
    Timeline,
)
from visualizer.scenes.clinic_case import Case, case_of
from visualizer.scenes.clinic_instruments import INSTRUMENTS, last_step
from visualizer.scenes.clinic_readings import READINGS, Reading, read_losses
from visualizer.state.views.clinic import ClinicView
from visualizer.words import clinic as words

HEIGHT = 280
DIVERGED, STOPPED = 1, 2  # places in the words of the loss


def scene_of(view: ClinicView) -> Scene:
    """Return the scene of the patient, with the instruments that are open."""
    return made_scene(view.patient, view.seen, view.is_solved)


def clinic_moment(view: ClinicView) -> Moment:
    """Return where the run stands, and what each step shows."""
    case = case_of(view.patient, view.is_solved)
    readings = [_first(case), *(READINGS[name](case) for name in view.seen)]
    return Moment(
        settings={"step_clinic": Setting(case.steps.tolist(), case.place(view.step))},
        sweeps={
            "step_clinic": Sweep(
                {name: row for each in readings for name, row in each.numbers.items()},
                {name: moves for each in readings for name, moves in each.moves.items()},
            )
        },
        fixed=Sweep({}, {name: still for each in readings for name, still in each.still.items()}),
        layouts={name: found for each in readings for name, found in each.layouts.items()},
    )


def _first(case: Case) -> Reading:
    """Return what is read with no instrument: the step, and the loss that the program prints."""
    losses = case.at(case.sick.losses).float()
    lost = ~losses.isfinite()
    now = lost * float(DIVERGED if case.sick.error is None else STOPPED)
    numbers = {
        "step": case.steps.float(),
        "loss": losses,
        "loss_now": now,
        "diverged": torch.full_like(losses, float(case.lost_at)),
    }
    if case.mended is not None and case.healthy is not None:
        numbers["mended_loss"] = case.at(case.mended.losses).float()
        numbers["healthy_loss"] = case.at(case.healthy.losses).float()
    curves = read_losses(case, "clinic_loss", log=False)
    return Reading(numbers, curves.moves, curves.still, curves.layouts)


@lru_cache(maxsize=64)
def made_scene(patient: Patient, seen: tuple[str, ...], is_cured: bool) -> Scene:
    """Return the scene of ``patient``, made once for all who see the same."""
    case = case_of(patient, is_cured)
    opened = [INSTRUMENTS[name](case) for name in seen]
    n_steps = last_step(case)
    names = (words.SICK, words.MENDED, words.HEALTHY) if is_cured else None
    said = words.CURVES_SAID if is_cured else words.CURVE_SAID
    curve = Picture(
        "clinic_loss",
        losses_figure(n_steps, False, words.LOSS, names),
        said.format(n_steps=n_steps),
        HEIGHT,
    )
    # A number of its own stands out; a sentence that may change is one piece.
    now = words.LOSS_NOW[0] if case.sick.losses.isfinite().all() else "{loss_now}"
    knobs = Controls((Timeline("step_clinic", words.STEP, (1, 10)),), words.CONTROLS_TITLE)
    first = (
        Column(
            (
                knobs,
                Show("clinic_loss", words.CURVE_TITLE),
                Text((now, *((words.OTHERS_NOW,) if is_cured else ()))),
                *(opened[0].panels if opened else ()),  # the program is long
            )
        ),
        Column(_program(case)),
    )
    return Scene(
        rows=(first, *_pairs([each.panels for each in opened[1:]])),
        quantities=(
            Quantity("step", style="integer"),
            Quantity("loss", words.LOSS, digits=4),
            Quantity("diverged", style="integer"),
            Quantity("loss_now", style="choice", choices=words.LOSS_NOW),
            *((Quantity(f"{each}_loss", digits=4) for each in _BESIDE) if is_cured else ()),
            *(quantity for each in opened for quantity in each.quantities),
        ),
        pictures=(curve, *(picture for each in opened for picture in each.pictures)),
        announcement=words.ANNOUNCEMENT,
    )


_BESIDE = ("mended", "healthy")


def _program(case: Case) -> tuple[Panel, ...]:
    lines = tuple(case.program.text.splitlines())
    program = Text(lines, "code", words.PROGRAM_TITLE)
    if case.sick.error is None:
        return (program,)
    key, reason = case.sick.error
    line = next(each.text for each in case.program.lines if each.key == key)
    return (program, Text((words.STOPPED.format(line=line, reason=reason),)))


def _pairs(panels: list[tuple[Panel, ...]]) -> list[tuple[Column, ...]]:
    """Return the panels of the instruments, two beside one another."""
    columns = [Column(each) for each in panels]
    if len(columns) % 2:
        columns.append(Column(()))
    return [tuple(columns[k : k + 2]) for k in range(0, len(columns), 2)]
