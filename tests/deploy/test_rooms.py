"""The place of the classes in ``deploy/``: what the files ask of it, a real server does."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from benchmarks.load.store import Store
from tests.deploy.test_files import text_of
from visualizer.rooms.in_redis import RoomsInRedis
from visualizer.rooms.place import SETTING, keeper_at
from visualizer.rooms.records import LONGEST
from visualizer.rooms.rooms import MOST_OF_ALL

FILES = ("compose.yaml", "kubernetes.yaml")
PORT = 6379
MEGABYTE = 2**20


def command_of(name: str) -> list[str]:
    """Return how a file starts the server."""
    [command] = re.findall(r"\[(valkey-server,[^\]]*)\]", text_of(name))
    return [each.strip().strip('"') for each in command.split(",")]


def service() -> str:
    """Return what ``compose.yaml`` says of the server."""
    [found] = re.findall(r"^  rooms:\n(?:    .*\n|\n)+", text_of("compose.yaml"), re.M)
    return found


def part(kind: str) -> str:
    """Return what ``kubernetes.yaml`` says of the server in one of its parts."""
    [found] = [
        each
        for each in text_of("kubernetes.yaml").split("---\n")
        if f"kind: {kind}\n" in each and "\n  name: visualizer-rooms\n" in each
    ]
    return found


@pytest.fixture(scope="module")
def as_deployed(redis_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A server with the options of the files, on a socket instead of a port."""
    _, *options = command_of("compose.yaml")
    store = Store(tmp_path_factory.mktemp("rooms"), options)
    store.start()
    yield store
    store.kill()


def test_both_files_start_the_same_server() -> None:
    assert command_of("compose.yaml") == command_of("kubernetes.yaml")
    images = [re.findall(r"image: (valkey/\S+)", text_of(name)) for name in FILES]
    assert images[0] == images[1]
    assert re.fullmatch(r"valkey/valkey:\d+-alpine", *images[0])


@pytest.mark.parametrize(
    ("name", "host"), [("compose.yaml", "rooms"), ("kubernetes.yaml", "visualizer-rooms")]
)
def test_every_replica_is_told_where_the_classes_are(name: str, host: str) -> None:
    [address] = re.findall(rf"{SETTING}(?::|\s+value:) (\S+)", text_of(name))
    assert address == f"redis://{host}:{PORT}/0"
    rooms = keeper_at(address)
    assert isinstance(rooms, RoomsInRedis)
    rooms.close()


def test_the_address_names_what_the_files_start() -> None:
    assert "networks: [inside]" in service()
    assert f"port: {PORT}, targetPort: rooms" in part("Service")
    assert "selector: { app: visualizer-rooms }" in part("Service")
    assert f"{{ name: rooms, containerPort: {PORT} }}" in part("Deployment")
    assert part("Deployment").count("{ app: visualizer-rooms }") == 3


def test_nobody_but_the_replicas_reaches_it() -> None:
    assert "ports:" not in service()
    assert re.findall(r"networks: (.+)", service()) == ["[inside]"]
    assert "inside: { internal: true }" in text_of("compose.yaml")
    assert re.search(
        r"podSelector:\n +matchLabels: { app: visualizer-rooms }\n"
        r" +policyTypes: \[Ingress, Egress\]\n +ingress:\n +- from:\n +- podSelector:\n"
        r" +matchLabels: { app: visualizer }\n +ports:\n +- { port: rooms, protocol: TCP }\n$",
        part("NetworkPolicy"),
    )


def test_it_writes_nothing_down_and_is_nobody_in_particular(as_deployed: Store) -> None:
    assert "read_only: true" in service()
    assert 'user: "10001:10001"' in service()
    assert "readOnlyRootFilesystem: true" in part("Deployment")
    assert "runAsUser: 10001\n" in part("Deployment")
    with as_deployed.client() as client:
        assert client.config_get("save", "appendonly") == {"save": "", "appendonly": "no"}
    assert {each.name for each in as_deployed.folder.iterdir()} == {"store"}


def test_its_memory_has_a_limit_below_that_of_its_container_and_ends_no_class(
    as_deployed: Store,
) -> None:
    with as_deployed.client() as client:
        settings = client.config_get("maxmemory", "maxmemory-policy")
    assert settings["maxmemory-policy"] == "noeviction"
    limit = int(settings["maxmemory"]) / MEGABYTE
    [compose] = re.findall(r"mem_limit: (\d+)m\n", service())
    [cluster] = re.findall(r"limits: { memory: (\d+)Mi }", part("Deployment"))
    assert 1.5 * limit <= int(compose) == int(cluster)
    # All students at once, each with as much as is kept of anybody.
    assert limit * MEGABYTE > MOST_OF_ALL * (LONGEST + 1_000)


def test_there_is_one_and_never_two() -> None:
    assert "replicas:" not in part("Deployment")
    assert "strategy: { type: Recreate }" in part("Deployment")


def test_the_image_has_what_the_setting_needs() -> None:
    assert "-r deploy/requirements.txt" in text_of("Containerfile")
    assert re.search(r"^redis>=", text_of("requirements.txt"), re.M)


def test_what_the_files_start_keeps_a_class(as_deployed: Store) -> None:
    rooms = keeper_at(as_deployed.address)
    assert isinstance(rooms, RoomsInRedis)
    code = rooms.open().code
    who = rooms.join(code).student.who
    assert list(rooms.read(code).students) == [who]
    rooms.close()
