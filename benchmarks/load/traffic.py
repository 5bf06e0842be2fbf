"""How a class behaves: who sits on which page, and when somebody lets go of a slider.

Everybody keeps to a timetable of their own, made before the lesson begins: an answer that is late
does not delay the next release, so a slow server cannot make its own work lighter, and each time
counts from when the release was due.
"""

import asyncio
import math
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from websockets.exceptions import ConnectionClosed

from benchmarks.load.protocol import RunError, Visitor

AT_ONCE = 8  # who open their page at the same time, as a class does over half a minute
PATIENCE = 30.0  # s, after which an answer counts as a failure
TURN_SHARE = 0.05  # of all releases, those that turn to another page instead

Act = Callable[[Visitor, random.Random], Awaitable[None]]


@dataclass
class Record:
    """What happened to a class.

    Attributes:
        seconds: From when each release was due to the end of its answer.
        turns: The same for each change of the page.
        failures: What went wrong, in words.
    """

    seconds: list[float] = field(default_factory=list)
    turns: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def percentile(self, share: float) -> float | None:
        """Return the time within which that share of the releases was answered, in ms."""
        return percentile(self.seconds, share)


def percentile(seconds: Sequence[float], share: float) -> float | None:
    """Return the smallest of ``seconds`` that ``share`` of them do not exceed, in ms.

    >>> percentile([0.1, 0.2, 0.3, 0.4], 0.5)
    200.0
    """
    if not seconds:
        return None
    ordered = sorted(seconds)
    return 1e3 * ordered[min(len(ordered) - 1, max(0, -int(-share * len(ordered) // 1) - 1))]


async def release(visitor: Visitor, chance: random.Random) -> None:
    """Move one of the controls of the page's stage to any of its positions."""
    settings = visitor.settings()
    if not settings:  # a page without a stage, where only the page itself can be asked for
        await visitor.open()
        return
    key = chance.choice(sorted(settings))
    await visitor.commit({key: chance.choice(settings[key])})


async def take_seats(visitors: Sequence[Visitor]) -> None:
    """Connect everybody and open their pages, a few at a time."""
    door = asyncio.Semaphore(AT_ONCE)

    async def sit_down(visitor: Visitor) -> None:
        async with door:
            await visitor.connect()
            await visitor.open()

    await asyncio.gather(*map(sit_down, visitors))


async def leave(visitors: Sequence[Visitor]) -> None:
    """Close every connection."""
    await asyncio.gather(*(visitor.close() for visitor in visitors), return_exceptions=True)


async def lesson(
    visitors: Sequence[Visitor],
    act: Act,
    period: float,
    seconds: float,
    pages: Sequence[str] = (),
    seed: int = 0,
) -> Record:
    """Let everybody release something every ``period`` seconds, and return what happened.

    Args:
        visitors: Who sit on their pages already.
        act: What a release is.
        period: Between two releases of one visitor, in seconds; everybody's phase is random.
        seconds: How long the lesson lasts; what is due by then is waited for.
        pages: Where a visitor may turn to now and then; nobody does if there are none.
        seed: Of all that is random.
    """
    record = Record()
    begin = time.perf_counter()

    async def attend(visitor: Visitor, chance: random.Random) -> None:
        due = begin + chance.random() * period
        while due < begin + seconds:
            if time.perf_counter() > begin + 2 * seconds:  # hopeless: count what is still due
                n_due = math.ceil((begin + seconds - due) / period)
                record.failures += [f"{visitor.page}: not asked any more"] * n_due
                return
            await asyncio.sleep(due - time.perf_counter())
            turns = bool(pages) and chance.random() < TURN_SHARE
            times = record.turns if turns else record.seconds
            try:
                async with asyncio.timeout(PATIENCE):
                    if turns:
                        await visitor.turn_to(chance.choice(pages))
                    else:
                        await act(visitor, chance)
                times.append(time.perf_counter() - due)
            except (RunError, TimeoutError, ConnectionClosed, OSError) as error:
                record.failures.append(f"{visitor.page}: {type(error).__name__} {error}")
                with suppress(ConnectionClosed, OSError, RunError):
                    await visitor.close()
                    await visitor.connect()
                    await visitor.open()
            due += period

    chances = (random.Random(f"{seed} {number}") for number in range(len(visitors)))
    await asyncio.gather(*map(attend, visitors, chances))
    return record


async def burst_of(visitors: Sequence[Visitor], act: Act, seed: int = 0) -> Record:
    """Let everybody release something at the same moment, and return what happened."""
    record = Record()
    begin = time.perf_counter()

    async def attend(visitor: Visitor, chance: random.Random) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                await act(visitor, chance)
            record.seconds.append(time.perf_counter() - begin)
        except (RunError, TimeoutError, ConnectionClosed, OSError) as error:
            record.failures.append(f"{visitor.page}: {type(error).__name__} {error}")

    chances = [random.Random(f"{seed} {number}") for number in range(len(visitors))]
    await asyncio.gather(*map(attend, visitors, chances))
    return record
