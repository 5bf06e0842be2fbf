"""Slices of the loss: each point is the network that it says, each shadow the nearest one."""

from dataclasses import replace

import pytest
import torch
from torch import nn

from visualizer.core.architecture import Architecture, Layer
from visualizer.core.datasets import make_three_students
from visualizer.core.model import initial_parameters, make_model
from visualizer.core.slices import Slice, random_slice, slice_losses, weight_slice
from visualizer.core.task import Task

NETWORK = Architecture((Layer(3, "tanh"), Layer(2, "relu"), Layer(1)), "sigmoid")
INPUTS = torch.tensor([[0.5, -1.0], [2.0, 0.25], [-1.0, 1.0], [0.0, 0.0]])
DATA = replace(make_three_students(), inputs=INPUTS, targets=torch.tensor([1.0, 0.0, 1.0, 0.0]))
CENTRE = initial_parameters(3, NETWORK)


@pytest.fixture(params=["weights", "random"])
def cut(request: pytest.FixtureRequest) -> Slice:
    if request.param == "weights":
        return weight_slice(CENTRE, 1, 14)
    return random_slice(NETWORK, CENTRE, 0)


def test_every_loss_is_that_of_the_model_there(cut: Slice) -> None:
    across, up = torch.tensor([0.0, 1.5, -2.0]), torch.tensor([0.0, -0.5, 3.0])
    found = slice_losses(Task(NETWORK, DATA), cut.networks(across, up))
    for a, b, loss in zip(across, up, found, strict=True):
        model = make_model(NETWORK, CENTRE + a * cut.across + b * cut.up)
        with torch.no_grad():
            expected = nn.functional.mse_loss(model(INPUTS).squeeze(1), DATA.targets)
        assert float(loss) == pytest.approx(float(expected), rel=1e-5)


def test_two_weights_move_and_no_other() -> None:
    moved = weight_slice(CENTRE, 1, 14).networks(torch.tensor([0.5]), torch.tensor([-2.0]))
    difference = moved[:, 0] - CENTRE
    assert difference.nonzero().flatten().tolist() == [1, 14]
    assert difference[[1, 14]].tolist() == pytest.approx([0.5, -2.0], abs=1e-6)


def test_what_lies_in_the_slice_is_its_own_shadow(cut: Slice) -> None:
    across, up = torch.tensor([0.25, -1.0]), torch.tensor([2.0, 0.5])
    found_across, found_up = cut.shadow(cut.networks(across, up))
    assert found_across.tolist() == pytest.approx(across.tolist(), abs=1e-5)
    assert found_up.tolist() == pytest.approx(up.tolist(), abs=1e-5)


def test_no_network_of_the_slice_is_nearer_than_the_shadow(cut: Slice) -> None:
    other = initial_parameters(8, NETWORK)
    across, up = cut.shadow(other[:, None])
    steps = torch.linspace(-0.3, 0.3, 7)
    for near in (
        cut.networks(across + steps, up.expand(7)),
        cut.networks(across.expand(7), up + steps),
    ):
        apart = (near - other[:, None]).norm(dim=0)
        assert int(apart.argmin()) == 3


def test_a_random_direction_is_as_long_as_each_unit_is() -> None:
    cut = random_slice(NETWORK, CENTRE, 5)
    for direction in (cut.across, cut.up):
        for (weight, bias), (own, own_bias) in zip(
            NETWORK.split(direction), NETWORK.split(CENTRE), strict=True
        ):
            torch.testing.assert_close(weight.norm(dim=1), own.norm(dim=1))
            assert torch.equal(bias.abs(), own_bias.abs())


def test_a_seed_draws_the_same_slice_and_another_another_one() -> None:
    one, same, other = (random_slice(NETWORK, CENTRE, seed) for seed in (0, 0, 1))
    assert torch.equal(one.across, same.across)
    assert torch.equal(one.up, same.up)
    assert not torch.allclose(one.across, other.across)
    assert not torch.allclose(one.across, one.up)


def test_doubling_a_layer_of_relu_and_halving_the_next_gives_the_same_picture() -> None:
    network = Architecture((Layer(3, "relu"), Layer(1)), "identity")
    centre = initial_parameters(0, network)
    doubled = centre.clone()
    (weight, bias), (last, _) = network.split(doubled)
    weight.mul_(2)
    bias.mul_(2)
    last.mul_(0.5)
    across, up = torch.linspace(-1, 1, 5), torch.linspace(0.5, -2, 5)
    task = Task(network, DATA)
    cuts = [random_slice(network, each, 4) for each in (centre, doubled)]
    one, other = (slice_losses(task, cut.networks(across, up)) for cut in cuts)
    torch.testing.assert_close(one, other)
    assert float(one.max()) > 1.5 * float(one.min()), "or any two flat pictures would agree"


def test_one_parameter_twice_spans_no_slice() -> None:
    with pytest.raises(ValueError, match="two different parameters, got 4 twice"):
        weight_slice(CENTRE, 4, 4)
