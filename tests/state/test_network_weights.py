"""Weights set by hand stay as long as the network has as many, and no longer."""

import pytest

from visualizer.state.address import write_address
from visualizer.state.memory import Memory, arrive, change, undo
from visualizer.state.packed_weights import write_weights
from visualizer.state.pages import complete
from visualizer.state.views.network import n_weights, network_view

BY_HAND = write_weights([0.25 * place for place in range(9)])
ARMS, MOONS = {"network_data": "arms"}, {"network_data": "moons"}


def after(*moves: dict, page: str = "network") -> Memory:
    memory = arrive(Memory(), page, {})
    for move in moves:
        memory = change(memory, move)
    return memory


@pytest.mark.parametrize("page", ["network", "slice"])
def test_other_examples_of_two_kinds_are_given_to_the_same_network(page: str) -> None:
    values = after({"network_start": BY_HAND}, MOONS, page=page).chosen
    assert values["network_start"] == BY_HAND


@pytest.mark.parametrize("first", [{}, MOONS, {"network_data": "hill"}])
def test_three_classes_need_more_weights_which_are_drawn(first: dict) -> None:
    memory = after(first, {"network_start": BY_HAND}, ARMS)
    assert "network_start" not in memory.chosen
    assert network_view(complete("network", memory.chosen)).start == "seed"
    assert undo(memory).chosen["network_start"] == BY_HAND


def test_and_so_it_is_on_the_way_back() -> None:
    three = write_weights([0.5] * n_weights(complete("network", ARMS)))
    memory = after(ARMS, {"network_start": three}, MOONS)
    assert "network_start" not in memory.chosen


def test_what_comes_with_the_examples_holds() -> None:
    three = write_weights([0.5] * n_weights(complete("network", ARMS)))
    memory = after({"network_start": BY_HAND}, {**ARMS, "network_start": three})
    assert memory.chosen["network_start"] == three


def test_the_address_that_is_written_then_is_read_without_a_word() -> None:
    memory = after({"network_start": BY_HAND}, ARMS)
    query = {key: (text,) for key, text in write_address(memory.values(), "network").items()}
    assert arrive(Memory(), "network", query).notices == ()
