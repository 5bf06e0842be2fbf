"""The kernels called directly do what autograd does, to the last bit."""

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from tests.core.examples import setup_from
from tests.core.plain import flat
from visualizer.core.activations import ACTIVATIONS
from visualizer.core.architecture import OUTPUTS, Architecture, make_neuron
from visualizer.core.branch import Branch
from visualizer.core.kernels import BACKWARD
from visualizer.core.lanes import train_lanes
from visualizer.core.loops import training_loop
from visualizer.core.model import make_model
from visualizer.core.neuron_lanes import with_ones
from visualizer.core.pulls import student_pulls
from visualizer.core.task import Task
from visualizer.core.training import train
from visualizer.tables.loading import load_dataset

N_STEPS = 60
NEURONS = [make_neuron(activation, output) for activation in ACTIVATIONS for output in OUTPUTS]
EVERY_NEURON = pytest.mark.parametrize("neuron", NEURONS, ids=str)
EVERY_DATA = pytest.mark.parametrize(
    ("name", "scaling"),
    [("three_students", "raw"), ("twelve_students", "standardized"), ("twelve_students", "tenths")],
)


def equal(one: Tensor, other: Tensor) -> bool:
    """Return whether two tensors agree in every bit, NaN counting as equal to NaN."""
    return torch.equal(one.isnan(), other.isnan()) and torch.equal(
        one.nan_to_num(nan=0.0), other.nan_to_num(nan=0.0)
    )


def forward_stages(neuron: Architecture, z: Tensor) -> tuple[Tensor, Tensor]:
    """Return ``f(z)`` and ``output(f(z))``."""
    activations = neuron.activations[0].function(z)
    return activations, neuron.answer.function(activations)


def backward_stages(
    neuron: Architecture, gradient: Tensor, z: Tensor, activations: Tensor, predictions: Tensor
) -> Tensor:
    """Return ∂loss/∂z for the gradient ∂loss/∂prediction."""
    gradient = BACKWARD[neuron.output](gradient, activations, predictions)
    return BACKWARD[neuron.activations[0].name](gradient, z, activations)


def sums(shape: tuple[int, ...]) -> Tensor:
    """Return weighted sums of all sizes, the kink at 0 among them."""
    values = 4 * torch.randn(shape, generator=torch.Generator().manual_seed(1))
    values.view(-1)[0] = 0.0
    return values


def test_every_activation_has_its_backward_kernel() -> None:
    assert list(BACKWARD) == list(ACTIVATIONS)


@EVERY_NEURON
@pytest.mark.parametrize("shape", [(3, 1), (12, 1), (12, 61), (5, 1000)])
def test_mean_and_its_way_back(neuron: Architecture, shape: tuple[int, ...]) -> None:
    z, targets = sums(shape).requires_grad_(), sums(shape)
    expected = nn.MSELoss()(neuron.predict(z), targets)
    expected.backward()
    with torch.no_grad():
        activations, predictions = forward_stages(neuron, z)
        misses = predictions - targets
        signals = misses * (2 / misses.numel())
        gradient = backward_stages(neuron, signals, z, activations, predictions)
    assert equal(misses.square().mean(), expected.detach())
    assert equal(gradient, z.grad)


@EVERY_NEURON
def test_squared_errors_and_their_way_back(neuron: Architecture) -> None:
    shape = (12, 61)
    z, targets, share = sums(shape).requires_grad_(), sums(shape), torch.full(shape, 1 / 12)
    expected = F.mse_loss(neuron.predict(z), targets, reduction="none")
    expected.backward(share)
    with torch.no_grad():
        activations, predictions = forward_stages(neuron, z)
        misses = predictions - targets
        gradient = backward_stages(neuron, misses * (2 / 12), z, activations, predictions)
    assert equal(misses.square(), expected.detach())
    assert equal(gradient, z.grad)


def plain_loop(
    neuron: Architecture, name: str, scaling: str, start: Tensor, rates: list[float]
) -> dict[str, list[Tensor]]:
    """Return what the lesson's loop goes through, written as a student would."""
    dataset = load_dataset(name, scaling)
    inputs, targets = dataset.inputs, dataset.targets[:, None]
    model = make_model(neuron, start)
    loss_function, optimizer = nn.MSELoss(), torch.optim.SGD(model.parameters(), lr=0.0)
    rows: dict[str, list[Tensor]] = {}
    for rate in (*rates, 0.0):
        optimizer.param_groups[0]["lr"] = rate
        optimizer.zero_grad()
        predictions = model(inputs)
        loss = loss_function(predictions, targets)
        loss.backward()
        for field, value in {
            "parameters": flat(model.parameters()),
            "losses": loss,
            "gradients": flat([each.grad for each in model.parameters()]),
            "predictions": predictions,
        }.items():
            rows.setdefault(field, []).append(value.detach().clone())
        optimizer.step()
    return rows


@EVERY_NEURON
@EVERY_DATA
@pytest.mark.parametrize("branch", [None, Branch(20, 0.03)], ids=["straight", "branch"])
def test_a_training_is_the_plain_loop(
    neuron: Architecture, name: str, scaling: str, branch: Branch | None
) -> None:
    start = torch.tensor([0.3, -0.7, 0.2])
    rates = [0.1] * N_STEPS if branch is None else [0.1] * 20 + [0.03] * (N_STEPS - 20)
    expected = plain_loop(neuron, name, scaling, start, rates)
    dataset = load_dataset(name, scaling)
    found = train(setup_from(neuron, dataset, start, 0.1, N_STEPS, branch=branch))
    until = N_STEPS + 1 if found.diverged_at is None else found.diverged_at + 1
    for field, rows in expected.items():
        assert equal(getattr(found, field)[:until], torch.stack(rows)[:until]), field


@EVERY_NEURON
def test_a_training_is_the_one_that_the_shown_loop_makes(neuron: Architecture) -> None:
    setup = setup_from(neuron, load_dataset("twelve_students"), (0.3, -0.7, 0.2), 0.05, N_STEPS)
    found, model = train(setup, watched=7), make_model(neuron, setup.parameters)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
    batch = (setup.dataset.inputs, setup.dataset.targets[:, None])
    until = N_STEPS if found.diverged_at is None else found.diverged_at
    for step in range(until):
        assert equal(flat(model.parameters()), found.parameters[step])
        if step == 7:
            assert equal(found.lines[0].parameters, found.parameters[7])
            assert equal(found.lines[-1].parameters, found.parameters[8])
        training_loop(model, nn.MSELoss(), optimizer, [batch])
        assert equal(flat([each.grad for each in model.parameters()]), found.gradients[step])
    assert equal(flat(model.parameters()), found.parameters[until])


@EVERY_NEURON
@EVERY_DATA
@pytest.mark.parametrize("branch", [None, Branch(20, 0.03)], ids=["straight", "branch"])
def test_lanes_are_autograd_and_sgd_on_lanes(
    neuron: Architecture, name: str, scaling: str, branch: Branch | None
) -> None:
    dataset = load_dataset(name, scaling)
    generator = torch.Generator().manual_seed(2)
    parameters = torch.randn(3, 61, generator=generator)
    found = train_lanes(
        setup_from(neuron, dataset, (0, 0, 0), 0.1, N_STEPS, branch=branch), parameters
    )
    design, targets = with_ones(dataset.inputs), dataset.targets[:, None].repeat(1, 61)
    parameters = nn.Parameter(parameters.clone())
    optimizer = torch.optim.SGD([parameters], lr=0.1)
    for step in range(N_STEPS + 1):
        if branch is not None and step == branch.step:
            optimizer.param_groups[0]["lr"] = branch.learning_rate
        optimizer.zero_grad()
        errors = F.mse_loss(neuron.predict(design @ parameters), targets, reduction="none")
        errors.backward(torch.full_like(errors, 1 / len(design)))
        alive = (found.diverged_at < 0) | (found.diverged_at >= step)
        own, slopes = found.parameters[step], found.gradients[step]
        assert equal(own[:, alive], parameters.detach()[:, alive])
        assert equal(slopes[:, alive], parameters.grad[:, alive])
        optimizer.step()


@EVERY_NEURON
@EVERY_DATA
def test_pulls_are_autograds(neuron: Architecture, name: str, scaling: str) -> None:
    dataset = load_dataset(name, scaling)
    parameters = sums((3, 61))
    # One copy of the parameters for each example, so that no example adds to another's gradient.
    own = parameters.repeat(dataset.n_samples, 1, 1).requires_grad_()
    z = (with_ones(dataset.inputs)[:, :, None] * own).sum(dim=1)
    (neuron.predict(z) - dataset.targets[:, None]).square().sum().backward()
    assert equal(student_pulls(Task(neuron, dataset), parameters), -own.grad)
