"""When a training counts as diverged, and what its record says from then on."""

import torch
from hypothesis import given
from hypothesis import strategies as st

from visualizer.core.divergence import blank_after_divergence, find_divergence


def test_a_large_but_finite_training_has_not_diverged():
    largest = torch.full((4, 2, 3), torch.finfo(torch.float32).max)
    assert find_divergence(largest, largest[:, 0]).tolist() == [-1, -1, -1]


def test_parameters_can_go_before_the_loss_does():
    parameters, losses = torch.zeros(4, 2, 2), torch.ones(4, 2)
    parameters[2:, 1, 0] = -torch.inf
    assert find_divergence(parameters, losses).tolist() == [2, -1]


@given(st.lists(st.integers(-1, 5), min_size=1, max_size=4))
def test_the_first_broken_row_is_kept_and_the_rest_blank(steps):
    losses = torch.ones(6, len(steps))
    parameters = torch.ones(6, 2, len(steps))
    for lane, step in enumerate(steps):
        if step >= 0:
            losses[step:, lane] = torch.inf
    diverged_at = find_divergence(parameters, losses)
    assert diverged_at.tolist() == steps
    assert diverged_at.dtype == torch.int64
    blank_after_divergence(diverged_at, parameters, losses)
    for lane, step in enumerate(steps):
        last = 5 if step < 0 else step
        assert not losses[: last + 1, lane].isnan().any()
        assert losses[last + 1 :, lane].isnan().all()
        assert parameters[: last + 1, :, lane].isfinite().all()
        assert parameters[last + 1 :, :, lane].isnan().all()
