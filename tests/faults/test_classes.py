"""Classes under what schools do to them: all at once, none that reads, a server that is stopped."""

from __future__ import annotations

import asyncio
import json
import random
from contextlib import AsyncExitStack

from tests.conftest import MakeServer, Server
from tests.faults.classmates import Classmate, open_class
from tests.faults.processes import memory_mb
from tests.faults.students import gather, run

N_STUDENTS = 300
SECONDS = 5.0  # in which they join
N_DEAF = 40
N_ORDERS = 400


async def give(teacher: Classmate, order: str, on: bool = True) -> int:
    status, body = await teacher.post("order", **teacher.line["desk"], order=order, on=on)
    assert status == 200, body
    return json.loads(body)["orders"]["version"]


def test_three_hundred_who_join_within_five_seconds_are_all_in_and_all_hear(
    quiet_server: Server,
) -> None:
    url, chance = quiet_server.url, random.Random(0)

    async def story() -> None:
        teacher = await open_class(url)
        code = teacher.line["desk"]["code"]
        students = [Classmate(url) for _ in range(N_STUDENTS)]

        async def arrive(student: Classmate) -> None:
            await student.connect()
            await student.open()

        await gather([arrive(each) for each in students])
        async with AsyncExitStack() as stack:
            desk = await stack.enter_async_context(teacher.listen())
            assert await desk.begin() == 200

            async def join(student: Classmate) -> None:
                await asyncio.sleep(chance.random() * SECONDS)
                await student.join(code)
                student.news = await stack.enter_async_context(student.listen())
                assert await student.news.begin() == 200

            await asyncio.gather(*map(join, students))
            await desk.until(here=N_STUDENTS)
            assert len({each.seat["who"] for each in students}) == N_STUDENTS
            looks = {(each.seat["animal"], each.seat["colour"]) for each in students}
            assert len(looks) == N_STUDENTS, "no two look alike"
            await give(teacher, "pause")
            lines = await asyncio.gather(*(each.news.until(paused=True) for each in students))
            assert len(lines) == N_STUDENTS
            await desk.until(paused=True)
        for each in (*students, teacher):
            await each.close()

    run(story())


def test_who_never_reads_costs_no_memory_and_holds_nobody_up(quiet_server: Server) -> None:
    url = quiet_server.url

    async def story() -> None:
        teacher = await open_class(url)
        code = teacher.line["desk"]["code"]
        async with AsyncExitStack() as stack:
            students = [Classmate(url) for _ in range(6)]
            for each in students:
                await each.connect()
                await each.open()
                await each.join(code)
            reader = await stack.enter_async_context(students[0].listen())
            await reader.begin()
            for place in range(N_DEAF):
                deaf = await stack.enter_async_context(students[1 + place % 5].listen())
                deaf.stop_reading()
            await give(teacher, "pause")
            before = memory_mb(quiet_server)
            for number in range(N_ORDERS):
                version = await give(teacher, "pause", on=bool(number % 2))
            await reader.until(version=version)
            assert memory_mb(quiet_server) < before + 15
        for each in (*students, teacher):
            await each.close()

    run(story())


def test_a_server_that_is_stopped_does_not_wait_for_who_listens(make_server: MakeServer) -> None:
    server = make_server()

    async def story() -> None:
        teacher = await open_class(server.url)
        async with teacher.listen() as news:
            await news.begin()
            await news.next()
            server.process.terminate()
            await asyncio.to_thread(server.process.wait, 8)  # or it raises TimeoutExpired
        await teacher.close()

    run(story())
