"""The parts of a page around its stage: a guess before, and an answer to it."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from visualizer.stages.answers import said
from visualizer.state.answered import asked_anew, guessed
from visualizer.state.guesses import JUST_SHOWN
from visualizer.ui.buttons import show_button
from visualizer.ui.session import this_session
from visualizer.words import lesson as words
from visualizer.words.lesson import Lesson

EXPLAINED = "explained"
"""Where a link to the answer leads to."""


def question_row() -> DeltaGenerator:
    """Return the quiet row above a stage: the question, and what can be chosen beside it."""
    return st.container(horizontal=True, vertical_alignment="center", key="question_row")


def predict(page: str, lesson: Lesson, **numbers: object) -> int | None:
    """Ask the question of ``lesson``; return the guess once it is committed, else ``None``.

    Until it is checked, another one can be picked; afterwards it stays, for who could change it
    after the answer would not have guessed.

    Args:
        page: Name of the page; each has one guess.
        lesson: The question and its options.
        **numbers: What fills the placeholders of the question.

    Returns:
        The option, or ``JUST_SHOWN`` for who asked for the answer instead.
    """
    guess = this_session().now.guesses.get(page)
    with st.container(horizontal=True, vertical_alignment="center", key="predict"):
        st.markdown(words.PREDICT.format(question=lesson.question.format(**numbers)))
        if guess is None:
            with st.popover(words.YOUR_GUESS, type="primary"):
                _ask(page, lesson)
        else:
            with st.popover(_opener(lesson, guess)):
                _tell(page, lesson, guess)
    return guess


def _opener(lesson: Lesson, guess: int) -> str:
    if guess == JUST_SHOWN:
        return words.THE_ANSWER
    return words.GUESS_RIGHT if guess == lesson.correct else words.GUESS_WRONG


def _ask(page: str, lesson: Lesson) -> None:
    """Offer the options; any of them can be picked until one is checked."""
    picked = st.radio(
        words.OPTIONS,
        range(len(lesson.options)),
        index=None,
        format_func=lesson.options.__getitem__,
        key=f"guess_{page}",
    )
    with st.container(horizontal=True):
        show_button(
            words.CHECK, f"check_{page}", _guess, page, picked,
            type="primary", disabled=picked is None,
        )  # fmt: skip
        show_button(words.JUST_SHOW, f"just_show_{page}", _guess, page, JUST_SHOWN)


def _guess(page: str, option: int | None) -> None:
    if option is None:
        return
    this_session().change(lambda now: guessed(now, page, option))


def _tell(page: str, lesson: Lesson, guess: int) -> None:
    """Say what was guessed, what is right and why, and where that is to be seen."""
    right = lesson.options[lesson.correct]
    if guess == JUST_SHOWN:
        text = words.SHOWN_BESIDE
    else:
        text = words.GUESSED_RIGHT if guess == lesson.correct else words.GUESSED_WRONG
    option = right if guess == JUST_SHOWN else lesson.options[guess]
    st.markdown(text.format(option=option, right=right, why=lesson.why))
    st.markdown(words.SEE_BELOW)
    show_button(words.ASK_AGAIN, f"ask_again_{page}", _ask_anew, page, icon=":material/replay:")


def _ask_anew(page: str) -> None:
    this_session().change(lambda now: asked_anew(now, page))


def explain(guess: int | None, lesson: Lesson, **numbers: object) -> None:
    """Show the answer to the guess that was made, where no release changes it.

    Args:
        guess: What :func:`predict` returned.
        lesson: The answers.
        **numbers: What fills their placeholders.
    """
    with st.container(key="explain"):
        st.subheader(words.EXPLAIN, anchor=EXPLAINED)
        st.markdown(said(lesson, guess, numbers))
