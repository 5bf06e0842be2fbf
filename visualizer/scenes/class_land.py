"""The neurons of a class: on the loss surface, as borders in the plane, and their losses."""

from __future__ import annotations

from functools import lru_cache

import torch
from torch import Tensor

from visualizer.core.surface import Axis, loss_surfaces
from visualizer.core.task import Task
from visualizer.figures.class_losses import (
    HEIGHT,
    class_losses_figure,
    class_losses_moves,
    spread_of,
)
from visualizer.figures.class_neurons import (
    class_plane_figure,
    class_plane_moves,
    class_surface_figure,
    class_surface_moves,
)
from visualizer.figures.moves import rounded_off
from visualizer.live.scene import Picture, Quantity, Show, Text
from visualizer.scenes.class_drawn import Drawn, Left
from visualizer.scenes.class_part import Part, Reading, count_of, counted
from visualizer.scenes.landscape import Frame, load_landscape
from visualizer.scenes.names import names_of
from visualizer.scenes.neuron_plane import groups_of, limits_of, tilt_of
from visualizer.state.pages import NEURON_PAGES
from visualizer.state.views.class_view import ClassView
from visualizer.words import class_pictures as words
from visualizer.words.columns import LONG_NAMES

SURFACE, PLANE, LOSSES = "class_surface", "class_plane", "class_losses"
PICKS = ("class_across", "class_up")
"""What a click into the loss surface tells: where it was."""
TALL = 340


@lru_cache(maxsize=32)
def land_parts(task: Task, frame: Frame) -> tuple[Part, Part, Part]:
    """Return the parts of the surface, the plane and the losses of those who learn ``task``."""
    land, names = load_landscape(task, frame), names_of(task.dataset)
    titles = names.fill(LONG_NAMES["weight_1"]), names.fill(LONG_NAMES["weight_2"])
    surface = Picture(
        SURFACE,
        class_surface_figure(titles, frame.across.limits, frame.across.count, land.top),
        words.SURFACE_ALT,
        TALL,
        picks=PICKS,
    )
    plane = Picture(
        PLANE,
        class_plane_figure(
            (names.input_1, names.input_2),
            limits_of(task.dataset),
            groups_of(task.architecture, task.dataset),
        ),
        words.PLANE_ALT,
        TALL,
    )
    losses = Picture(
        LOSSES,
        class_losses_figure(words.LOSSES_AXIS, words.BEST, words.MIDDLE),
        words.LOSSES_ALT,
        HEIGHT,
    )
    is_chance = task.architecture.output == "sigmoid"
    greener = words.PLANE if is_chance else words.PLANE_OF_NUMBERS
    return (
        Part(
            (Show(SURFACE, words.SURFACE_TITLE), Text((words.SURFACE,))),
            (
                Quantity("n_drawn", style="integer"),
                Quantity("middle_bias", digits=2, signed=True),
            ),
            (surface,),
        ),
        Part((Show(PLANE, words.PLANE_TITLE), Text((greener,))), (), (plane,)),
        Part(
            (
                Show(LOSSES, words.LOSSES_TITLE),
                Text((f"{{losses_said}} {_LEFT_SAID}",)),
            ),
            (
                Quantity("losses_said", style="choice", choices=words.LOSSES),
                *(Quantity(each, digits=4) for each in ("best", *_SPREAD)),
                *_left_quantities(),
            ),
            (losses,),
        ),
    )


_SPREAD = ("low_loss", "middle_loss", "high_loss")


@lru_cache(maxsize=64)
def _surface_at(task: Task, frame: Frame, bias: float) -> Tensor:
    """Return the loss over both weights at one bias. Shape ``(1, rows, columns)``."""
    across, up = (Axis(each.name, each.values()) for each in (frame.across, frame.up))
    losses = loss_surfaces(task, across, up, Axis("bias", torch.tensor([bias])))
    return rounded_off(losses.clamp(max=load_landscape(task, frame).top))


def no_land_part(page: str) -> Part:
    """Return what stands where nobody is drawn.

    Args:
        page: That is looked at; empty while nobody is on any.
    """
    if not page:
        return Part((Text((words.WAITING,)),))
    if page not in NEURON_PAGES:
        return Part((Text((words.NO_NEURON,)),))
    return Part((Text((_LEFT_SAID,)),), _left_quantities())


_LEFT = {
    "own": words.OWN,
    "others": words.OTHERS,
    "diverged": words.DIVERGED,
    "waiting": words.WAITS,
}
_LEFT_SAID = " ".join(f"{{{name}_said}}" for name in _LEFT)


def _left_quantities() -> tuple[Quantity, ...]:
    """Return the live numbers of those who are not drawn."""
    return tuple(each for name, said in _LEFT.items() for each in counted(name, said))


def _count_left(left: Left) -> dict[str, float]:
    counts = (count_of(name, getattr(left, name)) for name in _LEFT)
    return {name: count for each in counts for name, count in each.items()}


def read_land(view: ClassView, drawn: Drawn) -> Reading:
    """Return where the neurons of a class are, their borders and their losses."""
    task, frame = drawn.task, drawn.frame
    if task is None or frame is None:
        return Reading(_count_left(drawn.left))
    chosen, seen, losses = drawn.place_of(view.chosen), drawn.seen, drawn.losses
    bias = round(drawn.middle_bias, 2)
    dots = class_surface_moves(drawn.parameters[:2], seen, chosen, frame.across.limits)
    tilt = tilt_of(task.architecture, task.dataset, drawn.parameters, limits_of(task.dataset))
    spread = spread_of(losses)
    axis_moves, layout = class_losses_moves(losses, spread, seen, chosen)
    low, middle, high, _ = spread.tolist()
    return Reading(
        {
            "n_drawn": float(len(drawn.students)),
            "middle_bias": bias,
            "best": float(losses.min()),
            "low_loss": low,
            "middle_loss": middle,
            "high_loss": high,
            "losses_said": float(min(len(losses), 2)),
            **_count_left(drawn.left),
        },
        {
            SURFACE: {"field.z": _surface_at(task, frame, bias), **dots},
            PLANE: class_plane_moves(tilt, chosen),
            LOSSES: axis_moves,
        },
        {LOSSES: layout},
    )
