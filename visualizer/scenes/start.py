"""The first scene: one neuron, alive."""

from functools import cache

from visualizer.core.architecture import make_neuron
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
from visualizer.scenes.quantities import quantities
from visualizer.scenes.settings import Values, slider

CONTROLS = ("weight_1", "weight_2", "bias")
NEURON = make_neuron()
NETWORK_LABEL = (
    "The network: hours studied {input_1} times w₁ {weight_1}, plus hours slept {input_2} times "
    "w₂ {weight_2}, plus the bias {bias}, gives z = {z}; the prediction is {prediction}: {answer}."
)


@cache
def start_scene() -> Scene:
    """Return the scene: three sliders, the network and its answer."""
    network = Picture("network", network_figure(), NETWORK_LABEL, 320, TEXTS)
    knobs = Controls(tuple(slider(name) for name in CONTROLS), "Drag a slider")
    verdict = Text(("{answer}: {prediction} chance to pass",), "verdict")
    return Scene(
        rows=((Column((verdict, knobs)), Column((Show("network"),), 1.6)),),
        quantities=quantities(*NUMBERS, "answer"),
        pictures=(network,),
        announcement="{answer}, {prediction} chance to pass",
    )


def start_moment(values: Values) -> Moment:
    """Return what every position of the three sliders leads to."""
    found = run_forward(NEURON, values, CONTROLS)
    return Moment(
        settings=found.places,
        sweeps={},
        fixed=Sweep(held_numbers(values)),
        joint=Joint(CONTROLS, Sweep(found.quantities(), network(found))),
    )


def network(found: Forward) -> dict[str, Moves]:
    """Return the moves of the drawing in every row of a pass."""
    return {"network": network_moves(*(found.columns[name] for name in CONTROLS))}
