"""Own tables as data: the name holds the table, and nothing in it can do anything."""

import threading

import pytest
import torch

from visualizer.core.datasets import picked_rows
from visualizer.tables import own_data
from visualizer.tables.loading import MOST_EXAMPLES, load_dataset
from visualizer.tables.own_data import (
    MOST_KEPT,
    UnknownTableError,
    bring_back,
    find_table,
    is_own,
    keep_table,
    shown_name,
    travels,
)
from visualizer.tables.table import Table

SMALL = Table(("hours", "cups", "fit"), ("Ann", "Bo", ""), ((1, 2, 0), (3.5, 0, 1), (2, 2, 1)))


def large(seed: int, n_rows: int = 2000) -> Table:
    numbers = torch.rand(n_rows, 3, generator=torch.Generator().manual_seed(seed))
    return Table(("a", "b", "c"), ("",) * n_rows, tuple(map(tuple, numbers.tolist())))


def test_a_small_table_is_its_own_name() -> None:
    name = keep_table(SMALL)
    own_data._kept.clear()
    assert is_own(name)
    assert travels(name)
    assert find_table(name) == SMALL


def test_a_large_table_is_found_by_its_fingerprint_until_it_is_pushed_out() -> None:
    table = large(0)
    name = keep_table(table)
    assert len(name) < 50
    assert not travels(name)
    assert find_table(name) == table
    for seed in range(1, MOST_KEPT + 1):
        keep_table(large(seed, 300))
    with pytest.raises(UnknownTableError):
        find_table(name)
    assert keep_table(table) == name


def test_many_threads_keep_tables_at_once() -> None:
    tables = [large(100 + seed, 300) for seed in range(8)]
    found: dict[int, bool] = {}

    def work(place: int) -> None:
        for _ in range(20):
            name = keep_table(tables[place])
            found[place] = found.get(place, True) and find_table(name) == tables[place]

    threads = [threading.Thread(target=work, args=(place,)) for place in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == dict.fromkeys(range(8), True)


@pytest.mark.parametrize(
    "name", ["own.", "own.!!", "own-", "own-zz", "own.AAAA", "three", "own." + "A" * 9000]
)
def test_what_names_no_table_is_refused(name: str) -> None:
    with pytest.raises(
        ValueError, match=r"not the name of a table|not a table of this app|too large"
    ):
        find_table(name)


def test_a_table_becomes_a_data_set_in_the_roles_of_its_columns() -> None:
    table = Table(
        ("fit", "hours", "cups"), ("Ann", "Bo", ""), ((0, 1, 2), (1, 3.5, 0), (1, 2, 2)), (1, 2), 0
    )
    data = load_dataset(keep_table(table))
    assert data.feature_names == ("hours", "cups")
    assert data.target_name == "fit"
    assert data.example_names == ("Ann", "Bo", "Row 3")
    assert torch.equal(data.inputs, torch.tensor([[1.0, 2.0], [3.5, 0.0], [2.0, 2.0]]))
    assert torch.equal(data.targets, torch.tensor([0.0, 1.0, 1.0]))


def test_a_constant_column_is_only_centred() -> None:
    table = Table(("a", "b", "c"), ("", "", ""), ((5, 1, 0), (5, 2, 1), (5, 3, 1)))
    data = load_dataset(keep_table(table), "standardized")
    assert torch.equal(data.inputs[:, 0], torch.zeros(3))
    assert bool(data.inputs.isfinite().all())


def test_of_many_rows_a_training_sees_an_even_pick_scaled_with_all() -> None:
    name = keep_table(large(7))
    everything, picked = (
        load_dataset(name, "standardized", None),
        load_dataset(name, "standardized"),
    )
    rows = picked_rows(2000, MOST_EXAMPLES)
    assert picked.n_samples == len(rows) == MOST_EXAMPLES
    assert (rows[0], rows[-1]) == (0, 1999)
    assert torch.equal(picked.inputs, everything.inputs[rows])
    assert torch.equal(picked.scales, everything.scales)


@pytest.mark.parametrize(
    "text", ["<img onerror=alert(1)>", "$x$", "{loss}", "<a href='javascript:x'>"]
)
def test_a_name_is_shown_without_signs_that_mean_something(text: str) -> None:
    shown = shown_name(text)
    assert len(shown) == len(text)
    assert not set(shown) & set("<>{}")


def test_a_table_that_was_pushed_out_is_brought_back_and_one_that_is_there_is_left_alone() -> None:
    table = large(5)
    name = keep_table(table)
    own_data._kept.clear()
    bring_back(name, table)
    assert find_table(name) is table
    bring_back(name, large(6))
    assert find_table(name) is table
