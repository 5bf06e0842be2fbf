"""The numbers that the answers quote are those of the live page, and of bare PyTorch."""

import string

import pytest
import torch
from torch import nn

from tests.scenes.stages import stage
from tests.scenes.test_training import bare_training
from visualizer.core.activations import ACTIVATIONS
from visualizer.scenes.lesson_numbers import (
    activations_numbers,
    loss_numbers,
    neuron_numbers,
    start_numbers,
    training_numbers,
)
from visualizer.state.number_texts import rounded
from visualizer.state.setup_of import start_of, task_of
from visualizer.state.views.activations import activations_view
from visualizer.state.views.neuron import neuron_view
from visualizer.state.views.start import start_view
from visualizer.words.activations import LESSON as ACTIVATIONS_LESSON
from visualizer.words.loss import LESSON as LOSS_LESSON
from visualizer.words.neuron import LESSON as NEURON_LESSON
from visualizer.words.start import LESSON as START_LESSON
from visualizer.words.training import LESSON as TRAINING_LESSON

LESSONS = {
    "start": (START_LESSON, lambda made: start_numbers(made.moment, start_view(made.values))),
    "neuron": (
        NEURON_LESSON,
        lambda made: neuron_numbers(made.moment, neuron_view(made.values)),
    ),
    "activations": (
        ACTIVATIONS_LESSON,
        lambda made: activations_numbers(made.moment, activations_view(made.values)),
    ),
    "loss": (
        LOSS_LESSON,
        lambda made: loss_numbers(task_of(made.values), start_of(made.values)),
    ),
    "training": (TRAINING_LESSON, lambda made: training_numbers()),
}


@pytest.mark.parametrize("page", LESSONS)
def test_every_number_that_a_lesson_names_is_there(page: str) -> None:
    lesson, numbers = LESSONS[page]
    found = numbers(stage(page))
    texts = (lesson.question, lesson.code, *lesson.answers)
    named = {field for text in texts for _, field, _, _ in string.Formatter().parse(text) if field}
    assert named <= set(found)


@pytest.mark.parametrize("page", ["start", "neuron", "activations"])
@pytest.mark.parametrize("activation", ["identity", "relu", "silu"])
def test_they_are_the_numbers_of_the_page(page: str, activation: str) -> None:
    made = stage(page, bias=-1.37, weight_1=0.21, activation=activation)
    found = LESSONS[page][1](made)
    shown = made.numbers()
    for name in ("z", "activation", "weight_1", "bias", "derivative"):
        assert found[name] == f"{shown[name]:.2f}"
    assert found["output"] == f"{shown['output']:.6f}"
    assert found["prediction"] == f"{100 * shown['prediction']:.1f} %"


def test_the_answers_of_the_first_pages_are_the_lesson_s() -> None:
    found = LESSONS["start"][1](stage("start"))
    assert (found["z"], found["prediction"]) == ("2.40", "91.7 %")
    assert (found["z_low"], found["prediction_low"]) == ("−3.10", "4.3 %")
    floors = LESSONS["neuron"][1](stage("neuron"))
    assert (floors["floor_relu"], floors["floor_silu"]) == ("50.0 %", "43.1 %")
    slopes = LESSONS["activations"][1](stage("activations"))
    z = torch.tensor(-3.0, requires_grad=True)
    nn.SiLU()(z).backward()
    assert (slopes["relu_slope"], slopes["silu_slope"]) == (
        "0.00",
        f"{z.grad.item():.2f}".replace("-", "−"),
    )


def test_the_losses_of_the_last_page_are_those_of_the_bare_loop() -> None:
    start = {name: stage("training").values[name] for name in ("weight_1", "weight_2", "bias")}
    found = training_numbers()
    for name, rate in (("loss", 0.1), ("loss_ten", 1.0), ("loss_hundred", 10.0)):
        wanted = bare_training({**start, "learning_rate": rate}, 100)[100].numbers["loss"]
        assert float(found[name]) == pytest.approx(wanted, abs=6e-5)


def test_the_answer_of_the_last_page_is_right() -> None:
    loss, ten, hundred = (
        float(training_numbers()[name]) for name in ("loss", "loss_ten", "loss_hundred")
    )
    start = stage("training").numbers()["loss_start"]
    assert loss / 10 < ten < loss  # “less, but not a tenth”
    assert hundred > start  # “worse than at the start”


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_code_of_the_neuron_s_page_computes_what_it_says(activation: str) -> None:
    made = stage("neuron", activation=activation, weight_1=0.21, bias=-3.0)
    numbers = neuron_numbers(made.moment, neuron_view(made.values))
    found: dict[str, object] = {"torch": torch, "nn": nn}
    exec(NEURON_LESSON.code.format(**numbers), found)
    assert rounded(found["z"].item(), 2) == numbers["z"]
    assert rounded(found["hidden"].item(), 2) == numbers["activation"]
    assert rounded(found["prediction"].item(), 6) == numbers["output"]
