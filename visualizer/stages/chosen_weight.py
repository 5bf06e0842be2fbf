"""A weight or an input moved by hand: what is at hand with it in its place is a new start."""

from __future__ import annotations

from dataclasses import replace

from visualizer.scenes.network_numbers import chosen_place, place_of
from visualizer.scenes.network_training import parameters_at
from visualizer.state.backward_parameters import INPUTS
from visualizer.state.packed_weights import write_weights
from visualizer.state.pages import complete
from visualizer.state.session import Contents
from visualizer.state.values import number
from visualizer.state.views.backward import backward_view
from visualizer.state.views.network import network_view

MOVED = "network_weight"
BACK_MOVED = "back_weight"


def take_weight(contents: Contents) -> Contents:
    """Return ``contents`` with a weight that was moved in its place; the page may be left by now.

    All other weights and biases are those of the step at hand; the training begins anew from them.
    """
    chosen = contents.memory.chosen
    if MOVED not in chosen:
        return contents
    values = complete("network", chosen)
    view = network_view(values)
    weights = parameters_at(view).clone()
    weights[chosen_place(view)] = number(values, MOVED)
    kept = {name: value for name, value in chosen.items() if name != MOVED}
    moved = {**kept, "network_start": write_weights(weights.tolist()), "step_network": 0}
    return replace(contents, memory=replace(contents.memory, chosen=moved))


def take_part_and_inputs(contents: Contents) -> Contents:
    """Return ``contents`` with what was moved of one step in its place.

    That is the chosen weight, or an input of the example; all others stay.
    """
    chosen = contents.memory.chosen
    if not {BACK_MOVED, *INPUTS} & set(chosen):
        return contents
    values = complete("backpropagation", chosen)
    view = backward_view(values)
    kept = {name: value for name, value in chosen.items() if name not in {BACK_MOVED, *INPUTS}}
    if BACK_MOVED in chosen:
        weights = list(view.start)
        weights[place_of(view.task.architecture, view.part)] = number(values, BACK_MOVED)
        kept["back_start"] = write_weights(weights)
    if set(INPUTS) & set(chosen):
        point = view.task.dataset.inputs[view.example].tolist()
        moved = [
            number(values, name) if name in chosen else old
            for name, old in zip(INPUTS, point, strict=True)
        ]
        kept["back_point"] = write_weights(moved)
    return replace(contents, memory=replace(contents.memory, chosen=kept))
