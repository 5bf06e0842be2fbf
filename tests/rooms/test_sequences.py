"""Whatever is done in whatever order: a keeper of rooms is like a plain dictionary."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from benchmarks.load.store import Store
from tests.rooms.conftest import Place, in_process, in_redis
from visualizer.rooms import in_process as process_module
from visualizer.rooms import in_redis as redis_module
from visualizer.rooms.in_redis import RoomsInRedis
from visualizer.rooms.room import (
    FullError,
    Joined,
    NoRoomError,
    NotTheTeacherError,
    Opened,
    Orders,
    Student,
)
from visualizer.rooms.rooms import HOURS

PAGES = st.sampled_from(["loss", "training", ""])
KEYS = st.sampled_from(["right", "wrong"])
MOST = {"MOST_ROOMS": 3, "MOST_STUDENTS": 3, "MOST_OF_ALL": 5}


@dataclass
class Plain:
    """A room as the simplest program would keep it."""

    key: str
    silent: float = 0.0  # hours
    version: int = 0
    orders: Orders = field(default_factory=Orders)
    students: dict[str, Student] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)

    def speaks(self) -> None:
        self.silent, self.version = 0.0, self.version + 1


class Sequences(RuleBasedStateMachine):
    """Does the same to a keeper and to the plain one."""

    make: Callable[[], Place]
    opened, joined = Bundle("opened"), Bundle("joined")

    @initialize()
    def begin(self) -> None:
        self.place = type(self).make()
        self.rooms = self.place.rooms
        self.plain: dict[str, Plain] = {}

    def n_students(self) -> int:
        return sum(len(each.students) for each in self.plain.values())

    @rule(target=opened)
    def open(self) -> Opened:
        if len(self.plain) >= MOST["MOST_ROOMS"]:
            with pytest.raises(FullError):
                self.rooms.open()
            return Opened("AAAAAA", "none")
        made = self.rooms.open()
        assert made.code not in self.plain
        self.plain[made.code] = Plain(made.key)
        return made

    @rule(target=joined, room=opened)
    def join(self, room: Opened) -> tuple[str, Joined]:
        plain = self.plain.get(room.code)
        nobody = room.code, Joined(Student("none", "", look=None), "none")  # type: ignore[arg-type]
        if plain is None:
            with pytest.raises(NoRoomError):
                self.rooms.join(room.code)
            return nobody
        if len(plain.students) >= MOST["MOST_STUDENTS"] or self.n_students() >= MOST["MOST_OF_ALL"]:
            with pytest.raises(FullError):
                self.rooms.join(room.code)
            return nobody
        came = self.rooms.join(room.code)
        assert came.student.look not in {each.look for each in plain.students.values()}
        plain.students[came.student.who] = came.student
        plain.secrets[came.secret] = came.student.who
        plain.speaks()
        return room.code, came

    @rule(place=joined)
    def come_back(self, place: tuple[str, Joined]) -> None:
        code, came = place
        plain = self.plain.get(code)
        if plain is not None and came.secret in plain.secrets:
            back = self.rooms.join(code, came.secret)
            assert back == Joined(plain.students[came.student.who], came.secret)

    @rule(place=joined, page=PAGES)
    def tell(self, place: tuple[str, Joined], page: str) -> None:
        code, who = place[0], place[1].student.who
        plain = self.plain.get(code)
        if plain is None:
            with pytest.raises(NoRoomError):
                self.rooms.tell(code, who, lambda student: replace(student, page=page))
            return
        found = self.rooms.tell(code, who, lambda student: replace(student, page=page))
        if who in plain.students and plain.students[who].page != page:
            plain.students[who] = replace(plain.students[who], page=page, seen=self.place.now())
            plain.speaks()
        assert found == plain.students.get(who)

    @rule(place=consumes(joined))
    def leave(self, place: tuple[str, Joined]) -> None:
        code, came = place
        self.rooms.leave(code, came.student.who)
        plain = self.plain.get(code)
        if plain is not None and plain.students.pop(came.student.who, None):
            del plain.secrets[came.secret]
            plain.speaks()

    @rule(room=opened, page=PAGES, key=KEYS)
    def lead(self, room: Opened, page: str, key: str) -> None:
        plain = self.plain.get(room.code)
        given = room.key if key == "right" else key

        def call() -> Orders:
            return self.rooms.lead(room.code, given, lambda now: replace(now, page=page))

        if plain is None:
            with pytest.raises(NoRoomError):
                call()
        elif given != plain.key:
            with pytest.raises(NotTheTeacherError):
                call()
        else:
            if plain.orders.page != page:
                plain.orders = Orders(version=plain.orders.version + 1, page=page)
                plain.speaks()
            assert call() == plain.orders

    @rule(room=opened, key=KEYS)
    def end(self, room: Opened, key: str) -> None:
        given = room.key if key == "right" else key
        if room.code not in self.plain:
            with pytest.raises(NoRoomError):
                self.rooms.end(room.code, given)
        elif given != self.plain[room.code].key:
            with pytest.raises(NotTheTeacherError):
                self.rooms.end(room.code, given)
        else:
            self.rooms.end(room.code, given)
            del self.plain[room.code]

    @rule(hours=st.sampled_from([0.45, 1.3, HOURS + 0.1]))
    def let_pass(self, hours: float) -> None:
        self.place.let_pass(hours)
        for code, plain in list(self.plain.items()):
            plain.silent += hours
            if plain.silent > HOURS:
                del self.plain[code]

    @invariant()
    def are_alike(self) -> None:
        for code, plain in self.plain.items():
            room = self.rooms.read(code)
            assert room.orders == self.rooms.orders(code) == plain.orders
            assert list(room.students.items()) == list(plain.students.items())
            for who, student in plain.students.items():
                assert self.rooms.student(code, who) == student
            for secret, who in plain.secrets.items():
                assert self.rooms.student_with(code, secret) == plain.students[who]
            assert room.version == plain.version


@contextmanager
def few_places() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for module in (process_module, redis_module):
            for name, value in MOST.items():
                patch.setattr(module, name, value)
        yield


def test_rooms_of_this_process_are_like_a_dictionary() -> None:
    class InProcess(Sequences):
        make = staticmethod(in_process)

    with few_places():
        run_state_machine_as_test(InProcess, settings=settings(stateful_step_count=40))


@pytest.mark.usefixtures("patience")
def test_rooms_on_a_server_are_like_a_dictionary(store: Store) -> None:
    made: list[RoomsInRedis] = []

    def emptied() -> Place:
        with store.client() as client:
            client.flushall()
        return in_redis(store, made)

    class InRedis(Sequences):
        make = staticmethod(emptied)

    with few_places():
        run_state_machine_as_test(
            InRedis, settings=settings(stateful_step_count=40, max_examples=25)
        )
    for each in made:
        each.close()
