"""One step of back-propagation that was worked out by hand, elsewhere."""

from dataclasses import replace

import pytest
import torch

from tests.core.examples import same_starts
from tests.core.plain import plain_training
from visualizer.core import Architecture, Layer, Setup, make_three_students, train, train_lanes

GOLDEN_WEIGHTS = [0.15, 0.20, 0.25, 0.30, 0.40, 0.45, 0.50, 0.55]
GOLDEN_AFTER = [
    0.149780716, 0.19956143, 0.24975114, 0.29950229,
    0.35891648, 0.408666186, 0.511301270, 0.561370121,
]  # fmt: skip


def test_the_worked_example_of_back_propagation_with_two_outputs():
    """Mazur (2015), A step by step backpropagation example: inputs 0.05 and 0.10, rate ½.

    Its error ½Σ(t − o)² is the mean over two outputs, so its step is ours. It shares one bias among
    the units of a layer and never moves it: our biases do move, so that after the step only the
    weights can be compared, and its error after the step only with the old biases put back. That
    error is printed there as 0.291027924; without rounding on the way it is 0.291027774.
    """
    layers = Architecture((Layer(2, "sigmoid"), Layer(2)), "sigmoid")
    example = replace(
        make_three_students(),
        example_names=("the only one",),
        inputs=torch.tensor([[0.05, 0.10]]),
        targets=torch.tensor([[0.01, 0.99]]),
    )
    hidden, out = GOLDEN_WEIGHTS[:4], GOLDEN_WEIGHTS[4:]
    start = (*hidden, 0.35, 0.35, *out, 0.60, 0.60)
    setup = Setup(layers, example, start, learning_rate=0.5, n_steps=1)
    weights = [0, 1, 2, 3, 6, 7, 8, 9]
    for found in (train(setup), plain_training(setup)):
        expected = torch.tensor([[0.75136507, 0.772928465]])
        torch.testing.assert_close(found.predictions[0], expected, rtol=0, atol=1e-7)
        assert found.losses[0].item() == pytest.approx(0.298371109, abs=1e-7)
        after = found.parameters[1]
        torch.testing.assert_close(after[weights], torch.tensor(GOLDEN_AFTER), rtol=0, atol=1e-7)
        biases_back = setup.parameters
        biases_back[weights] = after[weights]
        again = train(replace(setup.starting_at(biases_back), n_steps=0)).losses[0]
        assert again.item() == pytest.approx(0.291027774, abs=1e-7)
        assert (after[[4, 5, 10, 11]] != setup.parameters[[4, 5, 10, 11]]).all()
    lanes = train_lanes(setup, same_starts(start, 2))
    found = lanes.parameters[1, weights, 1]
    torch.testing.assert_close(found, torch.tensor(GOLDEN_AFTER), rtol=0, atol=1e-7)
