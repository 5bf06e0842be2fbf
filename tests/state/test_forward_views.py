"""What the pages of the forward pass and of own data show, as types: once parsed, equal."""

from collections.abc import Callable, Iterator

import pytest
import torch

from visualizer.core.task import Task
from visualizer.state.pages import complete
from visualizer.state.parameters import PARAMETERS, WEIGHTS
from visualizer.state.values import Values
from visualizer.state.views.activations import activations_view, experiment_task
from visualizer.state.views.neuron import neuron_view
from visualizer.state.views.start import start_view
from visualizer.state.views.your_data import your_data_view
from visualizer.tables.own_data import keep_table
from visualizer.tables.table import Table

LARGE = keep_table(
    Table(("a", "b", "c"), ("",) * 600, tuple((row / 7, row % 5, row % 2) for row in range(600)))
)
FORWARD = {"input_1": 3.5, "input_2": 20.0, "weight_1": 0.7, "weight_2": -0.3, "bias": 1.25}
DATA = {"dataset": "twelve_students", "scaling": "tenths", "output": "identity"}
# What makes each view, and the values that make another one of it.
MAKERS: dict[str, tuple[Callable[[Values], object], dict[str, object]]] = {
    "start": (start_view, FORWARD),
    "neuron": (neuron_view, FORWARD | {"activation": "silu"}),
    "activations": (
        activations_view,
        FORWARD | {"activation": "silu", "second_activation": "tanh", "dataset": "twelve_students"},
    ),
    "your_data": (your_data_view, FORWARD | DATA),
    "experiment": (experiment_task, DATA),
}


def values_of(case: str, given: dict[str, object]) -> dict[str, object]:
    return complete("activations" if case == "experiment" else case, given)


def cases() -> Iterator[tuple[str, str]]:
    for case, (_, values) in MAKERS.items():
        yield from ((case, name) for name in values)


@pytest.mark.parametrize("case", MAKERS)
def test_views_of_the_same_values_are_one_key(case: str) -> None:
    make, given = MAKERS[case]
    one, other = (make(values_of(case, given)) for _ in range(2))
    assert one == other
    assert hash(one) == hash(other)


@pytest.mark.parametrize(("case", "name"), list(cases()))
def test_every_value_of_the_page_makes_another_view(case: str, name: str) -> None:
    make, given = MAKERS[case]
    assert PARAMETERS[name].default != given[name]
    assert make(values_of(case, {name: given[name]})) != make(values_of(case, {}))


@pytest.mark.parametrize("make", [start_view, neuron_view])
def test_a_neuron_s_view_holds_what_the_page_shows(make) -> None:
    view = make(complete("neuron", {**FORWARD, "activation": "silu", "output": "identity"}))
    assert view.held == FORWARD
    assert list(view.held) == ["input_1", "input_2", *WEIGHTS]
    assert view.inputs.tolist() == [[3.5, 20.0]]
    assert torch.equal(view.parameters, torch.tensor([0.7, -0.3, 1.25]))
    assert view.activation == ("identity" if make is start_view else "silu")
    assert view.neuron.output == "sigmoid"  # the page shows a chance, whatever others show


@pytest.mark.parametrize("second", ["none", "silu"])
def test_no_function_lies_over_itself(second: str) -> None:
    values = complete("activations", {"activation": "silu", "second_activation": second})
    assert activations_view(values).second is None


def test_own_data_are_looked_at_whole_and_trained_on_in_part() -> None:
    given = {"dataset": LARGE, "scaling": "standardized"}
    view = your_data_view(complete("your_data", given))
    assert view.task.dataset.n_samples == view.raw.n_samples == 600
    assert view.raw.scaling == "raw"
    assert torch.equal(view.task.dataset.transform(view.raw.inputs), view.task.dataset.inputs)
    task = experiment_task(complete("activations", given))
    assert isinstance(task, Task)
    assert task.dataset.n_samples == 500
