"""Networks for the tests of their scene."""

from __future__ import annotations

from visualizer.live.moment import Moment
from visualizer.scenes.network_moment import network_moment
from visualizer.state.network_parameters import code_of
from visualizer.state.pages import complete
from visualizer.state.views.network import NetworkView, network_view

CASES: dict[str, dict[str, object]] = {
    "default": {},
    "at the start": {"step_network": 0},
    "half way": {"step_network": 137, "hidden_1": 3, "network_seed": 5},
    "one unit": {"hidden_1": 1},
    "no hidden layer": {"hidden_layers": 0, "network_data": "moons"},
    "two layers": {"hidden_layers": 2, "hidden_1": 4, "hidden_2": 2, "network_part": 83},
    "cross-entropy": {"network_loss": "binary_cross_entropy", "network_optimizer": "adam"},
    "tested": {"test_share": 25, "noise": 25, "network_data": "circle", "hidden_1": 5},
    "relu": {"network_activation": "relu", "hidden_1": 8, "network_data": "spiral"},
    "too fast": {"network_optimizer": "momentum", "learning_rate_network": 1e6, "hidden_1": 3},
    "diverging": {
        "network_loss": "binary_cross_entropy",
        "network_activation": "identity",
        "learning_rate_network": 1e6,
    },
    "equal start": {"network_start": "equal", "hidden_1": 4},
    "weight decay": {"network_l2": "0.1", "network_optimizer": "adam", "hidden_1": 3},
    "L1 and L2": {"network_l1": "0.01", "network_l2": "0.01", "step_network": 90},
    "some at a time": {"network_batch": 4, "network_optimizer": "momentum", "step_network": 200},
    "one at a time": {"network_batch": 1, "network_l1": "0.001", "network_data": "moons"},
    "seven inputs": {"network_inputs": "all", "network_part": code_of(0, 1, 7), "hidden_1": 3},
    "bent without a layer": {"network_inputs": "sq", "hidden_layers": 0, "test_share": 25},
    "a layer of its own kind": {
        "hidden_layers": 3,
        "activation_1": "relu",
        "activation_3": "softplus",
        "hidden_2": 3,
    },
    "heights": {
        "network_data": "hill",
        "learning_rate_network": 0.1,
        "hidden_1": 4,
        "test_share": 25,
    },
    "heights at the start": {
        "network_data": "plane",
        "hidden_layers": 0,
        "step_network": 0,
        "learning_rate_network": 0.1,
    },
    "heights too fast": {"network_data": "plane", "hidden_1": 3, "noise": 25},
    "three classes": {
        "network_data": "arms",
        "hidden_1": 4,
        "test_share": 25,
        "network_part": code_of(1, 2, 1),
    },
    "three classes in two units": {
        "network_data": "arms",
        "network_loss": "binary_cross_entropy",
        "network_optimizer": "adamw",
        "learning_rate_network": 0.1,
        "network_batch": 10,
        "network_l1": "0.001",
        "step_network": 150,
    },
    "three classes without a layer": {
        "network_data": "arms",
        "hidden_layers": 0,
        "step_network": 0,
        "network_part": code_of(0, 1, 0),
    },
    "three classes too fast": {
        "network_data": "arms",
        "network_activation": "identity",
        "learning_rate_network": 1e6,
        "network_optimizer": "momentum",
    },
    "bias chosen": {"network_part": code_of(1, 0, 0)},
    "branched": {"branch_step_network": 60, "branch_rate_network": 3.0},
    "branched, with memory": {
        "branch_step_network": 41,
        "branch_rate_network": 0.02,
        "step_network": 130,
        "network_optimizer": "adam",
        "learning_rate_network": 0.1,
        "network_batch": 10,
        "test_share": 25,
    },
    "three classes, branched": {
        "network_data": "arms",
        "branch_step_network": 100,
        "branch_rate_network": 0.1,
        "test_share": 25,
    },
    "branched at the start": {"branch_step_network": 0, "step_network": 0},
    "heights, branched later": {
        "network_data": "hill",
        "learning_rate_network": 0.1,
        "branch_step_network": 200,
        "branch_rate_network": 1e6,
        "step_network": 150,
    },
}


def view_of(**given: object) -> NetworkView:
    return network_view(complete("network", given))


def rest(moment: Moment) -> dict[str, float]:
    return {name: float(row[0]) for name, row in moment.fixed.quantities.items()}


def facts_of(**given: object) -> tuple[int, dict[str, float]]:
    numbers = rest(network_moment(view_of(**given)))
    return round(numbers["facts"]), numbers
