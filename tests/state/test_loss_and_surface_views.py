"""What the pages of the loss and of its surface show, as types: once parsed, equal and at hand."""

from collections.abc import Callable, Iterator

import pytest

from visualizer.state.pages import complete
from visualizer.state.parameters import PARAMETERS, WEIGHTS
from visualizer.state.values import Values
from visualizer.state.views.loss import LossView, loss_view
from visualizer.state.views.surface import SurfaceView, surface_view
from visualizer.tables import loading
from visualizer.tables.loading import MOST_DRAWN
from visualizer.tables.own_data import keep_table
from visualizer.tables.table import Table

LARGE = keep_table(
    Table(("a", "b", "c"), ("",) * 40, tuple((row / 7, row % 5, row % 2) for row in range(40)))
)
OTHERWISE = {
    "weight_1": 0.7,
    "weight_2": -0.3,
    "bias": 1.25,
    "learning_rate": 0.02,
    "activation": "silu",
    "output": "identity",
    "dataset": "twelve_students",
    "scaling": "tenths",
}
MAKERS = {"loss": (loss_view, {"example": 3}), "surface": (surface_view, {"axes": "w1_b"})}


def cases() -> Iterator[tuple[str, Callable[[Values], object], str, object]]:
    for page, (make, own) in MAKERS.items():
        for name, value in (OTHERWISE | own).items():
            yield page, make, name, value


@pytest.mark.parametrize("page", MAKERS)
def test_views_of_the_same_values_are_one_key(page: str) -> None:
    make, own = MAKERS[page]
    one, other = (make(complete(page, {**OTHERWISE, **own})) for _ in range(2))
    assert one == other
    assert hash(one) == hash(other)


@pytest.mark.parametrize(("page", "make", "name", "value"), list(cases()))
def test_every_value_of_the_page_makes_another_view(page, make, name, value) -> None:
    assert PARAMETERS[name].default != value
    assert make(complete(page, {name: value})) != make(complete(page, {}))


def test_a_view_of_the_loss_holds_what_the_page_shows() -> None:
    view = loss_view(complete("loss", {**OTHERWISE, "example": 12}))
    assert isinstance(view, LossView)
    assert view.weights == tuple(OTHERWISE[name] for name in WEIGHTS)
    assert view.learning_rate == 0.02
    assert view.task.dataset.example_names[view.example] == "Student 12"
    descent = view.descent((0.1, 0.2, 0.5), 7)
    assert (descent.start, descent.learning_rate, descent.n_steps) == ((0.1, 0.2, 0.5), 0.02, 7)
    assert descent.task == view.task


def test_a_view_of_the_loss_has_no_more_examples_than_are_drawn() -> None:
    assert loss_view(complete("loss", {"dataset": LARGE})).task.dataset.n_samples == MOST_DRAWN


def test_a_game_goes_on_though_its_data_were_loaded_anew() -> None:
    values = complete("loss", {"dataset": LARGE, "scaling": "standardized"})
    before = loss_view(values)
    loading._scaled.cache_clear()
    loading._picked.cache_clear()
    after = loss_view(values)
    assert after.task.dataset is not before.task.dataset
    assert after.game == before.game
    assert hash(after.game) == hash(before.game)


@pytest.mark.parametrize("name", OTHERWISE)
def test_a_game_is_another_where_the_loss_or_the_rate_is(name: str) -> None:
    plain, changed = (loss_view(complete("loss", given)) for given in ({}, {name: OTHERWISE[name]}))
    assert (plain.game != changed.game) == (name not in WEIGHTS)


def test_a_view_of_the_surface_is_a_training_from_its_point() -> None:
    view = surface_view(complete("surface", {**OTHERWISE, "axes": "w2_b"}))
    assert isinstance(view, SurfaceView)
    assert view.setup.start == tuple(OTHERWISE[name] for name in WEIGHTS)
    assert (view.setup.learning_rate, view.setup.n_steps, view.axes) == (0.02, 200, "w2_b")
    assert view.setup.dataset.scaling == "tenths"
