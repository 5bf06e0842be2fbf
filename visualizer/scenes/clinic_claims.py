"""What speaks against a claim of the bug clinic: what one would see if it were true."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import torch
from torch import Tensor

from visualizer.core.clinic.course import Course
from visualizer.core.clinic.lines import LAST_SIGMOID, SUM
from visualizer.core.clinic.program import Mend, Program
from visualizer.scenes.clinic_numbers import said
from visualizer.words import clinic_claims as words

RISE = 1e-6  # of a loss, in parts of the first one, that is more than rounding
OFTEN = 0.1  # of the steps
OVER = 0.98  # of the loss in the middle, at the end of a training that is over


def against(program: Program, sick: Course, mend: Mend) -> str:
    """Return what one would see if the claim of ``mend`` were true, where the run shows otherwise.

    Args:
        program: The sick program.
        sick: Its course.
        mend: One that does not help.
    """
    if sick.error is not None and mend.claim in _SHOW_LATER:
        told = words.STOPS_BEFORE
    else:
        told = _CLAIMS[mend.claim](sick, mend)
    return told.format(**_numbers(program, sick))


_SHOW_LATER = ("sign", "too_long", "summed", "start", "slower", "faster")


def _zero_grad(sick: Course, _: Mend) -> str:
    if not _has_gradient(sick):
        return words.NEVER_FILLED
    if not sick.fresh[1].any():
        return words.ONLY_ZEROS
    is_one = torch.allclose(sick.fresh[1], sick.gradients[1], rtol=1e-4)
    return words.ONE_GRADIENT if is_one else words.SUM_OF_NO_USE


def _step(sick: Course, _: Mend) -> str:
    if moves(sick):
        return words.IT_MOVES
    if not _has_gradient(sick):
        return words.NOTHING_TO_GO_BY
    return words.STEP_IS_THERE if sick.gradients[0].any() else words.STEP_OF_NOTHING


def _backward(sick: Course, _: Mend) -> str:
    if sick.error is not None:
        return words.BACKWARD_STOPS
    return words.BACKWARD_IS_THERE if _has_gradient(sick) else words.BACKWARD_REACHES_NOTHING


def _old_optimizer(sick: Course, _: Mend) -> str:
    if moves(sick):
        return words.HOLDS_THESE
    if not _has_gradient(sick):
        return words.FILLED_ALL_THE_SAME
    return words.CLEARS_THESE if sick.gradients[0].any() else words.NOTHING_FOR_ANY


def _detached(sick: Course, _: Mend) -> str:
    return words.FILLS if _has_gradient(sick) else words.KNOWS_ITS_ORIGIN


def _sign(sick: Course, _: Mend) -> str:
    if moves(sick):
        return words.AGAINST_IT
    return words.NO_UPDATE if sick.fresh[0].any() else words.NO_SLOPE


def _too_long(sick: Course, _: Mend) -> str:
    if not moves(sick):
        return words.NO_JUMP
    return words.SMALL_INPUTS if _is_above(sick) else words.INPUTS_FIT


def _summed(sick: Course, mend: Mend) -> str:
    if SUM in mend.text:
        return _faster(sick, mend)  # it makes every step longer
    return words.SUM_FITS if moves(sick) else words.NO_JUMP_BY_A_SUM


def _start(sick: Course, _: Mend) -> str:
    return words.LEAVES_ITS_START if moves(sick) else words.STAYS_AT_ITS_START


def _last_layer(sick: Course, mend: Mend) -> str:
    if LAST_SIGMOID in mend.text:
        return words.TAKES_ANY
    return words.ONLY_SQUARES_SUMMED if sick.is_sum else words.ONLY_SQUARES


def _activation(sick: Course, _: Mend) -> str:
    return words.BENDS if sick.sums[0][0].any() else words.NOTHING_TO_BEND


def _order(sick: Course, _: Mend) -> str:
    return words.NEIGHBOURS_AGREE if _are_kinds(sick) else words.STUDY_COUNTS


def _slower(sick: Course, _: Mend) -> str:
    if not moves(sick):
        return words.NO_SWING
    if sick.limit is not None:
        return words.HALF_IS_ABOVE if _is_above(sick) else words.BELOW_THE_LIMIT
    return words.RISES_AND_FALLS if _rises(sick) else words.NEVER_RISES


def _faster(sick: Course, _: Mend) -> str:
    if not moves(sick):
        return words.DOES_NOT_CREEP
    if _is_above(sick):
        return words.ABOVE_ALREADY
    if _rises(sick) > OFTEN * sick.n_steps or not sick.losses.isfinite().all():
        return words.GOES_UP
    middle, last = sick.losses[sick.n_steps // 2], sick.losses[-1]
    return words.IT_IS_OVER if last > OVER * middle else words.SECOND_HALF


_CLAIMS: Mapping[str, Callable[[Course, Mend], str]] = MappingProxyType(
    {
        "zero_grad": _zero_grad,
        "step": _step,
        "backward": _backward,
        "old_optimizer": _old_optimizer,
        "detached": _detached,
        "shapes": lambda *_: words.SAME_SHAPE,
        "sign": _sign,
        "too_long": _too_long,
        "summed": _summed,
        "start": _start,
        "last_layer": _last_layer,
        "activation": _activation,
        "order": _order,
        "slower": _slower,
        "faster": _faster,
    }
)
"""What each claim is answered; see ``core.clinic.claims.CLAIMS``."""


def moves(sick: Course) -> bool:
    """Tell whether any weight ever moves."""
    return sick.error is None and bool((sick.weights != sick.weights[0]).any())


def _has_gradient(sick: Course) -> bool:
    return not bool(sick.gradients[0].isnan().all())


def _is_above(sick: Course) -> bool:
    return sick.limit is not None and sick.rate > sick.limit


def _rises(sick: Course) -> int:
    return int((sick.losses.diff() > RISE * sick.losses[0]).sum())


def _are_kinds(sick: Course) -> bool:
    return bool(((sick.targets == 0) | (sick.targets == 1)).all())


def _numbers(program: Program, sick: Course) -> dict[str, str]:
    """Return what the places of the sentences are filled with."""
    fresh = sick.fresh[:2][-1]
    steepest, pulled = int(fresh.abs().argmax()), int(sick.fresh[0].abs().argmax())
    way = (sick.weights - sick.weights[0]).abs().nan_to_num(0.0, posinf=0.0)
    mover = int(way.amax(dim=0).argmax())  # the weight that came farthest
    error = sick.error[0] if sick.error else ""
    middle, rate = sick.losses[sick.n_steps // 2], torch.tensor(sick.rate)
    rises, finite = _rises(sick), sick.losses[sick.losses.isfinite()]
    numbers = {
        "first": sick.weights[0, mover],
        "last": sick.weights[-1, mover],
        "fresh": fresh[steepest],
        "grad": sick.gradients[1, steepest],
        "pull": sick.fresh[0, pulled],
        "before": sick.weights[0, pulled],
        "after": sick.weights[1, pulled],
        "first_loss": sick.losses[0],
        "middle_loss": middle,
        "last_loss": sick.losses[-1],
        "highest": finite.max(),
        "rate": rate,
        "half": rate / 2,
        "least": sick.predictions[0].min(),
        "most": sick.predictions[0].max(),
        "squares": _squares(sick),
        "largest": sick.inputs.max(),
        **_hidden(sick),
        **_neighbours(sick),
    }
    return {
        **{name: said(value) for name, value in numbers.items()},
        "limit": "" if sick.limit is None else said(torch.tensor(sick.limit)),
        "name": sick.symbols[mover],
        "steepest": sick.symbols[steepest],
        "pulled": sick.symbols[pulled],
        "targets": str(tuple(sick.shapes["targets"])),
        "origin": sick.origin,
        "line": next((each.text for each in program.lines if each.key == error), ""),
        "rises": str(rises),
        "falls": str(int((sick.losses.diff() < -RISE * sick.losses[0]).sum())),
        "n_steps": str(sick.n_steps),
        "runs": str(sick.n_steps + 1),
        "examples": str(len(sick.inputs)),
    }


def _squares(sick: Course) -> Tensor:
    """Return the sum or the mean of the squared errors of the first step, whatever the shapes."""
    squares = (sick.predictions[0] - sick.targets).square()
    return squares.sum() if sick.is_sum else squares.mean()


def _hidden(sick: Course) -> dict[str, Tensor]:
    """Return the largest z of a hidden unit in the first step, and what comes of it."""
    z, activations = sick.sums[0][0].flatten(), sick.activations[0][0].flatten()
    at = int(z.abs().argmax())
    return {"z": z[at], "activation": activations[at]}


def _neighbours(sick: Course) -> dict[str, Tensor]:
    """Return how far study goes along with the answers, and how many agree with who is nearest."""
    inputs, answers = sick.inputs, sick.targets.flatten()
    nearest = torch.cdist(inputs, inputs).fill_diagonal_(torch.inf).argmin(dim=1)
    return {
        "study": torch.corrcoef(torch.stack([inputs[:, 0], answers]))[0, 1],
        "agree": (answers[nearest] == answers).sum(),
    }
