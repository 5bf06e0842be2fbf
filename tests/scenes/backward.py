"""Steps of backpropagation for the tests, and what a student would see of them."""

from __future__ import annotations

import re

from visualizer.live.moment import Moment, Sweep
from visualizer.live.scene import Quantity, Readouts, Scene, Text
from visualizer.scenes.backward_moment import backward_moment
from visualizer.state.backward_presets import worked_example
from visualizer.state.network_parameters import code_of
from visualizer.state.packed_weights import write_weights
from visualizer.state.pages import complete
from visualizer.state.views.backward import BackwardView, backward_view

CASES: dict[str, dict[str, object]] = {
    "default": {},
    "worked example": worked_example(),
    "three hidden units": {"back_network": "2-3-1", "back_activation": "relu", "back_moment": 9},
    "two outputs": {"back_network": "2-2-2", "back_activation": "silu", "back_example": 4},
    "the mean": {"back_batch": "mean", "back_rate": 10.0, "back_moment": 0},
    "an output's bias": {"back_part": code_of(1, 0, 0), "back_activation": "gelu"},
    "an output's weight": {"back_network": "2-2-2", "back_part": code_of(1, 1, 2)},
    "moved": {
        "back_point": write_weights([-0.4, 1.1]),
        "back_start": write_weights([0.5] * 9),
        "back_activation": "tanh",
    },
}
NAMES = re.compile(r"\{\(?(\w+)\)?\}")


def view_of(**given: object) -> BackwardView:
    return backward_view(complete("backpropagation", given))


def moment_of(**given: object) -> Moment:
    return backward_moment(view_of(**given))


def whole_sweeps(moment: Moment) -> dict[str, Sweep]:
    first, found = 0, dict(moment.sweeps)
    for key in moment.joint.keys:
        rows = slice(first, first + len(moment.settings[key].positions))
        first, joint = rows.stop, moment.joint.sweep
        moves = {
            picture: {target: move[rows] for target, move in each.items()}
            for picture, each in joint.moves.items()
        }
        found[key] = Sweep({name: row[rows] for name, row in joint.quantities.items()}, moves)
    return found


def dragged(moment: Moment, key: str, position: int) -> dict[str, float]:
    """Return every live number after a control was dragged; key "" for none."""
    shown = {name: float(row[0]) for name, row in moment.fixed.quantities.items()}
    for each, sweep in whole_sweeps(moment).items():
        index = moment.settings[each].index
        shown |= {name: float(row[index]) for name, row in sweep.quantities.items()}
    if key:
        sweep = whole_sweeps(moment)[key]
        shown |= {name: float(row[position]) for name, row in sweep.quantities.items()}
    return shown


def rest(**given: object) -> dict[str, float]:
    return dragged(moment_of(**given), "", 0)


def named(scene: Scene) -> set[str]:
    """Return every quantity that the scene names, in the sentences of choices too."""
    panels = [panel for row in scene.rows for column in row for panel in column.panels]
    texts = [scene.announcement]
    for panel in panels:
        texts += panel.lines if isinstance(panel, Text) else ()
        texts += [f"{{{name}}}" for name in panel.names] if isinstance(panel, Readouts) else []
    for picture in scene.pictures:
        texts += [picture.label, *(text for each in picture.texts.values() for text in each)]
    choices = {each.name: each.choices for each in scene.quantities}
    found: set[str] = set()
    while new := {name for text in texts for name in NAMES.findall(text)} - found:
        found |= new
        texts = [text for name in new for text in choices[name]]
    return found


def quantity(scene: Scene, name: str) -> Quantity:
    return next(each for each in scene.quantities if each.name == name)
