"""The scene of the loss surface: the point on it, the gradient there, a step, and the way down."""

from dataclasses import replace
from functools import lru_cache

import torch
from torch import Tensor

from visualizer.core.lanes import train_lanes
from visualizer.core.sweeps import sweeps_side_by_side, train_side_by_side
from visualizer.core.task import Task
from visualizer.figures.contour import contour_moves
from visualizer.figures.moves import Moves
from visualizer.figures.slope import slope_figure
from visualizer.figures.surface import surface_figure, surface_moves
from visualizer.live.moment import Joint, Moment, Sweep
from visualizer.live.scene import Column, Controls, Grip, Picture, Quantity, Scene, Show, Text
from visualizer.scenes.courses import QUANTITIES as COURSE_QUANTITIES
from visualizer.scenes.courses import course_numbers
from visualizer.scenes.cross_entropy import PICTURE as CROSSED
from visualizer.scenes.cross_entropy import POINT as CROSSED_POINT
from visualizer.scenes.cross_entropy import QUANTITIES as CROSSED_QUANTITIES
from visualizer.scenes.cross_entropy import (
    cross_entropy_bends,
    cross_entropy_land,
    cross_entropy_moves,
    cross_entropy_numbers,
    cross_entropy_panels,
    cross_entropy_picture,
)
from visualizer.scenes.first_step import step_numbers, step_panel, step_quantities
from visualizer.scenes.gradient_panels import (
    agreement_panel,
    formula_panel,
    program_panel,
    wiggle_panel,
)
from visualizer.scenes.gradients import gradient_numbers, gradient_quantities
from visualizer.scenes.landscape import Frame, Landscape, load_landscape, slice_index
from visualizer.scenes.names import Names, names_of
from visualizer.scenes.plane import frame_of
from visualizer.scenes.quantities import quantities
from visualizer.scenes.settings import as_tensors, settings, slider
from visualizer.scenes.surface_grid import POINT, surface_grid
from visualizer.scenes.trail import trail_moves, trail_numbers
from visualizer.state.parameters import WEIGHTS, get_number
from visualizer.state.views.surface import N_STEPS, SurfaceView
from visualizer.words import surface as words
from visualizer.words.columns import LONG_NAMES

CONTROLS = (*WEIGHTS, "learning_rate")


def surface_scene(view: SurfaceView) -> Scene:
    """Return the scene of the loss of a neuron over the axes that are chosen."""
    return _scene(view.setup.task, frame_of(view), view.crossed.task if view.crossed else None)


@lru_cache(maxsize=32)
def _scene(task: Task, frame: Frame, crossed: Task | None) -> Scene:
    land, names = load_landscape(task, frame), names_of(task.dataset)
    beside = cross_entropy_land(crossed, frame) if crossed else None
    solid = (Show("surface", words.SURFACE_TITLE), _trail())
    return Scene(
        rows=(
            (
                Column((_knobs(names), _held(frame))),
                Column((Show("contour", words.CONTOUR_TITLE), step_panel()), 1.2),
                Column(cross_entropy_panels() if beside else solid, 1.2),
            ),
            (
                Column((wiggle_panel(),)),
                Column((formula_panel(task.dataset),), 1.2),
                Column((program_panel(task.architecture), agreement_panel())),
            ),
        ),
        quantities=(
            *(replace(each, digits=4) for each in quantities(*WEIGHTS, names=names)),
            *quantities("loss", "learning_rate"),
            *gradient_quantities(),
            *step_quantities(),
            *_own(frame),
            *(CROSSED_QUANTITIES if beside else ()),
        ),
        pictures=_pictures(land, names, beside),
        late=(land.field, beside.field if beside else land.heights),
        announcement=words.ANNOUNCEMENT,
    )


def surface_moment(view: SurfaceView, at_hand: str = "") -> Moment:
    """Return what every slider makes of the point, its gradient, its step and its trail.

    Args:
        view: What the page shows.
        at_hand: What somebody is about to move; where every place of the map leads to, if it is
            the point there.
    """
    setup, land = view.setup, load_landscape(view.setup.task, frame_of(view))
    places = settings(dict(zip(CONTROLS, (*setup.start, setup.learning_rate), strict=True)))
    positions = as_tensors(places)
    starts, rates = sweeps_side_by_side(setup, positions)
    trails = train_lanes(setup, starts, rates)
    gradients = gradient_numbers(setup.task, starts)
    numbers = {
        **gradients,
        **dict(zip(WEIGHTS, starts, strict=True)),
        "learning_rate": rates,
        "loss": trails.losses[0],
        **course_numbers(setup, trails),
        **trail_numbers(trails, land.frame),
        **step_numbers(trails, rates),
    }
    slopes = torch.stack([gradients[f"gradient_{name}"] for name in WEIGHTS])
    held = land.frame.held
    moves = trail_moves(trails, slopes, land)
    bends = _bends(slice_index(positions[held.name], held), land)
    if view.crossed:
        others = train_side_by_side(view.crossed, positions)
        numbers |= cross_entropy_numbers(others)
        moves = {"contour": moves["contour"], CROSSED: cross_entropy_moves(others, land.frame)}
        beside = cross_entropy_land(view.crossed.task, land.frame)
        own = cross_entropy_bends(beside, positions[held.name])
        bends = {"contour": bends["contour"], CROSSED: own}
    return Moment(
        settings=places,
        sweeps={held.name: Sweep({}, bends)},
        fixed=Sweep({"slope_said": torch.zeros(1)}),
        joint=Joint(CONTROLS, Sweep(numbers, moves)),
        grids={at_hand: surface_grid(view)} if at_hand in _points(view) else {},
    )


def _points(view: SurfaceView) -> tuple[str, ...]:
    """Return the points that can be dragged: the same one on each map."""
    return (POINT, CROSSED_POINT) if view.crossed else (POINT,)


def _bends(index: Tensor, land: Landscape) -> dict[str, Moves]:
    """Return how the surface itself bends along the control of the parameter that is held."""
    return {
        "contour": contour_moves(land.field, index),
        "surface": surface_moves(land.heights, index),
    }


def _knobs(names: Names) -> Controls:
    sliders = tuple(slider(name, names, digits=4) for name in CONTROLS)
    return Controls(sliders, words.KNOBS_TITLE)


def _held(frame: Frame) -> Text:
    held = frame.held.name
    said = words.HELD.format(symbol=get_number(held).symbol, now=_live(held))
    return Text((said,), "sentence")


def _trail() -> Text:
    return Text(words.TRAIL, "sentence", words.TRAIL_TITLE.format(count=N_STEPS))


def _own(frame: Frame) -> tuple[Quantity, ...]:
    held = frame.held.name
    said = {
        kind: _live(f"gradient_{name}")
        for kind, name in zip(("gradient_across", "gradient_up"), frame.axes, strict=True)
    }
    aside = words.ASIDE.format(symbol=get_number(held).symbol, end=_live(f"{held}_end"))
    return (
        *COURSE_QUANTITIES,
        *(Quantity(f"{name}_end", digits=4, signed=True) for name in WEIGHTS),
        Quantity("whereabouts", style="choice", choices=words.WHEREABOUTS),
        Quantity("aside", style="choice", choices=(aside, "")),
        Quantity("slope_said", style="choice", choices=(words.SLOPE_SAID.format(**said),), veil=""),
    )


def _pictures(land: Landscape, names: Names, beside: Landscape | None) -> tuple[Picture, ...]:
    frame = land.frame
    across, up = frame.axes
    titles = (names.fill(LONG_NAMES[across]), names.fill(LONG_NAMES[up]))
    symbols = (get_number(across).symbol, get_number(up).symbol)  # words would be cut off in space
    limits, limits_up = frame.across.limits, frame.up.limits
    flat = slope_figure(titles, limits, frame.across.count, land.top, limits_up)
    solid = surface_figure(symbols, limits, frame.n_solid_points, land.top, limits_up)
    named = _places(frame, names)
    height = 400 if limits == limits_up else 320
    second = (
        cross_entropy_picture(
            beside,
            titles,
            words.CROSSED_ALT.format(**named),
            height,
            words.CROSSED_SAID.format(**named),
        )
        if beside
        else Picture("surface", solid, words.SURFACE_ALT.format(**named), 400, heavy=True)
    )
    return (
        Picture(
            "contour",
            flat,
            words.CONTOUR_ALT.format(**named),
            height,
            picks=frame.axes,
            grip=Grip(POINT, frame.axes, words.POINT, words.POINT_SAID.format(**named)),
            answers=("gradient", "gradient_edge", "gradient_word"),
        ),
        second,
    )


def _places(frame: Frame, names: Names) -> dict[str, str]:
    """Return what stands in the named places of the pictures' descriptions."""
    across, up = frame.axes
    held = frame.held.name
    return {
        "across": names.fill(LONG_NAMES[across]),
        "up": names.fill(LONG_NAMES[up]),
        "held": names.fill(LONG_NAMES[held]),
        "across_symbol": get_number(across).symbol,
        "up_symbol": get_number(up).symbol,
        "across_now": _live(across),
        "up_now": _live(up),
        "held_now": _live(held),
    }


def _live(name: str) -> str:
    """Return the place of a live number in a template."""
    return f"{{{name}}}"
