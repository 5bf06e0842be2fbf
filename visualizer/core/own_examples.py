"""Somebody's own examples made ready for a network: answers as it takes them, a part for the test.

Examples are of two kinds if every right answer is 0 or 1. Other answers are numbers of any size;
they are brought between −1 and 1, since a learning rate that suits scores suits no incomes.
"""

from dataclasses import replace

import torch
from torch import Generator, Tensor

from visualizer.core.datasets import Dataset, scale_inputs
from visualizer.core.network_data import MOST_TEST_SHARE, NetworkData, measured_like, rows_of


def are_two_kinds(targets: Tensor) -> bool:
    """Tell whether every right answer is 0 or 1."""
    return bool(((targets == 0) | (targets == 1)).all())


def as_heights(dataset: Dataset) -> Dataset:
    """Return examples with their answers, numbers of any size, brought between −1 and 1.

    The lowest becomes −1 and the highest 1; where all are the same, they become 0.
    """
    targets = dataset.targets.double()  # so that the ends become −1 and 1 and nothing beside it
    low, high = targets.aminmax()
    heights = 2 * (targets - low) / (high - low) - 1 if high > low else torch.zeros_like(targets)
    name = f"{dataset.target_name}, brought between −1 and 1"
    return replace(dataset, targets=heights.float(), target_name=name)


def split_own(raw: Dataset, test_share: float, seed: int = 0) -> NetworkData:
    """Return raw examples in two parts, both measured by the one that is learned from.

    Args:
        raw: Examples as they were brought, with answers of two kinds or numbers.
        test_share: Share that is not learned from, of each kind, from 0 to ``MOST_TEST_SHARE``.
            Above 0 at least one example of a kind; but one of each always stays to be learned from,
            so that of very few examples none may be left for a test.
        seed: Draws who is tested.

    Raises:
        ValueError: If ``test_share`` is out of range.
    """
    if not 0 <= test_share <= MOST_TEST_SHARE:
        raise ValueError(f"test_share must be from 0 to {MOST_TEST_SHARE}, got {test_share}")
    generator = torch.Generator().manual_seed(seed)
    is_tested = torch.zeros(raw.n_samples, dtype=torch.bool)
    for rows in _kinds(raw.targets):
        is_tested[_drawn(rows, test_share, generator)] = True
    train = scale_inputs(rows_of(raw, ~is_tested), "standardized")
    if not is_tested.any():
        return NetworkData(train, None)
    return NetworkData(train, measured_like(train, rows_of(raw, is_tested)))


def _kinds(targets: Tensor) -> list[Tensor]:
    """Return the rows of each kind; numbers are all of one."""
    if not are_two_kinds(targets):
        return [torch.arange(len(targets))]
    return [(targets == kind).nonzero().flatten() for kind in (0, 1)]


def _drawn(rows: Tensor, share: float, generator: Generator) -> Tensor:
    """Return those of ``rows`` that are tested."""
    order = torch.randperm(len(rows), generator=generator)
    count = max(1, round(share * len(rows))) if share else 0
    return rows[order[: min(count, max(len(rows) - 1, 0))]]
