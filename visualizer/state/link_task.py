"""A task that came with a link: how far this session has got with it, and how it ends.

Nobody else is told: the count stands in the address, and the student alone sees it. In a class its
teacher leads, and such a task waits.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from visualizer.rooms.room import Task
from visualizer.state.class_task import reaches, said_of
from visualizer.state.memory import moved_to
from visualizer.state.neuron_stands import is_as_begun, name_of, stand_on
from visualizer.state.packed_task import OF_A_TASK, TASK_MOVES, Count, read_count, write_count
from visualizer.state.session import Contents, Session
from visualizer.state.task_reading import given_at_start, start_of, task_in


def follow_task(session: Session) -> Contents:
    """Count what a session has just done towards its task, if it has one; return what it holds.

    Each other place than the last is a move, as in a class; who comes back to the start begins
    anew.
    """
    now = session.now
    task = task_in(now.memory.chosen)
    if task is None or now.seat is not None or now.memory.page != task.page:
        return now
    count, here = _count_now(now, task), name_of(now.values())

    # A training that was run for it may have let others go first: then they have counted it.
    def note(latest: Contents) -> Contents:
        is_now = latest.memory.chosen is now.memory.chosen and latest.tried == now.tried
        return _with_count(latest, count, here) if is_now else latest

    return session.change(note)


def progress_told(contents: Contents) -> Mapping[str, object]:
    """Return how far a session has got with the task of its link, for its own browser; or nothing.

    It tells how many moves were made, with how many it was reached (0 for not yet), and whether
    something changed that the task does not allow.
    """
    task = task_in(contents.memory.chosen)
    if task is None:
        return {}
    count = _count(contents)
    told: dict[str, object] = {"moves": count.moves, "reached": count.moves if count.reached else 0}
    if contents.memory.page == task.page:
        is_same = is_as_begun(task.page, contents.values(), start_of(task), task.free)
        told["astray"] = not is_same
    return told


def task_told(contents: Contents) -> Mapping[str, object] | None:
    """Return what a browser shows of the task of its link; nothing where there is none."""
    task = task_in(contents.memory.chosen)
    if task is None:
        return None
    return {
        "page": task.page,
        "free": list(task.free),
        "most": task.moves,
        "said": said_of(task),
        **progress_told(contents),
    }


def page_of_task(contents: Contents) -> str:
    """Return the page of a session's task; empty without one."""
    task = task_in(contents.memory.chosen)
    return task.page if task else ""


def begun_again(contents: Contents) -> Contents:
    """Return ``contents`` at the start of their task, with no move made; Undo leads back."""
    task = task_in(contents.memory.chosen)
    if task is None:
        return contents
    memory = moved_to(contents.memory, task.page, given_at_start(task))
    return _with_count(replace(contents, memory=memory), Count(), name_of(start_of(task)))


def without_task(contents: Contents) -> Contents:
    """Return ``contents`` without a task: all numbers stay, and everything may be moved."""
    memory = contents.memory
    chosen = {name: each for name, each in memory.chosen.items() if name not in OF_A_TASK}
    return replace(contents, memory=replace(memory, chosen=chosen, link=None), tried="")


def _count_now(contents: Contents, task: Task) -> Count:
    """Return how far a session has got, whose open page is that of its task."""
    before, values, start = _count(contents), contents.values(), start_of(task)
    here = name_of(values)
    has_just_come = contents.memory.link is not None or not contents.tried
    if has_just_come or before.reached or here == contents.tried:
        return before
    if here == name_of(start):
        return Count()
    moves = before.moves + 1
    is_same = is_as_begun(task.page, values, start, task.free)
    return Count(moves, is_same and reaches(task, stand_on(task.page, values), moves))


def _count(contents: Contents) -> Count:
    return read_count(str(contents.memory.chosen.get(TASK_MOVES.name, TASK_MOVES.default)))


def _with_count(contents: Contents, count: Count, here: str) -> Contents:
    memory, text = contents.memory, write_count(count)
    if memory.chosen.get(TASK_MOVES.name) != text:
        memory = replace(memory, chosen={**memory.chosen, TASK_MOVES.name: text})
    if memory is contents.memory and contents.tried == here:
        return contents
    return replace(contents, memory=memory, tried=here)
