"""Requests for what there is not: files, pages, stages, values, and far too many settings."""

from __future__ import annotations

import http.client
import json
from http.cookies import SimpleCookie
from urllib.parse import urlsplit

import pytest

from benchmarks.load.protocol import Visitor
from tests.conftest import Server
from tests.faults.processes import ask, memory_mb
from tests.faults.students import SECRETS, Student, do_alone, look, numbers_of, run

MEGABYTE = 2**20
NEARLY_A_MEGABYTE = 1_000_000  # with the form around it just within the limit
BOUNDARY = "----file"
N_UPLOADS = 150
CUT = 0


def as_form(data: bytes) -> bytes:
    """Return ``data`` as the body of a form with one file in it."""
    head = (
        f"--{BOUNDARY}\r\n"
        'Content-Disposition: form-data; name="file"; filename="class.csv"\r\n'
        "Content-Type: text/csv\r\n\r\n"
    )
    return head.encode() + data + f"\r\n--{BOUNDARY}--\r\n".encode()


class Uploader:
    """Uploads files as a browser does: over one connection, with the page's token."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        _, headers, _ = ask(url + "_stcore/health")
        cookie = SimpleCookie(headers.get("Set-Cookie", ""))
        self._token = cookie["_streamlit_xsrf"].value
        self._place = (parts.hostname, parts.port)

    def put(self, session: str, data: bytes, name: str = "1", token: bool = True) -> int:
        """Upload ``data`` for a session; return the status, or ``CUT`` if nobody listened."""
        headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
        if token:
            headers["X-Xsrftoken"] = self._token
            headers["Cookie"] = f"_streamlit_xsrf={self._token}"
        connection = http.client.HTTPConnection(*self._place, timeout=30)
        try:
            path = f"/_stcore/upload_file/{session}/{name}"
            connection.request("PUT", path, as_form(data), headers)
            answer = connection.getresponse()
            told = answer.read()
        except ConnectionError:
            return CUT
        finally:
            connection.close()
        assert not any(secret in told for secret in SECRETS)
        return answer.status


def test_uploads_to_a_page_that_takes_none_stay_small_and_without_effect(
    quiet_server: Server,
) -> None:
    url = quiet_server.url
    uploader = Uploader(url)

    async def story() -> None:
        async with Student(url, "training", "w1=0.5") as student:
            first = numbers_of(await student.open())
            session = student.session_id
            assert uploader.put(session, b"a,b\n", token=False) == 403
            assert uploader.put("nobody", b"a,b\n") == 400
            assert uploader.put(session, bytes(3 * MEGABYTE)) in {413, CUT}
            before = memory_mb(quiet_server)
            for number in range(N_UPLOADS):
                assert uploader.put(session, bytes(NEARLY_A_MEGABYTE), str(number)) in {
                    204,
                    429,
                    CUT,
                }
            assert memory_mb(quiet_server) < before + N_UPLOADS / 2
            assert numbers_of(await student.run(student.request())) == first
            assert await student.commit({"bias": 0.1})

    run(story())


@pytest.mark.parametrize("n_settings", [10, 999, 1_001, 5_000])
def test_very_many_settings_in_a_link_open_the_page(quiet_server: Server, n_settings: int) -> None:
    url = quiet_server.url

    async def story() -> None:
        junk = "&".join(f"junk{number}=1" for number in range(n_settings))
        async with Student(url, "neuron", junk) as student:
            assert numbers_of(await student.open()) == await look(url, "neuron")
            seen = numbers_of(await student.commit({"bias": 0.25}))
            assert seen == await look(url, "neuron", "b=0.25")

    run(story())


@pytest.mark.parametrize("page", ["nowhere", "training/2", "..", "%00", "x" * 10_000])
def test_a_page_that_does_not_exist_still_leads_somewhere(quiet_server: Server, page: str) -> None:
    url = quiet_server.url

    async def story() -> None:
        async with Student(url, page) as lost:
            await lost.open()
            assert lost.pages
            await lost.turn_to("training")
            seen = numbers_of(await lost.commit({"bias": 0.5}))
            assert seen == await do_alone(url, "training", "", {"bias": 0.5})

    run(story())


def test_an_unknown_page_in_the_menu_still_leads_somewhere(quiet_server: Server) -> None:
    url = quiet_server.url

    async def story() -> None:
        async with Student(url, "neuron") as student:
            await student.open()
            message = student.request()
            message.rerun_script.page_script_hash = "0" * 32
            await student.run(message)
            await student.turn_to("neuron")
            assert await student.commit({"bias": 0.5})

    run(story())


def test_a_release_to_a_stage_of_another_page_changes_nothing(quiet_server: Server) -> None:
    url = quiet_server.url

    async def story() -> None:
        async with Visitor(url, "training") as elsewhere:
            await elsewhere.open()
            (foreign,) = elsewhere.stages
        async with Student(url, "neuron", "w1=0.5") as student:
            first = numbers_of(await student.open())
            for stage in (foreign, "$$ID-0-nothing", ""):
                message = student.release({"weight_1": -1.0}, stage=stage)
                assert numbers_of(await student.run(message)) == first
            assert student.query == "w1=0.5"
            assert await student.commit({"bias": 0.5})

    run(story())


WRONG_NUMBERS = {
    "nan": float("nan"),
    "infinite": float("inf"),
    "huge": 1e308,
    "beyond_floats": 10**400,
    "too_low": -1e9,
    "text": "0.5",
    "nothing": None,
    "truth": True,
    "list": [0.5],
    "table": {"value": 0.5},
    "long_text": "9" * 100_000,
}


@pytest.mark.parametrize("kind", WRONG_NUMBERS)
def test_a_wrong_value_is_answered_and_changes_nothing(quiet_server: Server, kind: str) -> None:
    """The good half of the same release is kept."""
    url = quiet_server.url

    async def story() -> None:
        async with Student(url, "training", "w1=0.5") as student:
            await student.open()
            seen = numbers_of(await student.commit({"weight_1": WRONG_NUMBERS[kind], "bias": 1.0}))
            assert seen == await do_alone(url, "training", "w1=0.5", {"bias": 1.0})

    run(story())


ODD_RELEASES = {
    "no_list": json.dumps({"event": "commit"}),
    "no_release": json.dumps([{"event": "commit"}]),
    "number": json.dumps([{"event": "commit", "value": 7}]),
    "other_event": json.dumps([{"event": "other", "value": {"name": "x", "values": {}}}]),
    "no_values": json.dumps([{"event": "commit", "value": {"name": "x", "values": None}}]),
    "long_name": json.dumps([{"event": "commit", "value": {"name": "x" * 999, "values": {}}}]),
    "many_settings": json.dumps(
        [{"event": "commit", "value": {"name": "x", "values": {f"k{i}": i for i in range(9999)}}}]
    ),
    "deep": "[" * 300 + "]" * 300,
}


@pytest.mark.parametrize("kind", ODD_RELEASES)
def test_an_odd_release_leaves_the_page_alive(app_server: Server, kind: str) -> None:
    url = app_server.url

    async def story() -> None:
        async with Student(url, "neuron", "w1=0.5") as student:
            first = numbers_of(await student.open())
            found = await student.run(student.release({}, text=ODD_RELEASES[kind]))
            assert numbers_of(found) == first
            assert await student.commit({"bias": 0.5})

    run(story())


def test_a_release_that_is_no_json_leaves_the_session_alive(app_server: Server) -> None:
    """Streamlit itself fails at it, so that this run has no page; the next one has."""
    url = app_server.url

    async def story() -> None:
        async with Student(url, "neuron", "w1=0.5") as student:
            first = numbers_of(await student.open())
            await student.run(student.release({}, text="{"))
            assert numbers_of(await student.run(student.request())) == first
            assert await student.commit({"bias": 0.5})

    run(story())
