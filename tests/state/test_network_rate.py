"""The learning rate of a network suits the kind of its answers, whatever was set before."""

import pytest

from visualizer.state.memory import Memory, arrive, change, undo
from visualizer.state.network_presets import preset
from visualizer.state.network_rate import CALM, RATE


def rate_after(*moves: dict, link: dict[str, tuple[str]] | None = None) -> float | int | str:
    memory = arrive(Memory(), "network", link or {})
    for move in moves:
        memory = change(memory, move)
    return memory.values()[RATE]


HILL, MOONS = {"network_data": "hill"}, {"network_data": "moons"}


def test_numbers_are_learned_at_a_calm_rate_and_the_usual_one_comes_back() -> None:
    assert rate_after(HILL) == CALM
    assert rate_after(HILL, MOONS) == 1.0


def test_so_it_is_after_a_setting_worth_seeing() -> None:
    assert rate_after(preset("too_few"), HILL) == CALM


def test_a_rate_that_was_chosen_stays() -> None:
    assert rate_after({RATE: 0.3}, HILL) == 0.3
    assert rate_after({RATE: 0.3}, HILL, MOONS) == 0.3
    assert rate_after(HILL, {RATE: 0.5}, MOONS) == 0.5
    assert rate_after({**HILL, RATE: 1.0}) == 1.0


def test_that_of_adam_is_none_of_the_calm_ones() -> None:
    assert rate_after(preset("learns")) == 0.1
    assert rate_after(preset("learns"), HILL, MOONS) == 0.1


@pytest.mark.parametrize(
    "moves",
    [
        ({RATE: CALM}, HILL, MOONS),
        ({RATE: CALM}, HILL, {"step_network": 7}, MOONS),
        (HILL, {RATE: 0.5}, {RATE: CALM}, MOONS),
        (HILL, {RATE: 0.5}, {RATE: CALM}, {"hidden_1": 3}, MOONS, HILL, MOONS),
    ],
)
def test_who_has_set_the_calm_one_keeps_it(moves: tuple[dict, ...]) -> None:
    assert rate_after(*moves) == CALM


@pytest.mark.parametrize("moves", [(), ({"hidden_1": 3},), ({"network_optimizer": "adam"},)])
def test_whatever_else_is_moved_the_usual_one_comes_back(moves: tuple[dict, ...]) -> None:
    assert rate_after(HILL, *moves, MOONS) == 1.0
    assert rate_after(*moves, HILL, MOONS) == 1.0


def test_that_of_a_link_stays() -> None:
    assert rate_after(MOONS, link={"points": ("hill",), "net_lr": ("0.1",)}) == CALM
    assert rate_after(HILL, MOONS, link={"net_lr": ("0.1",)}) == CALM


def test_a_move_that_was_taken_back_is_none() -> None:
    memory = arrive(Memory(), "network", {})
    for move in (HILL, {RATE: 0.5}):
        memory = change(memory, move)
    assert change(undo(memory), MOONS).values()[RATE] == 1.0
