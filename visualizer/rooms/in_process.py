"""Rooms in the memory of this process, gone with it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from visualizer.rooms.changes import changed_orders, changed_student
from visualizer.rooms.codes import hashed, is_same, new_code, new_secret, new_who
from visualizer.rooms.listeners import Listeners
from visualizer.rooms.looks import free_look
from visualizer.rooms.records import write_orders, write_student
from visualizer.rooms.room import (
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


@dataclass
class _Held:
    """A room while it lasts. Touched under the lock only."""

    known_by: str
    orders: Orders = field(default_factory=Orders)
    students: dict[str, Student] = field(default_factory=dict)
    version: int = 0
    last_word: float = 0.0
    came: int = 0  # how many have joined, those who left as well

    def student_known_by(self, known_by: str) -> Student | None:
        return next((each for each in self.students.values() if each.known_by == known_by), None)


class RoomsInProcess:
    """Rooms of this process; see :class:`visualizer.rooms.rooms.Rooms`."""

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        """Start with none; ``now`` tells seconds since 1970."""
        self._now = now
        # Held for a few lookups at a time, and never while a change is found out.
        self._lock = threading.Lock()
        self._held: dict[str, _Held] = {}
        self._listeners = Listeners()

    def open(self) -> Opened:
        """Open a room."""
        key = new_secret()
        with self._lock:
            self._forget_silent()
            if len(self._held) >= MOST_ROOMS:
                raise FullError(words.TOO_MANY_ROOMS)
            code = new_code()
            while code in self._held:
                code = new_code()
            self._held[code] = _Held(hashed(key), last_word=self._now())
        return Opened(code, key)

    def read(self, code: str) -> Room:
        """Return a room as it is now."""
        with self._lock:
            held = self._find(code)
            return Room(code, held.orders, dict(held.students), held.version)

    def orders(self, code: str) -> Orders:
        """Return what the teacher has said."""
        with self._lock:
            return self._find(code).orders

    def student(self, code: str, who: str) -> Student | None:
        """Return a student as they are now."""
        with self._lock:
            return self._find(code).students.get(who)

    def student_with(self, code: str, secret: str) -> Student | None:
        """Return the student whose secret it is."""
        known_by = hashed(secret)
        with self._lock:
            return self._find(code).student_known_by(known_by)

    def check_key(self, code: str, key: str) -> None:
        """Return if ``key`` is the teacher's."""
        with self._lock:
            self._of_teacher(code, key)

    def lead(self, code: str, key: str, how: Callable[[Orders], Orders]) -> Orders:
        """Put what ``how`` makes of the orders in their place."""
        while True:
            with self._lock:
                before = self._of_teacher(code, key).orders
            after = changed_orders(before, how)
            if after is None:
                return before
            write_orders(after)  # refuses what is too much
            with self._lock:
                held = self._of_teacher(code, key)
                if held.orders is before:
                    held.orders = after
                    self._changed(held)
                    break
        self._listeners.tell(code, ORDERS)
        return after

    def join(self, code: str, secret: str = "") -> Joined:
        """Let somebody in, or back in."""
        with self._lock:
            held = self._find(code)
            back = held.student_known_by(hashed(secret)) if secret else None
            if back is not None:
                return Joined(back, secret)
            if len(held.students) >= MOST_STUDENTS:
                raise FullError(words.ROOM_IS_FULL)
            if sum(len(each.students) for each in self._held.values()) >= MOST_OF_ALL:
                raise FullError(words.ALL_ROOMS_ARE_FULL)
            secret = new_secret()
            taken = {each.look for each in held.students.values()}
            look = free_look(taken, held.came)
            who = new_who()
            while who in held.students:
                who = new_who()
            student = Student(who, hashed(secret), look, seen=self._now())
            held.students[who] = student
            held.came += 1
            self._changed(held)
        self._listeners.tell(code, STUDENTS)
        return Joined(student, secret)

    def tell(self, code: str, who: str, how: Callable[[Student], Student]) -> Student | None:
        """Put what ``how`` makes of a student in its place."""
        while True:
            with self._lock:
                before = self._find(code).students.get(who)
            if before is None:
                return None
            after = changed_student(before, how, self._now())
            if after is None:
                return before
            write_student(after)  # refuses what is too much
            with self._lock:
                held = self._find(code)
                if held.students.get(who) is before:
                    held.students[who] = after
                    self._changed(held)
                    break
        self._listeners.tell(code, STUDENTS)
        return after

    def leave(self, code: str, who: str) -> None:
        """Forget a student."""
        with self._lock:
            self._forget_silent()
            held = self._held.get(code)
            if held is None or held.students.pop(who, None) is None:
                return
            self._changed(held)
        self._listeners.tell(code, STUDENTS)

    def end(self, code: str, key: str) -> None:
        """Forget a room at once."""
        with self._lock:
            self._of_teacher(code, key)
            del self._held[code]
        self._listeners.tell(code, ORDERS)

    def listen(self, listener: Listener) -> None:
        """Have ``listener`` told of every change from now on."""
        self._listeners.add(listener)

    def _find(self, code: str) -> _Held:
        self._forget_silent()
        held = self._held.get(code)
        if held is None:
            raise NoRoomError(words.NO_ROOM)
        return held

    def _of_teacher(self, code: str, key: str) -> _Held:
        held = self._find(code)
        if not is_same(key, held.known_by):
            raise NotTheTeacherError(words.NOT_THE_TEACHER)
        return held

    def _changed(self, held: _Held) -> None:
        held.version += 1
        held.last_word = self._now()

    def _forget_silent(self) -> None:
        oldest = self._now() - HOURS * 3600
        for code in [each for each, held in self._held.items() if held.last_word < oldest]:
            del self._held[code]
