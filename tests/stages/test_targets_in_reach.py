"""A target is offered only with choices at which it can be reached: plain PyTorch looks for it."""

from collections.abc import Callable, Iterator, Mapping
from itertools import product

import pytest
import torch
from torch import Tensor, nn

from tests.scenes.stages import whole_sweeps
from tests.stages.test_targets import seen
from visualizer.core.activations import ACTIVATIONS
from visualizer.core.datasets import Dataset
from visualizer.core.diagnosis import DIAGNOSES
from visualizer.core.optimizers import OPTIMIZERS
from visualizer.scenes.targets import TARGETS
from visualizer.state.pages import complete
from visualizer.state.parameters import get_choice, get_number
from visualizer.state.positions import grid
from visualizer.tables.loading import load_dataset

TRIES = 20_000
OUTPUTS = {"sigmoid": nn.Sigmoid(), "identity": nn.Identity()}
WEIGHTS = ("weight_1", "weight_2", "bias")


def offered(name: str, *choices: str) -> Iterator[dict[str, object]]:
    """Yield every combination of ``choices`` with which a target is offered."""
    page = complete(TARGETS[name].stage.replace("race", "learning_rate"), {})
    found = [
        values
        for each in product(*(get_choice(choice).options for choice in choices))
        if TARGETS[name].fits(page | (values := dict(zip(choices, each, strict=True))))
    ]
    assert found
    yield from found


def any_positions(*names: str) -> Tensor:
    """Return positions of sliders at random, ``(TRIES, n)``."""
    torch.manual_seed(1)
    places = [torch.tensor(grid(get_number(name))) for name in names]
    return torch.stack([row[torch.randint(len(row), (TRIES,))] for row in places], dim=1)


def predict(values: Mapping[str, object], weights: Tensor, inputs: Tensor) -> Tensor:
    """Return what neurons with ``weights`` say: ``(n_neurons, n_examples)``."""
    z = weights[:, :2] @ inputs.T + weights[:, 2:]
    activation = ACTIVATIONS[str(values.get("activation", "identity"))].module()
    return OUTPUTS[str(values.get("output", "sigmoid"))](activation(z))


def data_of(values: Mapping[str, object]) -> Dataset:
    return load_dataset(str(values["dataset"]), str(values["scaling"]))


def errors_of(values: Mapping[str, object], weights: Tensor) -> Tensor:
    data = data_of(values)
    return (predict(values, weights, data.inputs) - data.targets).square()


def all_right(values: Mapping[str, object], weights: Tensor) -> Tensor:
    data = data_of(values)
    said = predict(values, weights, data.inputs) >= 0.5
    right = (said == (data.targets >= 0.5)).all(dim=1)
    return right & (errors_of(values, weights).mean(dim=1) < 0.05)


def alike(values: Mapping[str, object], weights: Tensor) -> Tensor:
    errors = errors_of(values, weights)
    return errors.amax(dim=1) < 0.4 * errors.sum(dim=1)


def up(values: Mapping[str, object], weights: Tensor) -> Tensor:
    rates = any_positions(*WEIGHTS, "learning_rate")[:, 3:]
    leaf = weights.clone().requires_grad_()
    before = errors_of(values, leaf).mean(dim=1)
    before.sum().backward()
    assert leaf.grad is not None
    after = errors_of(values, weights - rates * leaf.grad).mean(dim=1)
    return (after > 1.002 * before) & (after > before + 2e-4)


def is_near(name: str, values: Mapping[str, object], at_hand: str = "") -> bool:
    """Tell whether one more move of one slider reaches a target."""
    sweeps = whole_sweeps(seen(name, values, at_hand)).values()
    reached = [each.quantities.get(TARGETS[name].live, torch.zeros(1)) for each in sweeps]
    return any(bool(each.any()) for each in reached)


BY_HAND: Mapping[str, Callable[[Mapping[str, object], Tensor], Tensor]] = {
    "five_moves": lambda values, weights: errors_of(values, weights).mean(dim=1) < 0.05,
    "nobody_alone": alike,
    "deep_place": lambda values, weights: errors_of(values, weights).mean(dim=1) < 0.02,
    "step_up": up,
    "all_right": all_right,
}


@pytest.mark.parametrize("name", BY_HAND)
def test_what_is_played_with_the_weights_is_within_their_sliders(name: str) -> None:
    choices = ("dataset", "scaling", "output")
    if name != "all_right":  # whose page has no activation
        choices += ("activation",)
    weights = any_positions(*WEIGHTS)
    for values in offered(name, *choices):
        assert bool(BY_HAND[name](values, weights).any()), values


@pytest.mark.parametrize("name", ["far_below", "nearly_sure", "high_value"])
def test_what_one_student_is_to_get_is_within_the_sliders(name: str) -> None:
    places = any_positions("input_1", "input_2", *WEIGHTS)
    z = (places[:, :2] * places[:, 2:4]).sum(dim=1) + places[:, 4]
    for values in offered(name, "activation"):
        value = ACTIVATIONS[str(values["activation"])].module()(z)
        found = {"far_below": z <= -5, "nearly_sure": value.sigmoid() > 0.999}
        assert bool(found.get(name, value > 5).any()), values


def test_where_no_search_gets_there_nothing_is_offered() -> None:
    """Every other target would be found at once, with any weights that one could type."""
    weights = any_positions(*WEIGHTS) * 20
    for activation in ("relu", "silu", "gelu", "tanh", "sigmoid", "softplus"):
        values = complete("loss", {"activation": activation})
        assert float(errors_of(values, weights).mean(dim=1).min()) > 0.05
        for name in ("five_moves", "deep_place", "below_in_time", "in_a_hurry"):
            assert not TARGETS[name].fits(values), (name, activation)


@pytest.mark.parametrize("name", ["below_in_time", "in_a_hurry"])
def test_some_rate_trains_as_far_as_is_asked(name: str) -> None:
    below, n_steps = (0.03, 50) if name == "below_in_time" else (0.05, 20)
    for values in offered(name, "dataset", "scaling", "output", "activation", "optimizer"):
        start = complete("training", values)
        data, kind = data_of(values), OPTIMIZERS[str(values["optimizer"])]
        for rate in (1.0, 0.3, 0.1, 3.0, 10.0, 0.03):
            weights = torch.tensor([[start[key] for key in WEIGHTS]], requires_grad=True)
            optimizer = kind.make([weights], lr=rate)
            for _ in range(n_steps):
                optimizer.zero_grad()
                errors_of(values, weights).mean().backward()
                optimizer.step()
            if float(errors_of(values, weights.detach()).mean()) < below:
                break
        else:
            pytest.fail(f"no rate with {values} on {data.name}")


@pytest.mark.parametrize("name", ["below_in_time", "in_a_hurry"])
@pytest.mark.parametrize("size", [1, 2])
def test_so_it_does_with_fewer_students_in_each_step(name: str, size: int) -> None:
    values: dict[str, object] = {"batch_size": size, "step": 20}
    found = whole_sweeps(seen(name, values))["learning_rate"].quantities
    assert found[TARGETS[name].live].any()


def test_a_rate_of_the_slider_is_just_below_the_limit_whatever_the_scale() -> None:
    for values in offered("just_not", "scaling", "n_steps"):
        high = whole_sweeps(seen("just_not", values))["learning_rate_high"].quantities
        reached = high[TARGETS["just_not"].live] == 1
        assert reached.any(), values
        data = load_dataset("twelve_students", str(values["scaling"]))
        design = torch.cat([data.inputs, torch.ones(data.n_samples, 1)], dim=1).double()
        limit = 2 / float(torch.linalg.matrix_norm(2 / data.n_samples * design.T @ design, 2))
        rates = high["learning_rate_high"][reached]
        assert bool(((0.8 * limit < rates) & (rates < limit)).all()), values
        assert DIAGNOSES.index("diverged") not in high["word_high"][reached]


def test_some_rate_brings_racer_a_down_whatever_the_scale() -> None:
    for values in offered("wake_a", "scaling", "n_steps"):
        low = whole_sweeps(seen("wake_a", values))["learning_rate_low"].quantities
        assert low[TARGETS["wake_a"].live].any(), values


@pytest.mark.parametrize("name", ["one_step", "harm_the_mean"])
def test_one_step_backward_does_what_is_asked_wherever_it_is_asked(name: str) -> None:
    choices = ("back_network", "back_data", "back_batch", "back_activation")
    for values in offered(name, *choices):
        rates = (0.5, 0.1, 2.0)
        assert any(is_near(name, {**values, "back_rate": rate}) for rate in rates), values


FAST, MANY = {"learning_rate_network": 3.0}, {"hidden_1": 8}
SETTINGS: tuple[dict[str, object], ...] = (
    FAST,
    {},
    {**MANY, **FAST},
    {"hidden_1": 1},
    {**MANY, "learning_rate_network": 1.0},
    {**MANY, "learning_rate_network": 0.03},
    {"learning_rate_network": 10.0},
)


@pytest.mark.parametrize("name", ["all_in_time", "spoil_it", "far_away", "wrong_slice"])
@pytest.mark.parametrize(
    "choice",
    ["network_activation", "hidden_layers", "network_inputs", "network_batch", "network_optimizer"],
)
def test_some_network_gets_there_with_every_choice_at_which_it_is_asked(
    name: str, choice: str
) -> None:
    for values in offered(name, choice):
        tries = ({**values, **more} for more in SETTINGS)
        assert any(is_near(name, each, "step_network") for each in tries), values
