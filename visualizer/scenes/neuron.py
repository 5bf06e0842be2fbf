"""The scene of one neuron from its inputs to its answer, every number on the way in sight."""

from functools import lru_cache

import torch
from torch import Tensor

from visualizer.core.activations import ACTIVATIONS
from visualizer.core.architecture import Architecture, make_neuron
from visualizer.core.datasets import Dataset
from visualizer.core.forward import ForwardPass
from visualizer.core.products import product_sweeps
from visualizer.figures.neuron_map import PARTS
from visualizer.live.moment import Joint, Moment, Sweep
from visualizer.live.scene import Column, Controls, Quantity, Scene, Show, Text
from visualizer.scenes.forward import HELD, NUMBERS, Forward, held_numbers, run_forward
from visualizer.scenes.names import Names, names_of
from visualizer.scenes.plane_grid import POINT
from visualizer.scenes.quantities import quantities
from visualizer.scenes.settings import slider
from visualizer.scenes.start import drawn, network_picture
from visualizer.scenes.students_plane import (
    More,
    students_axes,
    students_border,
    students_grid,
    students_picture,
    students_words,
)
from visualizer.state.views.neuron import NeuronView
from visualizer.words import neuron as words
from visualizer.words.start import VERDICT

SECOND_NEURON = (0.3, -0.1)  # weights of a neuron that is there to make the product 2×2
FINE_Z = 50.0  # whatever bends has bent before z is this large
LARGE_Z = 10_000.0  # and what goes on falling, however slowly, has fallen far enough

LATE = ("lowest_prediction",)  # it is that over all positions of the sliders
CELLS = ("cell_11", "cell_12", "cell_21", "cell_22")


def neuron_scene(view: NeuronView) -> Scene:
    """Return the scene of the neuron in ``view`` and a sigmoid output."""
    return _scene(view.neuron, view.examples)


@lru_cache(maxsize=64)
def _scene(neuron: Architecture, examples: Dataset) -> Scene:
    names = names_of(examples)
    activation = neuron.layers[0].activation
    label = ACTIVATIONS[activation].label
    knobs = (_knobs(words.STUDENT, HELD[:2], names), _knobs(words.NEURON, HELD[2:], names))
    verdict = Text((VERDICT,), "verdict")
    shown = (Show("network"), verdict, _term_by_term(label, names), students_words())
    return Scene(
        rows=(
            (Column(knobs), Column(shown, 1.45), Column((Show("plane"),), order=(-1,))),
            (
                Column(
                    (
                        Text(words.MATRIX, "code", words.PRODUCT),
                        Text((words.PRODUCT_SAID,), "sentence"),
                    )
                ),
            ),
        ),
        quantities=(
            *quantities(*NUMBERS, "answer", "lowest_prediction", names=names),
            *_own(activation),
            students_border(neuron, examples),
        ),
        pictures=(network_picture(names, label), students_picture(neuron, examples)),
        shared=(PARTS,),
        announcement=words.SAID,
    )


def neuron_moment(view: NeuronView, at_hand: str = "") -> Moment:
    """Return what every position of the five sliders leads to.

    Args:
        view: What the page shows.
        at_hand: What somebody is about to move; it may be the point of the plane.
    """
    found = run_forward(view, HELD)
    products = _products(found, view)
    held, layouts = students_axes(view)
    hints = _hints(found.found)
    return Moment(
        settings=found.places,
        sweeps={key: Sweep(cells) for key, cells in products.items()},
        fixed=Sweep(
            {
                **held_numbers(view),
                **_held_cells(view),
                "lowest_prediction": found.lowest_prediction(),
                "floor": lowest_possible(view.neuron),
            },
            held.moves,
        ),
        layouts=layouts,
        joint=Joint(HELD, drawn(view, found, {"hint": hints, "no_way": hints})),
        grids={POINT: students_grid(view, _at_places(view), LATE)} if at_hand == POINT else {},
    )


@lru_cache(maxsize=64)
def lowest_possible(neuron: Architecture) -> Tensor:
    """Return the lowest prediction of ``neuron`` over all z, by trying them. Shape ``(1,)``."""
    z = torch.linspace(-FINE_Z, FINE_Z, 20_001)
    return neuron.predict(torch.cat([z, torch.tensor([-LARGE_Z, LARGE_Z])])).min().view(1)


def _knobs(title: str, which: tuple[str, ...], names: Names) -> Controls:
    return Controls(tuple(slider(each, names) for each in which), title)


def _term_by_term(label: str, names: Names) -> Text:
    lines = tuple(names.fill(term, function=label) for term in words.TERMS)
    return Text(lines, "equation", words.TERM_BY_TERM)


def _own(activation: str) -> tuple[Quantity, ...]:
    *tried, no_way = _hint_texts(activation)  # the last of them answers the question of the page
    return (
        *map(_cell, CELLS),
        *(_cell(f"column_{place}") for place in (1, 2)),
        *(_cell(f"second_{place}") for place in (1, 2)),
        *(Quantity(f"row_{place}", digits=2, width=5) for place in (1, 2, 3, 4)),
        Quantity("floor", words.LOWEST, 1, "percent"),
        Quantity("hint", style="choice", choices=(*tried, "")),
        Quantity("no_way", style="choice", choices=("", "", no_way), veil=""),
    )


def _cell(name: str) -> Quantity:
    return Quantity(name, digits=2, signed=True, width=6)


def _hint_texts(activation: str) -> tuple[str, str, str]:
    """Return what to try while z is positive, and what was found at a negative one: fail, pass."""
    label = ACTIVATIONS[activation].label
    floor = float(lowest_possible(make_neuron(activation)))
    found, still_pass = words.FAIL, words.STILL_PASS
    if floor >= 0.5:
        found, still_pass = "", words.NEVER_FAIL
    elif floor > 0.01:
        found = words.HARDLY_FAIL
    return words.TRY, found.format(function=label), still_pass.format(function=label)


def _hints(found: ForwardPass) -> Tensor:
    z, prediction = found.pre_activations[0][0, 0], found.predictions[0, 0]
    return torch.where(z >= 0, 0.0, 2 - (prediction < 0.5).float())


def _students(view: NeuronView) -> Tensor:
    other = view.examples.inputs[:2][-1]  # the second of them, if there are two
    return torch.stack([view.inputs[0], other])


def _at_places(view: NeuronView) -> More:
    """Return what finds the product and the hints at places of the plane."""
    columns = _columns(view)

    def more(inputs: Tensor, found: ForwardPass) -> dict[str, Tensor]:
        (row_1, row_2), (cell_11, cell_12) = inputs.T, (inputs @ columns).T
        hints = _hints(found).to(torch.uint8)
        product = {"row_1": row_1, "row_2": row_2, "cell_11": cell_11, "cell_12": cell_12}
        return {**product, "hint": hints, "no_way": hints}

    return more


def _columns(view: NeuronView) -> Tensor:
    """Return the weights of the neuron and of the second one, each a column. Shape ``(2, 2)``."""
    return torch.tensor([view.weights[:2], SECOND_NEURON]).T


def _products(found: Forward, view: NeuronView) -> dict[str, dict[str, Tensor]]:
    positions = {key: found.positions[key] for key in HELD if key != "bias"}
    products = product_sweeps(_students(view), _columns(view), positions)
    names = {"input_1": "row_1", "input_2": "row_2", "weight_1": "column_1", "weight_2": "column_2"}
    return {
        key: {**dict(zip(CELLS, cells.flatten(1).T, strict=True)), names[key]: positions[key]}
        for key, cells in products.items()
    }


def _held_cells(view: NeuronView) -> dict[str, Tensor]:
    rows = _students(view).flatten()
    return {
        **{f"row_{place}": rows[place - 1 : place] for place in (1, 2, 3, 4)},
        **{f"column_{place}": torch.tensor([view.weights[place - 1]]) for place in (1, 2)},
        **{f"second_{place}": torch.tensor([SECOND_NEURON[place - 1]]) for place in (1, 2)},
    }
