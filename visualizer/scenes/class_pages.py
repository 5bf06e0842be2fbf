"""Where the students of a class are: a row for each page, a dot for each student."""

from __future__ import annotations

from functools import lru_cache

import torch

from visualizer.figures.class_piles import ROW, Standing, class_pages_figure, class_pages_moves
from visualizer.figures.moves import Moves
from visualizer.live.scene import Picture, Quantity, Show, Text
from visualizer.rooms.looks import Look
from visualizer.rooms.room import Student
from visualizer.scenes.class_drawn import seen_of
from visualizer.scenes.class_part import Part, Reading, count_of, counted
from visualizer.state.views.class_view import ClassView
from visualizer.words import class_pictures as words

PICTURE = "class_pages"
PLACES = {page: place for place, page in enumerate(words.PAGE_NAMES)}
N_PAGES = len(PLACES)


def pages_part(page: str) -> Part:
    """Return the part for a desk that looks at ``page``; at none if empty."""
    if page in PLACES:
        named = (each.format(page=words.PAGE_NAMES[page]) for each in words.ON_PAGE)
        none, one, many = named
    else:
        none = one = many = words.ON_NO_PAGE
    return Part(
        (
            Show(PICTURE, words.PAGES_TITLE),
            Text(("{here_said} {on_page_said} {away_said}",)),
        ),
        (
            *counted("here", words.HERE),
            *counted("away", words.AWAY),
            Quantity("n_on_page", style="integer"),
            # Of nobody who is here it is not said where they are.
            Quantity("on_page_said", style="choice", choices=("", none, one, many)),
        ),
        (
            Picture(
                PICTURE,
                class_pages_figure(tuple(words.PAGE_NAMES.values())),
                words.PAGES_ALT,
                ROW * N_PAGES + 20,
            ),
        ),
    )


def read_pages(view: ClassView) -> Reading:
    """Return where everybody is, and where they were before."""
    here = tuple(each for each in view.here if each.page in PLACES)
    away = tuple(each for each in view.students if not each.is_here and each.page in PLACES)
    moves, layout = _piles(
        tuple((each.page, each.look) for each in here),
        here.index(view.chosen) if view.chosen in here else None,
        tuple((each.page, each.look) for each in away),
        tuple((p, each.look) for each in here for p in each.pages if _has_left(each, p)),
    )
    n_here = sum(each.is_here for each in view.students)
    n_on_page = len(view.on_page)
    return Reading(
        {
            **count_of("here", n_here),
            **count_of("away", len(view.students) - n_here),
            "n_on_page": float(n_on_page),
            "on_page_said": float(1 + min(n_on_page, 2)) if n_here else 0.0,
        },
        {PICTURE: moves},
        {PICTURE: layout},
    )


Rows = tuple[tuple[str, Look], ...]
"""Students, each by a page and a look."""


@lru_cache(maxsize=64)  # that nobody turns to another page is what happens most
def _piles(
    here: Rows, chosen: int | None, away: Rows, gone: Rows
) -> tuple[Moves, dict[str, object]]:
    """Return what :func:`class_pages_moves` does, of students in the rows of their pages."""
    return class_pages_moves(_standing(here), chosen, _standing(away), _standing(gone))


def _standing(students: Rows) -> Standing:
    at = torch.tensor([PLACES[page] for page, _ in students], dtype=torch.int64)
    return Standing(at, seen_of([look for _, look in students]))


def _has_left(student: Student, page: str) -> bool:
    return page in PLACES and page != student.page
