"""What is said of a diagnosis in the bug clinic, with the numbers of the run."""

from __future__ import annotations

from functools import lru_cache

import torch

from visualizer.core.clinic.course import Course, run_program
from visualizer.core.clinic.program import (
    MISSING,
    Mend,
    Program,
    mended_program,
    right_mend,
    sick_program,
)
from visualizer.state.number_texts import number_words
from visualizer.state.views.clinic import ClinicView
from visualizer.words import clinic_answers as words
from visualizer.words import clinic_bugs

DIGITS = 4  # that count
SMALL = 0.01  # a loss that looks healthy


@lru_cache(maxsize=256)
def answer_of(view: ClinicView) -> tuple[str, ...]:
    """Return what is said of the diagnosis of ``view``, in paragraphs of Markdown."""
    mend = view.chosen_mend
    if not view.is_told or mend is None:
        return ()
    program = sick_program(view.patient)
    sick = run_program(program)
    if view.is_solved:
        mended = run_program(mended_program(view.patient, right_mend(view.patient)))
        curve = _curve(sick, view.patient.bug)
        why = clinic_bugs.WHY[view.patient.bug]
        return (why, _ends(sick, mended), *([clinic_bugs.CURVES[curve]] if curve else ()))
    apart = _apart(view.line_key, mend)
    if apart:
        return (apart,)
    tried = run_program(mended_program(view.patient, mend.key))
    if_so = _if_so(program, sick, mend)
    return (*([if_so] if if_so else []), _tried(tried))


def _apart(line: str, mend: Mend) -> str:
    """Return why a line and a mend do not go together, whichever are right; empty if they do."""
    if line == MISSING:
        return "" if mend.action == "add" else words.NOT_TOGETHER_MISSING
    if mend.action == "add":
        return words.NOT_TOGETHER_ADDS
    return "" if line == mend.line else words.NOT_TOGETHER


def _curve(sick: Course, bug: str) -> str:
    """Return what the loss looks like that other bugs look like as well; empty for nothing."""
    first, last = sick.losses[0], sick.losses[-1]
    if sick.error is not None:
        return ""
    if bug in ("shapes", "no_activation"):
        return "plateau"
    if not _moves(sick):
        return "flat"
    if bug == "sign":
        return "creep" if sick.losses.max() <= 1 else "explosion"  # NaN is no creep either
    if bug == "out_of_step":
        return "healthy" if last < SMALL and len(sick.sums) == 1 else ""
    return "" if last <= 4 * first else "explosion"


def _ends(sick: Course, mended: Course) -> str:
    last = _said(mended.losses[-1])
    if sick.error is not None:
        return clinic_bugs.STOPS.format(mended=last)
    first, end = _said(sick.losses[0]), _said(sick.losses[-1])
    return clinic_bugs.ENDS.format(n_steps=sick.n_steps, first=first, last=end, mended=last)


def _tried(tried: Course) -> str:
    if tried.error is not None:
        return words.TRIED_STOPS
    first, last = _said(tried.losses[0]), _said(tried.losses[-1])
    told = words.TRIED_SMALL if tried.losses[-1] < SMALL else words.TRIED
    return told.format(n_steps=tried.n_steps, first=first, last=last)


def _if_so(program: Program, sick: Course, mend: Mend) -> str:
    """Return what one would see if a mend were the right one, where the run shows otherwise."""
    kind = _kind(sick, mend)
    if sick.error is not None and kind in ("slower", "faster", "start"):
        line = next(each.text for each in program.lines if each.key == sick.error[0])
        return words.STOPS_BEFORE.format(line=line)
    told = _CLAIMS.get(kind)
    sentence = told(sick) if told is not None else ""
    return sentence.format(**_numbers(sick)) if sentence else ""


def _kind(sick: Course, mend: Mend) -> str:
    """Return what a mend says is wrong."""
    marks = {"zero_grad": "clear", "retain_graph": "graph", ".step()": "step", "Adam": "way"}
    for mark, kind in marks.items():
        if mark in mend.text:
            return kind
    if mend.line == "optimizer":
        return "slower" if _rate_in(mend.text) < sick.rate else "faster"
    return {"start": "start", "predict": "shape"}.get(mend.line, "")


def _rate_in(text: str) -> float:
    return float(text.rpartition("=")[2].strip(" )"))


def _clear(sick: Course) -> str:
    if sick.gradients[0].isnan().all():
        return words.NEVER_FILLED
    fresh = sick.fresh[1]
    is_one = torch.allclose(fresh, sick.gradients[1], rtol=1e-4)
    return words.ONE_GRADIENT if is_one and fresh.any() else ""


def _step(sick: Course) -> str:
    if _moves(sick):
        return words.IT_MOVES
    if sick.gradients[0].isnan().all():
        return words.NOTHING_TO_GO_BY
    if not sick.gradients[0].any():
        return words.STEP_OF_NOTHING
    return words.STEP_IS_THERE if "step" in sick.body else ""


def _slower(sick: Course) -> str:
    if sick.limit is not None and sick.rate < sick.limit:
        return words.BELOW_THE_LIMIT
    rises = sick.losses.diff() > 1e-6
    return "" if rises.any() or not sick.losses.isfinite().all() else words.NEVER_RISES


def _faster(sick: Course) -> str:
    if not _moves(sick):
        return words.DOES_NOT_CREEP
    middle, last = sick.losses[sick.n_steps // 2], sick.losses[-1]
    return words.IT_IS_OVER if last > 0.98 * middle else ""


def _way(sick: Course) -> str:
    return "" if sick.gradients[0].any() else words.NO_OTHER_WAY


def _moves(sick: Course) -> bool:
    return sick.error is None and bool((sick.weights != sick.weights[0]).any())


_CLAIMS = {
    "clear": _clear,
    "step": _step,
    "graph": lambda sick: "" if sick.error else words.NO_ERROR,
    "slower": _slower,
    "faster": _faster,
    "way": _way,
    "start": lambda sick: "" if _moves(sick) else words.STAYS_AT_ITS_START,
    "shape": lambda sick: words.SAME_SHAPE,
}
"""What each kind of mend says is wrong, and the sentence that the run puts against it."""


def _numbers(sick: Course) -> dict[str, str]:
    middle, fresh = sick.losses[sick.n_steps // 2], sick.fresh[:2][-1]
    steepest = int(fresh.abs().argmax())  # a sum of zeros would be 0 as well
    return {
        "name": sick.symbols[0],
        "steepest": sick.symbols[steepest],
        "fresh": _said(fresh[steepest]),
        "grad": _said(sick.gradients[1, steepest]),
        "first": _said(sick.weights[0, 0]),
        "last": _said(sick.weights[-1, 0]),
        "first_loss": _said(sick.losses[0]),
        "middle_loss": _said(middle),
        "last_loss": _said(sick.losses[-1]),
        "rate": _said(torch.tensor(sick.rate)),
        "limit": "" if sick.limit is None else _said(torch.tensor(sick.limit)),
        "predictions": str(tuple(sick.shapes["predictions"])),
    }


def _said(value: torch.Tensor) -> str:
    """Return a number as a sentence has it, with its first digits."""
    number = float(value)
    if number != number:
        return words.NO_NUMBER
    if number in (float("inf"), float("-inf")):
        return words.BEYOND
    return number_words(float(f"{number:.{DIGITS}g}"))
