"""A network with an output for each of three classes, held against plain PyTorch programs."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor, nn

from tests.scenes.networks import facts_of, rest, view_of
from visualizer.core.model import make_model
from visualizer.core.network_data import make_network_data
from visualizer.live.moment import Moment
from visualizer.scenes.network_moment import network_moment
from visualizer.scenes.network_numbers import (
    ALL_RIGHT,
    COPIES,
    NO_ACTIVATION,
    NO_LAYER,
    SOME_RIGHT,
    codes_of,
)
from visualizer.scenes.network_training import last_test_loss, network_run, parameters_at
from visualizer.scenes.network_ways_out import findings, ways_out
from visualizer.scenes.slice_cut import cut_of
from visualizer.scenes.slice_moment import slice_moment
from visualizer.state.network_parameters import code_of
from visualizer.state.packed_weights import write_weights
from visualizer.state.pages import complete
from visualizer.state.views.network import NetworkView
from visualizer.state.views.slice import slice_view

ARMS: dict[str, object] = {"network_data": "arms"}
STEPPERS = {
    "sgd": lambda model, **more: torch.optim.SGD(model.parameters(), lr=0.1, **more),
    "momentum": lambda model, **more: torch.optim.SGD(
        model.parameters(), lr=0.1, momentum=0.9, **more
    ),
    "adam": lambda model, **more: torch.optim.Adam(model.parameters(), lr=0.1, **more),
    "adamw": lambda model, **more: torch.optim.AdamW(model.parameters(), lr=0.1, **more),
}


def examples(test_share: float = 0.0) -> tuple[Tensor, Tensor]:
    """Return inputs and class numbers, as long."""
    train = make_network_data("arms", 0, 0, test_share).train
    return train.inputs, train.targets.long()


@pytest.mark.parametrize(("l2", "l1"), [("usual", "off"), ("0.01", "0.003")])
@pytest.mark.parametrize("optimizer", STEPPERS)
def test_the_numbers_are_those_of_a_plain_program(optimizer: str, l2: str, l1: str) -> None:
    view = view_of(
        **ARMS,
        hidden_1=4,
        network_optimizer=optimizer,
        learning_rate_network=0.1,
        network_l2=l2,
        network_l1=l1,
    )
    torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 3))
    stepper = STEPPERS[optimizer](model, **({} if l2 == "usual" else {"weight_decay": float(l2)}))
    inputs, targets = examples()
    losses, right = [], []
    for _ in range(301):
        stepper.zero_grad()
        logits = model(inputs)
        loss = nn.CrossEntropyLoss()(logits, targets)
        losses.append(loss.item())
        right.append((logits.argmax(dim=1) == targets).sum().item())
        if l1 != "off":
            loss = loss + float(l1) * sum(each.abs().sum() for each in model.parameters())
        loss.backward()
        stepper.step()
    assert network_run(view.setup).losses.tolist() == losses
    sweep = network_moment(view, "step_network").sweeps["step_network"]
    assert sweep.quantities["loss"].tolist() == pytest.approx(losses, rel=1e-4, abs=1e-6)
    assert sweep.quantities["right"].tolist() == right
    assert rest(network_moment(view))["loss"] == pytest.approx(losses[-1], rel=1e-4)


@pytest.mark.parametrize("batch_size", [1, 10])
def test_with_small_batches_the_numbers_are_those_of_a_plain_program(batch_size: int) -> None:
    view = view_of(**ARMS, network_batch=batch_size, network_seed=3, learning_rate_network=0.1)
    torch.manual_seed(3)
    model = nn.Sequential(nn.Linear(2, 2), nn.Tanh(), nn.Linear(2, 3))
    stepper, shuffle = STEPPERS["sgd"](model), torch.Generator().manual_seed(3)
    inputs, targets = examples()
    batches: list[Tensor] = []
    losses = []
    for _ in range(301):
        batches = batches or list(torch.randperm(120, generator=shuffle).split(batch_size))
        rows = batches.pop(0)
        with torch.no_grad():
            losses.append(nn.functional.cross_entropy(model(inputs), targets).item())
        stepper.zero_grad()
        nn.functional.cross_entropy(model(inputs[rows]), targets[rows]).backward()
        stepper.step()
    assert network_run(view.setup).losses.tolist() == losses


def by_hand(**given: object) -> dict[str, float]:
    """Return the numbers without a hidden layer: weights of 0, biases ln 2, 0 and 0."""
    start = write_weights([0.0] * 6 + [math.log(2), 0.0, 0.0])
    return rest(
        network_moment(
            view_of(**ARMS, hidden_layers=0, network_start=start, step_network=0, **given)
        )
    )


def test_the_numbers_are_those_worked_out_by_hand() -> None:
    """Softmax is ½, ¼, ¼ everywhere, so the loss is (ln 2 + 2 ln 4) / 3 = 5/3 ln 2."""
    numbers = by_hand(network_part=code_of(0, 0, 0))
    assert numbers["loss"] == pytest.approx(5 / 3 * math.log(2))
    assert [numbers[f"activation_1_{unit}"] for unit in (1, 2, 3)] == pytest.approx(
        [0.5, 0.25, 0.25]
    )
    assert [numbers[f"z_1_{unit}"] for unit in (1, 2, 3)] == pytest.approx([math.log(2), 0, 0])
    # Everybody is taken for class 0, of which every third is.
    assert (numbers["right"], numbers["verdict"]) == (40, SOME_RIGHT)
    # The gradient of a bias: what softmax gives its class, less the share of that class.
    assert numbers["chosen_gradient"] == pytest.approx(1 / 2 - 1 / 3, abs=1e-6)
    assert by_hand(network_part=code_of(0, 2, 0))["chosen_gradient"] == pytest.approx(
        1 / 4 - 1 / 3, abs=1e-6
    )


@pytest.mark.parametrize("wanted", ["mse", "binary_cross_entropy"])
def test_the_loss_is_that_of_classes_whatever_was_chosen(wanted: str) -> None:
    view = view_of(**ARMS, network_loss=wanted)
    assert view == view_of(**ARMS)
    assert view.setup.task.loss_kind.module is nn.CrossEntropyLoss
    assert view.setup.task.targets.dtype == torch.int64
    back = view_of(network_loss=wanted)
    assert (back.setup.loss, back.setup.architecture.n_outputs) == (wanted, 1)


def plain(view: NetworkView, weights: Tensor) -> tuple[float, int, Tensor]:
    """Return the loss, how many are right, and softmax of the first example."""
    model = make_model(view.setup.architecture, weights)
    inputs, targets = view.setup.dataset.inputs, view.setup.dataset.targets.long()
    with torch.no_grad():
        logits = model(inputs)
        loss = nn.functional.cross_entropy(logits, targets).item()
    return loss, int((logits.argmax(dim=1) == targets).sum()), logits[0].softmax(dim=0)


def assert_plain(moment: Moment, key: str, position: int, view: NetworkView, weights: Tensor):
    loss, right, chances = plain(view, weights)
    found = {name: float(row[position]) for name, row in moment.sweeps[key].quantities.items()}
    last = len(view.sizes) + 1
    assert found["loss"] == pytest.approx(loss, rel=1e-3, abs=1e-6)
    assert abs(found["right"] - right) <= 1  # one may lie on a border
    for unit, chance in enumerate(chances.tolist(), start=1):
        assert found[f"activation_{last}_{unit}"] == pytest.approx(chance, abs=1e-3)


@pytest.mark.parametrize("part", [code_of(0, 1, 2), code_of(1, 2, 1), code_of(1, 1, 0)])
def test_dragging_a_weight_or_bias_of_any_output_shows_what_a_plain_model_says(part: int) -> None:
    view = view_of(**ARMS, hidden_1=3, network_part=part, test_share=25)
    moment = network_moment(view, "network_weight")
    place = codes_of(view.setup.architecture).tolist().index(part)
    for position, value in ((0, -6.0), (30, 0.0), (60, 6.0)):
        weights = parameters_at(view).clone()
        weights[place] = moment.settings["network_weight"].positions[position]
        assert moment.settings["network_weight"].positions[position] == pytest.approx(
            value, abs=0.5
        )
        assert_plain(moment, "network_weight", position, view, weights)


def test_every_size_shows_what_its_own_training_came_to() -> None:
    view = view_of(**ARMS, hidden_layers=2, hidden_1=2, hidden_2=3)
    moment = network_moment(view, "hidden_1")
    for position, count in ((0, 1), (1, 2), (7, 8)):
        other = view.with_sizes((count, 3))
        assert other.setup.architecture.n_outputs == 3
        assert_plain(moment, "hidden_1", position, other, network_run(other.setup).parameters[-1])


def test_every_rate_shows_what_it_leads_to() -> None:
    view = view_of(**ARMS, step_network=40)
    moment = network_moment(view, "learning_rate_network")
    rates = moment.settings["learning_rate_network"].positions
    for position in (0, 20, 36):
        other = view_of(**ARMS, step_network=40, learning_rate_network=rates[position])
        assert_plain(moment, "learning_rate_network", position, other, parameters_at(other))


def test_every_example_says_its_class_and_its_probabilities() -> None:
    view = view_of(**ARMS, hidden_1=4)
    moment = network_moment(view, "network_example")
    sweep = moment.sweeps["network_example"].quantities
    model = make_model(view.setup.architecture, parameters_at(view))
    dataset = view.setup.dataset
    with torch.no_grad():
        chances = model(dataset.inputs).softmax(dim=1)
    assert torch.equal(sweep["target"], dataset.targets)
    assert set(sweep["target"].tolist()) == {0, 1, 2}
    found = torch.stack([sweep[f"activation_2_{unit}"] for unit in (1, 2, 3)], dim=1)
    torch.testing.assert_close(found, chances, rtol=0, atol=1e-5)
    torch.testing.assert_close(found.sum(dim=1), torch.ones(120))


def test_the_loss_on_test_examples_is_that_of_a_plain_model() -> None:
    view = view_of(**ARMS, hidden_1=5, test_share=25, noise=25)
    assert view.test is not None
    model = make_model(view.setup.architecture, parameters_at(view))
    with torch.no_grad():
        logits = model(view.test.inputs)
    loss = nn.functional.cross_entropy(logits, view.test.targets.long()).item()
    numbers = rest(network_moment(view))
    assert numbers["test_loss"] == pytest.approx(loss, rel=1e-4)
    assert last_test_loss(view, parameters_at(view)) == pytest.approx(loss, rel=1e-4)


def test_facts_and_ways_out_hold_for_three_outputs() -> None:
    assert facts_of(**ARMS, hidden_layers=0)[0] == NO_LAYER
    assert facts_of(**ARMS, network_activation="identity")[0] == NO_ACTIVATION
    number, told = facts_of(**ARMS, network_start="equal", hidden_1=4)
    assert (number, told["copies"]) == (COPIES, 3)
    assert facts_of(**ARMS, hidden_1=4)[1]["verdict"] == ALL_RIGHT
    for given, finding in (
        ({"hidden_layers": 0}, "straight"),
        ({"network_start": "equal", "hidden_1": 4}, "copies"),
        ({"network_activation": "identity", "learning_rate_network": 1e6}, "diverged"),
    ):
        assert finding in findings(view_of(**ARMS, **given))
        assert finding in {way.finding for way in ways_out(complete("network", {**ARMS, **given}))}


def test_equal_units_stay_equal_to_the_bit() -> None:
    view = view_of(**ARMS, network_start="equal", hidden_1=4)
    weight, bias = view.setup.architecture.split(network_run(view.setup).parameters[-1])[0]
    assert all(torch.equal(row, weight[0]) for row in weight)
    assert all(torch.equal(each, bias[0]) for each in bias)
    # The outputs start alike too, but each has a class of its own to answer for.
    last, _ = view.setup.architecture.split(network_run(view.setup).parameters[-1])[1]
    assert not torch.equal(last[0], last[1])


def test_a_slice_shows_the_loss_of_the_very_network() -> None:
    values = complete("slice", {**ARMS, "hidden_1": 3, "slice_across": code_of(1, 2, 1)})
    view = slice_view(values)
    found = {name: float(row[0]) for name, row in slice_moment(view).fixed.quantities.items()}
    weights = network_run(view.network.setup).parameters[-1]
    assert found["loss"] == pytest.approx(plain(view.network, weights)[0], rel=1e-5)
    assert found["slice_loss"] == found["loss"]
    field, cut = cut_of(view).fields(torch.tensor([300])), cut_of(view)
    middle = field[0, 15, 15]
    moved = weights.clone()
    moved[list(view.places)] = torch.tensor(cut.middle)
    assert float(middle) == pytest.approx(plain(view.network, moved)[0], rel=1e-4)
