"""The numbers in the words and the code below a slice, computed like all the others."""

from __future__ import annotations

import torch

from visualizer.core.model import model_code
from visualizer.live.scene import Moment
from visualizer.scenes.slice import place_names
from visualizer.scenes.slice_cut import N_POINTS, cut_of
from visualizer.state.views.slice import SliceView
from visualizer.words.slice import RANDOM_DIRECTIONS, WEIGHT_DIRECTIONS


def slice_lesson(moment: Moment, view: SliceView) -> dict[str, str]:
    """Return where the start lies beside the slice at the end, and the program of the picture."""
    cut, setup = cut_of(view), view.network.setup
    start, end = torch.tensor([0]), torch.tensor([setup.n_steps])
    wide, high = cut.half
    return {
        "start_distance": f"{float(cut.distances(start, end)):.3f}",
        "start_loss": f"{float(cut.losses(start)):.4f}",
        "start_below": f"{float(cut.below(start, end)):.4f}",
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


def _directions(view: SliceView) -> str:
    n_parameters = view.network.setup.architecture.n_parameters
    if view.is_random:
        return RANDOM_DIRECTIONS.format(seed=view.seed, n_parameters=n_parameters)
    (place, place_up), (across, up) = view.places, place_names(view)
    return WEIGHT_DIRECTIONS.format(
        n_parameters=n_parameters, place=place, place_up=place_up, across_name=across, up_name=up
    )
