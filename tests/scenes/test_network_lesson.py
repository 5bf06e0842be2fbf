"""What is asked and explained beside a network says which examples it is about."""

from __future__ import annotations

import pytest

from tests.scenes.test_own_words import dataset_of
from visualizer.core.network_data import NETWORK_DATASETS
from visualizer.scenes.network_lesson import ASKED, lesson_numbers
from visualizer.scenes.network_moment import network_moment
from visualizer.stages.answers import answer_to
from visualizer.state.network_presets import PRESETS, preset
from visualizer.state.pages import complete
from visualizer.state.views.network import network_view
from visualizer.words.hidden_layers import LEAD, LESSON, TRY_ELSEWHERE, TRY_HERE

GUESSES = range(len(LESSON.options))


def explained(guess: int, **given: object) -> str:
    view = network_view(complete("network", given))
    blocks = answer_to(LESSON, guess, lesson_numbers(network_moment(view), view))
    return "".join(text for block in blocks if block.kind == "text" for _, text in block.pieces)


def test_the_question_names_its_examples_whatever_the_page_shows() -> None:
    name = f"“{NETWORK_DATASETS[ASKED].label}”"
    assert name in LESSON.question
    assert name in TRY_ELSEWHERE
    assert "student" not in LEAD


@pytest.mark.parametrize("guess", GUESSES)
@pytest.mark.parametrize(
    "given", [{}, {"hidden_1": 8, "noise": 25}, {"network_data": ASKED, "activation_1": "tanh"}]
)
def test_where_the_page_shows_them_one_drag_shows_it(guess: int, given: dict[str, object]) -> None:
    assert TRY_HERE in explained(guess, **given)


@pytest.mark.parametrize("guess", GUESSES)
@pytest.mark.parametrize(
    "given",
    [
        *({"network_data": name} for name in NETWORK_DATASETS if name != ASKED),
        {"network_data": "table"},
        {"network_data": "table", "dataset": dataset_of(("tea", "milk", "nice", "", "", ""))},
        {"hidden_layers": 0},
        {"hidden_layers": 2},
        {"network_activation": "relu"},
        {"activation_1": "silu"},
        {"network_inputs": "x1x2"},
    ],
)
def test_where_it_shows_something_else_it_is_said_what_to_choose(
    guess: int, given: dict[str, object]
) -> None:
    said = explained(guess, **given)
    assert TRY_ELSEWHERE in said
    assert TRY_HERE not in said


def test_after_a_setting_worth_seeing_it_is_said_too() -> None:
    at_home = {"too_few", "too_fast"}
    for name in PRESETS:
        assert (TRY_HERE in explained(2, **preset(name))) == (name in at_home), name
