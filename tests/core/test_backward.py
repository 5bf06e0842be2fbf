"""One example on its way back: by hand, by autograd, by a wiggle and by a plain model."""

from dataclasses import replace

import pytest
import torch
from torch import nn

from visualizer.core import ACTIVATIONS, WIGGLE, Architecture, Layer, Task, make_three_students
from visualizer.core.backward import backward_from, losses_from, wiggle_from
from visualizer.core.model import initial_parameters, make_model

SHAPES = [(2, 1), (3, 1), (2, 2)]
INPUTS = torch.tensor([[0.25, 0.3], [0.75, -0.9], [-1.5, 0.4]], dtype=torch.float64)


def task_of(shape: tuple[int, int], activation: str) -> Task:
    hidden, outputs = shape
    network = Architecture((Layer(hidden, activation), Layer(outputs)), "sigmoid")
    targets = torch.tensor([[0.0, 1.0], [1.0, 0.0], [0.3, 0.99]])[:, :outputs]
    return Task(network, replace(make_three_students(), inputs=INPUTS.float(), targets=targets))


def lanes_of(task: Task) -> torch.Tensor:
    return torch.stack([initial_parameters(seed, task.architecture) for seed in range(5)], dim=1)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_all_witnesses_say_the_same(shape: tuple[int, int], activation: str) -> None:
    task = task_of(shape, activation)
    parameters = lanes_of(task)
    inputs = INPUTS[..., None] + 0.1 * torch.arange(5)  # other inputs in each lane
    found = backward_from(task, parameters, inputs)
    torch.testing.assert_close(found.gradients, found.grads, rtol=1e-12, atol=1e-14)
    for by_hand, grad in zip(found.rule.signals, found.sum_grads, strict=True):
        torch.testing.assert_close(by_hand, grad, rtol=1e-12, atol=1e-14)
    torch.testing.assert_close(found.rule.error_slopes, found.answer_grads, rtol=1e-12, atol=1e-14)
    for place in range(task.architecture.n_parameters):
        change = wiggle_from(task, parameters, inputs, place) / (2 * WIGGLE)
        torch.testing.assert_close(change, found.gradients[:, place], rtol=1e-5, atol=1e-8)
    for sample in range(len(INPUTS)):
        for lane in range(5):
            model = make_model(task.architecture, parameters[:, lane].double())
            loss = nn.MSELoss()(
                model(inputs[sample : sample + 1, :, lane]),
                task.targets[sample : sample + 1].double(),
            )
            loss.backward()
            wanted = torch.cat([each.grad.flatten() for each in model.parameters()])
            torch.testing.assert_close(found.grads[sample, :, lane], wanted)
            assert float(found.losses[sample, lane]) == pytest.approx(loss.item(), rel=1e-12)


def test_the_loss_alone_is_that_of_the_pass() -> None:
    task = task_of((2, 2), "tanh")
    parameters, inputs = lanes_of(task), INPUTS[..., None].expand(-1, -1, 5)
    found = backward_from(task, parameters, inputs)
    assert torch.equal(losses_from(task, parameters, inputs), found.losses)
