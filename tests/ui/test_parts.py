"""A guess is made once, and the answer waits for it."""

import pytest
from streamlit.testing.v1 import AppTest

from visualizer.words.lesson import Lesson


def page():
    from visualizer.ui.parts import explain, predict
    from visualizer.ui.session import open_page
    from visualizer.words.lesson import Lesson

    lesson = Lesson(
        question="How much is {number}?",
        options=("One", "Two"),
        answers=("Wrong, it is {number}.", "Yes, {number}."),
        correct=1,
        why="It is what it is.",
    )
    open_page("start")
    guess = predict("start", lesson, number=2)
    explain(guess, lesson, number=2)


@pytest.fixture
def app():
    return AppTest.from_function(page, default_timeout=30).run()


def words(app):
    return "\n".join(each.value for each in app.markdown)


def pick(app, option):
    app.radio(key="guess_start").set_value(option).run()
    return app.button(key="check_start")


def test_the_answer_waits_for_the_guess(app):
    assert "How much is 2?" in words(app)
    assert "Make your guess" in words(app)
    assert "it is 2" not in words(app)
    assert "It is what it is" not in words(app)
    assert app.button(key="check_start").disabled


@pytest.mark.parametrize(
    ("option", "verdicts", "answer"),
    [
        (0, ["Not quite.", "The right answer is “Two”."], "Wrong, it is 2."),
        (1, ["That is right."], "Yes, 2."),
    ],
)
def test_the_answer_is_the_one_to_the_guess_that_was_made(app, option, verdicts, answer):
    pick(app, option).click().run()
    beside, below = app.markdown[1].value, app.markdown[-1].value
    assert all(verdict in beside for verdict in verdicts)
    assert "It is what it is." in beside
    assert verdicts[0] in below
    assert answer in below


def test_a_second_thought_is_allowed_until_the_guess_is_checked(app):
    pick(app, 0)
    assert "Make your guess" in words(app)
    pick(app, 1).click().run()
    assert "You guessed “Two”" in words(app)


def test_a_guess_that_was_checked_cannot_be_changed(app):
    pick(app, 0).click().run()
    assert not app.radio
    assert [each.key for each in app.button] == ["ask_again_start"]
    app.run()
    assert "Wrong, it is 2." in words(app)


def test_who_wants_to_be_shown_has_not_guessed(app):
    app.button(key="just_show_start").click().run()
    assert "You guessed" not in words(app)
    assert words(app).count("The right answer is “Two”.") == 2
    assert "Yes, 2." in words(app)
    assert not app.radio


@pytest.mark.parametrize(
    ("changes", "message"),
    [({"answers": ("One.",)}, "one text for each of the 2"), ({"correct": 2}, "lie in 0..1")],
)
def test_a_lesson_that_does_not_fit_together_is_refused(changes, message):
    parts = {
        "question": "?",
        "options": ("1", "2"),
        "answers": ("1.", "2."),
        "correct": 0,
        "why": "",
    }
    with pytest.raises(ValueError, match=message):
        Lesson(**parts | changes)
