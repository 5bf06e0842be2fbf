"""The scene of the learning rate: three rates race from one start, and each gets a diagnosis."""

import math
from functools import lru_cache

import torch

from visualizer.core.architecture import Architecture, make_neuron
from visualizer.core.setup import Task
from visualizer.core.stability import learning_rate_limit
from visualizer.figures.contour import contour_moves
from visualizer.figures.gauge import HEIGHT as GAUGE_HEIGHT
from visualizer.figures.gauge import RATES as USUAL_RATES
from visualizer.figures.gauge import gauge_figure, gauge_moves
from visualizer.figures.moves import Moves
from visualizer.figures.race import (
    RACERS,
    race_loss_figure,
    race_loss_moves,
    race_loss_step_moves,
    race_map_figure,
    race_map_moves,
    race_map_step_moves,
    race_start_moves,
)
from visualizer.live.scene import (
    Column,
    Controls,
    Moment,
    Picture,
    Quantity,
    Scene,
    Setting,
    Show,
    Sweep,
    Text,
    Timeline,
)
from visualizer.scenes.diagnosis_words import NAMES, meanings
from visualizer.scenes.landscape import (
    N_POINTS,
    Frame,
    Landscape,
    frame_around,
    load_landscape,
    slice_index,
    weights_frame,
)
from visualizer.scenes.quantities import quantities
from visualizer.scenes.race import RATES, Race, rate_key, run_race
from visualizer.scenes.race_drawing import LIMITS, draw_descents, seen_weights
from visualizer.scenes.settings import Values, held_parameters, slider
from visualizer.state.parameters import PARAMETERS
from visualizer.state.positions import reach
from visualizer.state.setup_of import setup_of
from visualizer.tables.loading import load_dataset

TITLES = ("weight of hours studied, w₁", "weight of hours slept, w₂")
BIAS = 2  # its place among the parameters
GUIDE = "mid"  # the map is drawn for the bias of this racer
LOWEST_POWER = -8  # of ten, on a logarithmic loss axis

EXACT = (
    "The limit {limit} is exact for this linear neuron: below it every step goes down, above it "
    "the loss grows without end, from almost every start."
)
MAP_WORDS = "Drawn for B’s bias, {surface_bias}. Click on it to start elsewhere."
GUIDE_ONLY = (
    "The limit {limit} is exact for the linear neuron; for this one it is only a guide. Its "
    "surface bends differently in each place, and too high a rate fails in its own way."
)


def scene_of(values: Values) -> Scene:
    """Return the scene that the parameters of the page ask for."""
    names = ("activation", "output", "dataset", "scaling", "n_steps", "loss_axis")
    rates = [end for key in RATES for end in reach(PARAMETERS[key], values[key])]
    return learning_rate_scene(
        *(values[name] for name in names), frame_of(values), (min(rates), max(rates))
    )


def frame_of(values: Values) -> Frame:
    """Return the part of the surface on the map: the usual one, or wider around the start."""
    return frame_around(setup_of(values), LIMITS)


@lru_cache(maxsize=64)
def learning_rate_scene(
    activation: str,
    output: str,
    dataset: str,
    scaling: str,
    n_steps: int,
    loss_axis: str,
    frame: Frame | None = None,
    rates: tuple[float, float] = USUAL_RATES,
) -> Scene:
    """Return the scene of a race of one neuron on one data set.

    Args:
        activation: Name of the activation function.
        output: Name of the output.
        dataset: Name of the data.
        scaling: How the inputs are given.
        n_steps: Number of updates.
        loss_axis: ``linear`` or ``log``.
        frame: Which part of the surface is drawn; the usual one if ``None``.
        rates: Lowest and highest rate on the gauge.
    """
    neuron = make_neuron(activation, output)
    task = Task(neuron, load_dataset(dataset, scaling))
    land = load_landscape(task, frame or weights_frame(LIMITS))
    return Scene(
        rows=(
            (
                Column((_timeline(), _rates(), Text((_say("{letter} {word}"),)))),
                Column((Show("map", "One surface, one start"), Text((MAP_WORDS,))), 1.15),
                Column((Show("race", "The loss of each"), Show("gauge", "How far is too far?"))),
            ),
            tuple(Column(_verdict(racer)) for racer in RACERS),
            (Column((Text((EXACT if is_linear(neuron) else GUIDE_ONLY,)),)),),
        ),
        quantities=(*quantities("step"), *_own()),
        pictures=_pictures(neuron, land, load_limit(dataset, scaling), n_steps, loss_axis, rates),
        shared=(land.surfaces,),
        announcement=f"Step {{step}}. {_say('{letter}, {word}: loss {loss}')}",
    )


def learning_rate_moment(values: Values, race: Race | None = None) -> Moment:
    """Return what every slider makes of its racer at the step at hand.

    Args:
        values: The parameters of the page.
        race: The race that they describe, if it is there already.
    """
    race = race or run_race(values)
    step = min(int(values["step"]), race.n_steps)
    land = load_landscape(race.setup.task, frame_of(values))
    limit = load_limit(values["dataset"], values["scaling"])
    sweeps = {rate_key(racer): _rate_sweep(race, land, racer, step) for racer in RACERS}
    return Moment(
        settings={**race.places, "step": Setting(range(race.n_steps + 1), step)},
        sweeps={**sweeps, "step": _step_sweep(race, land)},
        fixed=Sweep(
            {"limit": torch.tensor([limit]), "last_step": torch.tensor([float(race.n_steps)])},
            {"map": race_start_moves(held_parameters(values)[:2])},
        ),
        layouts={"race": {"yaxis.range": _loss_range(race, values["loss_axis"] == "log")}},
    )


def is_linear(neuron: Architecture) -> bool:
    """Return whether the limit 2/λmax is exact for ``neuron``."""
    return neuron == make_neuron(activation="identity", output="identity")


def load_limit(dataset: str, scaling: str) -> float:
    """Return the rate 2/λmax of the linear neuron on a data set."""
    return learning_rate_limit(load_dataset(dataset, scaling))


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
        moves["map"] = moves["map"] | contour_moves(
            land.surfaces, slice_index(biases, land.frame.held)
        )
        numbers["surface_bias"] = land.frame.held.nearest(biases)
    return Sweep(numbers, moves)


def _step_sweep(race: Race, land: Landscape) -> Sweep:
    """Return where all racers are at every step."""
    numbers = {"step": torch.arange(race.n_steps + 1, dtype=torch.float32)}
    moves: dict[str, dict] = {"map": {}, "race": {}}
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


def _timeline() -> Controls:
    return Controls((Timeline("step", "Step of the race"),), "Let them run")


def _rates() -> Controls:
    return Controls(
        tuple(slider(rate_key(racer)) for racer in RACERS), "How far each of their steps goes"
    )


def _verdict(racer: str) -> tuple[Text, Text]:
    return (
        Text((f"{{word_{racer}}}",), "verdict", f"Racer {RACERS[racer]}"),
        Text((f"{{diagnosis_{racer}}}",)),
    )


def _say(template: str) -> str:
    """Return a template once for each racer, as one text."""
    said = (
        template.replace("{letter}", letter)
        .replace("{word}", f"{{word_{racer}}}")
        .replace("{loss}", f"{{loss_{racer}}}")
        .replace("{rate}", f"{{{rate_key(racer)}}}")
        for racer, letter in RACERS.items()
    )
    return "; ".join(said) + "."


def _own() -> tuple[Quantity, ...]:
    each = (
        (
            Quantity(rate_key(racer), f"learning rate of {letter}", 4, fine=True),
            Quantity(f"loss_{racer}", f"loss of {letter}", 4),
            Quantity(f"loss_end_{racer}", digits=5),
            Quantity(f"word_{racer}", style="choice", choices=tuple(NAMES.values())),
            Quantity(f"diagnosis_{racer}", style="choice", choices=meanings(f"loss_end_{racer}")),
        )
        for racer, letter in RACERS.items()
    )
    return (
        *(quantity for group in each for quantity in group),
        Quantity("limit", digits=4),
        Quantity("last_step", style="integer"),
        Quantity("surface_bias", digits=2, signed=True),
    )


def _pictures(
    neuron: Architecture,
    land: Landscape,
    limit: float,
    n_steps: int,
    loss_axis: str,
    rates: tuple[float, float],
) -> tuple[Picture, ...]:
    ground = race_map_figure(TITLES, land.limits, N_POINTS, land.top)
    where = (
        "The loss over both weights from above, drawn for B’s bias of {surface_bias}, with three "
        "descents from one start. A click on it sets another start. "
    )
    curves = f"The loss of each racer over {n_steps} steps. At step {{step}}: "
    scale = "A scale of learning rates. The limit of the linear neuron is {limit}. "
    return (
        Picture(
            "map", ground, where + _say("{letter} is {word}"), 400, picks=("weight_1", "weight_2")
        ),
        Picture(
            "race",
            race_loss_figure(n_steps, loss_axis == "log"),
            curves + _say("{letter} {loss}"),
            240,
        ),
        Picture(
            "gauge",
            gauge_figure(limit, is_linear(neuron), rates),
            scale + _say("{letter} is at {rate}"),
            GAUGE_HEIGHT,
        ),
    )
