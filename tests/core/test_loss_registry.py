"""Every loss by its kernels is PyTorch's module and its ``backward()``, to the last bit."""

import pytest
import torch
from torch import nn

from visualizer.core.architecture import Architecture, Layer, make_neuron
from visualizer.core.loss_registry import LOSSES, get_loss

CASES = [
    (name, n_samples, n_outputs)
    for name in LOSSES
    for n_samples in (1, 3, 12, 37, 500)
    for n_outputs in ((2, 3, 5) if name == "cross_entropy" else (1, 3))
]
MODULES = {
    "mse": nn.MSELoss(),
    "binary_cross_entropy": nn.BCEWithLogitsLoss(),
    "cross_entropy": nn.CrossEntropyLoss(),
}


def make_targets(name, n_samples, n_outputs, generator):
    if name == "cross_entropy":
        return torch.randint(0, n_outputs, (n_samples,), generator=generator)
    return torch.rand(n_samples, n_outputs, generator=generator)


@pytest.mark.parametrize(("name", "n_samples", "n_outputs"), CASES)
def test_value_and_way_back_are_the_module_s(name, n_samples, n_outputs):
    loss, generator = LOSSES[name], torch.Generator().manual_seed(n_samples)
    targets = loss.as_targets(make_targets(name, n_samples, n_outputs, generator))
    share = loss.share(targets, n_samples, n_outputs).float()
    many = 4 * torch.randn(3, n_samples, n_outputs, generator=generator)
    kept = loss.compare(many, targets)
    values = loss.means(kept, targets)
    for row, predictions in enumerate(many):
        leaf = predictions.clone().requires_grad_()
        expected = MODULES[name](leaf, targets)
        expected.backward()
        assert torch.equal(values[row], expected.detach())
        assert torch.equal(loss.slopes(kept[row], targets, share), leaf.grad)
        errors = loss.errors(kept[row], targets)
        torch.testing.assert_close(errors.mean(), expected.detach())


def test_the_code_makes_the_module():
    for name, loss in LOSSES.items():
        assert type(eval(loss.code, {"nn": nn})) is type(MODULES[name]) is loss.module


def test_unknown_losses_list_the_choices():
    with pytest.raises(
        ValueError, match="one of mse, binary_cross_entropy, cross_entropy; not 'x'"
    ):
        get_loss("x")


@pytest.mark.parametrize(
    ("name", "architecture", "targets", "message"),
    [
        ("binary_cross_entropy", make_neuron(), torch.zeros(3), "takes logits; not 'sigmoid'"),
        (
            "binary_cross_entropy",
            make_neuron(output="identity"),
            torch.tensor([0.0, 2.0]),
            "between 0 and 1",
        ),
        (
            "mse",
            make_neuron(),
            torch.zeros(3, 2),
            r"one number for each output, got shape \(3, 2\)",
        ),
        ("cross_entropy", make_neuron(output="identity"), torch.zeros(3), "number of a class"),
        ("cross_entropy", Architecture((Layer(3),)), torch.tensor([0.0, 3.0]), "number of a class"),
        ("cross_entropy", Architecture((Layer(3),)), torch.tensor([0.5, 1.0]), "number of a class"),
    ],
)
def test_targets_that_do_not_fit_are_refused(name, architecture, targets, message):
    with pytest.raises(ValueError, match=message):
        LOSSES[name].check(architecture, targets)
