"""Where the neurons of a class stand is what plain PyTorch finds for the same links."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn

from visualizer.core.lanes import Lanes
from visualizer.core.setup import Setup
from visualizer.core.training import train
from visualizer.state import class_neurons
from visualizer.state.class_neurons import name_there, stands_at, stands_within
from visualizer.state.pages import NEURON_PAGES, complete
from visualizer.state.views.training import training_view
from visualizer.tables.loading import load_dataset


def plain_loss(dataset: str, scaling: str, weights: tuple[float, float, float]) -> float:
    """Return the loss of a neuron with a sigmoid, by a module of PyTorch's own."""
    data = load_dataset(dataset, scaling)
    model = nn.Sequential(nn.Linear(2, 1), nn.Sigmoid())
    with torch.no_grad():
        model[0].weight.copy_(torch.tensor([weights[:2]]))
        model[0].bias.copy_(torch.tensor([weights[2]]))
        return float(nn.MSELoss()(model(data.inputs)[:, 0], data.targets))


@pytest.mark.parametrize(
    ("page", "more", "dataset", "scaling"),
    [
        ("start", {}, "three_students", "raw"),
        ("neuron", {"activation": "identity"}, "three_students", "raw"),
        ("loss", {}, "three_students", "tenths"),
        ("surface", {"data": "twelve_students"}, "twelve_students", "tenths"),
    ],
)
def test_a_neuron_stands_where_its_link_says_with_the_loss_that_pytorch_finds(
    page: str, more: dict[str, str], dataset: str, scaling: str
) -> None:
    values = complete(page, {})
    if page not in {"start", "neuron"}:
        scaling = str(values["scaling"])
    (stand,) = stands_at([(page, {"w1": "0.7", "w2": "-0.4", "b": "0.25", **more})])
    assert stand is not None
    assert stand.parameters == pytest.approx((0.7, -0.4, 0.25))
    assert stand.loss == pytest.approx(plain_loss(dataset, scaling, (0.7, -0.4, 0.25)), rel=1e-5)


def test_in_a_training_a_neuron_stands_where_the_training_has_got_to() -> None:
    links = [
        ("training", {"w1": "0.5", "w2": "-1", "b": "0", "lr": "0.3", "step": "40"}),
        ("training", {"w1": "-1", "w2": "1", "b": "0.5", "lr": "1", "step": "7"}),
        ("training", {"w1": "-1", "w2": "1", "b": "0.5", "lr": "1"}),
    ]
    found = stands_at(links)
    for (page, query), stand in zip(links, found, strict=True):
        values = dict(class_neurons._values(page, tuple(query.items())))
        view = training_view(values)
        run = train(view.setup)
        assert stand is not None
        assert stand.parameters == pytest.approx(run.parameters[view.step].tolist(), abs=2e-6)
        assert stand.loss == pytest.approx(float(run.losses[view.step]), abs=2e-6)


@pytest.mark.parametrize("page", ["learning_rate", "network", "slice", "bug_clinic", "runs", ""])
def test_a_page_without_one_neuron_has_none(page: str) -> None:
    assert page not in NEURON_PAGES
    assert stands_at([(page, {})]) == [None]


def test_a_table_of_ones_own_is_looked_at_by_nobody() -> None:
    assert stands_at([("loss", {"data": "own:x"}), ("surface", {"data": "table-1234"})]) is not None
    own = "~3.1.2~a~b~c"
    (stand,) = stands_at([("loss", {"data": own})])
    assert stand is None or stand.task.dataset.name != own


def test_what_a_stranger_writes_into_a_link_makes_no_trouble() -> None:
    (stand,) = stands_at([("surface", {"w1": "nan", "w2": "1e99", "lr": "<b>", "zz": "1" * 5000})])
    assert stand is not None


def test_what_is_known_is_not_computed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    links = [("surface", {"w1": str(0.013 * each), "w2": "0.77"}) for each in range(5)]
    first = stands_at(links)
    monkeypatch.setattr(class_neurons, "weighed", lambda *_: pytest.fail("asked for again"))
    assert stands_at(links) == first


def test_the_same_place_has_the_same_name_whatever_else_a_link_holds() -> None:
    names = [
        name_there("surface", {"w1": "0.5"}),
        name_there("surface", {"w1": "0.50", "data": "three_students"}),
        name_there("surface", {"w1": "0.5", "hidden": "4"}),
    ]
    assert len({*names}) == 1
    assert name_there("surface", {"w1": "0.6"}) not in names


def test_a_walk_along_one_training_trains_once(monkeypatch: pytest.MonkeyPatch) -> None:
    walk = [("training", {"w1": "0.1234", "w2": "1", "step": str(step)}) for step in (3, 4, 90)]
    first = stands_at(walk[:1])
    monkeypatch.setattr(class_neurons, "train_lanes", lambda *_: pytest.fail("trained again"))
    assert first[0] not in stands_at(walk[1:])


def test_trainings_that_differ_in_their_drawn_start_alone_go_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []
    run = class_neurons.train_lanes

    def counted(setup: Setup, starts: Tensor, rates: Tensor) -> Lanes:
        asked.append(starts.shape[1])
        return run(setup, starts, rates)

    monkeypatch.setattr(class_neurons, "train_lanes", counted)
    stands_at([("training", {"seed": str(7000 + each), "step": "50"}) for each in range(6)])
    assert asked == [6]


def test_of_trainings_that_must_go_one_after_the_other_each_look_runs_a_few() -> None:
    own = {"batch": "1", "step": "20"}
    links = [("training", {**own, "seed": str(8000 + each)}) for each in range(5)]
    links.append(("loss", {"w1": "0.987"}))
    looks = [stands_within(links, 200) for _ in range(4)]
    assert [each.n_waiting for each in looks] == [3, 1, 0, 0]
    assert looks[0].stands[-1] is not None  # who is not in a training waits for none
    assert looks[-1].stands == stands_at(links)
    assert None not in looks[-1].stands
