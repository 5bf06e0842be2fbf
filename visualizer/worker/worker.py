"""The worker as the process that serves the pages has it: starts it, asks it, starts it again."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from visualizer.server.adaptations.compiler import is_left_out
from visualizer.stages.reply import Question, light
from visualizer.tables.own_data import find_table
from visualizer.tables.table import Table
from visualizer.worker.messages import (
    HEADER,
    LARGEST,
    WITHOUT_COMPILER,
    Kind,
    data_of,
    packed,
    packed_question,
)

ROOT = Path(__file__).resolve().parents[2]
BUFFER = 1 << 20  # bytes; a reply has up to half a million
LOOK = 5.0  # s between two looks whether it has said anything
MOST_SILENT = 3  # looks in a row at which it had not; then it counts as stuck
MOST_STARTING = 24  # the same while it loads what it needs, on a busy machine
REST = 30.0  # s after which another is started in the place of one that has ended
LONGEST_REST = 3_600.0  # s, where one after the other ends soon after its start

log = logging.getLogger("visualizer")


class NoWorkerError(RuntimeError):
    """The worker has no reply: whoever asks computes it."""


@dataclass(frozen=True)
class _Waiting:
    """A question without a reply."""

    whose: str
    is_wanted: Callable[[], bool]
    reply: asyncio.Future[tuple[Kind, bytes]]


class Worker:
    """A worker of the event loop in which it is started. Use it there only."""

    def __init__(self) -> None:
        """Nothing is started yet."""
        self._task: asyncio.Task[None] | None = None
        self._questions: asyncio.StreamWriter | None = None
        self._numbers = count(1)
        self._waiting: dict[int, _Waiting] = {}
        self._n_heard = 0

    @property
    def is_ready(self) -> bool:
        """Whether it can be asked."""
        return self._questions is not None

    def start(self) -> None:
        """Start it, and another whenever it ends. Does nothing if it is on its way or there."""
        if self._task is None:
            self._task = asyncio.create_task(self._keep())

    async def end(self) -> None:
        """End it; who waits for a reply gets none."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def reply_to(
        self, question: Question, whose: str, is_wanted: Callable[[], bool]
    ) -> bytes | None:
        """Return the reply to ``question``; ``None`` if nobody wanted it any more.

        Args:
            question: Of a stage whose replies follow from the question alone.
            whose: Names a session: when it asks again, what it no longer wants is given up.
            is_wanted: Whether somebody waits for the reply; must be quick.

        Raises:
            NoWorkerError: If there is no worker, it ended meanwhile or could not compute it.
        """
        try:
            self._give_up(whose)
            slim = light(question)
            kind, body = await self._ask(slim, {}, whose, is_wanted)
            if kind == Kind.NO_TABLE:
                tables = {data_of(slim): find_table(data_of(slim))}
                kind, body = await self._ask(slim, tables, whose, is_wanted)
        except NoWorkerError:
            raise
        except ValueError:  # the table is gone here, too: so many others have brought theirs
            raise NoWorkerError from None
        except Exception as error:
            log.exception("a question of the stage %r could not be asked", question.stage)
            raise NoWorkerError from error
        if kind not in (Kind.REPLY, Kind.GIVEN_UP):
            raise NoWorkerError
        return body if kind == Kind.REPLY else None

    async def _ask(
        self,
        question: Question,
        tables: dict[str, Table],
        whose: str,
        is_wanted: Callable[[], bool],
    ) -> tuple[Kind, bytes]:
        number = next(self._numbers)
        reply = asyncio.get_running_loop().create_future()
        message = packed_question(number, question, tables)
        self._waiting[number] = _Waiting(whose, is_wanted, reply)
        try:
            self._write(message)
            return await reply
        finally:
            self._waiting.pop(number, None)

    def _give_up(self, whose: str) -> None:
        for number, each in self._waiting.items():
            if each.whose == whose and not each.is_wanted():
                self._write(packed(number, Kind.GIVEN_UP))
                _settle(each, (Kind.GIVEN_UP, b""))

    def _write(self, message: bytes) -> None:
        """Send a message on its way.

        Raises:
            NoWorkerError: If the pipe is closed, though nobody has been told yet.
        """
        if self._questions is None:
            raise NoWorkerError
        try:
            self._questions.write(message)
        except (OSError, RuntimeError):
            raise NoWorkerError from None

    async def _keep(self) -> None:
        """Start it whenever there is none."""
        loop, rest = asyncio.get_running_loop(), REST
        while True:
            starting = asyncio.ensure_future(_started())
            try:
                process = await asyncio.shield(starting)
            except asyncio.CancelledError:
                with suppress(Exception):
                    await _end(await starting)
                raise
            except Exception as error:  # whatever keeps this machine from it
                log.warning("runs without a process that computes releases: %r", error)
                return
            begin = loop.time()
            await self._serve(process)
            log.warning("the process that computes releases is gone: this one computes them")
            await asyncio.sleep(rest)
            rest = min(2 * rest, LONGEST_REST) if loop.time() - begin < 2 * rest else REST

    async def _serve(self, process: Process) -> None:
        """Hand its replies over until it ends, or is stuck."""
        assert process.stdin is not None  # a pipe, as the other one
        assert process.stdout is not None
        watching = asyncio.create_task(self._watch(process))
        try:
            while True:
                header = await process.stdout.readexactly(HEADER.size)
                number, kind, size = HEADER.unpack(header)
                if size > LARGEST:
                    raise ValueError(f"a message of {size} bytes")
                body = await process.stdout.readexactly(size)
                self._n_heard += 1
                if kind == Kind.READY:
                    self._questions = process.stdin
                elif number in self._waiting:
                    _settle(self._waiting[number], (Kind(kind), body))
        except asyncio.IncompleteReadError:
            return
        except Exception:
            log.exception("what the process that computes releases says makes no sense")
        finally:
            watching.cancel()
            self._questions = None
            for each in self._waiting.values():
                _settle(each, (Kind.FAILED, b""))
            await _end(process)

    async def _watch(self, process: Process) -> None:
        """End a process that says nothing any more, though it gives signs while it computes.

        It is looked at several times: where both have stood still, it has something to say next.
        """
        n_silent = 0
        while n_silent < (MOST_SILENT if self.is_ready else MOST_STARTING):
            heard = self._n_heard
            await asyncio.sleep(LOOK)
            n_silent = n_silent + 1 if self._n_heard == heard else 0
        with suppress(ProcessLookupError):
            process.kill()


async def _end(process: Process) -> None:
    """End a process, which has nothing to lose, and wait for its end, whatever comes between."""
    with suppress(ProcessLookupError):
        process.kill()
    ending = asyncio.ensure_future(process.wait())
    try:
        await asyncio.shield(ending)
    except asyncio.CancelledError:
        await ending
        raise


async def _started() -> Process:
    """Start a worker of this very code, wherever the server was started."""
    path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    options = [WITHOUT_COMPILER] if is_left_out() else []
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "visualizer.worker", *options),
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": path},
        stdin=PIPE,
        stdout=PIPE,
        limit=BUFFER,
        start_new_session=True,  # Ctrl-C is not for it: it ends with its stdin
    )


def _settle(waiting: _Waiting, reply: tuple[Kind, bytes]) -> None:
    if not waiting.reply.done():
        waiting.reply.set_result(reply)
