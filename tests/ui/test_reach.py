"""A link that others can open, or a sentence that says why there is none."""

import socket

import pytest

from visualizer.ui import reach as module
from visualizer.ui.reach import START, own_addresses, reach

HERE = "http://localhost:8501/neuron"
OWN = ("192.168.1.5", "10.0.0.7")


@pytest.mark.parametrize(
    "url",
    [
        "https://class.example.org/neuron", "http://192.168.1.5:8501/neuron",
        "http://school:8501/neuron", "http://[2001:db8::5]:8501/neuron", "https://localhost.org/x",
    ],
)  # fmt: skip
@pytest.mark.parametrize("listens_at", [None, "127.0.0.1"])
def test_under_a_public_name_nothing_changes(url: str, listens_at: str | None) -> None:
    found = reach(url, listens_at, 8501, OWN)
    assert (found.urls, found.words, found.is_open) == ((url,), "", True)


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST", "app.localhost", "127.0.0.1", "127.0.1.1", "[::1]",
             "[::ffff:127.0.0.1]", "0.0.0.0"],
)  # fmt: skip
@pytest.mark.parametrize("listens_at", [None, "0.0.0.0", "::"])
def test_at_the_server_itself_its_addresses_in_the_network_are_offered(
    host: str, listens_at: str | None
) -> None:
    found = reach(f"http://{host}:8501/neuron?w1=1", listens_at, 8501, OWN)
    assert found.urls == tuple(f"http://{own}:8501/neuron?w1=1" for own in OWN)
    assert found.is_open
    for words in ("this very computer", "should work", "firewall"):
        assert words in found.words


@pytest.mark.parametrize("listens_at", ["127.0.0.1", "localhost", "::1", "unix:///run/app"])
def test_a_server_that_listens_to_itself_says_how_to_start_it(listens_at: str) -> None:
    found = reach(HERE, listens_at, 8501, OWN)
    assert (found.urls, found.is_open) == ((HERE,), False)
    assert START in found.words


def test_without_a_network_no_address_is_made_up() -> None:
    found = reach(HERE, None, 8501, ())
    assert (found.urls, found.is_open) == ((HERE,), False)
    assert "no network" in found.words


@pytest.mark.parametrize("url", ["http://localhost:9000/", "http://localhost/", "https://[::1]/"])
def test_where_a_port_is_passed_on_no_address_is_guessed(url: str) -> None:
    found = reach(url, None, 8501, OWN)
    assert (found.urls, found.is_open) == ((url,), False)
    assert "passes the port" in found.words


def test_an_address_of_ipv6_stands_in_brackets() -> None:
    found = reach("http://[::1]:8501/", None, 8501, ("2001:db8::7",))
    assert found.urls == ("http://[2001:db8::7]:8501/",)


def test_the_port_of_the_scheme_is_not_written() -> None:
    assert reach("http://localhost/", None, 80, OWN[:1]).urls == ("http://192.168.1.5/",)


class Routes:
    """Sockets of a machine with the given ways out: from a target to an address of its own."""

    def __init__(self, ways: dict[str, str]) -> None:
        self.ways = ways

    def __call__(self, _family: int, kind: int) -> "Routes":
        assert kind == socket.SOCK_DGRAM
        return self

    def __enter__(self) -> "Routes":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def connect(self, place: tuple[str, int]) -> None:
        if place[0] not in self.ways:
            raise OSError("Network is unreachable")
        self.source = self.ways[place[0]]

    def getsockname(self) -> tuple[str, int]:
        return (self.source, 40000)


ELSEWHERE, HOME, OFFICE, _ = module.IPV4_TARGETS


@pytest.mark.parametrize(
    ("ways", "own"),
    [
        ({}, ()),
        ({ELSEWHERE: "192.168.1.5", HOME: "192.168.1.5"}, ("192.168.1.5",)),
        ({ELSEWHERE: "192.168.1.5", OFFICE: "10.0.0.7"}, ("192.168.1.5", "10.0.0.7")),
        ({ELSEWHERE: "127.0.0.1"}, ()),
        ({ELSEWHERE: "169.254.7.7"}, ()),
        ({"2001:db8::1": "2001:db8::7"}, ("2001:db8::7",)),
        ({"2001:db8::1": "fe80::7"}, ()),
        ({ELSEWHERE: "192.168.1.5", "2001:db8::1": "2001:db8::7"}, ("192.168.1.5",)),
    ],
)
def test_the_ways_out_name_the_machine(
    ways: dict[str, str], own: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module.socket, "socket", Routes(ways))
    assert own_addresses() == own


def test_the_addresses_found_here_are_this_machine_s_own() -> None:
    for own in own_addresses():
        family = socket.AF_INET6 if ":" in own else socket.AF_INET
        with socket.socket(family, socket.SOCK_DGRAM) as one:
            one.bind((own, 0))  # only its own address can a machine bind


def test_a_visitor_from_elsewhere_who_says_localhost_is_offered_nothing() -> None:
    found = reach("http://localhost:8501/neuron", None, 8501, None)
    assert found.urls == ("http://localhost:8501/neuron",)
    assert not found.is_open
    assert "passes the port 8501 on" in found.words
