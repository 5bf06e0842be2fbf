"""The guesses of a class: how many have guessed, and what, once it is to be shown."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from visualizer.figures.class_guesses import ROW, class_guesses_figure, class_guesses_moves
from visualizer.live.scene import Picture, Quantity, Show, Text
from visualizer.scenes.class_part import Part, Reading, count_of, counted
from visualizer.state.guesses import JUST_SHOWN, LESSONS
from visualizer.state.views.class_view import ClassView, guesses_in
from visualizer.words import class_pictures as words
from visualizer.words.plans import VISITS

PICTURE = "class_guesses"


def rounds_of(view: ClassView) -> tuple[int, ...]:
    """Return the rounds of the page's question that are compared: the first, and the latest."""
    latest = view.orders.rounds.get(view.page, 1)
    return (1,) if latest == 1 else (1, latest)


def guesses_part(page: str, rounds: Sequence[int], shows: bool, tells: bool) -> Part:
    """Return the part of the question of ``page``.

    Args:
        page: Name of a page.
        rounds: Those that are compared.
        shows: Whether the guesses are shown.
        tells: Whether it is said which of them is right.
    """
    if page not in LESSONS:
        return Part((Text((words.NO_QUESTION,), title=words.GUESSES_TITLE),))
    asked = Text((_question(page),), title=words.GUESSES_TITLE)
    again = (words.ROUND_NOW.format(count=rounds[-1]),) if len(rounds) > 1 else ()
    quantities = counted("guessed", words.GUESSED)
    if not shows:
        return Part((asked, Text(("{guessed_said}", *again, words.GUESSES_HIDDEN))), quantities)
    options = _options(page, tells)
    names = [[_number(place, option) for option in range(len(options))] for place, _ in _of(rounds)]
    picture = Picture(
        PICTURE,
        class_guesses_figure(options, _legend(rounds), words.N_GUESSES),
        words.GUESSES_ALT,
        ROW * len(options) + 60,
        texts={
            f"counts_{place}.text": [f"\u00a0{{{name}}}" for name in row]
            for place, row in enumerate(names)
        },
    )
    said = Quantity("bars_said", style="choice", choices=(_bars_said(options, names),))
    counts = (Quantity(name, style="integer") for row in names for name in row)
    return Part(
        (asked, Show(PICTURE), Text(("{guessed_said}", *again))),
        (*quantities, said, *counts),
        (picture,),
    )


def read_guesses(view: ClassView) -> Reading:
    """Return how many have guessed, and what if that is shown."""
    if view.page not in LESSONS:
        return Reading()
    rounds = rounds_of(view)
    found = [guesses_in(view.students, view.page, each) for each in rounds]
    numbers = count_of("guessed", sum(each != JUST_SHOWN for each in found[-1]))
    if not view.shows_guesses:
        return Reading(numbers)
    options = [*range(len(LESSONS[view.page].options)), JUST_SHOWN]
    counts = torch.tensor([[row.count(each) for each in options] for row in found])
    moves, layout = class_guesses_moves(counts)
    for place, row in enumerate(counts.tolist()):
        numbers |= {_number(place, option): float(count) for option, count in enumerate(row)}
    return Reading({**numbers, "bars_said": 0.0}, {PICTURE: moves}, {PICTURE: layout})


def _question(page: str) -> str:
    """Return the question of ``page`` as it is asked in a room: it holds nobody's own numbers."""
    if page in VISITS:
        return VISITS[page].question
    return words.QUESTIONS.get(page, LESSONS[page].question)


def _options(page: str, tells: bool) -> tuple[str, ...]:
    lesson = LESSONS[page]
    options = [
        words.RIGHT_OPTION.format(option=option) if tells and place == lesson.correct else option
        for place, option in enumerate(lesson.options)
    ]
    return (*options, words.ASKED_TO_BE_SHOWN)


def _legend(rounds: Sequence[int]) -> tuple[str, ...]:
    first, later = words.ROUNDS
    return tuple(first if each == 1 else later.format(count=each) for each in rounds)


def _of(rounds: Sequence[int]) -> list[tuple[int, int]]:
    return list(enumerate(rounds))


def _number(place: int, option: int) -> str:
    """Return the name of the live number of an option in the first or the second of the rounds."""
    return f"guess_{place}_{option}"


def _bars_said(options: Sequence[str], names: Sequence[Sequence[str]]) -> str:
    template = words.BAR_SAID if len(names) == 1 else words.BARS_SAID
    return " ".join(
        template.format(option=option, **dict(zip(("first", "second"), row, strict=False)))
        for option, row in zip(options, zip(*names, strict=True), strict=True)
    )
