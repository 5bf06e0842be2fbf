"""A server that is killed in the middle of a class, and how soon everybody is back where they were.

All come at the very moment at which the new server listens; browsers, which try again after ever
longer pauses, spread out more.
"""

import asyncio
import time
from urllib.parse import urlsplit

from benchmarks.load.parts import Bench, Row
from benchmarks.load.protocol import Visitor
from benchmarks.load.traffic import Record, leave, release
from tests.conftest import start_server
from tests.faults.students import Numbers, numbers_of

N_CLIENTS = 100
# The record of tuning by hand, on the page of the loss, is the session's own and goes with it.
PAGES = ("", "neuron", "activations", "surface", "learning_rate", "training", "your_data")
OPENING_AT_ONCE = 4


async def killed() -> list[Row]:
    """Kill a server with a class on it, start another in its place, and let all come back."""
    server = start_server()
    visitors = [Visitor(server.url, PAGES[place % len(PAGES)]) for place in range(N_CLIENTS)]
    door = asyncio.Semaphore(OPENING_AT_ONCE)

    async def work(visitor: Visitor, place: int) -> Numbers:
        async with door:
            await visitor.connect()
            await visitor.open()
            control = "learning_rate_mid" if visitor.page == "learning_rate" else "bias"
            return numbers_of(await visitor.commit({control: (place + 1) / N_CLIENTS}))

    try:
        known = await asyncio.gather(*map(work, visitors, range(N_CLIENTS)))
    finally:
        server.process.kill()
        server.process.wait()
    await leave(visitors)
    port = str(urlsplit(server.url).port)
    again = await asyncio.to_thread(start_server, args=("--server.port", port))
    try:
        record = await _come_back(visitors, known)
        bench = Bench("app", again, release, 0.0, ())
        return [bench.row("back after a kill", N_CLIENTS, record)]
    finally:
        again.stop()


async def _come_back(visitors: list[Visitor], known: list[Numbers]) -> Record:
    """Let everybody open the link that their browser holds, and compare what they see."""
    record, begin = Record(), time.perf_counter()

    async def return_to(visitor: Visitor, before: Numbers) -> None:
        visitor.session_id = ""  # which nobody knows any more
        await visitor.connect()
        seen = numbers_of(await visitor.open())
        record.seconds.append(time.perf_counter() - begin)
        if seen != before:
            record.failures.append(f"{visitor.page}?{visitor.query}: other numbers than before")

    await asyncio.gather(*map(return_to, visitors, known))
    await leave(visitors)
    return record
