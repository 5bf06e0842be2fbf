"""The short answers to an expert's questions stand on their pages, with numbers that are true."""

import math

import pytest

from tests.pages.conftest import everything_said, guess, open_page
from visualizer.scenes.whys import SURE, why_numbers
from visualizer.words.whys import WHYS


@pytest.mark.parametrize("page", WHYS)
def test_every_question_has_its_answer_on_the_page(page: str) -> None:
    app = open_page(page)
    if page == "neuron":
        assert "ReLU hands on nothing" not in everything_said(app), "it would answer the question"
        app = guess(app, page, 0)
    said = " ".join(each.value for each in app.markdown)
    for _, answer in WHYS[page]:
        assert answer.format(**why_numbers()) in said


def test_the_slopes_are_those_worked_out_by_hand() -> None:
    chance = 1 / (1 + math.exp(-SURE))
    found = why_numbers()
    assert float(found["mse_slope"]) == pytest.approx(2 * chance * chance * (1 - chance), abs=5e-5)
    assert float(found["cross_entropy_slope"]) == pytest.approx(chance, abs=5e-5)
