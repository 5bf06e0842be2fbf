"""What every slider makes of one step, and what each line of it lights."""

from __future__ import annotations

from dataclasses import replace

import torch
from torch import Tensor

from visualizer.core.architecture import Architecture
from visualizer.figures.moves import as_bytes, in_short
from visualizer.live.moment import Joint, Moment, Setting, Sweep
from visualizer.scenes.backward import CONTROLS
from visualizer.scenes.backward_lines import lines_of, unit_name
from visualizer.scenes.backward_numbers import Numbers, backward_numbers
from visualizer.scenes.backward_path import outputs_reached, path_codes, path_units
from visualizer.scenes.network_numbers import codes_of, place_of
from visualizer.scenes.settings import settings
from visualizer.state.backward_parameters import INPUTS
from visualizer.state.network_parameters import code_of
from visualizer.state.number_texts import shortest
from visualizer.state.views.backward import BackwardView
from visualizer.words.backpropagation import BIAS_LABEL, WEIGHT_LABEL

FAINT, BRIGHT = 1, 2
TINT = 0.45  # of a unit's colour, since numbers stand on it


def backward_moment(view: BackwardView) -> Moment:
    """Return one step as it stands, what every slider makes of it, and all its lines."""
    network, place = view.task.architecture, place_of(view.task.architecture, view.part)
    places, moment = _places(view, place), moment_of(view)
    numbers = backward_numbers(view, *_lanes(view, places, place))
    units = _unit_fields(network, numbers)
    lines = _line_numbers(network, place)
    now = {
        name: torch.where(_is_worked_out(lines, name)[moment], field, torch.full_like(field, 128))
        for name, field in units.items()
    }
    index = places["back_weight"].index
    of_lines = {
        f"{name}.field": torch.where(
            _is_worked_out(lines, name)[:, None], field[index], torch.full_like(field[index], 128)
        )
        for name, field in units.items()
    }
    fields = {f"{name}.field": field for name, field in now.items()}
    weights = {"net.weights": _weights(network, numbers)}
    sizes = torch.tensor([[float(layer.n_units) for layer in network.layers]])
    fixed = {"net.sizes": sizes, "net.chosen": codes_of(network)[place : place + 1]}
    n_moments = len(lines_of(network)) + 1
    return Moment(
        settings={**places, "back_moment": Setting(range(n_moments), moment)},
        sweeps={
            "back_moment": Sweep(
                {name: row for name, row in lines.items() if name != "lit"},
                {"network": {**_lit(network, place), **of_lines}},
            )
        },
        fixed=Sweep(_fixed(view, place), {"network": fixed}),
        joint=Joint(CONTROLS, Sweep(numbers, {"network": {**weights, **fields}})),
    )


def moment_of(view: BackwardView) -> int:
    """Return how many lines have been worked out, of those that there are."""
    return min(view.moment, len(lines_of(view.task.architecture)))


def part_name(view: BackwardView, place: int) -> str:
    """Return what a weight or bias is called."""
    network = view.task.architecture
    part = network.places[place]
    target = unit_name(network, (part.layer, part.unit))
    if part.input == 0:
        return BIAS_LABEL.format(target=target)
    inputs = view.task.dataset.feature_names
    source = inputs[part.input - 1] if part.layer == 1 else unit_name(network, (1, part.input))
    return WEIGHT_LABEL.format(source=source, target=target)


def _places(view: BackwardView, place: int) -> dict[str, Setting]:
    """Return where every slider stands; those of what is chosen by their names."""
    names, row = view.task.dataset.feature_names, view.task.dataset.inputs[view.example].tolist()
    inputs = {key: shortest(value) for key, value in zip(INPUTS, row, strict=True)}
    found = settings(
        {"back_weight": shortest(view.start[place]), "back_rate": view.learning_rate, **inputs}
    )
    found["back_weight"] = replace(found["back_weight"], label=part_name(view, place))
    tens = " (in tens)" if view.task.dataset.scaling == "tenths" else ""
    for key, name in zip(INPUTS, names, strict=True):
        found[key] = replace(found[key], label=name[0].upper() + name[1:] + tens)
    return found


def _lanes(
    view: BackwardView, places: dict[str, Setting], place: int
) -> tuple[Tensor, Tensor, Tensor]:
    """Return parameters, inputs and rates for every position of every slider, side by side."""
    counts = [len(places[key].positions) for key in CONTROLS]
    n_lanes = sum(counts)
    parameters = torch.tensor(view.start)[:, None].repeat(1, n_lanes)
    inputs = view.task.dataset.inputs[..., None].repeat(1, 1, n_lanes)
    rates = torch.full((n_lanes,), view.learning_rate)
    rows = (parameters[place], rates, inputs[view.example, 0], inputs[view.example, 1])
    first = 0
    for key, count, row in zip(CONTROLS, counts, rows, strict=True):
        row[first : first + count] = torch.tensor(places[key].positions)
        first += count
    return parameters, inputs, rates


def _fixed(view: BackwardView, place: int) -> Numbers:
    """Return what no slider moves: what is said of the chosen part and of the step."""
    network = view.task.architecture
    part = network.places[place]
    two = float(len(outputs_reached(network, part)) > 1)
    numbers = {"path": two, "takes": float(view.takes_all)}
    if network.n_outputs > 1:
        numbers["joined"] = two
    for output in range(1, network.n_outputs + 1):
        numbers[f"path_{output}_line"] = float(place)
    for each, name in enumerate(network.names):
        numbers[f"chosen_{name}"] = float(each == place)
    return {name: torch.tensor([value]) for name, value in numbers.items()}


def _line_numbers(network: Architecture, place: int) -> Numbers:
    """Return which line is lit, and which have been worked out. Shapes ``(n_lines + 1,)``."""
    lines = lines_of(network)
    moments = torch.arange(len(lines) + 1)
    numbers = {
        name: moments.float() for name in ("moment", "now_words", "now_symbols", "now_numbers")
    }
    for number in range(1, len(lines) + 1):
        numbers[f"lit_{number}"] = (moments == number).float()
        numbers[f"said_{number}"] = (moments >= number).float()
    for layer, each in enumerate(network.layers, start=1):
        for unit in range(1, each.n_units + 1):
            answer, signal = _when(network, layer, unit)
            shown = (moments >= answer).float() + (moments >= signal).float()
            numbers[f"shown_{layer}_{unit}"] = shown
    return numbers


def _when(network: Architecture, layer: int, unit: int) -> tuple[int, int]:
    """Return the numbers of the lines that make the answer of a unit and its signal."""
    starts = [line.symbols for line in lines_of(network)]
    answer, total = ("h", "z") if layer == 1 else ("o", "s")
    low = "₀₁₂₃"[unit]
    made = next(n for n, text in enumerate(starts, 1) if text.startswith(f"{answer}{low} ="))
    back = next(n for n, text in enumerate(starts, 1) if text.startswith(f"δ{total}{low} ="))
    return made, back


def _is_worked_out(lines: Numbers, unit: str) -> Tensor:
    """Return at which moments a unit has its answer. Shape ``(n_lines + 1,)``."""
    return lines[unit.replace("unit", "shown")] > 0


def _lit(network: Architecture, place: int) -> dict[str, Tensor]:
    """Return how every part and unit is lit at each moment: the path faintly, what works now not.

    A row of ``net.lit`` has a place for each code.
    """
    part, lines = network.places[place], lines_of(network)
    lit = torch.zeros(len(lines) + 1, code_of(2, 0, 0), dtype=torch.uint8)
    lit[:, list(path_codes(network, part))] = FAINT
    moves = {"net.lit": lit}
    on_path = path_units(network, part)
    for layer, each in enumerate(network.layers, start=1):
        for unit in range(1, each.n_units + 1):
            row = torch.full((len(lines) + 1,), FAINT if (layer, unit) in on_path else 0)
            for number, line in enumerate(lines, start=1):
                if (layer, unit) in line.units:
                    row[number] = BRIGHT
            moves[f"unit_{layer}_{unit}.lit"] = row.to(torch.uint8)
    for number, line in enumerate(lines, start=1):
        lit[number, list(line.codes)] = BRIGHT
    return moves


def _weights(network: Architecture, numbers: Numbers) -> Tensor:
    """Return the number of each code. Shape ``(lanes, n_codes)``."""
    rows = torch.stack([numbers[f"value_{name}"] for name in network.names], dim=1)
    weights = torch.zeros(len(rows), code_of(2, 0, 0))
    weights[:, codes_of(network)] = rows
    return in_short(weights)


def _unit_fields(network: Architecture, numbers: Numbers) -> dict[str, Tensor]:
    """Return the colour of every unit, by what it answers. Shapes ``(lanes, 1)``, bytes."""
    fields = {}
    for layer, each in enumerate(network.layers, start=1):
        for unit in range(1, each.n_units + 1):
            answer = numbers[f"activation_{layer}_{unit}"]
            share = 2 * answer - 1 if layer == 2 else answer / (1 + answer.abs())
            fields[f"unit_{layer}_{unit}"] = as_bytes(TINT * share)[:, None]
    return fields
