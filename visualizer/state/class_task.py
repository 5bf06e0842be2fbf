"""How far a student has got with the task of a class: judged from the link to what they see."""

from __future__ import annotations

from dataclasses import replace

from visualizer.rooms.room import Student, Task
from visualizer.state.class_neurons import Stand, name_there, stands_at
from visualizer.state.number_texts import number_text
from visualizer.words import class_pictures as words


def judged(before: Student, after: Student, task: Task | None) -> Student:
    """Return ``after`` with its progress at a task.

    It is begun by who has been at its start: what was seen before counts for nothing. A move is
    whatever makes another state of the page of the task, and a look at another page is none. Who
    comes back to the start begins anew, until they have reached it once: so a try that took too
    many moves is not the last. Other examples than those of the start are another task.

    Args:
        before: The student, as the room had them.
        after: The same, as they are now.
        task: What is to be reached now, if there is anything.
    """
    if task is None or after.page != task.page or after.owns:
        return after
    here, start = (name_there(task.page, query) for query in (after.query, task.query))
    if before.task != task.number:
        begun = replace(after, task=task.number, moves=0, loss=None, reached=0, tried=here)
        return begun if here == start else after
    if before.reached or here == before.tried:
        return after
    if here == start:
        return replace(after, moves=0, tried=here)
    after = replace(after, moves=before.moves + 1, tried=here)
    stand, first = stands_at([(task.page, query) for query in (after.query, task.query)])
    if not (stand and first and stand.is_finite and _is_same(stand, first, task)):
        return after
    loss = stand.loss
    best = loss if before.loss is None else min(loss, before.loss)
    is_reached = loss < task.below and (not task.moves or after.moves <= task.moves)
    return replace(after, loss=best, reached=after.moves if is_reached else 0)


def _is_same(stand: Stand, start: Stand, task: Task) -> bool:
    """Tell whether what is learned is that of the start: all of it where few things are free."""
    if task.free:
        return stand.task == start.task
    return stand.task.dataset == start.task.dataset


def goal_of(task: Task) -> str:
    """Return what is to be reached, in a sentence."""
    within = words.WITHIN[min(task.moves, 2)].format(moves=task.moves)
    return words.TASK.format(
        below=number_text(task.below),
        page=words.PAGE_NAMES.get(task.page, task.page),
        within=within,
    )
