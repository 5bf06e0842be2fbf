"""The scene of the loss surface: the point on it, the gradient there, a step, and the way down."""

from dataclasses import replace
from functools import lru_cache

import torch
from torch import Tensor

from visualizer.core.architecture import Architecture, make_neuron
from visualizer.core.lanes import Lanes
from visualizer.core.setup import Task
from visualizer.core.surface import remaining_axis
from visualizer.core.sweeps import train_side_by_side
from visualizer.figures.contour import contour_moves
from visualizer.figures.descent import descent_moves
from visualizer.figures.moves import Moves
from visualizer.figures.slope import slope_figure, slope_moves
from visualizer.figures.surface import surface_figure, surface_moves
from visualizer.live.scene import (
    Column,
    Controls,
    Joint,
    Moment,
    Picture,
    Quantity,
    Scene,
    Show,
    Sweep,
    Text,
)
from visualizer.scenes.first_step import step_numbers, step_quantities
from visualizer.scenes.gradient_panels import (
    agreement_panel,
    formula_panel,
    program_panel,
    wiggle_panel,
)
from visualizer.scenes.gradients import gradient_numbers, gradient_quantities
from visualizer.scenes.landscape import (
    Frame,
    Landscape,
    Span,
    load_landscape,
    slice_index,
    widening,
)
from visualizer.scenes.quantities import quantities
from visualizer.scenes.settings import Values, as_tensors, settings, slider
from visualizer.state.parameters import PARAMETERS
from visualizer.state.setup_of import setup_of
from visualizer.tables.loading import load_dataset

POINT = ("weight_1", "weight_2", "bias")
CONTROLS = (*POINT, "learning_rate")
N_STEPS = 200
DENSE = 50  # steps that are drawn one by one; of the later ones every fifth is,
STRIDE = 5  # an odd one, so that a trail that jumps to and fro is drawn doing so
N_POINTS = 61
N_SLICES = 31
SOLID_EVERY = 2
FAR = 100.0  # widths of the picture, beyond which a trail is not drawn any further

# From the choice of axes to the parameters across and up. The bias has twice the range of a
# weight, and lies where the picture is wider.
PLANES = {
    "w1_w2": ("weight_1", "weight_2"),
    "w1_b": ("bias", "weight_1"),
    "w2_b": ("bias", "weight_2"),
}
TITLES = {
    "weight_1": "weight of hours studied, w₁",
    "weight_2": "weight of hours slept, w₂",
    "bias": "bias, b",
}
COURSES = (
    "In {n_steps} steps the trail leads down from {loss} to {loss_end}.",
    "After {n_steps} steps the loss is {loss_end}, up from {loss}: these steps are too large to "
    "go down. Bigger is not faster.",
    "At step {diverged_at} the trail has flown so far that a computer cannot hold its numbers. Try "
    "a lower learning rate.",
    "In {n_steps} steps the loss has not moved from {loss}: no gradient gets through.",
)
WHEREABOUTS = ("", "It leaves the picture on the way.")


def scene_of(values: Values) -> Scene:
    """Return the scene that the parameters of the page ask for."""
    chosen = (values[name] for name in ("activation", "output", "dataset", "scaling", "axes"))
    return surface_scene(*chosen, _widening(values))


@lru_cache(maxsize=32)
def surface_scene(
    activation: str, output: str, dataset: str, scaling: str, axes: str, factor: float = 1.0
) -> Scene:
    """Return the scene of the loss of one neuron on one data set, over the two ``axes``.

    Args:
        activation: Name of the activation function.
        output: Name of the output.
        dataset: Name of the data.
        scaling: How the inputs are given.
        axes: A key of ``PLANES``.
        factor: How many times wider than usual the pictures are.
    """
    neuron = make_neuron(activation, output)
    land = _landscape(neuron, dataset, scaling, axes, factor)
    students = load_dataset(dataset, scaling)
    return Scene(
        rows=(
            (
                Column((_knobs(), _held(axes))),
                Column((Show("contour", "From above: click to start elsewhere"), _step()), 1.2),
                Column((Show("surface", "The same in space"), _trail()), 1.2),
            ),
            (
                Column((wiggle_panel(),)),
                Column((formula_panel(students),), 1.2),
                Column((program_panel(neuron), agreement_panel())),
            ),
        ),
        quantities=(
            *(
                Quantity(each.name, each.label, 4, each.style, each.signed)
                for each in quantities(*POINT)
            ),
            *quantities("loss", "learning_rate"),
            *gradient_quantities(),
            *step_quantities(),
            *_own(axes),
        ),
        pictures=_pictures(land),
        shared=(land.surfaces, land.heights),
        announcement="Loss {loss}. {drop_verdict}",
    )


def surface_moment(values: Values) -> Moment:
    """Return what every slider makes of the point, its gradient, its step and its trail."""
    setup = replace(setup_of(values), n_steps=N_STEPS)
    chosen = (values[name] for name in ("dataset", "scaling", "axes"))
    land = _landscape(setup.architecture, *chosen, _widening(values))
    places = settings({name: values[name] for name in CONTROLS})
    positions = as_tensors(places)
    lanes = train_side_by_side(setup, positions)
    sizes = [len(each) for each in positions.values()]
    rates = torch.full_like(lanes.losses[0], setup.learning_rate)
    rates.split(sizes)[list(places).index("learning_rate")].copy_(positions["learning_rate"])
    gradients = gradient_numbers(setup.task, lanes.parameters[0])
    numbers = {**gradients, **_numbers(lanes, rates, land)}
    held = land.frame.held
    return Moment(
        settings=places,
        sweeps={held.name: Sweep({}, _bends(slice_index(positions[held.name], held), land))},
        fixed=Sweep({"n_steps": torch.tensor([float(N_STEPS)])}),
        joint=Joint(CONTROLS, Sweep(numbers, _moves(lanes, gradients, land))),
    )


def _landscape(
    neuron: Architecture, dataset: str, scaling: str, axes: str, factor: float
) -> Landscape:
    task = Task(neuron, load_dataset(dataset, scaling))
    return load_landscape(task, plane_frame(axes, factor))


def _widening(values: Values) -> float:
    # One for all, so that a unit stays as long across as it is up.
    setup = setup_of(values)
    return max(widening(setup, (name,), PARAMETERS[name].maximum) for name in POINT)


def plane_frame(axes: str, factor: float = 1.0) -> Frame:
    """Return the frame of a choice of axes; it spans what the sliders reach.

    So every click in it is a start that the sliders can take.

    Args:
        axes: A key of ``PLANES``.
        factor: How many times wider than the usual sliders it is.
    """
    across, up = PLANES[axes]
    held = remaining_axis(across, up)
    counts = {across: N_POINTS, up: N_POINTS, held: N_SLICES}
    spans = (
        Span(name, (PARAMETERS[name].minimum, PARAMETERS[name].maximum), count)
        for name, count in counts.items()
    )
    return Frame(*(span.widened(factor) for span in spans), SOLID_EVERY)


def drawn_steps() -> Tensor:
    """Return the steps that a drawn trail goes through, the first and the last included."""
    return torch.tensor([*range(DENSE), *range(DENSE, N_STEPS + 1, STRIDE)])


def _numbers(run: Lanes, rates: Tensor, land: Landscape) -> dict[str, Tensor]:
    """Return the live numbers along one control, those of the gradient aside."""
    losses = run.losses
    up, same = losses[-1] > losses[0], losses[-1] == losses[0]
    course = torch.where(up, 1.0, torch.where(same, 3.0, 0.0))
    return {
        **dict(zip(POINT, run.parameters[0], strict=True)),
        "learning_rate": rates,
        "loss": losses[0],
        "loss_end": losses[-1],
        **{f"{name}_end": end for name, end in zip(POINT, run.parameters[-1], strict=True)},
        "diverged_at": run.diverged_at.float(),
        "course": torch.where(run.diverged_at >= 0, 2.0, course),
        "aside": (run.diverged_at >= 0).float(),
        "whereabouts": _leaves(run, land.frame).float(),
        **step_numbers(run, rates),
    }


def _leaves(run: Lanes, frame: Frame) -> Tensor:
    """Return whether the trail of each lane leaves the picture. Shape ``(lanes,)``."""
    return ~torch.stack(
        [
            (path >= span.limits[0]) & (path <= span.limits[1])
            for path, span in ((_path(run, span.name), span) for span in (frame.across, frame.up))
        ]
    ).all(dim=0).all(dim=0)


def _path(run: Lanes, name: str) -> Tensor:
    """Return one parameter at every step of every lane. Shape ``(n_steps + 1, lanes)``."""
    return run.parameters[:, POINT.index(name)]


def _moves(run: Lanes, gradients: dict[str, Tensor], land: Landscape) -> dict[str, Moves]:
    """Return how the point and its trail move in both pictures."""
    frame = land.frame
    flat = _trails(run, frame)
    solid = {**flat, "z": _heights(run, flat, land)}
    points = torch.stack([_path(run, name)[:2] for name in frame.axes])
    gradient = torch.stack([gradients[f"gradient_{name}"].float() for name in frame.axes])
    shorter = min(frame.across.limits, frame.up.limits, key=lambda ends: ends[1] - ends[0])
    contour = _descent(flat) | slope_moves(points[:, 0], gradient, points[:, 1], shorter)
    return {"contour": contour, "surface": _descent(solid)}


def _bends(index: Tensor, land: Landscape) -> dict[str, Moves]:
    """Return how the surface itself bends along the control of the parameter that is held."""
    return {
        "contour": contour_moves(land.surfaces, index),
        "surface": surface_moves(land.heights, index),
    }


def _trails(run: Lanes, frame: Frame) -> dict[str, Tensor]:
    """Return the drawn points of every trail across and up. Shapes ``(lanes, n_points)``."""
    trails = {}
    for letter, span in (("x", frame.across), ("y", frame.up)):
        path = _path(run, span.name)[drawn_steps()].T.contiguous()
        far = FAR * (span.limits[1] - span.limits[0])
        trails[letter] = path.masked_fill(path.abs() > far, torch.nan)
    return trails


def _heights(run: Lanes, flat: dict[str, Tensor], land: Landscape) -> Tensor:
    """Return how high every trail runs; outside the box there is nothing to draw it over."""
    heights = run.losses[drawn_steps()].T.clamp(max=land.top)
    spans = {"x": land.frame.across, "y": land.frame.up}
    for letter, span in spans.items():
        outside = (flat[letter] < span.limits[0]) | (flat[letter] > span.limits[1])
        heights = heights.masked_fill(outside, torch.nan)
    return heights.contiguous()


def _descent(trails: dict[str, Tensor]) -> Moves:
    now = {letter: trail[:, 0] for letter, trail in trails.items()}
    return descent_moves(trails, now, shown=1)


def _knobs() -> Controls:
    return Controls(
        tuple(slider(name, digits=4) for name in CONTROLS), "The point, and how far it steps"
    )


def _held(axes: str) -> Text:
    held = plane_frame(axes).held.name
    symbol = PARAMETERS[held].symbol
    lines = (
        f"Every place in the pictures is another neuron, and its height is how wrong that neuron "
        f"is. Both are drawn for {symbol} = {{{held}}}, which is held: drag {symbol} and the "
        "surface itself bends.",
    )
    return Text(lines, "sentence")


def _step() -> Text:
    lines = (
        "The gradient points uphill; a step goes the other way. The gradient is a slope, "
        "{gradient_length} steep. The step is a move, {learning_rate} × {gradient_length} = "
        "{step_length} long.",
        "Promised drop: lr · |gradient|² = {loss_drop_predicted}",
        "Real drop: {loss} − {loss_next} = {loss_drop_real}",
        "{drop_verdict}",
    )
    return Text(lines, "sentence", "One step")


def _trail() -> Text:
    return Text(("{course} {whereabouts}", "{aside}"), "sentence", f"{N_STEPS} steps")


def _asides(axes: str) -> tuple[str, str]:
    """Return what to say of the held parameter along the trail, and what if there is no end."""
    held = plane_frame(axes).held.name
    said = (
        f"A step moves {PARAMETERS[held].symbol} as well, here to {{{held}_end}} in the end. So "
        "the trail need not lie on the surface drawn."
    )
    return said, ""


def _own(axes: str) -> tuple[Quantity, ...]:
    return (
        Quantity("n_steps", style="integer"),
        Quantity("loss_end", digits=4),
        *(Quantity(f"{name}_end", digits=4, signed=True) for name in POINT),
        Quantity("diverged_at", style="integer"),
        Quantity("course", style="choice", choices=COURSES),
        Quantity("whereabouts", style="choice", choices=WHEREABOUTS),
        Quantity("aside", style="choice", choices=_asides(axes)),
    )


def _pictures(land: Landscape) -> tuple[Picture, ...]:
    frame = land.frame
    across, up = frame.axes
    titles = (TITLES[across], TITLES[up])
    limits, limits_up = frame.across.limits, frame.up.limits
    plane = (titles, limits, N_POINTS, land.top, limits_up)
    symbols = (PARAMETERS[across].symbol, PARAMETERS[up].symbol)  # words would be cut off
    solid = (symbols, limits, frame.n_solid_points, land.top, limits_up)
    where = (
        f"The loss over {titles[0]} and {titles[1]}, drawn for {TITLES[frame.held.name]} = "
        f"{{{frame.held.name}}}. The point is at {symbols[0]} = {{{across}}}, "
        f"{symbols[1]} = {{{up}}}, loss {{loss}}."
    )
    arrows = (
        f"The gradient points uphill: {{gradient_{across}}} across, {{gradient_{up}}} up. One step "
        "the other way leads to loss {loss_next}."
    )
    height = 400 if limits == limits_up else 320
    return (
        Picture("contour", slope_figure(*plane), f"{where} {arrows}", height, picks=frame.axes),
        Picture("surface", surface_figure(*solid), f"{where} {{course}}", 400, heavy=True),
    )
