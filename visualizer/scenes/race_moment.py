"""What every slider makes of a race: descents on the map, losses, marks on the scale."""

import math

import torch

from visualizer.core.stability import learning_rate_limit
from visualizer.figures.contour import contour_moves
from visualizer.figures.gauge import gauge_moves
from visualizer.figures.moves import Move, Moves
from visualizer.figures.race import (
    RACERS,
    race_loss_moves,
    race_loss_step_moves,
    race_map_moves,
    race_map_step_moves,
    race_start_moves,
)
from visualizer.live.scene import Moment, Setting, Sweep
from visualizer.scenes.landscape import Landscape, frame_around, load_landscape, slice_index
from visualizer.scenes.race import Race, rate_key, run_race
from visualizer.scenes.race_drawing import LIMITS, draw_descents, seen_weights
from visualizer.state.views.learning_rate import RaceView

BIAS = 2  # its place among the parameters
GUIDE = "mid"  # the map is drawn for the bias of this racer
LOWEST_POWER = -8  # of ten, on a logarithmic loss axis


def learning_rate_moment(view: RaceView, race: Race | None = None) -> Moment:
    """Return what every slider makes of its racer at the step at hand.

    Args:
        view: What the page shows.
        race: The race that it describes, if it is there already.
    """
    race = race or run_race(view)
    setup, step = view.setup, view.step
    land = load_landscape(setup.task, frame_around(setup, LIMITS))
    limit = learning_rate_limit(setup.dataset)
    sweeps = {rate_key(racer): _rate_sweep(race, land, racer, step) for racer in RACERS}
    return Moment(
        settings={**race.places, "step": Setting(range(race.n_steps + 1), step)},
        sweeps={**sweeps, "step": _step_sweep(race, land)},
        fixed=Sweep(
            {"limit": torch.tensor([limit]), "last_step": torch.tensor([float(race.n_steps)])},
            {"map": race_start_moves(setup.parameters[:2])},
        ),
        layouts={"race": {"yaxis.range": _loss_range(race, view.log)}},
    )


def _rate_sweep(race: Race, land: Landscape, racer: str, step: int) -> Sweep:
    """Return what every position of a racer's slider makes of its whole training."""
    descents = race.descents[racer]
    lanes, drawing = descents.lanes, draw_descents(descents, step, land.limits)
    diagnoses = descents.diagnoses.float()
    rates = torch.tensor(race.places[rate_key(racer)].positions)
    numbers = {
        rate_key(racer): rates,
        f"loss_{racer}": drawing.loss,
        f"loss_end_{racer}": lanes.losses[-1],
        f"word_{racer}": diagnoses,
        f"diagnosis_{racer}": diagnoses,
    }
    shown = drawing.shown
    moves: dict[str, Moves] = {
        "map": race_map_moves(racer, drawing.paths, drawing.now, shown),
        "race": race_loss_moves(racer, drawing.steps, drawing.losses, shown, step, drawing.loss),
        "gauge": gauge_moves(racer, rates),
    }
    if racer == GUIDE:
        biases = lanes.parameters[step, BIAS]
        ground = contour_moves(land.surfaces, slice_index(biases, land.frame.held))
        moves["map"] = {**moves["map"], **ground}
        numbers["surface_bias"] = land.frame.held.nearest(biases)
    return Sweep(numbers, moves)


def _step_sweep(race: Race, land: Landscape) -> Sweep:
    """Return where all racers are at every step."""
    numbers = {"step": torch.arange(race.n_steps + 1, dtype=torch.float32)}
    moves: dict[str, dict[str, Move]] = {"map": {}, "race": {}}
    for racer in RACERS:
        own = seen_weights(race.descents[racer], land.limits)[..., race.lane(racer)]
        path = {letter: own[:, place].contiguous() for place, letter in enumerate("xy")}
        losses = race.losses(racer).contiguous()
        numbers[f"loss_{racer}"] = losses
        moves["map"] |= race_map_step_moves(racer, path)
        moves["race"] |= race_loss_step_moves(racer, losses)
    biases = race.descents[GUIDE].lanes.parameters[:, BIAS, race.lane(GUIDE)]
    numbers["surface_bias"] = land.frame.held.nearest(biases)
    moves["map"] |= contour_moves(land.surfaces, slice_index(biases, land.frame.held))
    return Sweep(numbers, moves)


def _loss_range(race: Race, log: bool) -> list[float]:
    """Return the ends of the loss axis: room for the start, for a bounce, not for an explosion."""
    losses = torch.cat([race.losses(racer) for racer in RACERS])
    losses = losses[losses.isfinite()]
    start = float(race.losses(GUIDE)[0])
    top = max(1.1 * start, min(1.05 * float(losses.max()), 2 * start), 0.02)
    if not log:
        return [0.0, top]
    lowest = float(losses[losses > 0].min()) if bool((losses > 0).any()) else top
    highest = max(top, min(float(losses.max()), 100 * top))
    low = max(LOWEST_POWER, math.floor(math.log10(lowest)))
    return [float(low), max(float(math.ceil(math.log10(highest))), low + 1.0)]
