"""The parts of a page around its stage: a guess before, and an answer to it."""

from dataclasses import replace

import streamlit as st

from visualizer.stages.answers import said
from visualizer.ui.buttons import show_button
from visualizer.ui.session import this_session
from visualizer.words import lesson as words
from visualizer.words.lesson import Lesson


def predict(page: str, lesson: Lesson, **numbers: object) -> int | None:
    """Ask the question of ``lesson``; return the guess once it is committed, else ``None``.

    A guess that is committed stays: who could change it after the answer would not have guessed.

    Args:
        page: Name of the page; each has one guess.
        lesson: The question and its options.
        **numbers: What fills the placeholders of the question.
    """
    guess = this_session().now.guesses.get(page)
    with st.container(border=True, key="predict", gap="small"):
        st.markdown(words.PREDICT.format(question=lesson.question.format(**numbers)))
        with st.container(horizontal=True, vertical_alignment="center"):
            for option, label in enumerate(lesson.options):
                show_button(
                    label,
                    f"guess_{page}_{option}",
                    _guess,
                    page,
                    option,
                    type="primary" if option == guess else "secondary",
                    disabled=guess is not None,
                )
            if guess is not None:
                st.caption(words.GUESSED)
    return guess


def _guess(page: str, option: int) -> None:
    this_session().change(
        lambda now: replace(now, guesses={page: option, **now.guesses})  # the first one stays
    )


def explain(guess: int | None, lesson: Lesson, **numbers: object) -> None:
    """Show the answer to the guess that was made, where no release changes it.

    Args:
        guess: What :func:`predict` returned.
        lesson: The answers.
        **numbers: What fills their placeholders.
    """
    with st.container(key="explain"):
        st.markdown(f"### {words.EXPLAIN}\n\n{said(lesson, guess, numbers)}")
