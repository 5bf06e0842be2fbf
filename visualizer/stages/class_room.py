"""The room of a teacher's session: what the desk's stage shows of it, and what a click does."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace

from visualizer.rooms.place import rooms
from visualizer.rooms.room import AwayError, NoRoomError, NotTheTeacherError, Room
from visualizer.scenes.class_drawn import nearest_student
from visualizer.scenes.class_land import PICKS
from visualizer.state.seat import Desk
from visualizer.state.session import Contents
from visualizer.state.views.class_view import ClassView, class_view


def room_of(contents: Contents) -> Room | None:
    """Return the room whose teacher a session is; ``None`` if it is none, or the room has ended.

    Raises:
        AwayError: If the rooms cannot be reached.
    """
    seat = contents.seat
    if seat is None or not seat.is_teacher:
        return None
    try:
        rooms().check_key(seat.code, seat.key)
        return rooms().read(seat.code)
    except (NoRoomError, NotTheTeacherError):
        return None


def class_of(contents: Contents) -> ClassView:
    """Return what the desk of a session shows; nothing while the rooms cannot be reached."""
    desk = contents.seat.desk if contents.seat else Desk()
    try:
        return class_view(room_of(contents), desk)
    except AwayError:
        return ClassView()


def around_class(view: ClassView) -> Hashable:
    """Return what the desk shows around its stage: orders, who can be chosen, and who is."""
    one = view.chosen
    chosen = one and (one.who, one.look, one.page, one.owns)
    return view.orders.version, view.page, tuple(each.who for each in view.students), chosen


def take_dot(contents: Contents, told: Mapping[str, object]) -> Callable[[Contents], Contents]:
    """Return what a click into the loss surface does: who stands there is chosen."""
    places = [told.get(name) for name in PICKS]
    if contents.seat is None or not all(type(each) in (int, float) for each in places):
        return lambda now: now
    across, up = (float(str(each)) for each in places)
    who = nearest_student(class_of(contents), across, up)
    return lambda now: looking_at(now, chosen=who)


def looking_at(contents: Contents, **changes: object) -> Contents:
    """Return ``contents`` of a teacher who looks at something else.

    Args:
        contents: Those of a session.
        **changes: Attributes of the desk.
    """
    seat = contents.seat
    if seat is None or not seat.is_teacher:
        return contents
    return replace(contents, seat=replace(seat, desk=replace(seat.desk, **changes)))  # type: ignore[arg-type]
