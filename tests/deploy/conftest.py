"""Three replicas behind the real proxy, and the place of their classes, shared by these tests."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from benchmarks.load.replicas import ProxyError, Replicas, find_proxy, replicated
from benchmarks.load.store import Store, running_store

N_REPLICAS = 3


@pytest.fixture(scope="package")
def proxy() -> str:
    """The path of HAProxy. Without one the test is skipped, but it fails where CI is set."""
    try:
        return find_proxy()
    except ProxyError as reason:
        if os.environ.get("CI") == "true":
            pytest.fail(f"{reason}; .ci/run must have done it")
        pytest.skip(str(reason))


@pytest.fixture(scope="package")
def classes(redis_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Where the replicas keep their classes."""
    with running_store(tmp_path_factory.mktemp("classes")) as store:
        yield store


@pytest.fixture(scope="package")
def shared_replicas(proxy: str, classes: Store) -> Iterator[Replicas]:
    with replicated(N_REPLICAS, classes.address) as running:
        yield running


@pytest.fixture
def replicas(shared_replicas: Replicas) -> Iterator[Replicas]:
    """All of them alive. The ones that a test has killed are started again."""
    yield shared_replicas
    for name, server in shared_replicas.servers.items():
        if server.process.poll() is None:
            assert "Traceback" not in "".join(server.log)
        else:
            shared_replicas.start_again(name)
            shared_replicas.wait_until_used(name)
