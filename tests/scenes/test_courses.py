"""What is said of a training follows from its tensors, in the same words on every page."""

import math

import pytest
import torch
from torch import nn

from tests.scenes.stages import Stage, stage
from visualizer.core.activations import ACTIVATIONS
from visualizer.core.model import initial_parameters, make_model
from visualizer.scenes.diagnosis_words import NAMES
from visualizer.state.setup_of import setup_of
from visualizer.words.diagnoses import COURSES

RATES = [0.001, 0.1, 1.0, 3.0, 10.0, 30.0, 100.0]
SEED_0 = dict(zip(("weight_1", "weight_2", "bias"), initial_parameters(0).tolist(), strict=True))
LESSON = {"dataset": "three_students", "scaling": "raw", "n_steps": 200, **SEED_0}
LEVEL = ("saturated", "dead", "flat, not finished")


def plain_loop(made: Stage) -> tuple[list[float], float, torch.Tensor]:
    """Return the losses, the steepest slope at the end, and the outputs there, of a bare loop."""
    setup = setup_of({**made.values, "n_steps": 200})
    model = make_model(setup.architecture, setup.parameters)
    optimizer = torch.optim.SGD(model.parameters(), lr=setup.learning_rate)
    inputs, targets = setup.dataset.inputs, setup.dataset.targets[:, None]
    losses = []
    for _ in range(201):
        if losses:
            optimizer.step()
        optimizer.zero_grad()
        outputs = model(inputs)
        loss = nn.functional.mse_loss(outputs, targets)
        loss.backward()
        losses.append(loss.item())
    slope = max(float(each.grad.abs().max()) for each in model.parameters())
    return losses, slope, outputs[:, 0].detach()


@pytest.mark.parametrize("output", ["sigmoid", "identity"])
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_word_of_every_page_agrees_with_the_gradients(activation: str, output: str) -> None:
    for rate in RATES:
        given = {**LESSON, "activation": activation, "output": output}
        training = stage("training", learning_rate=rate, **given)
        word = training.words("diagnosis")
        losses, slope, _ = plain_loop(training)
        if word == "a lucky leap":
            assert losses[-1] < losses[0]
            assert slope < 1e-3
        if not all(map(math.isfinite, losses)):
            assert word == "diverged"
            assert training.words("course") == COURSES[-1]
        elif slope < 1e-4 and losses[-1] > losses[0]:
            assert word in LEVEL, (rate, word)
        elif losses[-1] > losses[0]:
            assert word not in ("finished", "a lucky leap"), (rate, word)
            assert word not in ("crawling", "converging") or losses[-1] < losses[150], rate
        del given["n_steps"]  # the surface has a number of its own, which is the same
        assert stage("surface", learning_rate=rate, **given).words("diagnosis") == word
        race = stage("learning_rate", learning_rate_mid=rate, **LESSON, activation=activation,
                     output=output)  # fmt: skip
        assert race.words("word_mid") == word


@pytest.mark.parametrize("rate", [10.0, 30.0])
def test_all_outputs_at_one_is_stuck_and_not_a_step_that_is_too_large(rate: float) -> None:
    made = stage("training", learning_rate=rate, **LESSON)
    losses, slope, outputs = plain_loop(made)
    assert outputs.min() > 0.999
    assert slope < 1e-4
    assert losses[-1] > losses[0]
    assert made.words("diagnosis") == "saturated"


def test_one_leap_onto_flat_ground_is_called_lucky() -> None:
    made = stage("training", learning_rate=100.0, **LESSON)
    losses, slope, _ = plain_loop(made)
    assert losses[1] < 0.001 * losses[0]
    assert slope < 1e-4
    assert made.words("diagnosis") == "a lucky leap"


@pytest.mark.parametrize("batch_size", [1, 2])
def test_students_that_pull_by_turns_are_not_said_to_cross_a_valley(batch_size: int) -> None:
    for rate in (0.01, 0.1, 1.0):
        made = stage("training", learning_rate=rate, batch_size=batch_size, **LESSON)
        assert made.words("diagnosis") not in ("oscillating", "a lucky leap")


def test_every_word_stands_in_the_sentence() -> None:
    made = stage("training")
    assert made.quantity("diagnosis").choices == tuple(NAMES.values())
    assert all("{diagnosis}" in each and "{meaning}" in each for each in COURSES[:-1])


def test_a_loss_that_falls_unseen_says_by_how_much() -> None:
    made = stage("training", learning_rate=1e-6)
    losses, _, _ = plain_loop(made)
    assert made.words("diagnosis") == "crawling"
    assert made.words("course").startswith("In {last_step} steps the loss fell by no more than")
    found = made.numbers()["loss_drop"]
    assert found == pytest.approx(losses[0] - losses[100], abs=3e-7)
    assert 0 < found < 5e-5
