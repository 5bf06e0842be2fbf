"""What a browser is told of its class, as JSON can say it."""

from __future__ import annotations

from collections.abc import Mapping

from visualizer.rooms.room import Orders, Room, Student, Task
from visualizer.seats.whereabouts import named
from visualizer.state.class_task import said_of


def orders_line(orders: Orders) -> dict[str, object]:
    """Return what the teacher has said; of what they see only a name that tells it apart."""
    return {
        "version": orders.version,
        "called": orders.called,
        "page": orders.page,
        "place": named(orders.page, orders.query),
        "follows": orders.follows,
        "paused": orders.paused,
        "open_up_to": orders.open_up_to,
        "hidden": list(orders.hidden),
        "locked": list(orders.locked),
        "shown": list(orders.shown),
        "rounds": dict(orders.rounds),
        "task": _task_line(orders.task),
    }


def desk_line(room: Room) -> dict[str, object]:
    """Return what a teacher's browser is told of the room."""
    here = sum(each.is_here for each in room.students.values())
    return {"orders": orders_line(room.orders), "version": room.version, "here": here}


def progress_line(student: Student | None) -> dict[str, object]:
    """Return how far a student has got with a task, if they are at one; for them alone."""
    if student is None or not student.task:
        return {}
    return {
        "task": {"number": student.task, "moves": student.moves, "reached": student.reached}
    }  # fmt: skip


def _task_line(task: Task | None) -> Mapping[str, object] | None:
    if task is None:
        return None
    return {
        "number": task.number,
        "page": task.page,
        "free": list(task.free),
        "said": said_of(task),
    }
