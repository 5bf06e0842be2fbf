"""The numbers in the words and the code below a slice, computed like all the others."""

from __future__ import annotations

import torch
from torch import Tensor

from visualizer.core.model import model_code
from visualizer.live.moment import Moment
from visualizer.scenes.slice import place_names
from visualizer.scenes.slice_cut import N_POINTS, Cut, cut_of
from visualizer.state.number_texts import rounded
from visualizer.state.views.slice import SliceView
from visualizer.words import slice as words


def slice_lesson(moment: Moment, view: SliceView) -> dict[str, str]:
    """Return where the start lies beside the slice at the end, and the program of the picture."""
    cut, setup = cut_of(view), view.network.setup
    wide, high = cut.half
    return {
        "line": "" if _starts_in_it(cut) else words.LINE,
        "highest": words.HIGHEST,
        "start": _start(cut),
        "model": model_code(setup.architecture),
        "loss_function": setup.task.loss_kind.code,
        "n_steps": str(cut.run.until(setup.n_steps)),
        "cut": str(cut.run.until(view.cut)),
        "directions": _directions(view),
        "low": f"{-wide:.6g}",
        "high": f"{wide:.6g}",
        "low_up": f"{-high:.6g}",
        "high_up": f"{high:.6g}",
        "n_points": str(N_POINTS),
    }


def _start(cut: Cut) -> str:
    """Return where the start lies beside the slice at the end."""
    if cut.run.diverged_at == 0:
        return words.START_WITHOUT_NUMBERS
    if _starts_in_it(cut):
        return words.START_IN_IT
    return words.START_ELSEWHERE.format(
        start_distance=rounded(float(cut.distances(*_ends(cut))), 3),
        start_loss=rounded(float(cut.losses(_ends(cut)[0])), 4),
        start_below=rounded(float(cut.below(*_ends(cut))), 4),
    )


def _starts_in_it(cut: Cut) -> bool:
    return bool(cut.is_in(*_ends(cut)))


def _ends(cut: Cut) -> tuple[Tensor, Tensor]:
    return torch.tensor([0]), torch.tensor([cut.setup.n_steps])


def _directions(view: SliceView) -> str:
    n_parameters = view.network.setup.architecture.n_parameters
    if view.is_random:
        return words.RANDOM_DIRECTIONS.format(seed=view.seed, n_parameters=n_parameters)
    (place, place_up), (across, up) = view.places, place_names(view)
    return words.WEIGHT_DIRECTIONS.format(
        n_parameters=n_parameters, place=place, place_up=place_up, across_name=across, up_name=up
    )
