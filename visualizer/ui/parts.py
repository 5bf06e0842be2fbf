"""The parts of a page around its stage: a guess before, an answer to it and the code after."""

import streamlit as st

from visualizer.ui.buttons import show_button
from visualizer.words.lesson import Lesson


def predict(page: str, lesson: Lesson, **numbers: object) -> int | None:
    """Ask the question of ``lesson``; return the guess once it is committed, else ``None``.

    A guess that is committed stays: who could change it after the answer would not have guessed.

    Args:
        page: Name of the page; each has one guess.
        lesson: The question and its options.
        **numbers: What fills the placeholders of the question.
    """
    guess = st.session_state.get(_key(page))
    with st.container(border=True, key="predict", gap="small"):
        st.markdown(f"**Predict.** {lesson.question.format(**numbers)}")
        with st.container(horizontal=True, vertical_alignment="center"):
            for option, words in enumerate(lesson.options):
                show_button(
                    words,
                    f"guess_{page}_{option}",
                    st.session_state.setdefault,
                    _key(page),
                    option,
                    type="primary" if option == guess else "secondary",
                    disabled=guess is not None,
                )
            if guess is not None:
                st.caption("Your guess is in. Try it out; the answer waits below.")
    return guess


def explain(guess: int | None, lesson: Lesson, **numbers: object) -> None:
    """Show the answer to the guess that was made, and the code; before that, what is missing.

    Args:
        guess: What :func:`predict` returned.
        lesson: The answers and the code.
        **numbers: What fills their placeholders.
    """
    if guess is None:
        said = "Make your guess at the top of the page first: the answer is for you."
    else:
        verdict = "That is right." if guess == lesson.correct else "Not quite."
        answer = lesson.answers[guess].format(**numbers)
        said = f"You guessed “{lesson.options[guess]}”. **{verdict}** {answer}"
    # Headings within the text: every release renews this, and each element costs as much as a
    # sweep.
    heading = "\n\n### Code" if lesson.code else ""
    with st.container(key="explain"):
        st.markdown(f"### Explain\n\n{said}{heading}")
        if lesson.code:
            # Wrapped: a keyboard cannot scroll what Streamlit shows.
            st.code(lesson.code.format(**numbers), language="python", wrap_lines=True)


def _key(page: str) -> str:
    return f"guess_{page}"
