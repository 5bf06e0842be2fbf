"""Each preset of the network does what its words say."""

from __future__ import annotations

import torch

from visualizer.core.lanes import train_lanes
from visualizer.scenes.network_moment import network_moment
from visualizer.scenes.network_numbers import (
    DEAD,
    NO_ACTIVATION,
    NO_LAYER_BENT,
    PICTURES,
    SATURATED,
)
from visualizer.scenes.network_training import losses_on, network_run
from visualizer.state.address import read_address, write_address
from visualizer.state.network_presets import PRESETS, preset
from visualizer.state.views.network import NetworkView, network_view
from visualizer.words.hidden_layers import PRESETS as WORDS


def shown(name: str) -> tuple[NetworkView, dict[str, float]]:
    view = network_view(preset(name))
    quantities = network_moment(view).fixed.quantities
    return view, {key: float(row[0]) for key, row in quantities.items()}


def test_every_preset_has_its_words_and_a_link() -> None:
    assert tuple(WORDS) == PRESETS
    for name in PRESETS:
        values = preset(name)
        address = {key: (text,) for key, text in write_address(values, "network").items()}
        found, notices = read_address(address, "network")
        assert notices == []
        assert {**values, **found} == values


def test_it_learns_at_once() -> None:
    view, numbers = shown("learns")
    assert numbers["right"] == numbers["n_examples"]
    assert network_run(view.setup).losses[60] < 0.02


def test_four_units_part_three_classes() -> None:
    view, numbers = shown("classes")
    assert view.setup.architecture.n_outputs == 3
    assert numbers["right"] == numbers["n_examples"] == 120


def test_the_product_parts_them_without_a_hidden_layer() -> None:
    view, numbers = shown("product")
    assert numbers["right"] == numbers["n_examples"]
    assert numbers["facts"] == NO_LAYER_BENT
    product = view.setup.dataset.inputs[:, 2]
    assert torch.equal(product < 0, view.setup.dataset.targets == 1)


def test_soft_steps_add_up_to_a_hill() -> None:
    _, numbers = shown("heights")
    assert numbers["off"] < 0.05
    assert numbers["facts"] == PICTURES


def test_one_unit_leaves_a_group_on_the_wrong_side() -> None:
    _, numbers = shown("too_few")
    assert (numbers["right"], numbers["n_examples"]) == (30, 40)


def test_too_large_a_rate_ends_worse_than_it_began_with_every_unit_flat() -> None:
    view, numbers = shown("too_fast")
    assert numbers["loss"] > network_run(view.setup).losses[0]
    assert (numbers["facts"], numbers["saturated"]) == (SATURATED, 4)


def test_without_an_activation_half_of_the_students_is_all_there_is() -> None:
    _, numbers = shown("straight")
    assert numbers["facts"] == NO_ACTIVATION
    assert numbers["right"] <= 30


def test_units_that_died_leave_too_few() -> None:
    _, numbers = shown("dead")
    assert numbers["facts"] == DEAD
    assert numbers["right"] < numbers["n_examples"]


def test_what_was_learned_by_heart_does_not_hold_for_others() -> None:
    view, numbers = shown("by_heart")
    assert numbers["right"] == numbers["n_examples"]
    assert view.test is not None
    tested = losses_on(view.test, view.setup, network_run(view.setup).parameters.T)
    assert numbers["test_loss"] > 100 * numbers["loss"]
    assert numbers["test_loss"] > 2 * float(tested.min())


def test_weight_decay_keeps_the_weights_small_and_does_better_on_others() -> None:
    (by_heart, free), (held, calm) = shown("by_heart"), shown("held_back")
    assert calm["test_loss"] < free["test_loss"] / 2
    assert calm["loss"] > free["loss"]  # which is what it costs
    sizes = [network_run(view.setup).parameters[-1].norm() for view in (by_heart, held)]
    assert sizes[1] < sizes[0] / 2


def test_next_to_no_gradient_reaches_the_first_of_four_sigmoid_layers() -> None:
    view, numbers = shown("vanishing")
    start = view.setup.parameters[:, None]
    slopes = train_lanes(view.setup, start).gradients[0, :, 0]
    first, *_, last = [
        torch.cat([w.flatten(), b]) for w, b in view.setup.architecture.split(slopes)
    ]
    assert first.norm() < last.norm() / 1000
    assert abs(network_run(view.setup).losses[-1] - 0.25) < 0.001  # what a coin would get
    assert numbers["gradient_layer_1"] < numbers["gradient_layer_5"]
