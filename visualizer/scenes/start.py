"""The first scene: one neuron, alive."""

from functools import lru_cache

from torch import Tensor

from visualizer.core.architecture import make_neuron
from visualizer.core.datasets import Dataset
from visualizer.figures.moves import Moves
from visualizer.figures.network import TEXTS, network_figure, network_moves
from visualizer.figures.neuron_map import PARTS
from visualizer.live.moment import Joint, Moment, Sweep
from visualizer.live.scene import Column, Controls, Picture, Scene, Show, Text
from visualizer.scenes.forward import NUMBERS, Forward, held_numbers, run_forward
from visualizer.scenes.names import Names, names_of
from visualizer.scenes.neuron_parts import neuron_parts
from visualizer.scenes.plane_grid import POINT
from visualizer.scenes.quantities import quantities
from visualizer.scenes.settings import slider
from visualizer.scenes.students_plane import (
    students_axes,
    students_border,
    students_grid,
    students_moves,
    students_picture,
    students_words,
)
from visualizer.state.views.neuron import NeuronView
from visualizer.words.network import NETWORK
from visualizer.words.start import DRAG, SAID, SIGNS, SIGNS_TITLE, VERDICT

CONTROLS = ("weight_1", "weight_2", "bias")


def start_scene(view: NeuronView) -> Scene:
    """Return the scene: three sliders, the network, its answer, and what it answers everywhere."""
    return _scene(view.examples)


@lru_cache(maxsize=16)
def _scene(examples: Dataset) -> Scene:
    names = names_of(examples)
    knobs = Controls(tuple(slider(name, names) for name in CONTROLS), DRAG)
    verdict = Text((VERDICT,), "verdict")
    signs = Text(SIGNS, title=SIGNS_TITLE)
    neuron = make_neuron()
    return Scene(
        rows=(
            (
                Column((verdict, knobs)),
                Column((Show("network"), signs, students_words()), 1.45),
                Column((Show("plane"),), order=(-1,)),
            ),
        ),
        quantities=(
            *quantities(*NUMBERS, "answer", names=names),
            students_border(neuron, examples),
        ),
        pictures=(network_picture(names), students_picture(neuron, examples)),
        shared=(PARTS,),
        announcement=SAID,
    )


def start_moment(view: NeuronView, at_hand: str = "") -> Moment:
    """Return what every position of the three sliders leads to.

    Args:
        view: What the page shows.
        at_hand: What somebody is about to move; it may be the point of the plane.
    """
    found = run_forward(view, CONTROLS)
    held, layouts = students_axes(view)
    return Moment(
        settings=found.places,
        sweeps={},
        fixed=Sweep(held_numbers(view), held.moves),
        layouts=layouts,
        joint=Joint(CONTROLS, drawn(view, found, {})),
        grids={POINT: students_grid(view)} if at_hand == POINT else {},
    )


def drawn(view: NeuronView, found: Forward, numbers: dict[str, Tensor]) -> Sweep:
    """Return what every row of a pass shows, ``numbers`` of the page's own included."""
    border, plane = students_moves(view, found)
    return Sweep({**found.quantities(), **border, **numbers}, {**network(found), **plane})


def network_picture(names: Names, activation_label: str = "identity") -> Picture:
    """Return the drawing of the network, its inputs called by ``names``."""
    figure = network_figure((names.input_1, names.input_2), activation_label)
    parts = neuron_parts(names, activation_label)
    return Picture("network", figure, names.fill(NETWORK), 320, TEXTS, parts=parts)


def network(found: Forward) -> dict[str, Moves]:
    """Return the moves of the drawing in every row of a pass."""
    return {"network": network_moves(*(found.columns[name] for name in CONTROLS))}
