"""The learning rate of a network suits the kind of its answers, whatever was set before."""

from visualizer.state.memory import Memory, arrive, change
from visualizer.state.network_presets import preset
from visualizer.state.network_rate import CALM, RATE


def rate_after(*moves: dict) -> float | int | str:
    memory = arrive(Memory(), "network", {})
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
