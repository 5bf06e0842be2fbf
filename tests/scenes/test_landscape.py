"""The loss surface under the training: right, shared, and level with the path over it."""

import pytest
import torch
from torch import nn

from tests.core.plain import plain_model
from tests.scenes.stages import stage
from visualizer.core.architecture import make_neuron
from visualizer.core.task import Task
from visualizer.scenes.landscape import (
    BIAS_LIMITS,
    BIASES,
    N_POINTS,
    N_SLICES,
    Landscape,
    load_landscape,
    slice_index,
    training_limits,
    weights_frame,
)
from visualizer.scenes.training import training_scene
from visualizer.tables.loading import load_dataset


def usual_landscape(
    activation: str = "identity",
    output: str = "sigmoid",
    dataset: str = "three_students",
    scaling: str = "raw",
) -> Landscape:
    """Return the landscape under a training from usual weights."""
    task = Task(make_neuron(activation, output), load_dataset(dataset, scaling))
    return load_landscape(task, weights_frame(training_limits(scaling)))


KINDS = [
    ("identity", "sigmoid", "three_students", "raw"),
    ("relu", "sigmoid", "twelve_students", "tenths"),
    ("silu", "identity", "twelve_students", "standardized"),
]


@pytest.mark.parametrize("kind", KINDS, ids=" ".join)
def test_every_point_is_the_mse_of_a_bare_model(kind: tuple[str, ...]) -> None:
    activation, output, dataset, scaling = kind
    land = usual_landscape(*kind)
    students = load_dataset(dataset, scaling)
    values = torch.linspace(*land.limits, N_POINTS)
    biases = torch.linspace(*BIAS_LIMITS, N_SLICES)
    for part, row, column in [(0, 0, 0), (20, 3, 27), (20, 27, 3), (33, 15, 16), (40, 30, 30)]:
        point = torch.stack([values[column], values[row], biases[part]])
        model = plain_model(make_neuron(activation, output), point)
        loss = nn.MSELoss()(model(students.inputs), students.targets[:, None]).item()
        found = land.surfaces[part, row, column].item()
        assert found == pytest.approx(min(loss, land.top), rel=1e-4, abs=1e-6)


@pytest.mark.parametrize("kind", KINDS, ids=" ".join)
def test_nothing_is_higher_than_the_picture(kind: tuple[str, ...]) -> None:
    land = usual_landscape(*kind)
    assert bool(land.surfaces.isfinite().all())
    assert 0 <= float(land.surfaces.min()) < float(land.surfaces.max()) <= land.top + 1e-6
    assert land.heights.equal(land.field.flatten(1))


def test_it_is_made_once_for_everybody() -> None:
    training_scene.cache_clear()  # what others have made may hold a landscape that was let go of
    land = usual_landscape()
    assert usual_landscape() is land
    one, other = stage("training", bias=1.0), stage("training", bias=-1.0)
    assert one.scene is other.scene
    for made in (one, other):
        assert any(each is land.field for each in made.scene.late)
        for key in ("weight_1", "weight_2", "bias", "learning_rate", "step"):
            assert made.moves("surface", key)["surface.z"].stack is land.heights
            assert made.moves("contour", key)["field.z"].stack is land.field


def test_a_bias_reads_its_own_slice() -> None:
    biases = torch.linspace(*BIAS_LIMITS, N_SLICES)
    assert slice_index(biases, BIASES).tolist() == pytest.approx(list(range(N_SLICES)), abs=1e-4)
    assert slice_index(torch.tensor([0.1]), BIASES).item() == pytest.approx(20.5, abs=1e-4)


def test_a_bias_beyond_the_slices_reads_the_last_one_and_says_so() -> None:
    beyond = torch.tensor([-9.0, 1e30, -torch.inf, torch.nan])
    assert slice_index(beyond, BIASES).tolist() == [0, 40, 0, 20]
    assert BIASES.nearest(beyond).tolist() == [-4, 4, -4, 0]


def test_a_path_lies_on_the_surface_that_is_drawn_for_its_bias() -> None:
    made = stage("training", weight_1=0.25, weight_2=0.25, bias=-2.0, step=0)
    shown = made.numbers()
    assert shown["surface_bias"] == -2.0
    land = usual_landscape()
    values = torch.linspace(*land.limits, N_POINTS)
    place = int((values - 0.25).abs().argmin())
    model = plain_model(make_neuron(), torch.tensor([values[place], values[place], -2.0]))
    students = load_dataset("three_students", "raw")
    wanted = nn.MSELoss()(model(students.inputs), students.targets[:, None]).item()
    drawn = made.drawn("surface", "surface.z", "bias")
    assert drawn[place * N_POINTS + place] == pytest.approx(wanted, abs=2e-5)


@pytest.mark.parametrize("key", ["bias", "step"])
def test_the_surface_follows_the_bias(key: str) -> None:
    made = stage("training", n_steps=300, step=150, learning_rate=1.0)
    last = len(made.moment.settings[key].positions) - 1
    for position in (0, last // 3, last):
        bias = min(4.0, max(-4.0, made.numbers(key, position)["bias"]))
        index = float(made.moves("surface", key)["surface.z"].index[position])
        assert index == pytest.approx((bias + 4) / 8 * 40, abs=1e-3)
        assert made.moves("contour", key)["field.z"].index[position] == pytest.approx(index)
        assert made.numbers(key, position)["surface_bias"] == pytest.approx(bias, abs=1e-5)
