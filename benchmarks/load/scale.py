"""One, two and four processes behind the proxy: how large a class they carry."""

from collections.abc import Iterable

from benchmarks.load.parts import PAGES, Row
from benchmarks.load.replicas import Replicas, StickyVisitor, replicated
from benchmarks.load.server import Use, memory_mb, own_use, use_of
from benchmarks.load.traffic import leave, lesson, percentile, release, take_seats

COUNTS = (1, 2, 4)
SAME_P95_MS = 200.0  # what one process and several are held to
FIRST_SIZE, STEP = 60, 15  # students for each process
MOST_STEPS = 6


async def replicas(seconds: float) -> list[Row]:
    """Raise the class before each number of processes until the 95th percentile is too long."""
    rows = []
    for count in COUNTS:
        with replicated(count) as several:
            for step in range(MOST_STEPS):
                size = count * (FIRST_SIZE + step * STEP)
                row = await _play(several, count, size, seconds)
                rows.append(row)
                if row["p95 ms"] is None or row["p95 ms"] > SAME_P95_MS:
                    break
    return rows


async def _play(several: Replicas, count: int, size: int, seconds: float) -> Row:
    visitors = [StickyVisitor(several.url, PAGES[number % len(PAGES)]) for number in range(size)]
    await take_seats(visitors)
    processes = [server.process.pid for server in several.servers.values()]
    before, own_before = [use_of(each) for each in processes], own_use()
    record = await lesson(visitors, release, 1.0, seconds, PAGES)
    after, own_after = [use_of(each) for each in processes], own_use()
    await leave(visitors)
    return {
        "who": "app",
        "what": f"behind the proxy: {count} process{'es' if count > 1 else ''}",
        "sessions": size,
        "releases/s": float(size),
        "releases": len(record.seconds),
        "median ms": record.percentile(0.5),
        "p95 ms": record.percentile(0.95),
        "p99 ms": record.percentile(0.99),
        "last ms": record.percentile(1.0),
        "turn p95 ms": percentile(record.turns, 0.95),
        "failures": len(record.failures),
        "server cores": _cores(before, after),
        "own cores": own_after.cores_since(own_before),
        "memory MB": sum(map(memory_mb, several.servers.values())),
    }


def _cores(before: Iterable[Use], after: Iterable[Use]) -> float:
    return sum(late.cores_since(early) for early, late in zip(before, after, strict=True))
