"""The data sets for networks: shapes, balance, noise, parts, and the same bits every time."""

import math
from dataclasses import FrozenInstanceError

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from visualizer.core.network_data import (
    DEFAULT_NETWORK_DATA,
    LEAST_OF_A_KIND,
    NETWORK_DATASETS,
    make_network_data,
)

make_anew = make_network_data.__wrapped__
SIZES = {name: 40 if name == "either_not_both" else 120 for name in NETWORK_DATASETS}
CLASSES = [name for name, entry in NETWORK_DATASETS.items() if not entry.has_numbers]
every_name = pytest.mark.parametrize("name", NETWORK_DATASETS)
every_noise = pytest.mark.parametrize("noise", [0.0, 0.1, 0.5])
every_share = pytest.mark.parametrize("share", [0.0, 0.01, 0.2, 0.5])
names = st.sampled_from(list(NETWORK_DATASETS))
noises, shares = st.floats(0, 0.5), st.floats(0, 0.5)
seeds = st.integers(0, 2**63 - 1)


def parts_of(data):
    return [part for part in (data.train, data.test) if part is not None]


def raw_by_name(data):
    """Return each example's raw place and target by its name."""
    return {
        name: (*place, target)
        for part in parts_of(data)
        for name, place, target in zip(
            part.example_names, part.raw_inputs.tolist(), part.targets.tolist(), strict=True
        )
    }


def assert_same(one, other):
    for ours, theirs in zip(parts_of(one), parts_of(other), strict=True):
        assert ours.example_names == theirs.example_names
        for field in ("inputs", "targets", "raw_inputs", "offsets", "scales"):
            assert torch.equal(getattr(ours, field), getattr(theirs, field)), field


def test_the_registry_is_complete_in_order_and_immutable():
    assert list(NETWORK_DATASETS) == [
        "either_not_both",
        "circle",
        "moons",
        "spiral",
        "hills",
        "sine",
        "arms",
        "plane",
        "hill",
    ]
    assert next(iter(NETWORK_DATASETS)) == DEFAULT_NETWORK_DATA
    assert all(name == entry.name for name, entry in NETWORK_DATASETS.items())
    assert len({entry.label for entry in NETWORK_DATASETS.values()}) == len(NETWORK_DATASETS)
    with pytest.raises(TypeError):
        NETWORK_DATASETS["circle"] = NETWORK_DATASETS["moons"]
    with pytest.raises(FrozenInstanceError):
        NETWORK_DATASETS["circle"].label = "other"
    with pytest.raises(FrozenInstanceError):
        make_network_data("circle").test = None


@every_share
@every_noise
@every_name
def test_every_data_set_is_whole(name, noise, share):
    data = make_network_data(name, noise, 3, share)
    assert (data.test is None) == (share == 0)
    assert len(raw_by_name(data)) == SIZES[name] == sum(p.n_samples for p in parts_of(data))
    for part in parts_of(data):
        assert (part.name, part.label) == (name, NETWORK_DATASETS[name].label)
        assert part.scaling == "standardized"
        assert part.inputs.shape == part.raw_inputs.shape == (part.n_samples, 2)
        assert part.targets.shape == (part.n_samples,) == (len(part.example_names),)
        assert part.offsets.shape == part.scales.shape == (2,)
        assert part.inputs.dtype == part.targets.dtype == torch.float32
        assert part.inputs.isfinite().all()
        assert part.feature_names == NETWORK_DATASETS[name].feature_names


@given(st.sampled_from(CLASSES), noises, seeds, shares)
def test_every_part_holds_as_many_of_each_kind(name, noise, seed, share):
    data, n_classes = make_anew(name, noise, seed, share), NETWORK_DATASETS[name].n_classes
    for part in parts_of(data):
        counts = torch.bincount(part.targets.long())
        assert len(counts) == n_classes
        assert (counts == part.n_samples / n_classes).all()
        assert counts.min() >= LEAST_OF_A_KIND
        assert torch.equal(part.targets, part.targets.round())
    if data.test is not None:
        wanted = max(n_classes * LEAST_OF_A_KIND, share * SIZES[name])
        assert abs(data.test.n_samples - wanted) <= n_classes / 2  # half an example of each kind


@given(st.sampled_from(["plane", "hill"]), noises, seeds, shares)
def test_numbers_are_of_one_kind(name, noise, seed, share):
    data = make_anew(name, noise, seed, share)
    for part in parts_of(data):
        assert part.target_name == "height"
        assert (part.targets.abs() <= 1).all()
        assert len(set(part.targets.tolist())) > 1
    if data.test is not None:
        assert abs(data.test.n_samples - max(LEAST_OF_A_KIND, share * SIZES[name])) <= 0.5


@given(names, noises, seeds, shares)
def test_the_same_seed_gives_the_same_bits_whatever_was_drawn_before(name, noise, seed, share):
    first = make_anew(name, noise, seed, share)
    make_anew(name, 0.3, (seed + 1) % 2**63)
    with torch.random.fork_rng():
        torch.manual_seed(1)
        assert_same(first, make_anew(name, noise, seed, share))


@every_name
def test_the_numbers_of_the_process_are_left_alone(name):
    before = torch.random.get_rng_state()
    make_anew(name, 0.2, 1, 0.2)
    assert torch.equal(torch.random.get_rng_state(), before)


@given(names, st.lists(seeds, min_size=2, max_size=2, unique=True))
def test_another_seed_gives_other_examples(name, two):
    one, other = (make_anew(name, 0.0, seed) for seed in two)
    assert not torch.equal(one.train.inputs, other.train.inputs)


def test_it_is_made_once_and_then_shared():
    assert make_network_data("moons", 0.1, 7, 0.2) is make_network_data("moons", 0.1, 7, 0.2)


@given(names, noises, seeds, shares)
def test_the_ruler_is_laid_by_the_part_that_is_learned_from_alone(name, noise, seed, share):
    data = make_anew(name, noise, seed, share)
    train = data.train
    torch.testing.assert_close(train.inputs.mean(dim=0), torch.zeros(2), rtol=0, atol=1e-5)
    torch.testing.assert_close(train.inputs.std(dim=0, correction=0), torch.ones(2))
    for part in parts_of(data):
        assert torch.equal(part.offsets, train.raw_inputs.mean(dim=0))
        assert torch.equal(part.scales, train.raw_inputs.std(dim=0, correction=0))
        assert torch.equal(part.transform(part.raw_inputs), part.inputs)
    if data.test is not None:
        # Both parts together, or the test part alone, would have been another ruler.
        assert not torch.equal(train.offsets, data.test.raw_inputs.mean(dim=0))


@given(names, noises, seeds, shares)
def test_a_share_for_the_test_changes_nothing_but_who_is_in_which_part(name, noise, seed, share):
    everybody = raw_by_name(make_anew(name, noise, seed))
    assert raw_by_name(make_anew(name, noise, seed, share)) == everybody


@given(names, seeds, shares, shares)
def test_with_a_larger_share_those_who_were_tested_still_are(name, seed, one, other):
    smaller, larger = (
        set(data.test.example_names) if data.test else set()
        for data in (make_anew(name, 0, seed, share) for share in sorted((one, other)))
    )
    assert smaller <= larger


@given(names, seeds, noises)
def test_noise_does_not_change_who_is_tested(name, seed, noise):
    clean, noisy = (make_anew(name, each, seed, 0.2).test for each in (0.0, noise))
    assert clean.example_names == noisy.example_names


@every_name
def test_who_is_tested_is_shuffled(name):
    tested = {make_anew(name, 0, seed, 0.2).test.example_names for seed in range(5)}
    assert len(tested) == 5


@given(names, seeds, st.floats(0.01, 0.25))
def test_with_more_noise_every_example_moves_on_along_its_own_line(name, seed, noise):
    clean, some, more = (make_anew(name, each, seed).train for each in (0.0, noise, 2 * noise))
    assert clean.example_names == some.example_names
    assert torch.equal(clean.targets, some.targets)
    if NETWORK_DATASETS[name].limits is None:
        moves = some.raw_inputs - clean.raw_inputs
        torch.testing.assert_close(more.raw_inputs - clean.raw_inputs, 2 * moves, rtol=0, atol=1e-5)
        assert (moves != 0).any(dim=1).all()


@every_noise
@every_name
def test_noise_is_counted_in_standard_deviations_of_the_clean_data(name, noise):
    pushes = []
    for seed in range(30):
        clean, noisy = (make_network_data(name, each, seed).train for each in (0.0, noise))
        moves = (noisy.raw_inputs - clean.raw_inputs) / clean.scales
        limits = NETWORK_DATASETS[name].limits
        if limits is not None:  # who stands at the edge was held back there
            lowest, highest = torch.tensor(limits).unbind(dim=1)
            places = noisy.raw_inputs
            moves = moves[((places > lowest) & (places < highest)).all(dim=1)]
        pushes.append(moves)
    pushes = torch.cat(pushes)
    assert pushes.std().item() == pytest.approx(noise, rel=0.08)
    assert pushes.mean().item() == pytest.approx(0, abs=0.05 * noise)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"name": "xor"}, "name must be one of either_not_both, circle, .*, hill; not 'xor'"),
        ({"noise": -0.01}, "noise must be from 0 to 0.5, got -0.01"),
        ({"noise": 0.51}, "noise must be from 0 to 0.5, got 0.51"),
        ({"noise": math.nan}, "noise must be from 0 to 0.5, got nan"),
        ({"test_share": 0.6}, "test_share must be from 0 to 0.5, got 0.6"),
        ({"test_share": -0.1}, "test_share must be from 0 to 0.5, got -0.1"),
        ({"test_share": math.nan}, "test_share must be from 0 to 0.5, got nan"),
        ({"seed": -1}, "seed must be a whole number from 0 to .*, got -1"),
        ({"seed": 2**63}, "seed must be a whole number from 0 to .*, got 9223372036854775808"),
        ({"seed": 1.5}, "seed must be a whole number from 0 to .*, got 1.5"),
    ],
)
def test_bad_arguments_say_what_must_hold(arguments, message):
    with pytest.raises(ValueError, match=message):
        make_network_data(**{"name": "circle", **arguments})
