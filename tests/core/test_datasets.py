"""The students and their three scalings."""

from dataclasses import replace

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from visualizer.core import (
    DATASETS,
    SCALINGS,
    make_three_students,
    make_twelve_students,
    scale_inputs,
)
from visualizer.tables.loading import load_dataset

every_dataset = pytest.mark.parametrize("name", DATASETS)
every_scaling = pytest.mark.parametrize("scaling", SCALINGS)


def test_the_three_students_of_the_lesson():
    students = make_three_students()
    assert students.inputs.tolist() == [[5, 7], [1, 2], [10, 6]]
    assert students.targets.tolist() == [1, 0, 1]


def test_the_twelve_students():
    students = make_twelve_students()
    assert students.inputs.shape == (12, 2)
    assert students.inputs[0].tolist() == [1, 7]
    assert students.inputs[-1].tolist() == [9, 7]
    assert students.inputs.sum(dim=0).tolist() == [60, 82]
    assert students.targets.sum().item() == pytest.approx(6.91)


@every_dataset
@every_scaling
def test_every_data_set_is_whole(name, scaling):
    dataset = load_dataset(name, scaling)
    assert (dataset.name, dataset.scaling) == (name, scaling)
    assert dataset.inputs.shape == (dataset.n_samples, dataset.n_features)
    assert dataset.targets.shape == (dataset.n_samples,)
    assert len(set(dataset.example_names)) == dataset.n_samples
    assert len(dataset.feature_names) == dataset.n_features
    assert dataset.offsets.shape == dataset.scales.shape == (dataset.n_features,)
    assert dataset.inputs.dtype == dataset.targets.dtype == torch.float32
    assert dataset.label
    assert dataset.target_name


@every_dataset
@every_scaling
def test_a_raw_row_is_transformed_like_the_rows_of_the_data_set(name, scaling):
    raw, scaled = DATASETS[name](), load_dataset(name, scaling)
    assert torch.equal(scaled.transform(raw.inputs), scaled.inputs)
    assert torch.equal(scaled.transform(raw.inputs[0]), scaled.inputs[0])
    assert torch.equal(scaled.targets, raw.targets)


@every_dataset
def test_tenths_divide_by_ten(name):
    assert torch.equal(load_dataset(name, "tenths").inputs, DATASETS[name]().inputs / 10)


@every_dataset
def test_standardized_features_have_mean_zero_and_deviation_one(name):
    inputs = load_dataset(name, "standardized").inputs
    torch.testing.assert_close(inputs.mean(dim=0), torch.zeros(2), rtol=0, atol=1e-6)
    torch.testing.assert_close(inputs.std(dim=0, correction=0), torch.ones(2))


def test_a_feature_that_never_varies_is_only_centred():
    flat = replace(make_three_students(), inputs=torch.tensor([[3.0, 1.0], [3.0, 2.0], [3.0, 3.0]]))
    assert scale_inputs(flat, "standardized").inputs[:, 0].tolist() == [0, 0, 0]


@given(st.lists(st.floats(0, 24, width=32), min_size=2, max_size=2))
def test_scaling_can_be_undone(row):
    students = load_dataset("twelve_students", "standardized")
    scaled = students.transform(torch.tensor(row))
    torch.testing.assert_close(scaled * students.scales + students.offsets, torch.tensor(row))


def test_a_data_set_is_made_once_and_then_shared():
    assert load_dataset("three_students", "tenths") is load_dataset("three_students", "tenths")


def test_unknown_names_list_the_choices():
    with pytest.raises(ValueError, match="one of three_students, twelve_students; not 'thirteen'"):
        load_dataset("thirteen")
    with pytest.raises(ValueError, match="one of raw, tenths, standardized; not 'log'"):
        load_dataset("three_students", "log")


def test_scaling_twice_is_refused():
    with pytest.raises(ValueError, match="dataset must be raw to be scaled"):
        scale_inputs(load_dataset("three_students", "tenths"), "standardized")


def test_a_row_of_the_wrong_length_is_refused():
    with pytest.raises(ValueError, match=r"rows must have shape \(\.\.\., 2\).*got \(3,\)"):
        make_three_students().transform(torch.zeros(3))
