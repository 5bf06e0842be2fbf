"""A guess is made once, and the answer waits for it."""

import pytest
from streamlit.testing.v1 import AppTest

from visualizer.words.lesson import Lesson


def page():
    from visualizer.ui.parts import explain, predict
    from visualizer.words.lesson import Lesson

    lesson = Lesson(
        question="How much is {number}?",
        options=("One", "Two"),
        answers=("Wrong, it is {number}.", "Yes, {number}."),
        correct=1,
    )
    guess = predict("page", lesson, number=2)
    explain(guess, lesson, number=2)


@pytest.fixture
def app():
    return AppTest.from_function(page).run()


def words(app):
    return "\n".join(each.value for each in app.markdown)


def test_the_answer_waits_for_the_guess(app):
    assert "How much is 2?" in words(app)
    assert "Make your guess" in words(app)
    assert "it is 2" not in words(app)


@pytest.mark.parametrize(
    ("option", "verdict", "answer"),
    [(0, "Not quite.", "Wrong, it is 2."), (1, "That is right.", "Yes, 2.")],
)
def test_the_answer_is_the_one_to_the_guess_that_was_made(app, option, verdict, answer):
    app.button(key=f"guess_page_{option}").click().run()
    assert verdict in words(app)
    assert answer in words(app)


def test_a_guess_that_is_in_cannot_be_changed(app):
    app.button(key="guess_page_0").click().run()
    assert all(button.disabled for button in app.button)
    assert [button.label for button in app.button] == ["One", "Two"]
    app.run()
    assert "Wrong, it is 2." in words(app)


@pytest.mark.parametrize(
    ("changes", "message"),
    [({"answers": ("One.",)}, "one text for each of the 2"), ({"correct": 2}, "lie in 0..1")],
)
def test_a_lesson_that_does_not_fit_together_is_refused(changes, message):
    parts = {"question": "?", "options": ("1", "2"), "answers": ("1.", "2."), "correct": 0}
    with pytest.raises(ValueError, match=message):
        Lesson(**parts | changes)
