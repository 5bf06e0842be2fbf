"""How far a student has got with the task of a class: judged from the link to what they see."""

from __future__ import annotations

from dataclasses import replace

from visualizer.rooms.room import Student, Task
from visualizer.state.class_neurons import name_there, stands_at, values_there
from visualizer.state.neuron_stands import Stand, is_as_begun
from visualizer.state.number_texts import number_text
from visualizer.state.sliders import short_name_of
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
    values, start_values = (values_there(task.page, query) for query in (after.query, task.query))
    (stand,) = stands_at([(task.page, after.query)])
    is_same = stand and is_as_begun(task.page, values, start_values, task.free)
    if not (stand and is_same and stand.is_finite):
        return after
    best = stand.loss if before.loss is None else min(stand.loss, before.loss)
    is_reached = reaches(task, stand, after.moves)
    return replace(after, loss=best, reached=after.moves if is_reached else 0)


def reaches(task: Task, stand: Stand, moves: int) -> bool:
    """Tell whether a task is reached where a neuron stands after so many moves."""
    is_in_time = not task.moves or moves <= task.moves
    return stand.is_finite and stand.loss < task.below and is_in_time


def said_of(task: Task) -> str:
    """Return all that is said of a task: the teacher's sentence, the goal and what may be moved."""
    said = [task.sentence, goal_of(task)]
    if task.free:
        *others, last = map(short_name_of, task.free)
        both = words.LAST_FREE.format(others=words.BETWEEN_FREE.join(others), last=last)
        said.append(words.FREE.format(free=both if others else last))
    return " ".join(filter(None, said))


def goal_of(task: Task) -> str:
    """Return what is to be reached, in a sentence."""
    within = words.WITHIN[min(task.moves, 2)].format(moves=task.moves)
    return words.TASK.format(
        below=number_text(task.below),
        page=words.PAGE_NAMES.get(task.page, task.page),
        within=within,
    )
