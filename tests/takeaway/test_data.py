"""The inputs that the script makes are the inputs of the run, whatever the data."""

import math
from dataclasses import replace

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.takeaway.examples import make_setup, make_table, with_data
from tests.takeaway.running import EXACT, exactly, loss_lines, run_text
from visualizer.core import DATASETS, SCALINGS, scale_inputs, train
from visualizer.takeaway.data import data_code, raw_rows
from visualizer.takeaway.script import script


def run_data(setup):
    return run_text("import torch", data_code(setup))[1]


def with_raw(setup, rows):
    return replace(setup, dataset=replace(setup.dataset, raw_inputs=rows))


def scaled(table, scaling):
    setup = with_data(make_setup(scaling="raw"), table)
    return replace(setup, dataset=scale_inputs(setup.dataset, scaling))


@pytest.mark.parametrize("scaling", SCALINGS)
@pytest.mark.parametrize("data", DATASETS)
def test_the_raw_rows_of_the_lesson_are_found_again(data, scaling):
    setup = make_setup(data=data, scaling=scaling)
    assert torch.equal(raw_rows(setup.dataset), DATASETS[data]().inputs)


@pytest.mark.parametrize(
    ("scaling", "line"),
    [
        ("raw", "all_inputs = torch.tensor("),
        ("tenths", "all_inputs = raw_inputs / 10"),
        ("standardized", "spread = raw_inputs.std(dim=0, correction=0)"),
    ],
)
def test_the_scaling_is_written_out(scaling, line):
    assert line in data_code(make_setup(scaling=scaling))
    assert "([1.0, 7.0], 0.38),  # 1: Student 1\n" in data_code(make_setup(scaling=scaling))


@pytest.mark.parametrize("given_rows", [False, True])
@pytest.mark.parametrize("decimals", [0, 2])
@pytest.mark.parametrize("scaling", SCALINGS)
@pytest.mark.parametrize("n_samples", [1, 2, 40, 500])
def test_somebodys_own_table_comes_out_bit_for_bit(n_samples, scaling, decimals, given_rows):
    table = make_table(n_samples, decimals)
    setup = with_raw(scaled(table, scaling), table if given_rows else None)
    names = run_data(setup)
    assert torch.equal(names["all_inputs"], setup.dataset.inputs)
    assert torch.equal(names["all_targets"][:, 0], setup.dataset.targets)
    if given_rows and scaling != "raw":
        assert torch.equal(names["raw_inputs"], table)


@pytest.mark.parametrize("batch_size", [0, 1, 2])
def test_a_large_table_trains_bit_for_bit(batch_size):
    setup = scaled(make_table(500), "standardized")
    setup = replace(setup, recipe=replace(setup.recipe, batch_size=batch_size, seed=1), n_steps=40)
    expected = loss_lines(train(setup), EXACT)
    assert run_text(exactly(script(setup)))[0][:41] == expected


@pytest.mark.parametrize("given_rows", [False, True])
def test_some_rows_of_a_table_keep_the_scaling_of_the_whole(given_rows):
    table = make_table(600)
    whole = scaled(table, "standardized").dataset
    setup = with_data(make_setup(scaling="standardized"), whole.inputs[::2],
                     offsets=whole.offsets, scales=whole.scales)  # fmt: skip
    setup = with_raw(setup, table[::2] if given_rows else None)
    assert "measured on the whole table" in data_code(setup)
    assert torch.equal(run_data(setup)["all_inputs"], setup.dataset.inputs)


def test_an_input_that_never_varies_is_only_centred():
    table = make_table(9)
    table[:, 1] = 4.3
    setup = scaled(table, "standardized")
    assert "spread[spread == 0] = 1" in data_code(setup)
    assert torch.equal(run_data(setup)["all_inputs"], setup.dataset.inputs)
    assert "spread[" not in data_code(scaled(make_table(9), "standardized"))


def test_inputs_without_raw_rows_are_written_as_they_are():
    odd = torch.rand(50, 2, generator=torch.Generator().manual_seed(0))
    setup = with_data(make_setup(scaling="tenths"), odd)
    assert raw_rows(setup.dataset) is None  # a tenth of a float32 number is not any float32 number
    assert "# The inputs are scaled already." in data_code(setup)
    assert torch.equal(run_data(setup)["all_inputs"], odd)


def test_a_zero_is_found_again_without_a_minus():
    table = make_table(40)
    table[::3] = 0.0
    setup = scaled(table, "standardized")
    assert "[0.0, 0.0]" in data_code(setup)
    assert "-0.0]" not in data_code(setup)
    assert "[-0.0" not in data_code(setup)


def test_raw_rows_of_something_else_are_not_taken():
    setup = make_setup(scaling="standardized")
    other = with_raw(setup, torch.ones(12, 2))
    assert data_code(other) == data_code(setup)


def test_numbers_that_are_none_can_be_written():
    odd = torch.tensor([[math.nan, 1.0], [math.inf, -math.inf]])
    made = run_data(with_data(make_setup(scaling="raw"), odd))["all_inputs"]
    torch.testing.assert_close(made, odd, rtol=0, atol=0, equal_nan=True)


@settings(deadline=None, derandomize=True, database=None, max_examples=60)
@given(
    st.lists(st.tuples(*[st.floats(width=32, allow_nan=False)] * 2), min_size=1, max_size=4),
    st.sampled_from(SCALINGS),
)
def test_any_numbers_come_out_bit_for_bit(rows, scaling):
    setup = scaled(torch.tensor(rows), scaling)
    setup = with_data(setup, setup.dataset.inputs, targets=torch.tensor(rows)[:, 0])
    names = run_data(setup)
    for made, meant in [
        (names["all_inputs"], setup.dataset.inputs),
        (names["all_targets"][:, 0], setup.dataset.targets),
    ]:
        torch.testing.assert_close(made, meant, rtol=0, atol=0, equal_nan=True)
