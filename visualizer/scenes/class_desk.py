"""The scene of the desk: a whole class at once, on the page that its teacher looks at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import torch

from visualizer.core.task import Task as LearningTask
from visualizer.live.moment import Moment, Sweep
from visualizer.live.scene import Column, Scene
from visualizer.rooms.room import Task
from visualizer.scenes.class_drawn import drawn_of
from visualizer.scenes.class_land import land_parts, no_land_part, read_land
from visualizer.scenes.class_pages import pages_part, read_pages
from visualizer.scenes.class_part import Part, Reading
from visualizer.scenes.class_questions import guesses_part, read_guesses, rounds_of
from visualizer.scenes.class_task import read_task, task_part
from visualizer.scenes.landscape import Frame
from visualizer.state.guesses import LESSONS
from visualizer.state.views.class_view import ClassView


@dataclass(frozen=True)
class _Kind:
    """What a scene follows from.

    Attributes:
        page: That is looked at.
        learned: What those who are drawn learn; ``None`` where nobody is.
        frame: The part of its loss that is drawn.
        rounds: Of the question.
        shows: Whether the guesses are shown.
        tells: Whether the right answer is.
        goal: What a task that all have asks for, and says.
    """

    page: str
    learned: LearningTask | None
    frame: Frame | None
    rounds: tuple[int, ...]
    shows: bool
    tells: bool
    goal: tuple[int, str, float, int, str] | None


def class_scene(view: ClassView) -> Scene:
    """Return the scene of a class."""
    drawn, orders = drawn_of(view), view.orders
    task = orders.task
    goal = None
    if task is not None:
        goal = task.number, task.page, task.below, task.moves, task.sentence
    return _scene(
        _Kind(
            view.page,
            drawn.task,
            drawn.frame,
            rounds_of(view),
            view.shows_guesses,
            view.page in orders.shown,
            goal,
        )
    )


def class_moment(view: ClassView) -> Moment:
    """Return what a class shows now."""
    readings = [read_pages(view), read_land(view, drawn_of(view)), read_guesses(view)]
    if view.orders.task is not None:
        readings.append(read_task(view, view.orders.task))
    declared = {each.name for each in class_scene(view).quantities}
    found = {
        name: value for each in readings for name, value in each.numbers.items() if name in declared
    }
    numbers = dict(zip(found, torch.tensor([*found.values()]).split(1), strict=True))
    return Moment(
        {},
        {},
        Sweep(numbers, _together(readings)),
        {name: layout for each in readings for name, layout in each.layouts.items()},
    )


@lru_cache(maxsize=64)
def _scene(kind: _Kind) -> Scene:
    pages = pages_part(kind.page)
    first: list[Part] = [pages]
    below: list[Part] = []
    if kind.learned and kind.frame:
        surface, plane, losses = land_parts(kind.learned, kind.frame)
        first += [surface, plane]
        below.append(losses)
    else:
        first.append(no_land_part(kind.page))
    if kind.page in LESSONS:
        below.append(guesses_part(kind.page, kind.rounds, kind.shows, kind.tells))
    if kind.goal is not None:
        number, page, within, moves, sentence = kind.goal
        below.append(task_part(Task(number, page, {}, (), within, moves, sentence)))
    parts = (*first, *below)
    rows = [tuple(Column(each.panels) for each in row) for row in (first, below) if row]
    return Scene(
        rows=tuple(rows),
        quantities=tuple(chain.from_iterable(each.quantities for each in parts)),
        pictures=tuple(chain.from_iterable(each.pictures for each in parts)),
        shared=tuple(chain.from_iterable(each.shared for each in parts)),
    )


def _together(readings: list[Reading]) -> dict:
    return {name: moves for each in readings for name, moves in each.moves.items()}
