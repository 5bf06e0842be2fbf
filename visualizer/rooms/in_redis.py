"""Rooms on a Redis or Valkey server that several processes share, gone when that server ends."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from visualizer.rooms import redis_scripts as scripts
from visualizer.rooms.changes import changed_orders, changed_student
from visualizer.rooms.codes import hashed, is_code, is_same, new_code, new_secret, new_who
from visualizer.rooms.known_texts import KnownTexts
from visualizer.rooms.looks import free_look
from visualizer.rooms.redis_line import Line
from visualizer.rooms.redis_news import RedisNews, news_message
from visualizer.rooms.redis_room import (
    KEY,
    Seated,
    read_look,
    read_marked,
    read_room,
    read_seated,
    secret_field,
    student_field,
    write_look,
    write_marked,
    write_seated,
)
from visualizer.rooms.room import (
    AwayError,
    FullError,
    Joined,
    NoRoomError,
    NotTheTeacherError,
    Opened,
    Orders,
    Room,
    Student,
)
from visualizer.rooms.rooms import (
    HOURS,
    MOST_OF_ALL,
    MOST_ROOMS,
    MOST_STUDENTS,
    ORDERS,
    STUDENTS,
    Listener,
)
from visualizer.words import rooms as words

PATIENCE = 0.5  # seconds in which a change is tried again that another one was faster than
LASTS = HOURS * 3600 * 1000  # milliseconds


class RoomsInRedis:
    """Rooms on a server; see :class:`visualizer.rooms.rooms.Rooms`.

    A change is found out here. There it replaces what it began with, if that still stands.
    """

    def __init__(self, address: str, now: Callable[[], float] = time.time) -> None:
        """Keep them on the server at ``address``, which need not be there yet.

        Args:
            address: As ``redis://…``, ``rediss://…`` or ``unix://…``.
            now: Tells seconds since 1970.

        Raises:
            ValueError: If it is no address.
        """
        self._now = now
        self._line = Line(address)
        self._news = RedisNews(address)
        self._texts = KnownTexts()

    def open(self) -> Opened:
        """Open a room."""
        key = new_secret()
        for _ in _tries():
            code = new_code()
            outcome = self._line.run(
                scripts.OPEN, [scripts.INDEX, scripts.ROOM + code],
                code, hashed(key), write_marked(Orders()), scripts.ROOM, MOST_ROOMS, LASTS,
            )  # fmt: skip
            if outcome == scripts.FULL:
                raise FullError(words.TOO_MANY_ROOMS)
            if outcome == scripts.DONE:
                self._news.knows(code)
                return Opened(code, key)
        raise AwayError(words.AWAY)

    def read(self, code: str) -> Room:
        """Return a room as it is now."""
        self._check(code)
        found = read_room(code, self._line.fields(scripts.ROOM + code))
        if found is None:
            raise NoRoomError(words.NO_ROOM)
        return found

    def orders(self, code: str) -> Orders:
        """Return what the teacher has said."""
        return _read_orders(self._find(code, "orders"))

    def student(self, code: str, who: str) -> Student | None:
        """Return a student as they are now."""
        seated = read_seated(self._find(code, student_field(who)))
        return seated.student if seated else None

    def student_with(self, code: str, secret: str) -> Student | None:
        """Return the student whose secret it is."""
        who = self._find(code, secret_field(hashed(secret)))
        return self.student(code, who) if who else None

    def check_key(self, code: str, key: str) -> None:
        """Return if ``key`` is the teacher's."""
        self._of_teacher(code, key)

    def lead(self, code: str, key: str, how: Callable[[Orders], Orders]) -> Orders:
        """Put what ``how`` makes of the orders in their place."""
        for _ in _tries():
            text = self._of_teacher(code, key)
            before = _read_orders(text)
            after = changed_orders(before, how)
            if after is None:
                return before
            outcome = self._say(
                scripts.CHANGE, (code, ORDERS), "orders", text, write_marked(after), "", ""
            )  # fmt: skip
            if outcome == scripts.DONE:
                return after
        raise AwayError(words.AWAY)

    def join(self, code: str, secret: str = "") -> Joined:
        """Let somebody in, or back in."""
        back = self.student_with(code, secret) if secret else None
        if back is not None:
            return Joined(back, secret)
        self._check(code)
        secret = new_secret()
        known_by = hashed(secret)
        for _ in _tries():
            came = self._line.run(scripts.COME, [scripts.ROOM + code, scripts.LOOKS + code])
            if not isinstance(came, list):
                raise NoRoomError(words.NO_ROOM)
            place, taken = came
            look = free_look({read_look(each) for each in taken}, int(place) - 1)
            student = Student(new_who(), known_by, look, seen=self._now())
            outcome = self._say(
                scripts.SIT, (code, STUDENTS), student.who, known_by,
                write_seated(Seated(int(place), student)), write_look(student.look),
                MOST_STUDENTS, MOST_OF_ALL, scripts.LOOKS,
            )  # fmt: skip
            if outcome == scripts.DONE:
                return Joined(student, secret)
            if outcome == scripts.GONE:
                raise NoRoomError(words.NO_ROOM)
            if outcome != scripts.TAKEN:
                is_room = outcome == scripts.FULL
                raise FullError(words.ROOM_IS_FULL if is_room else words.ALL_ROOMS_ARE_FULL)
        raise AwayError(words.AWAY)

    def tell(self, code: str, who: str, how: Callable[[Student], Student]) -> Student | None:
        """Put what ``how`` makes of a student in its place."""
        known = self._texts.take(code, who)
        seated = read_seated(known)
        if known is not None and seated is not None:  # as a rule nobody else has changed it since
            after = changed_student(seated.student, how, self._now())
            if after is not None and self._is_put(code, known, seated, after):
                return after
        for _ in _tries():
            text = self._find(code, student_field(who))
            seated = read_seated(text)
            if text is None or seated is None:
                return None
            after = changed_student(seated.student, how, self._now())
            if after is None:
                self._texts.keep(code, who, text)
                return seated.student
            if self._is_put(code, text, seated, after):
                return after
        raise AwayError(words.AWAY)

    def _is_put(self, code: str, before: str, seated: Seated, after: Student) -> bool:
        """Put a student in the place of a text, and tell whether that still stood there."""
        self._check(code)
        text = write_seated(replace(seated, student=after))
        outcome = self._say(
            scripts.CHANGE, (code, STUDENTS), student_field(after.who), before, text,
            after.who, write_look(after.look),
        )  # fmt: skip
        if outcome != scripts.DONE:
            return False
        self._texts.keep(code, after.who, text)
        return True

    def leave(self, code: str, who: str) -> None:
        """Forget a student."""
        try:
            seated = read_seated(self._find(code, student_field(who)))
        except NoRoomError:
            self._texts.forget(code)
            return
        if seated is not None:
            self._say(scripts.LEAVE, (code, STUDENTS), who, seated.student.known_by)
        self._texts.take(code, who)  # after it, or what was told meanwhile would be kept

    def end(self, code: str, key: str) -> None:
        """Forget a room at once."""
        self._of_teacher(code, key)
        self._say(scripts.END, (code, ORDERS), code)
        self._texts.forget(code)

    def listen(self, listener: Listener) -> None:
        """Have ``listener`` told of every change from now on."""
        self._news.add(listener)

    def close(self) -> None:
        """Let go of the server."""
        self._news.close()
        self._line.close()

    def _check(self, code: str) -> None:
        if not is_code(code):  # nothing else gets into the name of a key
            raise NoRoomError(words.NO_ROOM)
        self._news.knows(code)
        self._texts.drop_old()

    def _find(self, code: str, field: str) -> str | None:
        self._check(code)
        key, value = self._line.values(scripts.ROOM + code, (KEY, field))
        if key is None:
            raise NoRoomError(words.NO_ROOM)
        return value

    def _of_teacher(self, code: str, key: str) -> str:
        """Return the text of the orders, if ``key`` is the teacher's."""
        self._check(code)
        known, orders = self._line.values(scripts.ROOM + code, (KEY, "orders"))
        if known is None:
            raise NoRoomError(words.NO_ROOM)
        if not is_same(key, known):
            raise NotTheTeacherError(words.NOT_THE_TEACHER)
        return orders or ""

    def _say(self, script: str, news: tuple[str, str], *arguments: str | int) -> object:
        """Run a program that changes a room; if it does, the server tells all who listen."""
        code, kind = news
        keys = (scripts.ROOM + code, scripts.LOOKS + code, scripts.INDEX)
        told = (LASTS, scripts.NEWS, news_message(code, kind))
        return self._line.run(script, keys, *arguments, *told)


def _tries() -> Iterator[None]:
    """Yield for as long as something may be tried again."""
    until = time.monotonic() + PATIENCE
    yield
    while time.monotonic() < until:
        yield


def _read_orders(text: str | None) -> Orders:
    orders = read_marked(text)
    if orders is None:  # of another version of the app, or nobody's
        raise NoRoomError(words.NO_ROOM)
    return orders
