"""What can be chosen for a network, held against plain PyTorch programs."""

from __future__ import annotations

import re

import pytest
import torch
from torch import nn

from tests.scenes.networks import facts_of, rest, view_of
from visualizer.core.model import make_model
from visualizer.live.diagram import Diagram
from visualizer.live.scene import Picture
from visualizer.scenes.network import scene_of
from visualizer.scenes.network_lesson import lesson_numbers
from visualizer.scenes.network_moment import network_moment
from visualizer.scenes.network_numbers import (
    ALL_RIGHT,
    NO_ACTIVATION,
    NO_ACTIVATION_BENT,
    NO_LAYER_BENT,
    VANISHING,
)
from visualizer.scenes.network_training import network_run, parameters_at
from visualizer.state.address import read_address
from visualizer.state.memory import Memory, arrive, change
from visualizer.state.network_parameters import INPUTS, OWN_ACTIVATIONS, UNITS, code_of
from visualizer.state.packed_weights import write_weights
from visualizer.state.parameters import get_choice
from visualizer.words.hidden_layers import FACTS, FOLDS, LESSON, VERDICTS
from visualizer.words.network_answers import NUMBER_FACTS, NUMBER_FOLDS, NUMBER_VERDICTS

MOST_BYTES = 300_000  # of one release of the usual network


@pytest.mark.parametrize(("l2", "l1"), [("usual", "off"), ("0.01", "off"), ("0.1", "0.003")])
@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "adam", "adamw"])
@pytest.mark.parametrize("loss", ["mse", "binary_cross_entropy"])
def test_the_numbers_are_those_of_a_plain_program(
    optimizer: str, loss: str, l2: str, l1: str
) -> None:
    view = view_of(
        network_optimizer=optimizer,
        network_loss=loss,
        learning_rate_network=0.1,
        network_l2=l2,
        network_l1=l1,
    )
    torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(2, 2), nn.Tanh(), nn.Linear(2, 1))
    if loss == "mse":
        model.append(nn.Sigmoid())
    decay = {} if l2 == "usual" else {"weight_decay": float(l2)}
    kinds = {
        "sgd": torch.optim.SGD(model.parameters(), lr=0.1, **decay),
        "momentum": torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9, **decay),
        "adam": torch.optim.Adam(model.parameters(), lr=0.1, **decay),
        "adamw": torch.optim.AdamW(model.parameters(), lr=0.1, **decay),
    }
    criterion = nn.MSELoss() if loss == "mse" else nn.BCEWithLogitsLoss()
    inputs, targets = view.setup.dataset.inputs, view.setup.dataset.targets[:, None]
    losses = []
    for _ in range(301):
        kinds[optimizer].zero_grad()
        found = criterion(model(inputs), targets)
        losses.append(found.item())
        if l1 != "off":
            found = found + float(l1) * sum(each.abs().sum() for each in model.parameters())
        found.backward()
        kinds[optimizer].step()
    sweep = network_moment(view, "step_network").sweeps["step_network"]
    assert sweep.quantities["loss"].tolist() == pytest.approx(losses, rel=1e-4, abs=1e-6)
    assert network_run(view.setup).losses.tolist() == losses


@pytest.mark.parametrize("batch_size", [1, 4, 10])
@pytest.mark.parametrize("optimizer", ["sgd", "adamw"])
def test_with_small_batches_the_numbers_are_those_of_a_plain_program(
    optimizer: str, batch_size: int
) -> None:
    view = view_of(
        network_optimizer=optimizer,
        network_batch=batch_size,
        network_seed=3,
        learning_rate_network=0.1,
    )
    torch.manual_seed(3)
    model = nn.Sequential(nn.Linear(2, 2), nn.Tanh(), nn.Linear(2, 1), nn.Sigmoid())
    kind = {"sgd": torch.optim.SGD, "adamw": torch.optim.AdamW}[optimizer]
    stepper, shuffle = kind(model.parameters(), lr=0.1), torch.Generator().manual_seed(3)
    inputs, targets = view.setup.dataset.inputs, view.setup.dataset.targets[:, None]
    batches: list[torch.Tensor] = []
    losses = []
    for _ in range(301):
        batches = batches or list(torch.randperm(40, generator=shuffle).split(batch_size))
        rows = batches.pop(0)
        with torch.no_grad():
            losses.append(nn.functional.mse_loss(model(inputs), targets).item())
        stepper.zero_grad()
        nn.functional.mse_loss(model(inputs[rows]), targets[rows]).backward()
        stepper.step()
    assert network_run(view.setup).losses.tolist() == losses
    code = LESSON.code.format(**lesson_numbers(network_moment(view), view))
    head = f"for inputs, targets in batches:  # 300 steps, at most {batch_size} of 40 examples"
    assert head in code


def test_each_layer_may_have_its_own_activation() -> None:
    view = view_of(
        hidden_layers=3, activation_1="relu", activation_3="sigmoid", hidden_1=3, hidden_3=1,
        network_seed=8, network_optimizer="adam", learning_rate_network=0.05,
    )  # fmt: skip
    torch.manual_seed(8)
    model = nn.Sequential(
        nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 2), nn.Tanh(), nn.Linear(2, 1), nn.Sigmoid(),
        nn.Linear(1, 1), nn.Sigmoid(),
    )  # fmt: skip
    optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
    inputs, targets = view.setup.dataset.inputs, view.setup.dataset.targets[:, None]
    losses = []
    for _ in range(301):
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(model(inputs), targets)
        losses.append(loss.item())
        loss.backward()
        optimizer.step()
    assert network_run(view.setup).losses.tolist() == losses
    assert view.with_sizes((3, 2, 4)).setup.architecture.layers[2].activation == "sigmoid"
    linear = dict.fromkeys(OWN_ACTIVATIONS, "identity")
    assert facts_of(hidden_layers=2, **linear)[0] == NO_ACTIVATION
    assert facts_of(hidden_layers=2, **linear | {"activation_2": "relu"})[0] != NO_ACTIVATION


def test_the_gradient_on_screen_says_whose_it_is() -> None:
    for batch_size, told in ((0, "its gradient"), (4, "its gradient, over all examples")):
        scene = scene_of(view_of(network_batch=batch_size))
        labels = {each.name: each.label for each in scene.quantities}
        assert labels["chosen_gradient"] == told


def test_a_loss_that_is_not_all_that_is_lowered_says_so() -> None:
    for l1, told in (("off", "loss (MSE)"), ("0.01", "loss (MSE), without the L1 term")):
        view = view_of(network_l1=l1)
        curve = next(each for each in scene_of(view).pictures if each.name == "loss_curve")
        assert isinstance(curve, Picture)
        assert curve.figure.layout.yaxis.title.text == told
        code = LESSON.code.format(**lesson_numbers(network_moment(view), view))
        assert (
            ("loss = loss + 0.01 * sum(" in code)
            == ("without the L1 term" in code)
            == (l1 != "off")
        )
        assert "weight_decay" not in code
        decaying = view_of(network_l1=l1, network_l2="0.1")
        numbers = lesson_numbers(network_moment(decaying), decaying)
        assert "lr=1, weight_decay=0.1)" in LESSON.code.format(**numbers)


@pytest.mark.parametrize("inputs", INPUTS)
def test_with_more_inputs_the_plane_is_still_that_of_the_two(inputs: str) -> None:
    view = view_of(network_inputs=inputs, network_data="circle", hidden_1=3, test_share=25)
    dataset = view.setup.dataset
    assert view.test is not None
    assert dataset.n_features == view.test.n_features == view.setup.architecture.n_inputs
    assert dataset.raw_inputs is not None
    x1, x2 = ((dataset.raw_inputs - dataset.offsets) / dataset.scales).T
    made = {
        "x₁": x1, "x₂": x2, "x₁²": x1 * x1, "x₂²": x2 * x2, "x₁ · x₂": x1 * x2,
        "sin 3x₁": (3 * x1).sin(), "sin 3x₂": (3 * x2).sin(),
    }  # fmt: skip
    columns = torch.stack([made[name] for name in dataset.feature_names], dim=1)
    torch.testing.assert_close(dataset.inputs, columns)
    diagram = next(each for each in scene_of(view).pictures if each.name == "network")
    assert isinstance(diagram, Diagram)
    assert diagram.inputs == dataset.feature_names
    plane = next(each for each in scene_of(view).pictures if each.name == "plane")
    assert isinstance(plane, Picture)
    assert plane.figure.layout.xaxis.title.text == "x₁"
    model = make_model(view.setup.architecture, parameters_at(view))
    field, up, across = plane.figure.data[0], 7, 21
    point = dataset.transform(torch.tensor([[field.x[across], field.y[up]]]))
    with torch.no_grad():
        answer = model(point).logit()
    found = network_moment(view).fixed.moves["plane"]["field.z"][0, up, across]
    assert found == pytest.approx(float(answer), rel=2e-3, abs=1e-3)


def test_every_input_has_its_line_and_its_name() -> None:
    names = view_of(network_inputs="all").setup.dataset.feature_names
    for place, name in enumerate(names, start=1):
        view = view_of(network_inputs="all", network_part=code_of(0, 1, place))
        assert network_moment(view).settings["network_weight"].label == (
            f"Weight from {name} to hidden unit 2"
        )


def test_where_inputs_are_made_of_others_no_border_is_called_straight() -> None:
    more = {"network_inputs": "sin"}
    assert facts_of(hidden_layers=0, **more)[0] == NO_LAYER_BENT
    assert facts_of(network_activation="identity", **more)[0] == NO_ACTIVATION_BENT


@pytest.mark.parametrize("name", ["plane", "hill"])
def test_heights_are_learned_as_by_a_plain_program(name: str) -> None:
    view = view_of(
        network_data=name, hidden_1=3, learning_rate_network=0.1, test_share=25, network_seed=2,
        network_loss="binary_cross_entropy",  # which is none of numbers
    )  # fmt: skip
    torch.manual_seed(2)
    model = nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    inputs, targets = view.setup.dataset.inputs, view.setup.dataset.targets[:, None]
    losses = []
    for step in range(301):
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(model(inputs), targets)
        losses.append(loss.item())
        loss.backward()
        if step < 300:
            optimizer.step()
    assert network_run(view.setup).losses.tolist() == losses
    numbers = rest(network_moment(view))
    assert "right" not in numbers
    assert view.test is not None
    with torch.no_grad():
        misses = (model(inputs) - targets).abs()
        tested = nn.functional.mse_loss(model(view.test.inputs), view.test.targets[:, None])
        on_plane = model(view.setup.dataset.transform(torch.tensor([[0.25, -0.5]])))
    assert numbers["off"] == pytest.approx(float(misses.mean()), rel=1e-4)
    assert numbers["test_loss"] == pytest.approx(float(tested), rel=1e-4)
    scene = scene_of(view)
    plane = next(each for each in scene.pictures if each.name == "plane")
    assert isinstance(plane, Picture)
    field, *_, examples, held_back = [each for each in plane.figure.data if each.uid != "point"]
    assert list(examples.marker.color) == view.setup.dataset.targets.tolist()
    assert list(held_back.marker.color) == view.test.targets.tolist()
    ticks = dict(zip(field.colorbar.ticktext, field.colorbar.tickvals, strict=True))
    found = network_moment(view).fixed.moves["plane"]["field.z"][0]
    across = min(range(len(field.x)), key=lambda place: abs(field.x[place] - 0.25))
    up = min(range(len(field.y)), key=lambda place: abs(field.y[place] + 0.5))
    assert float(found[up, across]) / ticks["1"] == pytest.approx(float(on_plane), abs=0.1)
    assert ticks["−1"] == field.zmin
    assert ticks["1"] == field.zmax


def test_of_numbers_nothing_is_said_that_only_classes_have() -> None:
    for more in ({}, {"hidden_layers": 0}, {"network_activation": "identity"}, {"hidden_1": 5}):
        view = view_of(network_data="hill", learning_rate_network=0.1, **more)
        scene, numbers = scene_of(view), rest(network_moment(view))
        names = {each.name for each in scene.quantities}
        assert "right" not in names
        told = [
            each.choices[round(numbers[each.name])] for each in scene.quantities if each.choices
        ]
        assert len(told) >= 3
        for word in ("right", "border", "part", "pass", "fail", "kinds"):
            assert not any(
                re.search(rf"\b{word}", each) for each in told if "right answer" not in each
            )
    assert len(NUMBER_VERDICTS) == len(VERDICTS)
    assert len(NUMBER_FACTS) == len(FACTS)
    assert len(NUMBER_FOLDS) == len(FOLDS)


def test_a_network_without_a_layer_finds_the_plane() -> None:
    view = view_of(network_data="plane", hidden_layers=0, learning_rate_network=0.1)
    numbers = rest(network_moment(view))
    assert numbers["verdict"] == ALL_RIGHT
    assert numbers["off"] < 1e-4


def test_the_learning_rate_follows_the_kind_of_answers() -> None:
    memory = arrive(Memory(), "network", {})
    rate = "learning_rate_network"
    heights = change(memory, {"network_data": "hill"})
    assert heights.chosen[rate] == 0.1
    assert heights.address() == {"points": "hill", "net_lr": "0.1"}
    assert rate not in change(heights, {"network_data": "circle"}).chosen
    assert rate in change(heights, {"network_data": "plane"}).chosen
    own = change(memory, {rate: 0.5})
    assert change(own, {"network_data": "hill"}).chosen[rate] == 0.5
    assert change(heights, {rate: 0.3, "network_data": "circle"}).chosen[rate] == 0.3
    faster = change(heights, {rate: 0.3})
    assert change(faster, {"network_data": "circle"}).chosen[rate] == 0.3


def test_weights_of_a_link_must_fit_the_inputs_as_well() -> None:
    fits = write_weights([0.5] * 19)  # seven weights and a bias for two units, and the output's
    query = {"net_in": ["all"], "net_w": [fits]}
    values, notices = read_address(query, "network")
    assert notices == []
    assert view_of(**values).setup.start == (0.5,) * 19
    values, notices = read_address({"net_in": ["sq"], "net_w": [fits]}, "network")
    assert "network_start" not in values
    assert notices == [
        "net_w holds 19 numbers, and this network has 13 weights and biases, so “Drawn at "
        "random” is used."
    ]


def test_with_an_l1_term_the_gradients_say_so_and_vanishing_is_that_of_the_loss() -> None:
    deep = {"hidden_layers": 4, **dict.fromkeys(UNITS, 4), "network_activation": "sigmoid"}
    for l1 in ("off", "0.01"):
        view = view_of(**deep, network_l1=l1, step_network=0)
        scene, numbers = scene_of(view), rest(network_moment(view))
        assert numbers["facts"] == VANISHING
        said = [str(each.label) for each in scene.quantities] + [str(scene.rows)]
        assert any("with the L1 term" in each for each in said) == (l1 != "off")


def test_the_words_of_a_decay_are_true_of_every_optimizer() -> None:
    sentences = get_choice("network_l2").help.split(". ")
    (proportion,) = (each for each in sentences if "in proportion" in each)
    rule, adam = proportion.split("; ")
    assert "SGD and AdamW" in rule
    assert adam.startswith("Adam adds it to the gradient")
