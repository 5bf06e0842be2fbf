"""A weight of the network moved by hand: the network at hand is a new start."""

from __future__ import annotations

from dataclasses import replace

from visualizer.scenes.network_numbers import chosen_place
from visualizer.scenes.network_training import parameters_at
from visualizer.state.packed_weights import write_weights
from visualizer.state.pages import complete
from visualizer.state.session import Contents
from visualizer.state.values import number
from visualizer.state.views.network import network_view

MOVED = "network_weight"


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
