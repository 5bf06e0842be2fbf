"""How far a class has got with its task: a dot for everybody who has reached it, without names."""

from __future__ import annotations

import torch

from visualizer.figures.class_piles import TASK_HEIGHT, class_task_figure, class_task_moves
from visualizer.live.scene import Picture, Quantity, Show, Text
from visualizer.rooms.room import Task
from visualizer.scenes.class_part import Part, Reading, counted
from visualizer.state.class_task import goal_of
from visualizer.state.views.class_view import ClassView
from visualizer.words import class_pictures as words

PICTURE = "class_task"
FEWEST_MOVES = 10  # that the axis has room for where any number counts


def task_part(task: Task) -> Part:
    """Return the part of a task."""
    picture = Picture(PICTURE, class_task_figure(words.TASK_AXIS), words.TASK_ALT, TASK_HEIGHT)
    said = (goal_of(task), *([task.sentence] if task.sentence else []))
    return Part(
        (
            Text(tuple(map(_plain, said)), title=words.TASK_TITLE),
            Show(PICTURE),
            Text(("{reached_said}",)),
        ),
        (
            *counted("reached", words.REACHED),
            Quantity("n_at_task", style="integer"),
            Quantity("fewest_moves", style="integer"),
        ),
        (picture,),
    )


def read_task(view: ClassView, task: Task) -> Reading:
    """Return who of a class has reached a task, and with how many moves."""
    at_it = [each for each in view.students if each.task == task.number]
    reached = [each.reached for each in at_it if each.reached]
    most = task.moves or FEWEST_MOVES
    moves, layout = class_task_moves(torch.tensor(reached, dtype=torch.int64), most)
    numbers = {
        "n_reached": float(len(reached)),
        "reached_said": float(min(len(reached), 2)),
        "n_at_task": float(len(at_it)),
        "fewest_moves": float(min(reached, default=0)),
    }
    return Reading(numbers, {PICTURE: moves}, {PICTURE: layout})


def _plain(text: str) -> str:
    """Return a text in which no live number is named, whatever its author wrote."""
    return text.replace("{", "(").replace("}", ")")
