"""Own examples: answers of two kinds or heights, and who is tested."""

from dataclasses import replace

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from visualizer.core import (
    are_two_kinds,
    as_heights,
    make_three_students,
    make_twelve_students,
    split_own,
)

numbers = st.floats(-1e6, 1e6, width=32)
shares = st.floats(0, 0.5)


def brought(targets, inputs=None):
    """Return raw examples with these answers."""
    count = len(targets)
    rows = torch.arange(2.0 * count).reshape(count, 2) if inputs is None else inputs
    names = tuple(f"Row {row}" for row in range(count))
    targets = torch.tensor(targets)
    return replace(make_three_students(), inputs=rows, targets=targets, example_names=names)


def test_answers_are_of_two_kinds_or_numbers():
    assert are_two_kinds(make_three_students().targets)
    assert are_two_kinds(torch.zeros(3))
    assert not are_two_kinds(make_twelve_students().targets)
    assert not are_two_kinds(torch.tensor([0.0, 2.0]))


@given(st.lists(numbers, min_size=2, max_size=12))
def test_heights_keep_their_order_and_fill_their_range(targets):
    heights = as_heights(brought(targets)).targets
    assert heights.isfinite().all()
    if min(targets) == max(targets):
        assert (heights == 0).all()
        return
    assert (heights.amin(), heights.amax()) == (-1, 1)
    low, high = min(targets), max(targets)
    wanted = torch.tensor([2 * (each - low) / (high - low) - 1 for each in targets])
    torch.testing.assert_close(heights, wanted.float(), rtol=0, atol=1e-5)


def test_heights_say_what_was_done_to_them():
    assert as_heights(make_twelve_students()).target_name == (
        "exam score, brought between −1 and 1"
    )


@given(st.lists(st.sampled_from([0.0, 1.0]) | numbers, min_size=2, max_size=30), shares)
def test_each_kind_keeps_an_example_to_learn_from(targets, share):
    raw = brought(targets)
    data = split_own(raw, share)
    tested = () if data.test is None else data.test.example_names
    assert {*data.train.example_names, *tested} == set(raw.example_names)
    assert len(data.train.example_names) + len(tested) == len(targets)
    kinds = {0.0, 1.0} if are_two_kinds(raw.targets) else {None}
    for kind in kinds:
        own = [name for name, each in zip(raw.example_names, targets, strict=True)
               if kind is None or each == kind]  # fmt: skip
        held_back = len(set(own) & set(tested))
        wanted = max(1, round(share * len(own))) if share else 0
        assert held_back == min(wanted, max(len(own) - 1, 0))


@given(shares)
def test_both_parts_are_measured_by_the_one_that_is_learned_from(share):
    data = split_own(make_twelve_students(), share)
    raw = data.train.raw_inputs
    assert torch.equal(data.train.offsets, raw.mean(dim=0))
    assert torch.equal(data.train.scales, raw.std(dim=0, correction=0))
    for part in (data.train, data.test):
        if part is not None:
            assert torch.equal(part.transform(part.raw_inputs), part.inputs)


def test_a_column_of_zeros_and_a_single_example_stay_finite():
    zeros = split_own(brought([0.0, 1.0], torch.zeros(2, 2)), 0.5)
    assert zeros.test is None
    assert (zeros.train.inputs == 0).all()
    alone = split_own(brought([3.0, 5.0]), 0.5)
    assert alone.train.n_samples == 1
    assert alone.train.inputs.isfinite().all()
    assert alone.test.inputs.isfinite().all()


def test_a_share_beyond_its_range_is_refused():
    with pytest.raises(ValueError, match=r"test_share must be from 0 to 0\.5, got 0\.6"):
        split_own(make_twelve_students(), 0.6)
