"""What every slider makes of a race: descents on the map, losses, marks on the scale."""

import math

import torch

from visualizer.core.stability import learning_rate_limit
from visualizer.figures.gauge import gauge_moves
from visualizer.figures.moves import Move, Moves
from visualizer.figures.race import (
    AWAY,
    RACERS,
    race_exit_moves,
    race_loss_moves,
    race_loss_step_moves,
    race_map_moves,
    race_map_step_moves,
    race_start_moves,
)
from visualizer.live.moment import Moment, Setting, Sweep
from visualizer.scenes.race import Race, rate_key, run_race
from visualizer.scenes.race_drawing import draw_descents, exits_of, seen_weights
from visualizer.scenes.race_grid import POINT, race_grid
from visualizer.scenes.race_ground import map_limits
from visualizer.state.parameters import WEIGHTS
from visualizer.state.views.learning_rate import RaceView

BOUNCE = 1.6  # the loss axis has room for so much more than at the start
DECADES = 7  # on a logarithmic loss axis
DECADES_UP = 1  # of them for what explodes


def learning_rate_moment(view: RaceView, race: Race | None = None, at_hand: str = "") -> Moment:
    """Return what every slider makes of its racer at the step at hand.

    Args:
        view: What the page shows.
        race: The race that it describes, if it is there already.
        at_hand: What somebody is about to move; it may be the start on the map.
    """
    race = race or run_race(view)
    setup, step = view.setup, view.step
    limits = map_limits(setup)
    limit = learning_rate_limit(setup.dataset)
    sweeps = {rate_key(racer): _rate_sweep(race, limits, racer, step) for racer in RACERS}
    return Moment(
        settings={**race.places, "step": Setting(range(race.n_steps + 1), step)},
        sweeps={**sweeps, "step": _step_sweep(race, limits)},
        fixed=Sweep(
            {
                "limit": torch.tensor([limit]),
                "last_step": torch.tensor([float(race.n_steps)]),
                "standings": torch.zeros(1),
                **{name: setup.parameters[i : i + 1] for i, name in enumerate(WEIGHTS[:2])},
            },
            {"map": race_start_moves(setup.parameters[:2])},
        ),
        layouts={"race": {"yaxis.range": _loss_range(race, view.log)}},
        grids={POINT: race_grid(view)} if at_hand == POINT else {},
    )


def _rate_sweep(race: Race, limits: tuple[float, float], racer: str, step: int) -> Sweep:
    """Return what every position of a racer's slider makes of its whole training."""
    descents = race.descents[racer]
    lanes, drawing = descents.lanes, draw_descents(descents, step, limits)
    diagnoses = descents.diagnoses.float()
    rates = torch.tensor(race.places[rate_key(racer)].positions)
    numbers = {
        rate_key(racer): rates,
        f"loss_{racer}": drawing.loss,
        f"loss_end_{racer}": lanes.losses[-1],
        f"word_{racer}": diagnoses,
        f"diagnosis_{racer}": diagnoses,
    }
    shown = len(drawing.steps)
    moves: dict[str, Moves] = {
        "map": {
            **race_map_moves(racer, drawing.paths, drawing.now, shown),
            **race_exit_moves(racer, drawing.exits),
        },
        "race": race_loss_moves(racer, drawing.steps, drawing.losses, shown, step, drawing.loss),
        "gauge": gauge_moves(racer, rates),
    }
    return Sweep(numbers, moves)


def _step_sweep(race: Race, limits: tuple[float, float]) -> Sweep:
    """Return where all racers are at every step."""
    steps = torch.arange(race.n_steps + 1)
    numbers = {"step": steps.float()}
    moves: dict[str, dict[str, Move]] = {"map": {}, "race": {}}
    for racer in RACERS:
        lane = race.lane(racer)
        own = seen_weights(race.descents[racer], limits)[..., lane]
        left_at, exits = exits_of(race.descents[racer], limits)
        left = exits[:, lane, None].where(left_at[lane] <= steps, AWAY)
        path = {letter: own[:, place].contiguous() for place, letter in enumerate("xy")}
        losses = race.losses(racer).contiguous()
        numbers[f"loss_{racer}"] = losses
        moves["map"] |= {**race_map_step_moves(racer, path), **race_exit_moves(racer, left)}
        moves["race"] |= race_loss_step_moves(racer, losses)
    return Sweep(numbers, moves)


def _loss_range(race: Race, log: bool) -> list[float]:
    """Return the ends of the loss axis: room for the start, for a bounce, not for an explosion.

    They follow from the start alone, and so tell nothing of what is to come.
    """
    start = float(race.losses("mid")[0])
    top = max(BOUNCE * start, 0.02) if math.isfinite(start) else 1.0
    if not log:
        return [0.0, top]
    highest = math.ceil(math.log10(top)) + DECADES_UP
    return [float(highest - DECADES), float(highest)]
