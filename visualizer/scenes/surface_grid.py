"""What every place of the map leads to: its loss, its gradient, a step and the trail from there."""

from dataclasses import replace
from functools import lru_cache

import torch
from torch import Tensor

from visualizer.core.gradient import autograd_gradient
from visualizer.core.lanes import Lanes, train_lanes
from visualizer.core.setup import Setup
from visualizer.live.moment import Grid, Sweep
from visualizer.scenes.courses import QUANTITIES as COURSE
from visualizer.scenes.cross_entropy import PICTURE as CROSSED
from visualizer.scenes.cross_entropy import cross_entropy_moves, cross_entropy_numbers
from visualizer.scenes.first_step import step_numbers
from visualizer.scenes.gradients import gradient_quantities
from visualizer.scenes.grids import affordable, places_of, shortened
from visualizer.scenes.landscape import Frame, load_landscape
from visualizer.scenes.plane import frame_of
from visualizer.scenes.trail import trail_moves
from visualizer.state.parameters import WEIGHTS
from visualizer.state.views.surface import SurfaceView

POINT = "surface_point"
BESIDE = 5  # times the work and the bytes of a place, where another training is drawn beside it
OF_TRAILS = ("whereabouts", "aside", *(f"{name}_end" for name in WEIGHTS))
# A trail from each of thousands of places has fewer points; every second step of one that jumps to
# and fro would show one side only.
STEPS = torch.tensor([*range(8), 10, 15, 22, 33, 48, 71, 106, 149, 200])


def surface_grid(view: SurfaceView) -> Grid:
    """Return what every place of the map leads to; the point may stand anywhere on it."""
    frame = frame_of(view)
    start = dict(zip(WEIGHTS, view.setup.start, strict=True)) | dict.fromkeys(frame.axes, 0.0)
    place = tuple(start.values())
    crossed = replace(view.crossed, start=place) if view.crossed else None
    return _grid(replace(view.setup, start=place), crossed, frame)


@lru_cache(maxsize=8)
def _grid(setup: Setup, crossed: Setup | None, frame: Frame) -> Grid:
    work = setup.dataset.n_samples * (setup.n_steps + 1)
    across, up = affordable(frame, BESIDE * work if crossed else work)
    places = places_of(across, up)
    starts = setup.parameters[:, None].repeat(1, len(places[0]))
    for name, values in zip(frame.axes, places, strict=True):
        starts[WEIGHTS.index(name)] = values
    trails = train_lanes(setup, starts)
    gradients = autograd_gradient(setup.task, starts).float()
    numbers = {
        "loss": trails.losses[0],
        **{f"gradient_{name}": row for name, row in zip(WEIGHTS, gradients, strict=True)},
        **dict(zip(frame.axes, places, strict=True)),
        **_step(setup, trails),
    }
    land = load_landscape(setup.task, frame)
    drawn = trail_moves(trails, gradients, land, STEPS)
    if crossed:
        others = train_lanes(crossed, starts)
        numbers |= {name: row.float() for name, row in cross_entropy_numbers(others).items()}
        drawn = {
            "contour": drawn["contour"],
            CROSSED: cross_entropy_moves(others, frame, STEPS),
        }
    moves = shortened(drawn)
    own = {name: row.clone() for name, row in numbers.items()}  # a part would keep the whole
    late = [each.name for each in (*gradient_quantities(), *COURSE) if each.name not in own]
    return Grid(across, up, Sweep(own, moves), [*late, *OF_TRAILS])


def _step(setup: Setup, trails: Lanes) -> dict[str, Tensor]:
    rates = torch.full_like(trails.losses[0], setup.learning_rate)
    numbers = {name: row.float() for name, row in step_numbers(trails, rates).items()}
    return {**numbers, "drop_verdict": numbers["drop_verdict"].to(torch.uint8)}
