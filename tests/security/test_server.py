"""A sample of hostile inputs against the real server, and that its findings would be found."""

from __future__ import annotations

import asyncio
import re

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.hostile.attack import attack
from benchmarks.hostile.stranger import Stranger
from benchmarks.hostile.tally import SECONDS, Tally, look
from benchmarks.load.protocol import Answer
from tests.conftest import ROOT, Server

EVERY = 25  # of the listed inputs; python -m benchmarks.hostile sends them all


def test_a_sample_of_everything_is_answered_and_nothing_is_told(server: Server) -> None:
    found = asyncio.run(attack(server.url, generated=60, sample=EVERY))
    findings = [finding for each in found for finding in each.findings]
    # How long an answer takes on a busy machine is for the benchmark to say.
    assert [each for each in findings if not re.search(r": \d+\.\d s for ", each)] == []
    assert sum(len(each.seconds) for each in found) > 150
    assert all(each.seconds for each in found)


def test_two_sessions_hear_nothing_of_each_other(server: Server) -> None:
    async def both() -> tuple[str, str, Tally]:
        tally, seen = Tally("two"), set()
        async with (
            Stranger(server.url, "training", seen, tally) as one,
            Stranger(server.url, "training", seen, tally) as other,
        ):
            await one.say(one.request("b=1").SerializeToString())
            await other.say(other.request("b=2").SerializeToString())
            return one.session_id, other.session_id, tally

    one, other, tally = asyncio.run(both())
    assert one != other
    assert tally.findings == []


@pytest.mark.parametrize(
    "told",
    [
        b'Traceback (most recent call last):\n  File "x", line 1',
        b'  File "/srv/app/visualizer/app.py", line 7, in main',
        b'{"path": "pages/start.py"}',
        f"{ROOT}/visualizer/app.py".encode(),
        b"/usr/lib/python3/dist-packages/torch",
        b"<visualizer.state.memory.Memory object at 0x7f0000>",
        b"session 6ba7b810-9dad-41d1-80b4-00c04fd430c8",
    ],
)
def test_what_must_not_be_told_is_noticed(told: bytes) -> None:
    tally = Tally("any")
    look(b"before " + told + b" after", {b"6ba7b810-9dad-41d1-80b4-00c04fd430c8"}, tally)
    assert len(tally.findings) >= 1


def test_a_visitor_s_own_name_may_be_told() -> None:
    tally = Tally("any")
    stranger = Stranger("http://127.0.0.1:1/", "", {b"6ba7b810-9dad-41d1-80b4-00c04fd430c8"}, tally)
    stranger.session_id = "6ba7b810-9dad-41d1-80b4-00c04fd430c8"
    stranger.look(b"session 6ba7b810-9dad-41d1-80b4-00c04fd430c8")
    assert tally.findings == []


def test_a_page_that_failed_is_noticed() -> None:
    message = ForwardMsg()
    message.delta.new_element.alert.body = "The fault is the app's, not yours."
    for by_forger in (False, True):
        tally = Tally("any", by_forger)
        stranger = Stranger("http://127.0.0.1:1/", "", set(), tally)
        stranger._take(message, Answer())
        assert tally.n_failed == 1
        assert len(tally.findings) == (not by_forger)


def test_a_late_answer_is_a_finding() -> None:
    tally = Tally("any")
    tally.note(0.5 * SECONDS, "quick")
    assert tally.findings == []
    tally.note(1.5 * SECONDS, "slow")
    assert len(tally.findings) == 1
