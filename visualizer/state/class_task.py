"""How far a student has got with the task of a class: judged from the link to what they see."""

from __future__ import annotations

import math
from dataclasses import replace

from visualizer.rooms.room import Student, Task
from visualizer.state.class_neurons import same_there, stands_at
from visualizer.state.number_texts import number_text
from visualizer.words import class_pictures as words


def judged(before: Student, after: Student, task: Task | None) -> Student:
    """Return ``after`` with its progress at a task.

    A move is whatever makes another state of the page of the task. Who comes back to its start
    begins anew, until they have reached it once: so a try that took too many moves is not the last.

    Args:
        before: The student, as the room had them.
        after: The same, as they are now.
        task: What is to be reached now, if there is anything.
    """
    if task is None or after.page != task.page or after.owns:
        return after
    begun = before.task == task.number
    if not begun:
        after = replace(after, task=task.number, moves=0, loss=None, reached=0)
    if after.reached:
        return after
    if same_there(task.page, after.query, task.query):
        return replace(after, moves=0)
    is_new = not (begun and before.page == task.page)
    if not is_new and same_there(task.page, before.query, after.query):
        return after
    moves = after.moves + 1
    (stand,) = stands_at([(after.page, after.query)])
    loss = stand.loss if stand else math.nan
    if not math.isfinite(loss):
        return replace(after, moves=moves)
    best = loss if after.loss is None else min(loss, after.loss)
    in_time = not task.moves or moves <= task.moves
    return replace(
        after, moves=moves, loss=best, reached=moves if loss < task.below and in_time else 0
    )


def goal_of(task: Task) -> str:
    """Return what is to be reached, in a sentence."""
    within = words.WITHIN[min(task.moves, 2)].format(moves=task.moves)
    return words.TASK.format(
        below=number_text(task.below),
        page=words.PAGE_NAMES.get(task.page, task.page),
        within=within,
    )
