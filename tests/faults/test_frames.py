"""Messages that no browser sends: garbage, too much, text, nothing, and a developer's requests."""

from __future__ import annotations

import random
from contextlib import suppress

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed

from tests.conftest import Server
from tests.faults.students import Student, do_alone, look, numbers_of, run

MEGABYTE = 1_000_000
UNKNOWN_TYPE = b"\xfa\x7f\x03abc"  # field 2047 of a message, which there is not
GARBAGE = [random.Random(seed).randbytes(10**seed) for seed in range(1, 6)]
BROKEN = b"\x5a\xff\xff\xff\xff\x0f"  # announces four gigabytes and brings none


async def go_on_after(url: str, tab: Student) -> None:
    """Check that a tab that was hung up on gets its numbers back under its own session."""
    session = tab.session_id
    await tab.close()
    await tab.connect()
    seen = numbers_of(await tab.commit({"bias": 1.25}))
    assert tab.session_id == session
    assert seen == await do_alone(url, "neuron", "w1=0.5", {"bias": 1.25})


@pytest.mark.parametrize("frame", [*GARBAGE, BROKEN], ids=lambda frame: f"{len(frame)}_bytes")
def test_garbage_ends_its_own_connection_at_most(app_server: Server, frame: bytes) -> None:
    url, before = app_server.url, len(app_server.log)

    async def story() -> None:
        async with Student(url, "neuron", "w1=0.5") as tab, Student(url, "loss") as other:
            await tab.open()
            await other.open()
            await tab.send_raw(frame)
            assert await tab.read_until_closed() == 1002  # a protocol error
            await go_on_after(url, tab)
            assert await other.commit({"bias": 0.1})

    run(story())
    assert len("".join(app_server.log[before:])) < 10_000


def test_a_frame_of_more_than_a_megabyte_is_refused(quiet_server: Server) -> None:
    url = quiet_server.url

    async def story() -> None:
        async with Student(url, "neuron", "w1=0.5") as tab:
            await tab.open()
            message = tab.release({"bias": 1.0}, name="x" * 2 * MEGABYTE)
            await tab.send_raw(message.SerializeToString())
            assert await tab.read_until_closed() == 1009  # too big
            await go_on_after(url, tab)

    run(story())


def test_a_frame_beyond_what_the_socket_takes_is_refused(quiet_server: Server) -> None:
    url = quiet_server.url

    async def story() -> None:
        async with Student(url, "neuron", "w1=0.5") as tab:
            await tab.open()
            with suppress(ConnectionClosed):  # refused while it is still on its way
                await tab.send_raw(bytes(12 * MEGABYTE))
            assert await tab.read_until_closed() in {1009, 1006}
            await go_on_after(url, tab)

    run(story())


def test_text_frames_end_their_own_connection_only(app_server: Server) -> None:
    url, before = app_server.url, len(app_server.log)

    async def story() -> None:
        async with Student(url, "neuron", "w1=0.5") as tab, Student(url, "loss") as other:
            await tab.open()
            await other.open()
            await tab.send_raw("hello")
            await tab.read_until_closed()
            await go_on_after(url, tab)
            assert await other.commit({"bias": 0.1})

    run(story())
    assert len("".join(app_server.log[before:])) < 20_000


@pytest.mark.parametrize("frame", [b"", UNKNOWN_TYPE], ids=["empty", "unknown"])
def test_messages_of_no_known_type_are_passed_over(quiet_server: Server, frame: bytes) -> None:
    url = quiet_server.url

    async def story() -> None:
        async with Student(url, "neuron", "w1=0.5") as tab:
            await tab.open()
            for _ in range(20):
                await tab.send_raw(frame)
            seen = numbers_of(await tab.commit({"bias": 1.25}))
            assert seen == await do_alone(url, "neuron", "w1=0.5", {"bias": 1.25})

    run(story())


def test_who_asks_to_clear_the_caches_takes_nothing_from_anybody(quiet_server: Server) -> None:
    url = quiet_server.url

    async def story() -> None:
        link = "w1=0.5"
        async with Student(url, "training", link) as tab, Student(url, "training", link) as other:
            first = numbers_of(await tab.open())
            assert numbers_of(await other.open()) == first
            await tab.commit({"weight_2": 0.125})
            for _ in range(20):
                await tab.send_raw(BackMsg(clear_cache=True).SerializeToString())
            # What only the session holds: the address that the message brings says less.
            tab.query = link
            seen = numbers_of(await tab.commit({"bias": 1.25}))
            values = ({"weight_2": 0.125}, {"bias": 1.25})
            assert seen == await do_alone(url, "training", link, *values)
            assert numbers_of(await other.run(other.request())) == first
            assert await look(url, "training", link) == first

    run(story())


@pytest.mark.parametrize("kind", ["debug_disconnect_websocket", "debug_shutdown_runtime"])
def test_nobody_can_switch_the_server_off(quiet_server: Server, kind: str) -> None:
    url = quiet_server.url

    async def story() -> None:
        async with Student(url, "neuron", "w1=0.5") as tab:
            await tab.open()
            await tab.send_raw(BackMsg(**{kind: True}).SerializeToString())
            assert await tab.commit({"bias": 1.25})

    run(story())
