"""The experiment: lanes are plain runs from the same starts, and the verdict follows its rules."""

import math

import pytest
import torch

from tests.core.examples import setup_from
from tests.core.plain import plain_training
from visualizer.core import Task, initial_parameters, make_neuron
from visualizer.core.experiment import (
    CLAIM,
    VERDICTS,
    Comparison,
    coin_chance,
    compare_activations,
    quartiles,
)
from visualizer.tables.loading import load_dataset

CLOSE = {"rtol": 1e-5, "atol": 1e-6}
DATA = [("three_students", "raw"), ("twelve_students", "standardized")]


def made_of(ratios, first=None, stuck=(0, 0)):
    """Return a comparison whose second losses are ``ratios`` times the first."""
    ratios = torch.tensor(ratios)
    first = torch.ones_like(ratios) if first is None else torch.tensor(first)
    stuck_in = torch.arange(len(ratios)) < torch.tensor(stuck)[:, None]  # the first ones
    return Comparison(("relu", "silu"), torch.stack([first, first * ratios]), stuck_in)


@pytest.mark.parametrize(("data", "scaling"), DATA)
@pytest.mark.parametrize("output", ["sigmoid", "identity"])
def test_every_lane_is_a_plain_training_from_its_seed(data, scaling, output):
    dataset = load_dataset(data, scaling)
    task = Task(make_neuron(output=output), dataset)
    found = compare_activations(task, n_steps=60, learning_rate=0.01)
    for seed in (0, 7, 63):
        for place, activation in enumerate(found.names):
            neuron = make_neuron(activation, output)
            setup = setup_from(neuron, dataset, initial_parameters(seed), 0.01, 60)
            plain = plain_training(setup)
            torch.testing.assert_close(found.losses[place, seed], plain.losses[-1], **CLOSE)


def test_both_functions_begin_at_the_same_starts():
    task = Task(make_neuron(), load_dataset("three_students"))
    same = compare_activations(task, ("tanh", "tanh"), n_steps=5)
    assert torch.equal(same.losses[0], same.losses[1])
    assert (same.wins, same.ties) == (0, 64)
    assert math.isinf(same.spread)


def test_the_lesson_s_experiment_has_its_size_and_its_result():
    found = compare_activations(Task(make_neuron(), load_dataset("three_students")))
    assert found.losses.shape == (2, 64)
    assert found.diverged.tolist() == [0, 0]
    assert found.wins >= 41  # more than a coin would
    assert CLAIM[0] < found.gain < CLAIM[1]
    assert found.verdict == "holds"
    assert found.spread > 1
    assert found.stuck[0] > 10  # ReLU starts that never learn
    assert found.stuck[1] == 0


def test_on_other_data_the_same_experiment_says_something_else():
    verdicts = {
        compare_activations(Task(make_neuron(), load_dataset(data, scaling))).verdict
        for data in ("three_students", "twelve_students")
        for scaling in ("raw", "tenths", "standardized")
    }
    assert {"holds", "more"} <= verdicts
    assert verdicts & {"worse", "undecided"}


@pytest.mark.parametrize(
    ("ratios", "verdict"),
    [
        ([0.93] * 64, "holds"),
        ([0.95] * 64, "holds"),
        ([0.97] * 64, "less"),
        ([0.80] * 64, "more"),
        ([1.02] * 64, "worse"),
        ([0.93] * 33 + [1.2] * 31, "undecided"),
        ([0.5] * 30 + [0.93] * 5 + [0.99] * 29, "scattered"),
        ([1.0] * 64, "undecided"),  # nothing but ties
        ([math.nan] * 64, "worse"),  # the second diverged everywhere, the first nowhere
    ],
)
def test_the_verdict_follows_from_the_numbers(ratios, verdict):
    found = made_of(ratios)
    assert found.verdict == verdict
    assert verdict in VERDICTS


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [(math.nan, 0.5, "more"), (0.5, math.nan, "worse"), (math.nan, math.nan, "undecided")],
)
def test_divergence_alone_decides_too(first, second, verdict):
    losses = torch.tensor([[first] * 64, [second] * 64])
    assert Comparison(("relu", "silu"), losses, torch.tensor([0, 0])).verdict == verdict


def test_a_divergence_loses_against_any_finite_end():
    losses = torch.tensor([[math.nan, 0.5, math.nan], [0.9, math.nan, math.nan]])
    found = Comparison(("relu", "silu"), losses, torch.tensor([0, 0]))
    assert (found.wins, found.ties) == (1, 1)
    assert found.diverged.tolist() == [2, 2]
    assert math.isnan(found.gain)


def test_losses_that_are_only_rounding_count_alike():
    found = made_of([0.0, 1.0], first=[1e-14, 1e-20])
    assert found.ratios.tolist() == [1.0, 1.0]
    assert (found.wins, found.ties) == (0, 2)


def test_numbers_of_a_comparison_by_hand():
    found = made_of([0.9, 0.94, 0.96, 1.5], first=[0.1, 0.2, 0.3, 0.4])
    assert (found.wins, found.ties, found.as_claimed, found.n_starts) == (3, 0, 2, 4)
    assert found.gain == pytest.approx(0.05)
    # Quartiles of the first: 0.175 and 0.325; median of the differences: −0.011.
    assert found.spread == pytest.approx(0.15 / 0.011, rel=1e-3)


@pytest.mark.parametrize(
    ("wins", "games", "chance"),
    [(0, 0, 1.0), (5, 10, 1.0), (0, 4, 0.125), (4, 4, 0.125), (41, 64, 0.0328), (40, 64, 0.0599)],
)
def test_a_coin_s_chance(wins, games, chance):
    assert coin_chance(wins, games) == pytest.approx(chance, abs=5e-4)


def test_quartiles_leave_out_what_is_not_finite():
    found = quartiles(torch.tensor([math.inf, 4.0, math.nan, 2.0, 3.0]))
    assert found.tolist() == [2.5, 3.0, 3.5]
    assert quartiles(torch.tensor([math.nan])).isnan().all()


def test_names_are_checked():
    with pytest.raises(ValueError, match="activation"):
        compare_activations(Task(make_neuron(), load_dataset("three_students")), ("relu", "swish"))
