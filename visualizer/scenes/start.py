"""The first scene: one neuron, alive."""

from functools import lru_cache

from visualizer.figures.moves import Moves
from visualizer.figures.network import TEXTS, network_figure, network_moves
from visualizer.live.scene import (
    Column,
    Controls,
    Joint,
    Moment,
    Picture,
    Scene,
    Show,
    Sweep,
    Text,
)
from visualizer.scenes.forward import NUMBERS, Forward, held_numbers, run_forward
from visualizer.scenes.names import LESSON_NAMES, Names
from visualizer.scenes.quantities import quantities
from visualizer.scenes.settings import slider
from visualizer.state.views.neuron import NeuronView
from visualizer.words.network import NETWORK
from visualizer.words.start import DRAG, SAID, VERDICT

CONTROLS = ("weight_1", "weight_2", "bias")


@lru_cache(maxsize=16)
def start_scene(names: Names = LESSON_NAMES) -> Scene:
    """Return the scene: three sliders, the network and its answer."""
    knobs = Controls(tuple(slider(name, names) for name in CONTROLS), DRAG)
    verdict = Text((VERDICT,), "verdict")
    return Scene(
        rows=((Column((verdict, knobs)), Column((Show("network"),), 1.6)),),
        quantities=quantities(*NUMBERS, "answer", names=names),
        pictures=(network_picture(names),),
        announcement=SAID,
    )


def start_moment(view: NeuronView) -> Moment:
    """Return what every position of the three sliders leads to."""
    found = run_forward(view, CONTROLS)
    return Moment(
        settings=found.places,
        sweeps={},
        fixed=Sweep(held_numbers(view)),
        joint=Joint(CONTROLS, Sweep(found.quantities(), network(found))),
    )


def network_picture(names: Names, activation_label: str = "identity") -> Picture:
    """Return the drawing of the network, its inputs called by ``names``."""
    figure = network_figure((names.input_1, names.input_2), activation_label)
    return Picture("network", figure, names.fill(NETWORK), 320, TEXTS)


def network(found: Forward) -> dict[str, Moves]:
    """Return the moves of the drawing in every row of a pass."""
    return {"network": network_moves(*(found.columns[name] for name in CONTROLS))}
