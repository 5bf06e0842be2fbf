"""What is said of a diagnosis in the bug clinic, with the numbers of the run."""

from __future__ import annotations

from functools import lru_cache

from visualizer.core.clinic.course import Course, run_program
from visualizer.core.clinic.patient import WARD, Patient
from visualizer.core.clinic.program import (
    MISSING,
    Mend,
    Program,
    mended_program,
    right_mend,
    sick_program,
)
from visualizer.scenes.clinic_claims import against, moves
from visualizer.scenes.clinic_numbers import said
from visualizer.state.views.clinic import ClinicView
from visualizer.words import clinic_answers as words
from visualizer.words import clinic_bugs

SMALL = 0.01  # a mean of squared errors that looks healthy


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
        curve = curve_of(view.patient)
        why = clinic_bugs.WHY[view.patient.bug]
        reasons = [_reasons(curve, view.patient.bug)] if curve else []
        return (why, _ends(sick, mended), *reasons)
    apart = _apart(view.line_key, mend)
    if apart:
        return (apart,)
    tried = run_program(mended_program(view.patient, mend.key))
    return (against(program, sick, mend), _tried(sick, tried))


def tried_of(view: ClinicView) -> Program | None:
    """Return the program with the mend that was told, if that was tried; ``None`` otherwise."""
    mend = view.chosen_mend
    if not view.is_told or mend is None:
        return None
    if _apart(view.line_key, mend) and not view.is_solved:
        return None
    return mended_program(view.patient, mend.key)


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
    if not moves(sick):
        return "flat"
    parts = len(sick.inputs) if sick.is_sum else 1
    if bug == "sign":
        return "creep" if sick.losses.max() <= parts else "explosion"  # NaN is no creep either
    if bug == "out_of_step":
        return "healthy" if last < SMALL * parts and len(sick.sums) == 1 else ""
    return "" if last <= 4 * first else "explosion"


def _reasons(curve: str, bug: str) -> str:
    """Return what is said of a curve, with how many of the ward have it for another reason."""
    count = sum(each.bug != bug and curve_of(each) == curve for each in WARD)
    others = clinic_bugs.ONE_OTHER if count == 1 else clinic_bugs.OTHERS.format(count=count)
    have = clinic_bugs.HAS if count == 1 else clinic_bugs.HAVE
    return clinic_bugs.CURVES[curve].format(others=others, have=have)


@lru_cache(maxsize=256)
def curve_of(patient: Patient) -> str:
    """Return what the loss of ``patient`` looks like, by its name in the words; or nothing."""
    return _curve(run_program(sick_program(patient)), patient.bug)


def _ends(sick: Course, mended: Course) -> str:
    last = said(mended.losses[-1])
    if sick.error is not None:
        return clinic_bugs.STOPS.format(mended=last)
    first, end = said(sick.losses[0]), said(sick.losses[-1])
    return clinic_bugs.ENDS.format(n_steps=sick.n_steps, first=first, last=end, mended=last)


def _tried(sick: Course, tried: Course) -> str:
    if tried.error is not None:
        return words.TRIED_STOPS if sick.error is not None else words.TRIED_STOPS_NOW
    parts = len(tried.inputs) if tried.is_sum else 1
    told = words.TRIED_SMALL if tried.losses[-1] < SMALL * parts else words.TRIED
    first, last = said(tried.losses[0]), said(tried.losses[-1])
    return told.format(n_steps=tried.n_steps, first=first, last=last)
