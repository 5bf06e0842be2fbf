"""The scene of one neuron from its inputs to its answer, every number on the way in sight."""

from functools import cache, lru_cache

import torch
from torch import Tensor

from visualizer.core.activations import ACTIVATIONS
from visualizer.core.architecture import Architecture, make_neuron
from visualizer.core.forward import ForwardPass
from visualizer.core.products import product_sweeps
from visualizer.figures.network import TEXTS, network_figure
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
from visualizer.scenes.forward import HELD, NUMBERS, Forward, held_numbers, run_forward
from visualizer.scenes.quantities import quantities
from visualizer.scenes.settings import Values, slider
from visualizer.scenes.start import NETWORK_LABEL, network
from visualizer.tables.loading import load_dataset

SECOND_NEURON = (0.3, -0.1)  # weights of a neuron that is there to make the product 2×2
FINE_Z = 50.0  # whatever bends has bent before z is this large
LARGE_Z = 10_000.0  # and what goes on falling, however slowly, has fallen far enough

CELLS = ("cell_11", "cell_12", "cell_21", "cell_22")
MATRIX = (
    "  students          weights              products",
    "[ {row_1} {row_2} ]   [ {column_1} {second_1} ]   [ {cell_11} {cell_12} ]",
    "[ {row_3} {row_4} ] · [ {column_2} {second_2} ] = [ {cell_21} {cell_22} ]",
)


@cache
def neuron_scene(activation: str) -> Scene:
    """Return the scene of a neuron with the hidden ``activation`` and a sigmoid output."""
    label = ACTIVATIONS[activation].label
    return Scene(
        rows=(
            (
                Column((_knobs("The student", HELD[:2]), _knobs("The neuron", HELD[2:]))),
                Column((Show("network"), _verdict(), _term_by_term(label)), 1.6),
            ),
            (Column((_matrix(),)),),
        ),
        quantities=(*quantities(*NUMBERS, "answer", "lowest_prediction"), *_own(activation)),
        pictures=(
            Picture("network", network_figure(activation_label=label), NETWORK_LABEL, 320, TEXTS),
        ),
        announcement="z = {z}, {answer}, {prediction} chance to pass",
    )


def neuron_moment(activation: str, values: Values) -> Moment:
    """Return what every position of the five sliders leads to."""
    neuron = make_neuron(activation)
    found = run_forward(neuron, values, HELD)
    products = _products(found, values)
    numbers = {**found.quantities(), "hint": _hints(found.found)}
    return Moment(
        settings=found.places,
        sweeps={key: Sweep(cells) for key, cells in products.items()},
        fixed=Sweep(
            {
                **held_numbers(values),
                **_held_cells(values),
                "lowest_prediction": found.lowest_prediction(),
                "floor": lowest_possible(neuron),
            }
        ),
        joint=Joint(HELD, Sweep(numbers, network(found))),
    )


@lru_cache(maxsize=64)
def lowest_possible(neuron: Architecture) -> Tensor:
    """Return the lowest prediction of ``neuron`` over all z, by trying them. Shape ``(1,)``."""
    z = torch.linspace(-FINE_Z, FINE_Z, 20_001)
    return neuron.predict(torch.cat([z, torch.tensor([-LARGE_Z, LARGE_Z])])).min().view(1)


def _knobs(title: str, names: tuple[str, ...]) -> Controls:
    return Controls(tuple(slider(name) for name in names), title)


def _verdict() -> Text:
    return Text(("{answer}: {prediction} chance to pass",), "verdict")


def _term_by_term(label: str) -> Text:
    lines = (
        "hours studied: {input_1} × {weight_1} = {term_1}",
        "hours slept: {input_2} × {weight_2} = {term_2}",
        "z = {term_1} {term_2} {bias} = {z}",
        f"{label}(z) = {{activation}}",
        "sigmoid({activation}) = {output} = {prediction}, so the answer is {answer}",
        "{hint}",
    )
    return Text(lines, "equation", "Term by term")


def _matrix() -> Text:
    return Text(MATRIX, "code", "Row times column: two students, two neurons at once")


def _own(activation: str) -> tuple[Quantity, ...]:
    cell = {"digits": 2, "signed": True, "width": 6}
    return (
        *(Quantity(name, **cell) for name in CELLS),
        *(Quantity(f"column_{place}", **cell) for place in (1, 2)),
        *(Quantity(f"second_{place}", **cell) for place in (1, 2)),
        *(Quantity(f"row_{place}", digits=2, width=5) for place in (1, 2, 3, 4)),
        Quantity("floor", "lowest prediction of all", 1, "percent"),
        Quantity("hint", style="choice", choices=_hint_texts(activation)),
    )


def _hint_texts(activation: str) -> tuple[str, str, str]:
    """Return what to try while z is positive, and what was found at a negative one: fail, pass."""
    label = ACTIVATIONS[activation].label
    floor = float(lowest_possible(make_neuron(activation)))
    task = "Try this: drag until z is negative. Can you make the neuron say “fail”?"
    found = ""
    still_pass = (
        f"z is negative, but {label}(z) is so close to 0 that sigmoid makes 50 % of it: still "
        "“pass”. Another z can do better."
    )
    if floor >= 0.5:
        still_pass = (
            f"z is negative, and still the answer is “pass”: {label}(z) is never below 0, and "
            "sigmoid(0) is 50 %. No weight in the world takes this prediction below {floor}."
        )
    elif floor > 0.01:
        found = (
            f"“Fail”, but never with conviction: {label} lets only a little of a negative z "
            "through, so no weight in the world takes this prediction below {floor}."
        )
    else:
        found = f"z is negative, {label}(z) too, and sigmoid makes it less than 50 %: “fail”."
    return task, found, still_pass


def _hints(found: ForwardPass) -> Tensor:
    z, prediction = found.pre_activations[0][0, 0], found.predictions[0, 0]
    return torch.where(z >= 0, 0.0, 2 - (prediction < 0.5).float())


def _students(values: Values) -> Tensor:
    other = load_dataset("three_students").inputs[1]
    return torch.stack([torch.tensor([values["input_1"], values["input_2"]]), other])


def _products(found: Forward, values: Values) -> dict[str, dict[str, Tensor]]:
    weights = torch.tensor([[values["weight_1"], values["weight_2"]], SECOND_NEURON]).T
    positions = {key: found.positions[key] for key in HELD if key != "bias"}
    products = product_sweeps(_students(values), weights, positions)
    names = {"input_1": "row_1", "input_2": "row_2", "weight_1": "column_1", "weight_2": "column_2"}
    return {
        key: {**dict(zip(CELLS, cells.flatten(1).T, strict=True)), names[key]: positions[key]}
        for key, cells in products.items()
    }


def _held_cells(values: Values) -> dict[str, Tensor]:
    rows = _students(values).flatten()
    columns = (values["weight_1"], values["weight_2"])
    return {
        **{f"row_{place}": rows[place - 1 : place] for place in (1, 2, 3, 4)},
        **{f"column_{place}": torch.tensor([columns[place - 1]]) for place in (1, 2)},
        **{f"second_{place}": torch.tensor([SECOND_NEURON[place - 1]]) for place in (1, 2)},
    }
