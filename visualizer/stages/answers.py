"""What is said below a stage: the answer to the guess that was made, and the code that just ran.

The browser gets it as blocks of marked pieces and shows them as text, so that a release can renew
it without a script run.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from visualizer.stages.colouring import coloured
from visualizer.state.guesses import JUST_SHOWN
from visualizer.words import lesson as words
from visualizer.words.lesson import Lesson

Piece = tuple[str, str]  # its mark, empty for none, and its text

_MARKED = re.compile(r"\*\*(?P<strong>.+?)\*\*|`(?P<code>[^`]+)`")


@dataclass(frozen=True)
class Block:
    """A heading, a paragraph or a program.

    Attributes:
        kind: ``heading``, ``text`` or ``code``.
        pieces: What it says, piece by piece. The marks of a text are ``strong`` and ``code``, those
            of a program the kinds of :func:`coloured`.
    """

    kind: str
    pieces: tuple[Piece, ...]


def answer_to(
    lesson: Lesson, guess: int | None, numbers: Mapping[str, object]
) -> tuple[Block, ...]:
    """Return the answer to ``guess`` and the code; before a guess, what does not answer.

    Args:
        lesson: The answers and the code.
        guess: Which option was picked; ``None`` before that.
        numbers: What fills their places.
    """
    blocks = [_heading(words.EXPLAIN), Block("text", marked(said(lesson, guess, numbers)))]
    if lesson.code and not (guess is None and lesson.code_answers):
        blocks += [_heading(words.CODE), Block("code", coloured(lesson.code.format(**numbers)))]
    return tuple(blocks)


def said(lesson: Lesson, guess: int | None, numbers: Mapping[str, object]) -> str:
    """Return the answer to ``guess`` as Markdown; before a guess, what is missing."""
    if guess is None:
        return words.NO_GUESS
    option = lesson.correct if guess == JUST_SHOWN else guess
    verdict = words.RIGHT if guess == lesson.correct else words.WRONG
    if guess == JUST_SHOWN:
        verdict = words.SHOWN
    answer = lesson.answers[option].format(**numbers)
    return verdict.format(option=lesson.options[option], answer=answer)


@lru_cache(maxsize=64)
def marked(text: str) -> tuple[Piece, ...]:
    """Return ``text`` cut at the marks that the words of the lesson use.

    >>> marked("It is **right**: `ReLU`.")
    (('', 'It is '), ('strong', 'right'), ('', ': '), ('code', 'ReLU'), ('', '.'))
    """
    pieces: list[Piece] = []
    end = 0
    for found in _MARKED.finditer(text):
        pieces.append(("", text[end : found.start()]))
        pieces.append((found.lastgroup or "", found[found.lastgroup or 0]))
        end = found.end()
    pieces.append(("", text[end:]))
    return tuple(piece for piece in pieces if piece[1])


def _heading(text: str) -> Block:
    return Block("heading", (("", text),))
