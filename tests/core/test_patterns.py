"""Every pattern is what its formula says, and no straight border parts any of them."""

import math

import pytest
import torch

from visualizer.core.network_data import NETWORK_DATASETS, make_network_data
from visualizer.core.patterns import CLOUD_RADIUS, LITTLE, MUCH

every_name = pytest.mark.parametrize("name", NETWORK_DATASETS)
CLASSES = [name for name, entry in NETWORK_DATASETS.items() if not entry.has_numbers]
every_noise = pytest.mark.parametrize("noise", [0.0, 0.1, 0.5])


@every_noise
def test_nobody_studies_or_sleeps_for_more_or_less_hours_than_there_are(noise):
    made = [make_network_data("either_not_both", noise, seed).train for seed in range(30)]
    hours = torch.cat([students.raw_inputs for students in made])
    assert (hours >= 0).all()
    assert (hours <= torch.tensor([10.0, 12.0])).all()
    assert (hours.amax(dim=0) > torch.tensor([8.5, 10.0])).all()


@every_name
def test_clean_examples_fill_the_frame_and_stay_in_it(name):
    places = torch.cat([make_network_data(name, 0, seed).train.raw_inputs for seed in range(10)])
    if name != "either_not_both":
        assert places.abs().max() <= 1
        assert (places.amax(dim=0) > 0.45).all()
        assert (places.amin(dim=0) < -0.45).all()
    inputs = torch.cat([make_network_data(name, 0, seed).train.inputs for seed in range(10)])
    assert 1 < inputs.abs().max() < 3


def test_either_not_both_is_what_its_name_says():
    in_the_middle = 0
    for seed in range(10):
        students = make_network_data("either_not_both", 0, seed).train
        assert students.example_names == tuple(f"Student {number}" for number in range(1, 41))
        assert students.target_name == "passed"
        little, much = torch.tensor(LITTLE), torch.tensor(MUCH)
        is_much = students.raw_inputs > (little + much) / 2
        assert torch.equal(is_much[:, 0] != is_much[:, 1], students.targets == 1)
        levels = [tuple(row) for row in is_much.tolist()]
        assert {levels.count(level) for level in set(levels)} == {10}
        distances = (students.raw_inputs - torch.where(is_much, much, little)).norm(dim=1)
        assert distances.max() < CLOUD_RADIUS + 1e-5
        in_the_middle += int((distances < CLOUD_RADIUS * 0.5**0.5).sum())
    # Evenly filled: half of the area holds about half of the 400 students, give or take 10.
    assert 160 < in_the_middle < 240


def clean_examples(name):
    """Return raw places and which of them pass, of ten seeds, and of each seed for itself."""
    return [
        (part.raw_inputs, part.targets == 1)
        for part in (make_network_data(name, 0, seed).train for seed in range(10))
    ]


def nearest_top(places):
    tops = torch.tensor([[-0.5, -0.5], [0.5, 0.5]])
    return torch.cdist(places, tops).amin(dim=1)


@pytest.mark.parametrize(
    ("name", "height", "lowest_pass", "highest_fail"),
    [
        ("circle", lambda places: -places.norm(dim=1), -0.5, -0.7),
        # exp(−d²/0.45²) is 0.6 at d = 0.3216 and 0.4 at d = 0.4308; the other hill adds little.
        ("hills", lambda places: -nearest_top(places), -0.33, -0.43),
        ("sine", lambda at: at[:, 1] - 0.7 * torch.sin(1.5 * math.pi * at[:, 0]), 0.1, -0.1),
    ],
)
def test_clean_examples_lie_on_their_side_of_a_gap(name, height, lowest_pass, highest_fail):
    for places, passes in clean_examples(name):
        heights = height(places)
        assert heights[passes].min() > lowest_pass - 1e-5
        assert heights[~passes].max() < highest_fail + 1e-5


def test_both_hills_are_stood_on():
    for places, passes in clean_examples("hills"):
        assert 15 < (places[passes].sum(dim=1) > 0).sum() < 45


def test_the_moons_are_half_circles_of_scikit_learn():
    for places, passes in clean_examples("moons"):
        moons = 1.5 * places + torch.tensor([0.5, 0.25])
        upper, lower = moons[passes], moons[~passes]
        assert upper[:, 1].min() > -1e-5
        torch.testing.assert_close(upper.norm(dim=1), torch.ones(60))
        assert lower[:, 1].max() < 0.5 + 1e-5
        torch.testing.assert_close((lower - torch.tensor([1, 0.5])).norm(dim=1), torch.ones(60))


def test_the_arms_of_the_spiral_turn_once_and_lie_opposite_each_other():
    for places, passes in clean_examples("spiral"):
        radii = places.norm(dim=1)
        directions = torch.stack([(2 * math.pi * radii).cos(), (2 * math.pi * radii).sin()], dim=1)
        sides = torch.where(passes, 1.0, -1.0)
        torch.testing.assert_close(places, (sides * radii)[:, None] * directions, rtol=0, atol=1e-5)
        for own in (radii[passes], radii[~passes]):  # no large gaps, and no bare ends
            edges = torch.cat([torch.tensor([0.1]), own.sort().values, torch.tensor([1.0])])
            assert edges.diff().max() <= 2 * 0.9 / 60 + 1e-5


def test_the_three_arms_turn_half_around_and_lie_a_third_of_a_turn_apart():
    for seed in range(10):
        data = make_network_data("arms", 0, seed).train
        radii = data.raw_inputs.norm(dim=1)
        angles = torch.atan2(data.raw_inputs[:, 1], data.raw_inputs[:, 0])
        turns = angles / (2 * math.pi) - radii / 2 - data.targets / 3
        torch.testing.assert_close(turns, turns.round(), rtol=0, atol=1e-5)
        for kind in range(3):  # no large gaps, and no bare ends
            own = radii[data.targets == kind].sort().values
            edges = torch.cat([torch.tensor([0.1]), own, torch.tensor([1.0])])
            assert edges.diff().max() <= 2 * 0.9 / 40 + 1e-5


def are_left(start, end, places):
    """Tell whether places lie left of the lines from start to end."""
    along, to = end - start, places - start
    return along[..., 0] * to[..., 1] - along[..., 1] * to[..., 0] > 0


@every_noise
@pytest.mark.parametrize("name", CLASSES)
def test_no_straight_border_parts_them(name, noise):
    """No border keeps apart two lines that cross: one from pass to pass, one from fail to fail."""
    for seed in range(5):
        data = make_network_data(name, noise, seed).train
        passing, failing = (data.inputs[data.targets == kind][:20] for kind in (1, 0))
        a, b = passing.repeat_interleave(20, dim=0)[:, None], passing.repeat(20, 1)[:, None]
        c, d = failing.repeat_interleave(20, dim=0)[None], failing.repeat(20, 1)[None]
        crossed = are_left(a, b, c) != are_left(a, b, d)
        assert (crossed & (are_left(c, d, a) != are_left(c, d, b))).any()


@pytest.mark.parametrize(
    ("name", "height"),
    [
        ("plane", lambda at: (at[:, 0] + at[:, 1]) / 2),
        ("hill", lambda at: 2 * torch.exp(-at.square().sum(dim=1) / 0.3025) - 1),
    ],
)
def test_heights_are_those_of_the_land(name, height):
    data = make_network_data(name, 0).train
    torch.testing.assert_close(data.targets, height(data.raw_inputs))
    assert data.targets.amin() < -0.7
    assert data.targets.amax() > 0.7
