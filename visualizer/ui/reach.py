"""From where a link to this app can be opened, if whoever shares it sits at the server itself.

``http://localhost:8501`` means another computer on every device. Nothing is sent and nobody is
asked here: what this machine is called in its networks comes from its own routing table.
"""

from __future__ import annotations

import socket
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit, urlunsplit

from visualizer.words import sharing as said

START = "streamlit run streamlit_app.py --server.address 0.0.0.0"
EVERYWHERE = {None, "", "0.0.0.0", "::"}  # what server.address says of a server that listens to all

# Where a packet would go to, of which none is sent: the address that it would come from is the
# machine's own there. A documentation address stands for “elsewhere”, the others for the private
# networks; RFC 5737, 1918, 3849 and 4193.
IPV4_TARGETS = ("192.0.2.1", "192.168.255.254", "10.255.255.254", "172.31.255.254")
IPV6_TARGETS = ("2001:db8::1", "fd00::1")


@dataclass(frozen=True)
class Reach:
    """How others get to a page.

    Attributes:
        urls: Addresses of the page to share, the likeliest first; never empty.
        words: What to say about them, in Markdown; empty where there is nothing to say.
        is_open: Whether another device may get there, so that a code for its camera makes sense.
    """

    urls: tuple[str, ...]
    words: str = ""
    is_open: bool = True


def reach(url: str, listens_at: str | None, port: int, own: tuple[str, ...] | None) -> Reach:
    """Return how others get to the page at ``url``, as the browser at hand sees it.

    Args:
        url: Address of the page; under a public name it is what is shared.
        listens_at: Where the server listens, as ``server.address`` says it.
        port: The port at which it does.
        own: Addresses of this machine in its networks, from :func:`own_addresses`; ``None`` if the
            visitor does not come from this machine, whatever the browser calls it.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    if not is_this_machine(host):
        return Reach((url,))
    only_here = said.ONLY_HERE.format(host=host)
    if listens_at not in EVERYWHERE:
        closed = said.CLOSED.format(command=START)
        return Reach((url,), f"{only_here} {closed}", is_open=False)
    shown_port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    if shown_port != port or own is None:
        between = said.BETWEEN.format(port=shown_port, host=host)
        return Reach((url,), f"{only_here} {between}", is_open=False)
    if not own:
        return Reach((url,), f"{only_here} {said.NO_NETWORK}", is_open=False)
    urls = tuple(_with_host(url, address) for address in own)
    return Reach(urls, f"{only_here} {said.PERHAPS}")


def is_this_machine(host: str) -> bool:
    """Tell whether ``host`` leads every device to itself.

    >>> is_this_machine("localhost"), is_this_machine("::1"), is_this_machine("192.168.1.5")
    (True, True, False)
    """
    try:
        address = ip_address(host)
    except ValueError:
        return host.rstrip(".").lower().split(".")[-1] == "localhost"
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return address.is_loopback or address.is_unspecified


def own_addresses() -> tuple[str, ...]:
    """Return the addresses of this machine in its networks; IPv6 only where there is no other."""
    ipv4 = _sources(socket.AF_INET, IPV4_TARGETS)
    return ipv4 or _sources(socket.AF_INET6, IPV6_TARGETS)


def _sources(family: socket.AddressFamily, targets: tuple[str, ...]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for target in targets:
        with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as one:
            one.connect((target, 9))  # of a datagram socket: it only picks a way out
            found[one.getsockname()[0]] = None
    return tuple(address for address in found if is_of_a_network(address))


def is_of_a_network(address: str) -> bool:
    """Tell whether others may find this machine at ``address``.

    >>> is_of_a_network("192.168.1.5"), is_of_a_network("169.254.3.4"), is_of_a_network("127.0.0.1")
    (True, False, False)
    """
    given = ip_address(address)
    return not (given.is_loopback or given.is_link_local or given.is_unspecified)


def _with_host(url: str, address: str) -> str:
    parts = urlsplit(url)
    host = f"[{address}]" if ":" in address else address
    place = host if parts.port is None else f"{host}:{parts.port}"
    return urlunsplit(parts._replace(netloc=place))
