"""The plane as any two units of the last hidden layer see it."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor

from tests.scenes.test_network import contents_of, rest, view_of
from visualizer.core.model import make_model
from visualizer.figures.moves import at
from visualizer.live.scene import Picture
from visualizer.scenes.network import scene_of
from visualizer.scenes.network_moment import network_moment
from visualizer.scenes.network_training import parameters_at
from visualizer.stages.registry import STAGES, around
from visualizer.state.memory import change
from visualizer.state.views.network import NetworkView
from visualizer.words.hidden_layers import FOLD_LINE, FOLD_MANY, FOLD_NONE, FOLD_ONE, FOLDS


def seen_by(view: NetworkView, unit: int) -> Tensor:
    """Return what a unit of the last hidden layer answers on the examples that pass."""
    model = make_model(view.setup.architecture, parameters_at(view))
    hidden = model[: 2 * len(view.sizes)]
    dataset = view.setup.dataset
    with torch.no_grad():
        return hidden(dataset.inputs)[dataset.targets > 0.5, unit - 1]


@pytest.mark.parametrize(
    ("chosen", "wanted"), [((4, 2), (4, 2)), ((3, 3), (3, 4)), ((5, 5), (5, 1)), ((1, 8), (1, 2))]
)
def test_the_fold_shows_the_chosen_units_and_names_them(
    chosen: tuple[int, int], wanted: tuple[int, int]
) -> None:
    view = view_of(
        hidden_layers=2, hidden_1=3, hidden_2=5, fold_across=chosen[0], fold_up=chosen[1]
    )
    moment = network_moment(view)
    for axis, unit in zip("xy", wanted, strict=True):
        found = moment.fixed.moves["fold"][f"pass.{axis}"][0].float()
        assert torch.allclose(found, seen_by(view, unit), atol=1e-3)
        ring = moment.fixed.moves["fold"][f"point.{axis}"]
        assert float(ring[0, 0]) == pytest.approx(rest(moment)[f"activation_2_{unit}"])
    assert (rest(moment)["fold_across"], rest(moment)["fold_up"]) == wanted
    assert "{fold_across} and {fold_up}" in FOLDS[round(rest(moment)["fold"])]


@pytest.mark.parametrize("swapped", [False, True])
def test_the_line_of_the_output_parts_what_it_lets_pass(swapped: bool) -> None:
    view = view_of(fold_across=2, fold_up=1) if swapped else view_of()
    moves = network_moment(view).fixed.moves["fold"]
    (x, y), kinds = (torch.tensor(at(moves[f"border.{axis}"], 0)) for axis in "xy"), {}
    normal = torch.stack([y[0] - y[1], x[1] - x[0]])
    for kind in ("pass", "fail"):
        places = torch.stack([moves[f"{kind}.{axis}"][0].float() for axis in "xy"], dim=1)
        kinds[kind] = (places - torch.stack([x[0], y[0]])) @ normal
    assert kinds["pass"].sign().unique().numel() == 1  # it gets all of them right
    assert kinds["pass"].sign()[0] == -kinds["fail"].sign()[0]


def test_networks_that_lack_a_chosen_unit_show_another_beside_the_other() -> None:
    view = view_of(hidden_1=6, fold_across=2, fold_up=5)
    sweep = network_moment(view, "hidden_1").sweeps["hidden_1"]
    pairs = [(row["fold_across"], row["fold_up"]) for row in by_position(sweep.quantities)]
    assert pairs == [(1, 2), (2, 1), (2, 3), (2, 3), *[(2, 5)] * 4]
    released = rest(network_moment(view_of(hidden_1=3, fold_across=2, fold_up=5)))
    assert (released["fold_across"], released["fold_up"]) == (2, 3)
    assert math.isnan(at(sweep.moves["fold"]["point.x"], 0)[0] or math.nan)  # of one unit


def by_position(quantities: object) -> list[dict[str, float]]:
    names = ("fold_across", "fold_up")
    rows = zip(*(quantities[name].tolist() for name in names), strict=True)
    return [dict(zip(names, row, strict=True)) for row in rows]


def test_its_titles_are_live() -> None:
    pictures = {each.name: each for each in scene_of(view_of()).pictures}
    assert isinstance(fold := pictures["fold"], Picture)
    assert [f"{{{name}}}" in text for name, text in zip(
        ("fold_across", "fold_up"), fold.texts["titles.text"], strict=True
    )] == [True, True]  # fmt: skip


def test_the_page_runs_where_there_are_other_pairs_to_choose_from() -> None:
    assert STAGES["network"].around(view_of(hidden_1=1)) == STAGES["network"].around(view_of())
    contents = contents_of({"hidden_1": 3})
    assert around(contents) != around(contents_of({"hidden_1": 4}))
    assert change(contents.memory, {"fold_up": 3}).chosen == {"hidden_1": 3, "fold_up": 3}


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"hidden_1": 2}, FOLD_LINE),
        ({"hidden_1": 1}, FOLD_ONE),
        ({"hidden_1": 3}, FOLD_MANY),
        ({"hidden_layers": 2, "hidden_1": 1, "hidden_2": 8}, FOLD_MANY),
        ({"hidden_layers": 0}, FOLD_NONE),
    ],
)
def test_what_the_picture_is_said_to_be_is_true_of_the_last_layer(
    values: dict[str, int], said: str
) -> None:
    assert FOLDS[round(rest(network_moment(view_of(**values)))["fold"])] == said
