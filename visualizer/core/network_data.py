"""Data for networks: made-up examples with two inputs, most of which one neuron cannot part.

All of it is standardized: one learning rate then suits every data set, and one picture's frame
shows them all. Raw hours would be many times as long as the others are wide. The ruler is laid by
the part that is learned from alone; whoever is tested must not have been looked at before.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

import torch
from torch import Generator, Tensor

from visualizer.core.datasets import Dataset, scale_inputs
from visualizer.core.patterns import (
    ARMS,
    make_circle,
    make_either_not_both,
    make_hill,
    make_hills,
    make_moons,
    make_plane,
    make_sine,
    make_spiral,
    make_three_arms,
)

DEFAULT_NETWORK_DATA = "either_not_both"
MOST_NOISE = 0.5
MOST_TEST_SHARE = 0.5
LEAST_OF_A_KIND = 2
"""Examples of each kind in the smallest test part."""


KIND, OF_A_PATTERN = "kind", ("one", "the other")  # what is told apart, where it has no name


@dataclass(frozen=True)
class NetworkDataset:
    """One made-up data set.

    Attributes:
        name: Key in ``NETWORK_DATASETS``.
        label: Name on screen.
        make: From a generator to clean places and targets, shapes ``(n_samples, 2)`` and
            ``(n_samples,)``, half of the targets 1 and half 0, or as many of each class, or numbers
            from −1 to 1.
        example_word: What an example is called before its number.
        feature_names: What the two inputs are called.
        limits: Lowest and highest value of each input that makes sense, if there are any: nobody
            studies for less than no hours.
        target_name: What is predicted.
        has_numbers: Whether the right answers are numbers, and not one of a few kinds.
        n_classes: How many kinds there are, if they are no numbers.
    """

    name: str
    label: str
    make: Callable[[Generator], tuple[Tensor, Tensor]]
    example_word: str = "Example"
    feature_names: tuple[str, str] = ("x₁", "x₂")
    limits: tuple[tuple[float, float], tuple[float, float]] | None = None
    target_name: str = "passed"
    has_numbers: bool = False
    n_classes: int = 2

    @property
    def n_kinds(self) -> int:
        """How many kinds of examples there are; numbers are all of one."""
        return 1 if self.has_numbers else self.n_classes


@dataclass(frozen=True, eq=False)
class NetworkData:
    """Examples to learn from, and examples to be tested with.

    Attributes:
        train: What is learned from, standardized.
        test: What is never learned from, measured with the ruler of ``train``; ``None`` if every
            example is learned from.
    """

    train: Dataset
    test: Dataset | None


_ALL = (
    NetworkDataset(
        name="either_not_both",
        label="Either, not both",
        make=make_either_not_both,
        example_word="Student",
        feature_names=("hours studied", "hours slept"),
        limits=((0.0, 10.0), (0.0, 12.0)),
    ),
    NetworkDataset("circle", "Circle", make_circle, target_name=KIND),
    NetworkDataset("moons", "Two moons", make_moons, target_name=KIND),
    NetworkDataset("spiral", "Spiral", make_spiral, target_name=KIND),
    NetworkDataset("hills", "Two hills", make_hills, target_name=KIND),
    NetworkDataset("sine", "Sine curve", make_sine, target_name=KIND),
    NetworkDataset("arms", "Three classes", make_three_arms, target_name="class", n_classes=ARMS),
    NetworkDataset("plane", "A plane: numbers", make_plane, target_name="height", has_numbers=True),
    NetworkDataset("hill", "A hill: numbers", make_hill, target_name="height", has_numbers=True),
)
NETWORK_DATASETS: Mapping[str, NetworkDataset] = MappingProxyType(
    {each.name: each for each in _ALL}
)
"""Every data set for networks by name, in the order in which choosers list them."""


@lru_cache(maxsize=128)
def make_network_data(
    name: str, noise: float = 0.0, seed: int = 0, test_share: float = 0.0
) -> NetworkData:
    """Return the data set ``name``; made once, then shared.

    The same arguments give the same bits. With another ``noise`` every example moves along a
    straight line of its own (to the edge of what makes sense, and no further), and with a larger
    ``test_share`` those who were tested still are: a slider that is dragged changes nothing else.

    Args:
        name: Key in ``NETWORK_DATASETS``.
        noise: Standard deviation of what is added to each input of each example, as a multiple of
            the standard deviation that this input has over all clean examples. From 0, which gives
            clean data, to ``MOST_NOISE``.
        seed: Draws the examples, their noise, and who is tested. From 0 to 2⁶³ − 1.
        test_share: Share of the examples that is not learned from, from 0 to ``MOST_TEST_SHARE``.
            Rounded to whole examples, as many of each kind (numbers are of one); above 0 at least
            ``LEAST_OF_A_KIND``.

    Returns:
        Data whose tensors belong to everybody: read them, never write to them.

    Raises:
        ValueError: If there is no such data set (the message lists the choices), or a number is
            out of range.

    Example:
        >>> data = make_network_data("either_not_both", test_share=0.2)
        >>> data.train.n_samples, data.test.n_samples
        (32, 8)
    """
    if name not in NETWORK_DATASETS:
        choices = ", ".join(NETWORK_DATASETS)
        raise ValueError(f"name must be one of {choices}; not {name!r}")
    if not 0 <= noise <= MOST_NOISE:
        raise ValueError(f"noise must be from 0 to {MOST_NOISE}, got {noise}")
    if not 0 <= test_share <= MOST_TEST_SHARE:
        raise ValueError(f"test_share must be from 0 to {MOST_TEST_SHARE}, got {test_share}")
    if not isinstance(seed, int) or not 0 <= seed < 2**63:
        raise ValueError(f"seed must be a whole number from 0 to 2⁶³ − 1, got {seed}")
    generator = torch.Generator().manual_seed(seed)
    # Always the same three draws in the same order, so that no argument but the seed changes one.
    entry = NETWORK_DATASETS[name]
    everything = _raw(entry, noise, generator)
    ranks = _ranks(everything.targets, generator, entry)
    if test_share == 0:
        return NetworkData(scale_inputs(everything, "standardized"), None)
    each = everything.n_samples / entry.n_kinds
    is_tested = ranks < max(LEAST_OF_A_KIND, round(test_share * each))
    train = scale_inputs(rows_of(everything, ~is_tested), "standardized")
    return NetworkData(train, measured_like(train, rows_of(everything, is_tested)))


def _raw(entry: NetworkDataset, noise: float, generator: Generator) -> Dataset:
    """Return all examples as they are, in an order that tells nothing."""
    places, targets = entry.make(generator)
    order = torch.randperm(len(targets), generator=generator)
    places, targets = places[order], targets[order]
    pushes = torch.randn(places.shape, generator=generator)
    places = places + noise * places.std(dim=0, correction=0) * pushes
    if entry.limits is not None:
        lowest, highest = torch.tensor(entry.limits).unbind(dim=1)
        places = places.clamp(lowest, highest)
    return Dataset(
        name=entry.name,
        label=entry.label,
        example_names=tuple(f"{entry.example_word} {row}" for row in range(1, len(targets) + 1)),
        feature_names=entry.feature_names,
        target_name=entry.target_name,
        inputs=places,
        targets=targets,
        scaling="raw",
        offsets=torch.zeros(2),
        scales=torch.ones(2),
        kinds=OF_A_PATTERN if entry.target_name == KIND else (),
    )


def _ranks(targets: Tensor, generator: Generator, entry: NetworkDataset) -> Tensor:
    """Return for each example the place, from 0, that it drew among those of its kind.

    Numbers are all of one kind.
    """
    if entry.has_numbers:
        return torch.randperm(len(targets), generator=generator)
    ranks = torch.empty(len(targets), dtype=torch.int64)
    for kind in range(entry.n_classes):
        rows = (targets == kind).nonzero().flatten()
        ranks[rows] = torch.randperm(len(rows), generator=generator)
    return ranks


def rows_of(dataset: Dataset, chosen: Tensor) -> Dataset:
    """Return the raw ``dataset`` with the chosen examples only, in their order."""
    rows = chosen.nonzero().flatten()
    return replace(
        dataset,
        example_names=tuple(dataset.example_names[row] for row in rows.tolist()),
        inputs=dataset.inputs[rows],
        targets=dataset.targets[rows],
    )


def measured_like(train: Dataset, raw: Dataset) -> Dataset:
    """Return ``raw`` with the ruler of ``train``."""
    return replace(
        raw,
        scaling=train.scaling,
        offsets=train.offsets,
        scales=train.scales,
        inputs=train.transform(raw.inputs),
        raw_inputs=raw.inputs,
    )
