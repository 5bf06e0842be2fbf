"""What the two processes tell each other, over pipes that nobody else has.

A question goes one way, its reply the other, each behind a header; replies come as they are ready.
Both ends run the same code, so a question travels as Python pickles it; of replies nothing is
unpacked.
"""

from __future__ import annotations

import pickle
import struct
from enum import IntEnum

from visualizer.stages.reply import Question
from visualizer.tables.table import Table

WITHOUT_COMPILER = "--without-compiler"  # what a worker is told as it starts
SIGN_EVERY = 2.0  # s; so often a worker tells that it is alive

HEADER = struct.Struct("<QBI")
"""The number of the question, what this is (:class:`Kind`), and how many bytes follow."""

Asked = tuple[Question, dict[str, Table]]
"""A question, and the large tables that it may need."""


LARGEST = 1 << 28
"""Bytes of a message, of which nobody sends as many."""


class Kind(IntEnum):
    """What a message is."""

    READY = 0  # from the worker, once it can be asked
    ALIVE = 1  # from the worker, now and then
    QUESTION = 2  # a pickled :data:`Asked`
    GIVEN_UP = 3  # nobody waits for the reply to this question any more
    REPLY = 4
    NO_TABLE = 5  # the data of the question are a table that the worker has not seen
    FAILED = 6  # it could not be computed


def packed(number: int, kind: Kind, body: bytes = b"") -> bytes:
    """Return a message."""
    return HEADER.pack(number, kind, len(body)) + body


def packed_question(number: int, question: Question, tables: dict[str, Table]) -> bytes:
    """Return a question as a message."""
    asked: Asked = (question, tables)
    return packed(number, Kind.QUESTION, pickle.dumps(asked, pickle.HIGHEST_PROTOCOL))


def data_of(question: Question) -> str:
    """Return the name of the data that somebody has chosen; empty if nobody has."""
    return str(question.contents.memory.chosen.get("dataset", ""))
