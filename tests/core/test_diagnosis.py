"""One training for each word, built to have it, and what lies on the borders between them."""

import math

import pytest
import torch

from tests.core.examples import same_starts, setup_from
from tests.core.plain import plain_training
from visualizer.core import (
    DIAGNOSES,
    SCALINGS,
    Recipe,
    Task,
    diagnose,
    initial_parameters,
    learning_rate_limit,
    lowest_loss,
    make_neuron,
    train,
    train_lanes,
)
from visualizer.tables.loading import load_dataset

LINEAR = make_neuron(output="identity")
TWELVE = load_dataset("twelve_students", "tenths")
START = (0.1, 0.1, 0.0)
THREE = load_dataset("three_students")
THREE_START = initial_parameters(0).tolist()

BUILT = {
    "crawling": (LINEAR, START, 0.001),
    "converging": (LINEAR, START, 0.4),
    "oscillating": (LINEAR, START, 0.577),
    "diverged": (LINEAR, START, 0.9),
    "dead": (make_neuron("relu", "identity"), START, 0.9),
    "saturated": (make_neuron("sigmoid", "identity"), START, 100.0),
    "flat": (make_neuron("silu", "identity"), (-1.2, -1.2, -2.0), 0.5),
    "finished": (LINEAR, (-1.2, 0.4, 0.0), 0.4),
    "leapt": (make_neuron(), THREE_START, 100.0, THREE),
    "still": (make_neuron(), (0.1, 0.2, 0.5), 1e-9, THREE),
    "thrown_back": (make_neuron("leaky_relu", "sigmoid"), THREE_START, 0.9, THREE, {"n_steps": 50}),
    "unsettled": (LINEAR, START, 0.3, TWELVE, {"recipe": Recipe(batch_size=1)}),
}


def run(neuron, start, rate):
    return train(setup_from(neuron, TWELVE, start, rate, 200))


def words(neuron, start, rates, n_steps=200, dataset=TWELVE, **fields):
    setup = setup_from(neuron, dataset, start, n_steps=n_steps, **fields)
    lanes = train_lanes(setup, same_starts(start, len(rates)), torch.tensor(rates))
    return [DIAGNOSES[place] for place in diagnose(setup, lanes)]


def test_every_word_has_its_run():
    assert set(BUILT) == set(DIAGNOSES)


@pytest.mark.parametrize("word", BUILT)
def test_a_run_built_to_have_it_gets_the_word(word):
    neuron, start, rate, *others = BUILT[word]
    dataset, fields = [*others, *(TWELVE, {})[len(others) :]]
    assert words(neuron, start, [rate], dataset=dataset, **fields) == [word]


def test_lanes_are_judged_each_by_itself():
    rates = [0.001, 0.4, 0.577, 0.6, 0.9]
    together = words(LINEAR, START, rates)
    assert together == [words(LINEAR, START, [rate])[0] for rate in rates]
    assert len(set(together)) == 4


def test_a_dead_relu_rests_at_its_loss_with_a_gradient_of_exactly_nothing():
    neuron = make_neuron("relu", "identity")
    trajectory = run(neuron, START, 0.9)
    assert words(neuron, START, [0.9]) == ["dead"]
    assert trajectory.losses[-1].item() == pytest.approx(0.351125, abs=5e-7)
    assert trajectory.pre_activations[0][-1].max() < 0
    assert not trajectory.gradients[-1].any()


def test_a_relu_at_its_kink_is_dead_and_one_living_student_is_enough_not_to_be():
    neuron = make_neuron("relu", "identity")
    assert words(neuron, (0.0, 0.0, 0.0), [0.1]) == ["dead"]
    alive = words(neuron, (0.0, 1.0, -0.85), [1e-3])  # only those who slept 9 hours
    assert alive != ["dead"]


def test_what_is_dead_for_relu_is_not_for_leaky_relu():
    neuron = make_neuron("leaky_relu", "identity")
    assert words(neuron, (-1.0, -1.0, 0.0), [1e-3]) != ["dead"]


@pytest.mark.parametrize("scaling", SCALINGS)
def test_the_exact_limit_divides_the_diverged_from_the_others(scaling):
    dataset = load_dataset("twelve_students", scaling)
    limit = learning_rate_limit(dataset)
    below, above = words(LINEAR, START, [0.97 * limit, 1.03 * limit], 400, dataset)
    assert below != "diverged"
    assert above == "diverged"


@pytest.mark.parametrize(
    ("rate", "word"),
    [
        (0.001, "crawling"),
        (0.01, "crawling"),
        (0.1, "crawling"),  # along the floor of the valley
        (0.5, "converging"),
        (0.9, "diverged"),
    ],
)
def test_the_rates_of_the_twelve_students(rate, word):
    assert words(LINEAR, START, [rate]) == [word]


def test_growth_is_a_divergence_before_any_number_ends():
    trajectory = run(LINEAR, START, 0.6)
    assert trajectory.diverged_at is None
    assert math.isfinite(trajectory.losses[-1])
    assert words(LINEAR, START, [0.6]) == ["diverged"]


def test_a_start_that_is_no_number_has_diverged():
    assert words(LINEAR, (math.nan, 0.1, 0.0), [0.1]) == ["diverged"]


def test_a_bounded_loss_that_bounces_has_not_diverged():
    found = words(make_neuron("sigmoid", "sigmoid"), START, [30.0, 60.0, 100.0])
    assert "diverged" not in found


def test_no_step_at_all_is_too_low_a_rate():
    assert words(LINEAR, START, [0.0]) == ["still"]


def test_a_rise_by_rounding_is_none():
    for ends in (("identity", "sigmoid"), ("sigmoid", "identity")):
        neuron = make_neuron(*ends)
        assert words(neuron, (-0.005, 0.379, -0.582), [1e-7], 50, THREE) == ["still"]


def test_below_its_limit_a_linear_neuron_needs_no_luck():
    dataset = load_dataset("twelve_students", "standardized")
    for start in ((0.0, 0.0, 0.0), (-1.2, 0.4, 0.0)):
        assert words(LINEAR, start, [0.4, 0.6], 60, dataset) == ["finished"] * 2


def test_a_still_loss_is_flat_only_where_the_ground_is():
    # Both stand still; one of them on a slope, where a larger rate would get it going.
    assert words(make_neuron("silu", "identity"), (-1.2, -1.2, -2.0), [0.5]) == ["flat"]
    assert words(make_neuron("silu", "identity"), START, [1e-5]) == ["crawling"]


@pytest.mark.parametrize("n_steps", [0, 3])
def test_too_short_a_training_gets_no_diagnosis(n_steps):
    with pytest.raises(ValueError, match=f"at least 4 steps, got {n_steps}"):
        words(LINEAR, START, [0.1], n_steps)


@pytest.mark.parametrize("n_steps", [4, 5, 50, 300])
def test_any_length_gets_one(n_steps):
    found = words(LINEAR, START, [0.001, 0.4, 0.9, 100.0], n_steps)
    assert set(found) <= set(DIAGNOSES)
    assert found[0] == "crawling"
    assert found[-1] == "diverged"


def test_the_lowest_loss_of_a_linear_neuron_is_what_least_squares_finds():
    design = torch.cat([TWELVE.inputs, torch.ones(12, 1)], dim=1).double()
    best = torch.linalg.lstsq(design, TWELVE.targets.double()).solution
    wanted = (design @ best - TWELVE.targets.double()).square().mean().item()
    assert lowest_loss(Task(LINEAR, TWELVE)) == pytest.approx(wanted, rel=1e-9)


@pytest.mark.parametrize("activation", ["identity", "relu", "silu", "sigmoid", "tanh"])
def test_the_lowest_loss_does_not_depend_on_the_scaling_and_no_long_training_beats_it(activation):
    neuron = make_neuron(activation, "identity")
    lowest = [
        lowest_loss(Task(neuron, load_dataset("twelve_students", scaling))) for scaling in SCALINGS
    ]
    assert lowest == pytest.approx([lowest[0]] * 3, rel=1e-2)
    dataset = load_dataset("twelve_students", "standardized")
    setup = setup_from(neuron, dataset, START, n_steps=3000)
    lanes = train_lanes(setup, same_starts(START, 2), torch.tensor([0.1, 0.5]))
    assert lanes.losses[-1].min().item() > 0.98 * lowest[0]


@pytest.mark.parametrize(
    ("scaling", "output", "rate"), [("standardized", "sigmoid", 1e-7), ("tenths", "identity", 1e-8)]
)
def test_who_goes_down_at_a_tiny_rate_crawls_and_does_not_stand_still(scaling, output, rate):
    dataset = load_dataset("three_students", scaling)
    neuron, start = make_neuron(output=output), (-0.0053, 0.3793, -0.582)
    setup = setup_from(neuron, dataset, start, rate, 100)
    losses = plain_training(setup).losses
    assert losses[0] - losses[-1] > 4e-7  # several times what float32 rounds off
    assert words(neuron, start, [rate], 100, dataset) == ["crawling"]
    assert words(neuron, start, [rate / 1000], 100, dataset) == ["still"]
