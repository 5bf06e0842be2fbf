"""More inputs, made of two: each is what its code says, wherever the rows come from."""

import pytest
import torch

from visualizer.core import EXTRA_INPUTS, add_inputs, make_network_data, make_three_students
from visualizer.core.extra_inputs import extra_inputs_code
from visualizer.tables.loading import load_dataset

every_name = pytest.mark.parametrize("name", EXTRA_INPUTS)
ALL = tuple(EXTRA_INPUTS)


@every_name
def test_an_input_is_what_its_code_says(name):
    entry, rows = EXTRA_INPUTS[name], torch.randn(9, 2)
    x1, x2 = rows[:, :1], rows[:, 1:]
    written = eval(entry.code, {"torch": torch, "x1": x1, "x2": x2})
    assert torch.equal(entry.make(x1, x2), written)
    assert torch.equal(add_inputs(rows, (name,)), torch.cat([rows, written], dim=1))


def test_the_code_makes_all_of_them():
    rows = torch.randn(5, 2)
    names = {"torch": torch, "all_inputs": rows}
    exec(extra_inputs_code(ALL), names)
    assert torch.equal(names["all_inputs"], add_inputs(rows, ALL))


def test_without_names_the_rows_are_left_alone():
    rows = torch.randn(4, 3)
    assert add_inputs(rows, ()) is rows


@pytest.mark.parametrize("scaling", ["raw", "tenths", "standardized"])
def test_a_raw_row_is_given_the_same_inputs_as_the_examples(scaling):
    plain = load_dataset("twelve_students", scaling)
    more = plain.with_extras(ALL)
    assert more.inputs.shape == (12, 7)
    assert more.n_features == len(more.feature_names) == 7
    assert torch.equal(more.transform(more.raw_inputs), more.inputs)
    assert torch.equal(more.without_extras().inputs, plain.inputs)
    assert more.without_extras().feature_names == plain.feature_names
    assert plain.with_extras(()) is plain is plain.without_extras()
    with pytest.raises(ValueError, match=r"must have shape \(\.\.\., 2\)"):
        more.transform(more.inputs)


def test_more_inputs_are_made_of_two():
    with pytest.raises(ValueError, match="made of two features, got 7"):
        make_three_students().with_extras(ALL).with_extras(("product",))


def test_on_standardized_examples_every_extra_input_bends():
    """A sine that only rises would be the input once more."""
    inputs = make_network_data("circle").train.with_extras(ALL).inputs
    for column in inputs[:, 2:].T:
        for plain in inputs[:, :2].T:
            assert torch.corrcoef(torch.stack([column, plain]))[0, 1].abs() < 0.5
