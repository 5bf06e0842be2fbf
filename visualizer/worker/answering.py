"""The worker's own side: it computes what it is asked, several questions in turn."""

from __future__ import annotations

import os
import pickle
import sys
import threading
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from typing import BinaryIO

from visualizer.server.adaptations.compiler import leave_out_compiler
from visualizer.server.memory import keep_memory_together
from visualizer.server.scheduling import MOST_WAITING, OvertakenError, cancellable_turn
from visualizer.server.warm_up import ready_to_compute
from visualizer.stages.registry import STAGES
from visualizer.stages.reply import Question, follows_from_question, reply_to
from visualizer.state.memory import Memory
from visualizer.state.session import Contents
from visualizer.tables.own_data import bring_back, is_at_hand
from visualizer.worker.messages import (
    HEADER,
    SIGN_EVERY,
    WITHOUT_COMPILER,
    Asked,
    Kind,
    data_of,
    packed,
)


def serve(questions: BinaryIO, replies: BinaryIO) -> None:
    """Answer until nothing can come any more; then the process ends, whatever it computes."""
    keep_memory_together()
    if WITHOUT_COMPILER in sys.argv:
        leave_out_compiler()
    ready_to_compute()
    rehearse()
    code = 1
    try:
        Answering(replies).answer_all(questions)
        code = 0
    except BrokenPipeError:  # nobody is there any more
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)  # nobody waits for what is still being computed


def rehearse() -> None:
    """Compute what every page begins with, as the other process does when somebody opens it.

    Most of what is let go of first leads to numbers that are partly these.
    """
    for stage in STAGES.values():
        if follows_from_question(stage):
            contents = stage.note(Contents(Memory(page=stage.page)))
            reply_to(Question(stage.name, contents, ""))


class Answering:
    """Computes what it is asked, each question in its turn and with room for others."""

    def __init__(self, replies: BinaryIO) -> None:
        """Write to ``replies``."""
        self._replies = replies
        self._lock = threading.Lock()
        self._asked: dict[int, bytes] = {}  # what nobody has given up yet

    def answer_all(self, questions: BinaryIO) -> None:
        """Answer whatever comes until nothing can come any more."""
        threads = ThreadPoolExecutor(MOST_WAITING)
        self._tell(0, Kind.READY)
        threading.Thread(target=self._give_signs, daemon=True).start()
        while len(header := questions.read(HEADER.size)) == HEADER.size:
            number, kind, size = HEADER.unpack(header)
            body = questions.read(size)
            if kind == Kind.GIVEN_UP:
                self._asked.pop(number, None)
            else:
                self._asked[number] = body
                threads.submit(self._answer, number)

    def _answer(self, number: int) -> None:
        body = self._asked.get(number)
        if body is None:
            return
        try:
            with cancellable_turn(lambda: number in self._asked):
                kind, found = _found(pickle.loads(body))
        except OvertakenError:
            return
        except Exception:  # whatever its cause: who asked computes it
            traceback.print_exc()
            kind, found = Kind.FAILED, b""
        self._asked.pop(number, None)
        self._tell(number, kind, found)

    def _give_signs(self) -> None:
        """Tell now and then that this process is alive."""
        while True:
            time.sleep(SIGN_EVERY)
            self._tell(0, Kind.ALIVE)

    def _tell(self, number: int, kind: Kind, body: bytes = b"") -> None:
        """Write a message, whole, whichever thread it comes from."""
        with self._lock:
            self._replies.write(packed(number, kind, body))
            self._replies.flush()


def _found(asked: Asked) -> tuple[Kind, bytes]:
    question, tables = asked
    for name, table in tables.items():
        bring_back(name, table)
    if not is_at_hand(data_of(question)):
        return Kind.NO_TABLE, b""
    return Kind.REPLY, reply_to(question)
