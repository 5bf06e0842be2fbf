"""Students behind the proxy: everybody stays where they are, until that replica is killed."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import suppress
from email.message import Message
from itertools import count
from uuid import uuid4

from websockets.exceptions import ConnectionClosed

from benchmarks.load.protocol import RunError
from benchmarks.load.replicas import COOKIE, REPLICA, Replicas, StickyVisitor, ask
from tests.faults.students import Numbers, gather, numbers_of, run

N_STUDENTS = 20
N_CONNECTIONS = 3
PAGES = ("neuron", "training", "surface", "activations")
TABLE = (
    b"--b\r\nContent-Disposition: form-data; name=f; filename=a.csv\r\n"
    b"Content-Type: text/csv\r\n\r\nhours,passed\n1,0\n\r\n--b--\r\n"
)


class Student(StickyVisitor):
    """A student who uploads, and knows the last answer with the link to it."""

    known: tuple[str, Numbers] = ("", {})

    async def let_go(self, bias: float) -> Numbers:
        """Release a slider and remember what came of it."""
        seen = numbers_of(await self.commit({"bias": bias}))
        self.known = (self.query, seen)
        return seen

    async def upload(self) -> int:
        """Give the server a file as the browser does; return the status."""
        token = self.cookies["_streamlit_xsrf"].coded_value
        path = f"/_stcore/upload_file/{self.session_id}/{uuid4()}"
        kind = "multipart/form-data; boundary=b"
        return (await self.fetch(path, "PUT", TABLE, Content_Type=kind, X_Xsrftoken=token))[0]

    async def work(self, number: int) -> None:
        """Let go of a slider again and again until the connection breaks."""
        with suppress(ConnectionClosed, RunError):
            for step in count():
                await self.let_go(round(number / 20 + step % 90 / 1000, 3))


def places_of(students: list[Student]) -> list[str]:
    """Return the replica of each student."""
    return [student.replica for student in students]


def test_everybody_keeps_their_replica(replicas: Replicas) -> None:
    async def attend(student: Student, number: int) -> None:
        await student.connect()
        home, cookie = student.replica, student.cookies[COOKIE].value
        await student.open()
        for connection in range(N_CONNECTIONS):
            session = student.session_id
            await student.let_go(number / 20)
            assert await student.upload() == 204
            assert student.replica == home
            await student.close()
            await student.connect()
            await student.open()
            assert student.session_id == session, connection
            assert (student.replica, student.cookies[COOKIE].value) == (home, cookie)

    async def story(students: list[Student]) -> None:
        await gather([attend(student, number) for number, student in enumerate(students)])
        await gather([student.close() for student in students])

    students = [
        Student(replicas.url, "your_data" if number % 4 == 0 else PAGES[number % 4])
        for number in range(N_STUDENTS)
    ]
    run(story(students))
    assert {*places_of(students)} == {*replicas.servers}


def test_a_class_is_spread_over_all_replicas(replicas: Replicas) -> None:
    async def story() -> Counter[str]:
        students = [Student(replicas.url) for _ in range(12)]
        for student in students:
            await student.connect()
        places = Counter(places_of(students))
        await gather([student.close() for student in students])
        return places

    assert run(story()) == dict.fromkeys(replicas.servers, 12 // len(replicas.servers))


def test_the_students_of_a_killed_replica_go_on_at_another(replicas: Replicas) -> None:
    async def come_back(student: Student, home: str) -> None:
        (link, before), session = student.known, student.session_id
        await student.connect()  # with the cookie and the session of the replica that is gone
        assert student.replica != home
        new_home = student.replica
        assert numbers_of(await student.open(query=link)) == before
        assert student.session_id != session
        assert await student.upload() == 204
        assert student.replica == new_home
        await student.let_go(-0.75)

    async def story() -> None:
        students = [Student(replicas.url, PAGES[n % len(PAGES)]) for n in range(N_STUDENTS)]
        for student in students:
            await student.connect()
        await gather([student.open() for student in students])
        home = students[0].replica
        theirs = [student for student in students if student.replica == home]
        others = [student for student in students if student.replica != home]
        assert theirs
        assert others
        sessions = [(student.session_id, student.replica) for student in others]
        working = [asyncio.create_task(s.work(number)) for number, s in enumerate(students)]
        while not all(student.known[0] for student in students):
            await asyncio.sleep(0.01)
        replicas.kill(home)
        await asyncio.gather(*(working[students.index(student)] for student in theirs))
        await asyncio.gather(*(come_back(student, home) for student in theirs))
        still_working = [working[students.index(student)] for student in others]
        assert not any(task.done() for task in still_working)
        for task in still_working:
            task.cancel()
        await asyncio.gather(*still_working, return_exceptions=True)
        assert [(student.session_id, student.replica) for student in others] == sessions
        await gather([student.close() for student in students])

    run(story())


def test_a_link_of_100_kb_passes_the_proxy(replicas: Replicas) -> None:
    status, headers, _ = ask(f"{replicas.url}neuron?unknown={'a' * 100_000}", Accept="text/html")
    assert status == 200
    assert headers[REPLICA] in replicas.servers


def place_in(headers: Message) -> str:
    """Return the cookie by which the proxy says where its owner belongs, or nothing."""
    given = [each.partition(";")[0] for each in headers.get_all("Set-Cookie", [])]
    return next((each for each in given if each.startswith(f"{COOKIE}=")), "")


def test_only_what_looks_for_a_page_moves_a_browser_to_another_replica(replicas: Replicas) -> None:
    health = replicas.url + "_stcore/health"
    headers = ask(health)[1]
    home, cookie = headers[REPLICA], place_in(headers)
    assert cookie
    replicas.kill(home)
    for _ in replicas.servers:
        status, headers, _ = ask(replicas.url + "class/join", "POST", b"{}", Cookie=cookie)
        assert (status, place_in(headers)) == (400, "")
        assert headers[REPLICA] != home
    headers = ask(health, Cookie=cookie)[1]
    assert headers[REPLICA] != home
    assert place_in(headers) not in ("", cookie)
