"""The examples of the network: made up, those of the lesson, or a student's own table."""

from __future__ import annotations

from functools import lru_cache

from visualizer.core.datasets import Dataset
from visualizer.core.network_data import NETWORK_DATASETS, NetworkData, make_network_data
from visualizer.core.own_examples import are_two_kinds, as_heights, split_own
from visualizer.state.network_parameters import INPUTS, TABLE
from visualizer.state.values import Values, text, whole
from visualizer.tables.loading import load_dataset

MOST_ROWS = 200  # of a table; a sweep trains many networks on them


def has_numbers(values: Values) -> bool:
    """Tell whether the right answers of the examples are numbers, and not one of a few kinds."""
    if is_table(values):
        return not are_two_kinds(table_of(values).targets)
    return NETWORK_DATASETS[text(values, "network_data")].has_numbers


def has_classes(values: Values) -> bool:
    """Tell whether the examples are of more than two kinds, each with an output of its own."""
    return n_outputs(values) > 1


def n_outputs(values: Values) -> int:
    """Return how many outputs the network needs: one, or one for each of several classes."""
    if is_table(values):
        return 1
    entry = NETWORK_DATASETS[text(values, "network_data")]
    return entry.n_classes if entry.n_kinds > 2 else 1


def is_table(values: Values) -> bool:
    """Tell whether the examples are those of the other pages: the lesson's, or a table."""
    return text(values, "network_data") == TABLE


def table_of(values: Values) -> Dataset:
    """Return the rows of the table that are used, as they were brought."""
    return load_dataset(text(values, "dataset"), most=MOST_ROWS)


def n_inputs(values: Values) -> int:
    """Return how many numbers the network is given of each example."""
    return 2 + len(INPUTS[text(values, "network_inputs")][1])


def data_of(values: Values) -> NetworkData:
    """Return the examples that the values describe."""
    return _data(
        text(values, "network_data"),
        text(values, "dataset") if is_table(values) else "",
        whole(values, "noise"),
        whole(values, "test_share"),
        INPUTS[text(values, "network_inputs")][1],
    )


@lru_cache(maxsize=32)  # the same data set is the same object, so that what is made of it is kept
def _data(
    name: str, table: str, noise: int, test_share: int, extras: tuple[str, ...]
) -> NetworkData:
    if name == TABLE:
        raw = load_dataset(table, most=MOST_ROWS)
        made = split_own(raw if are_two_kinds(raw.targets) else as_heights(raw), test_share / 100)
    else:
        made = make_network_data(name, noise / 100, 0, test_share / 100)
    test = None if made.test is None else made.test.with_extras(extras)
    return NetworkData(made.train.with_extras(extras), test)
