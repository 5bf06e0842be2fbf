"""Each place where rooms can be kept, with nothing in it, and a clock that can be put forward."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from benchmarks.load.store import Store, running_store
from visualizer.rooms.in_process import RoomsInProcess
from visualizer.rooms.in_redis import RoomsInRedis
from visualizer.rooms.rooms import Rooms

BEGIN = 1_800_000_000.0  # s since 1970
PATIENCE = 10.0  # s


@dataclass
class Place:
    """Where rooms are kept.

    Attributes:
        rooms: A keeper of them.
        let_pass: Puts the clock forward by so many hours.
        another: Returns a keeper as another process would have it, of the same rooms.
        named: The module that keeps them.
        now: What its clock says.
    """

    rooms: Rooms
    let_pass: Callable[[float], None]
    another: Callable[[], Rooms]
    named: str
    now: Callable[[], float]


@dataclass
class Clock:
    """Tells seconds since 1970, as a test has it."""

    now: float = field(default=BEGIN)

    def __call__(self) -> float:
        return self.now

    def let_pass(self, hours: float) -> None:
        self.now += hours * 3600


@pytest.fixture(scope="session")
def shared_store(redis_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with running_store(tmp_path_factory.mktemp("store")) as store:
        yield store


@pytest.fixture
def store(shared_store: Store) -> Store:
    """A Redis server with nothing in it."""
    with shared_store.client() as client:
        client.flushall()
    return shared_store


def in_process() -> Place:
    clock = Clock()
    rooms = RoomsInProcess(clock)
    return Place(rooms, clock.let_pass, lambda: rooms, "visualizer.rooms.in_process", clock)


def in_redis(store: Store, made: list[RoomsInRedis]) -> Place:
    """Return a place on the server; what has to be closed afterwards is added to ``made``."""
    clock = Clock()

    def another() -> RoomsInRedis:
        made.append(RoomsInRedis(store.address, clock))
        return made[-1]

    def let_pass(hours: float) -> None:
        clock.let_pass(hours)
        with store.client() as client:
            for key in list(client.scan_iter()):
                left = client.pttl(key) - round(hours * 3_600_000)
                assert client.pexpire(key, left) if left > 0 else client.delete(key)

    return Place(another(), let_pass, another, "visualizer.rooms.in_redis", clock)


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that is busy with other tests is no server that is gone."""
    for module in ("redis_line", "redis_news"):
        monkeypatch.setattr(f"visualizer.rooms.{module}.SECONDS", PATIENCE)
    monkeypatch.setattr("visualizer.rooms.in_redis.PATIENCE", PATIENCE)
    monkeypatch.setattr("visualizer.rooms.redis_news.BEAT", 0.1)  # s until it notices its end


@pytest.fixture(params=["in this process", pytest.param("on a server", marks=pytest.mark.served)])
def place(request: pytest.FixtureRequest, patience: None) -> Iterator[Place]:
    """Each place where rooms can be kept, empty."""
    if request.param == "in this process":
        yield in_process()
        return
    made: list[RoomsInRedis] = []
    yield in_redis(request.getfixturevalue("store"), made)
    for each in made:
        each.close()


@pytest.fixture
def rooms(place: Place) -> Rooms:
    return place.rooms
