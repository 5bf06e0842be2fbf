"""A data set by its name: the lesson's own, or one that somebody brought."""

from functools import lru_cache

import torch

from visualizer.core.datasets import DATASETS, Dataset, pick_examples, scale_inputs
from visualizer.tables.own_data import find_table, is_own, shown_name
from visualizer.tables.table import Table

MOST_EXAMPLES = 500
"""Rows of somebody's own data that a training learns from; of more rows, so many are picked."""
MOST_DRAWN = 12
"""Students whom a picture shows one by one; of more, so many are picked."""


def load_dataset(name: str, scaling: str = "raw", most: int | None = MOST_EXAMPLES) -> Dataset:
    """Return the data set ``name`` with its features scaled; made once, then shared.

    The tensors belong to everybody who loads them: read them, never write to them.

    Args:
        name: Key in ``DATASETS``, or the name of somebody's own data (see ``own_data``).
        scaling: One of ``SCALINGS``.
        most: Of more examples than these, so many are picked, evenly over the table, after they
            have been scaled together. ``None``: all of them.

    Raises:
        ValueError: If ``name`` or ``scaling`` is unknown; the message lists the choices.
    """
    scaled = _scaled(name, scaling)
    if most is None or scaled.n_samples <= most:
        return scaled  # the same for whoever has no fewer, however they ask
    return _picked(name, scaling, most)


@lru_cache(maxsize=64)
def _picked(name: str, scaling: str, most: int) -> Dataset:
    return pick_examples(_scaled(name, scaling), most)


@lru_cache(maxsize=64)
def _scaled(name: str, scaling: str) -> Dataset:
    if is_own(name):
        raw = own_dataset(name, find_table(name))
    elif name in DATASETS:
        raw = DATASETS[name]()
    else:
        raise ValueError(f"dataset must be one of {', '.join(DATASETS)}; not {name!r}")
    return scale_inputs(raw, scaling)


def own_dataset(name: str, table: Table) -> Dataset:
    """Return the raw data set of ``table``, with names that are safe in pictures and texts."""
    inputs, targets = raw_columns(table)
    columns = [shown_name(column) for column in table.columns]
    return Dataset(
        name=name,
        label="My data",
        example_names=tuple(
            shown_name(each) or f"Row {row}" for row, each in enumerate(table.names, start=1)
        ),
        feature_names=(columns[table.inputs[0]], columns[table.inputs[1]]),
        target_name=columns[table.target],
        inputs=inputs,
        targets=targets,
        scaling="raw",
        offsets=torch.zeros(2),
        scales=torch.ones(2),
        kinds=tuple(map(shown_name, table.kinds)) if table.kinds else (),
    )


def raw_columns(table: Table) -> tuple[torch.Tensor, torch.Tensor]:
    """Return inputs, shape ``(n_samples, 2)``, and targets, shape ``(n_samples,)``, float32."""
    numbers = torch.tensor(table.rows)
    return numbers[:, list(table.inputs)].contiguous(), numbers[:, table.target].contiguous()
