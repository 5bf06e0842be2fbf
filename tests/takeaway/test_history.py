"""The history is the record of the run, number by number."""

import csv
import io

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.takeaway.examples import N_STEPS, make_setup
from visualizer.core import make_neuron, train
from visualizer.takeaway.decimals import code_list, code_number, decimal
from visualizer.takeaway.history import history_csv

HEADER = [
    "step",
    "loss",
    "weight_1",
    "weight_2",
    "bias",
    "gradient_weight_1",
    "gradient_weight_2",
    "gradient_bias",
]


def read(trajectory):
    header, *rows = csv.reader(io.StringIO(history_csv(trajectory, make_neuron())))
    assert header == HEADER
    steps = [int(row[0]) for row in rows]
    return steps, torch.tensor([[float(cell) for cell in row[1:]] for row in rows])


@pytest.mark.parametrize("batch_size", [0, 2])
def test_every_number_comes_back_bit_for_bit(batch_size):
    trajectory = train(make_setup(batch_size=batch_size))
    steps, numbers = read(trajectory)
    assert steps == list(range(N_STEPS + 1))
    assert torch.equal(numbers[:, 0], trajectory.losses)
    assert torch.equal(numbers[:, 1:4], trajectory.parameters)
    assert torch.equal(numbers[:, 4:], trajectory.gradients)


def test_a_run_that_diverged_ends_where_it_did():
    setup = make_setup("identity", "identity", scaling="raw", rate=30.0, n_steps=40)
    trajectory = train(setup)
    steps, numbers = read(trajectory)
    assert steps == list(range(trajectory.diverged_at + 1))
    assert numbers[:-1, :4].isfinite().all()
    assert not numbers[-1, :4].isfinite().all()


def test_the_lines_end_as_they_should():
    text = history_csv(train(make_setup(n_steps=0)), make_neuron())
    assert text.count("\n") == 2
    assert text.endswith("\n")
    assert "\r" not in text


@settings(deadline=None, derandomize=True, database=None, max_examples=300)
@given(st.floats(width=32))
def test_a_decimal_is_the_same_float32_number(number):
    back = torch.tensor([float(decimal(number)), eval(code_number(number))])
    assert torch.equal(back.nan_to_num(7), torch.tensor([number] * 2).nan_to_num(7))


@settings(deadline=None, derandomize=True, database=None, max_examples=300)
@given(st.integers(-(10**6), 10**6), st.integers(0, 8))
def test_a_decimal_has_no_digit_too_many(whole, places):
    written = float(f"{whole}e-{places}")  # at most 7 digits: no float32 number has two of those
    assert decimal(torch.tensor(written).item()) == repr(written)


def test_the_ends_of_float32_can_be_written():
    largest, tiny = torch.finfo(torch.float32).max, 2.0**-149
    assert [decimal(x) for x in (largest, -largest)] == ["3.4028235e+38", "-3.4028235e+38"]
    assert decimal(tiny) == "1e-45"
    assert code_list(torch.tensor([0.1, -0.0])) == "[0.1, -0.0]"
