"""Where the students of a class are: a row for each page, a dot for each student."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from visualizer.figures.class_piles import ROW, Standing, class_pages_figure, class_pages_moves
from visualizer.live.scene import Picture, Quantity, Show, Text
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
    gone = [(each, page) for each in here for page in each.pages if _has_left(each, page)]
    chosen = None
    if view.chosen in here:
        chosen = here.index(view.chosen)
    moves, layout = class_pages_moves(
        _standing([(each, each.page) for each in here]),
        chosen,
        _standing([(each, each.page) for each in away]),
        _standing(gone),
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


def _standing(students: Sequence[tuple[Student, str]]) -> Standing:
    """Return students in the rows of the pages that are named with them."""
    at = torch.tensor([PLACES[page] for _, page in students], dtype=torch.int64)
    return Standing(at, seen_of(tuple(each for each, _ in students)))


def _has_left(student: Student, page: str) -> bool:
    return page in PLACES and page != student.page
