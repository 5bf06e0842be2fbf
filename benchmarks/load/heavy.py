"""The heaviest thing that the app allows, again and again."""

import asyncio
import random
import time

from benchmarks.load.protocol import Visitor
from benchmarks.load.traffic import Record
from visualizer.tables.own_data import keep_table, travels
from visualizer.tables.table import Table

N_ROWS = 500  # as many as a page that trains learns from; they repeat, so that a link holds them


def _heavy_link() -> str:
    """Return the query of the longest training: most steps, Adam, a branch, all of it open."""
    rows = tuple((place % 10, place % 7, place % 2) for place in range(N_ROWS))
    names = tuple(str(place) for place in range(N_ROWS))
    name = keep_table(Table(("first", "second", "passed"), names, rows))
    assert travels(name), "the table of the heavy training does not fit into a link"
    return f"data={name}&steps=300&optimizer=adam&batch=1&branch=0&open=2"


HEAVY_LINK = _heavy_link()


async def keep_training(visitor: Visitor, number: int, record: Record) -> None:
    """Move the starting weights and wait for the answer, until cancelled."""
    chance = random.Random(number)
    while True:
        begin = time.perf_counter()
        await visitor.commit({"weight_1": chance.choice(visitor.settings()["weight_1"])})
        record.seconds.append(time.perf_counter() - begin)
        await asyncio.sleep(0)
