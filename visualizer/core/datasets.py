"""The students: hours studied and slept, and what came of it.

A data set is always shown with its scaling, because the scaling decides which learning rates work:
the same twelve students allow 0.0131 on raw hours and 0.956 on standardized ones (see
``visualizer.core.stability``).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

import torch
from torch import Tensor

from visualizer.core.extra_inputs import EXTRA_INPUTS, add_inputs

SCALINGS = ("raw", "tenths", "standardized")
"""Hours as they are · hours divided by ten · mean 0 and standard deviation 1 per feature."""


@dataclass(frozen=True, eq=False)
class Dataset:
    """Examples with known answers, and how their features were scaled.

    Attributes:
        name: Key in ``DATASETS``.
        label: Name on screen.
        example_names: What each row is called. Length ``n_samples``.
        feature_names: What each column is called, unscaled unit included. Length ``n_features``.
        target_name: What is predicted.
        inputs: Scaled features, one example per row. Shape ``(n_samples, n_features)``.
        targets: The right answers. Shape ``(n_samples,)``.
        scaling: One of ``SCALINGS``.
        offsets: What was taken off each raw feature, in hours. Shape ``(n_features,)``.
        scales: What each feature was then divided by, in hours. Shape ``(n_features,)``.
        raw_inputs: The features before they were scaled, if at hand. Shape
            ``(n_samples, n_features)``, without the extra ones.
        extras: Names in ``EXTRA_INPUTS`` of what was made of two scaled features; the last columns.
        kinds: What targets of 0 and 1 stand for, where these are two words; else empty.
    """

    name: str
    label: str
    example_names: tuple[str, ...]
    feature_names: tuple[str, ...]
    target_name: str
    inputs: Tensor
    targets: Tensor
    scaling: str
    offsets: Tensor
    scales: Tensor
    raw_inputs: Tensor | None = None
    extras: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    @property
    def n_samples(self) -> int:
        """Number of examples."""
        return self.inputs.shape[0]

    @property
    def n_features(self) -> int:
        """Number of inputs of the neuron."""
        return self.inputs.shape[1]

    @cached_property
    def has_chances(self) -> bool:
        """Whether all answers are from 0 to 1."""
        return bool(((self.targets >= 0) & (self.targets <= 1)).all())

    def transform(self, rows: Tensor) -> Tensor:
        """Return raw rows scaled like this data set: ``(rows - offsets) / scales``.

        Args:
            rows: New raw examples, in hours. Shape ``(..., n_features)`` without the extra ones.

        Returns:
            What the neuron has to be given for them. Shape ``(..., n_features)``.

        Raises:
            ValueError: If a row lacks one number per feature.
        """
        if rows.shape[-1:] != self.scales.shape:
            raise ValueError(
                f"rows must have shape (..., {len(self.scales)}) to match the features "
                f"{self.feature_names}, got {tuple(rows.shape)}"
            )
        return add_inputs((rows - self.offsets) / self.scales, self.extras)

    def with_extras(self, names: tuple[str, ...]) -> "Dataset":
        """Return these examples, which have two features and no more, with more of them.

        Args:
            names: Keys in ``EXTRA_INPUTS``.

        Raises:
            ValueError: If there are not two features.
        """
        if not names:
            return self
        if self.n_features != 2:
            raise ValueError(f"more inputs are made of two features, got {self.n_features}")
        labels = tuple(EXTRA_INPUTS[name].label for name in names)
        return replace(
            self,
            inputs=add_inputs(self.inputs, names),
            feature_names=(*self.feature_names, *labels),
            extras=names,
        )

    def without_extras(self) -> "Dataset":
        """Return these examples with the features that they had first."""
        if not self.extras:
            return self
        own = len(self.scales)
        names, inputs = self.feature_names[:own], self.inputs[:, :own].contiguous()
        return replace(self, inputs=inputs, feature_names=names, extras=())


def _raw_dataset(
    name: str, label: str, target_name: str, hours: list[list[float]], targets: list[float]
) -> Dataset:
    return Dataset(
        name=name,
        label=label,
        example_names=tuple(f"Student {number}" for number in range(1, len(hours) + 1)),
        feature_names=("hours studied", "hours slept"),
        target_name=target_name,
        inputs=torch.tensor(hours),
        targets=torch.tensor(targets),
        scaling="raw",
        offsets=torch.zeros(2),
        scales=torch.ones(2),
    )


def make_three_students() -> Dataset:
    """Return the three students of the lesson: 1 means passed, 0 means failed."""
    return _raw_dataset(
        name="three_students",
        label="Three students",
        target_name="passed",
        hours=[[5.0, 7.0], [1.0, 2.0], [10.0, 6.0]],
        targets=[1.0, 0.0, 1.0],
    )


def make_twelve_students() -> Dataset:
    """Return twelve made-up students with exam scores between 0 and 1, as a share of 100."""
    studied = [1.0, 2.0, 2.0, 3.0, 4.0, 5.0, 5.0, 6.0, 7.0, 8.0, 8.0, 9.0]
    slept = [7.0, 5.0, 8.0, 6.0, 9.0, 5.0, 7.0, 8.0, 6.0, 5.0, 9.0, 7.0]
    return _raw_dataset(
        name="twelve_students",
        label="Twelve students",
        target_name="exam score",
        hours=[list(pair) for pair in zip(studied, slept, strict=True)],
        targets=[0.38, 0.35, 0.48, 0.45, 0.62, 0.49, 0.60, 0.66, 0.64, 0.66, 0.80, 0.78],
    )


DATASETS: Mapping[str, Callable[[], Dataset]] = MappingProxyType(
    {"three_students": make_three_students, "twelve_students": make_twelve_students}
)
"""Every data set of the app by name, each as the function that makes its raw form."""


def scale_inputs(dataset: Dataset, scaling: str) -> Dataset:
    """Return ``dataset`` with its raw features scaled, targets unchanged.

    Standardizing divides by the standard deviation of the examples at hand (divisor ``n``); a
    feature that never varies is only centred.

    Args:
        dataset: A data set with raw inputs.
        scaling: One of ``SCALINGS``.

    Raises:
        ValueError: If ``scaling`` is unknown, or ``dataset`` is scaled already.

    Example:
        >>> scale_inputs(make_three_students(), "tenths").inputs[0]
        tensor([0.5000, 0.7000])
    """
    if scaling not in SCALINGS:
        raise ValueError(f"scaling must be one of {', '.join(SCALINGS)}; not {scaling!r}")
    if dataset.scaling != "raw":
        raise ValueError(f"dataset must be raw to be scaled, got one scaled by {dataset.scaling!r}")
    offsets, scales = _offsets_and_scales(dataset.inputs, scaling)
    ruler = replace(dataset, scaling=scaling, offsets=offsets, scales=scales)
    return replace(ruler, inputs=ruler.transform(dataset.inputs), raw_inputs=dataset.inputs)


def _offsets_and_scales(inputs: Tensor, scaling: str) -> tuple[Tensor, Tensor]:
    n_features = inputs.shape[1]
    if scaling == "raw":
        return torch.zeros(n_features), torch.ones(n_features)
    if scaling == "tenths":
        return torch.zeros(n_features), torch.full((n_features,), 10.0)
    spreads = inputs.std(dim=0, correction=0)
    return inputs.mean(dim=0), torch.where(spreads > 0, spreads, torch.ones_like(spreads))


def pick_examples(dataset: Dataset, most: int) -> Dataset:
    """Return ``dataset`` with at most ``most`` of its examples, evenly from first to last."""
    if dataset.n_samples <= most:
        return dataset
    rows = picked_rows(dataset.n_samples, most)
    return replace(
        dataset,
        example_names=tuple(dataset.example_names[row] for row in rows.tolist()),
        inputs=dataset.inputs[rows],
        targets=dataset.targets[rows],
        raw_inputs=None if dataset.raw_inputs is None else dataset.raw_inputs[rows],
    )


def picked_rows(n_samples: int, most: int) -> Tensor:
    """Return which rows stand for all of them: ``most``, evenly spread, or all. Ascending."""
    if n_samples <= most:
        return torch.arange(n_samples)
    return torch.linspace(0, n_samples - 1, most).round().long()
