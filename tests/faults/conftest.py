"""One server for all faults that it has to survive, looked at after each of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conftest import Server, start_server
from tests.faults.students import Numbers, do_alone, run

CHECK = ("training", "seed=3", {"weight_1": 0.3})


@pytest.fixture(scope="package")
def shared_server() -> Iterator[Server]:
    running = start_server()
    yield running
    running.stop()


@pytest.fixture(scope="package")
def healthy_numbers(shared_server: Server) -> Numbers:
    """What a newcomer sees before anything has happened."""
    return run(do_alone(shared_server.url, *CHECK))


@pytest.fixture
def app_server(shared_server: Server, healthy_numbers: Numbers) -> Iterator[Server]:
    """The shared server; after the test it must still give everybody the right numbers."""
    yield shared_server
    assert shared_server.process.poll() is None
    assert run(do_alone(shared_server.url, *CHECK)) == healthy_numbers


@pytest.fixture
def quiet_server(app_server: Server) -> Iterator[Server]:
    """The shared server in a test of something that is no error, and must not be logged as one."""
    before = len(app_server.log)
    yield app_server
    said = "".join(app_server.log[before:])
    assert "Traceback" not in said
    assert len(said) < 20_000
