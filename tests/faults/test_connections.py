"""Connections that break, come in storms, say nothing, or are never read."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

import pytest

from tests.conftest import Server
from tests.faults.processes import memory_mb, n_threads
from tests.faults.students import (
    Numbers,
    Student,
    do_alone,
    gather,
    heaviest_link,
    look,
    numbers_of,
    run,
    wait_until,
)

N_RECONNECTS = 200
N_RELOADS = 150
N_HALF_OPEN = 100
HALF_A_HANDSHAKE = b"GET /_stcore/stream HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"


def test_a_connection_that_is_cut_in_mid_training_loses_nothing(quiet_server: Server) -> None:
    url, link = quiet_server.url, heaviest_link(1)

    async def story() -> tuple[Numbers, Numbers]:
        async with Student(url, "training", link) as student:
            await student.open()
            await student.commit({"weight_1": 0.25})
            await student.begin(student.release({"bias": -0.5}))
            await student.cut()
            await student.connect()  # with the session's name, as a browser does
            seen = numbers_of(await student.insist({"bias": -0.5}))  # the page still holds it
            return seen, await look(url, "training", student.query)

    seen, by_link = run(story())
    assert seen == by_link
    alone = run(do_alone(url, "training", link, {"weight_1": 0.25}, {"bias": -0.5}))
    assert seen == alone


def test_a_student_who_leaves_in_mid_training_leaves_no_thread_behind(
    quiet_server: Server,
) -> None:
    url = quiet_server.url

    async def story() -> None:
        await look(url)
        await wait_until(lambda: n_threads(quiet_server) <= at_rest)
        for seed in range(2, 5):
            student = Student(url, "training", heaviest_link(seed))
            await student.connect()
            await student.begin(student.request())
            await student.cut()
        await look(url)
        await wait_until(lambda: n_threads(quiet_server) <= at_rest)

    at_rest = n_threads(quiet_server)
    run(story())


def test_a_storm_of_reconnects_keeps_every_session(quiet_server: Server) -> None:
    """Ten students whose network flickers, twenty times each."""
    url, n_students = quiet_server.url, 10

    async def flicker(number: int) -> tuple[str, str, Numbers]:
        weight = number / 10
        async with Student(url, "neuron") as student:
            await student.open()
            await student.commit({"weight_1": weight})
            first = student.session_id
            for _ in range(N_RECONNECTS // n_students):
                await student.cut()
                await student.connect()
                await student.begin_at_last(student.request())  # what every browser asks for then
            seen = numbers_of(await student.insist({"bias": 1.0}))
            assert seen == await do_alone(url, "neuron", f"w1={weight}", {"bias": 1.0})
            return first, student.session_id, seen

    async def story() -> list[tuple[str, str, Numbers]]:
        return await gather([flicker(number) for number in range(n_students)], n_students)

    found = run(story())
    assert all(first == last for first, last, _ in found)
    assert len({first for first, _, _ in found}) == n_students


def test_a_storm_of_reloads_leaves_the_others_alone(quiet_server: Server) -> None:
    """A class that hits reload, all at once, and again before the page has come."""
    url = quiet_server.url

    async def reload(number: int) -> None:
        student = Student(url, "neuron", f"w1={number / 100}")
        await student.connect()
        await student.begin(student.request())
        await student.cut()

    async def story() -> None:
        async with Student(url, "training") as student:
            await student.open()
            storm = asyncio.gather(*(reload(number) for number in range(N_RELOADS)))
            seen = numbers_of(await student.commit({"weight_2": 0.7}))
            await storm
            assert seen == await do_alone(url, "training", "", {"weight_2": 0.7})
            assert await student.commit({"weight_2": 0.1})

    at_rest = n_threads(quiet_server)
    run(story())
    run(wait_until(lambda: n_threads(quiet_server) <= at_rest + 1))


def test_a_visitor_who_never_reads_holds_nobody_up(quiet_server: Server) -> None:
    url = quiet_server.url

    async def story() -> None:
        async with Student(url, "training", heaviest_link(5)) as deaf, Student(url) as other:
            await deaf.open()
            await other.open("neuron")
            before = memory_mb(quiet_server)
            deaf.stop_reading()
            for number in range(30):
                message = deaf.release({"bias": number / 10}, f"deaf-{number}")
                await deaf.send_raw(message.SerializeToString())
                seen = numbers_of(await other.commit({"bias": number / 10}))
            assert seen == await do_alone(url, "neuron", "", {"bias": number / 10})
            assert memory_mb(quiet_server) < before + 100
            await deaf.cut()
            await deaf.connect()
            assert await deaf.insist({"bias": 1.5})

    run(story())


@pytest.mark.parametrize("begun", [b"", b"G", HALF_A_HANDSHAKE], ids=["nothing", "G", "half"])
def test_half_open_handshakes_hold_nobody_up(quiet_server: Server, begun: bytes) -> None:
    url = quiet_server.url

    async def story() -> None:
        parts = urlsplit(url)
        opened = await asyncio.gather(
            *(asyncio.open_connection(parts.hostname, parts.port) for _ in range(N_HALF_OPEN))
        )
        try:
            for _, writer in opened:
                writer.write(begun)
                await writer.drain()
            assert await look(url, "neuron", "w1=0.5") == await look(url, "neuron", "w1=0.5")
        finally:
            for _, writer in opened:
                writer.transport.abort()

    run(story())
