"""What a session reads of the moments that it is sent."""

import json
import struct
from typing import NotRequired, TypedDict


class SettingHeader(TypedDict):
    """Where a control stands: the positions of its slider, and which of them it is at."""

    positions: list[float]
    index: int


class Link(TypedDict):
    """How releases of a stage reach the server; the address is empty where there is no route."""

    url: str
    token: str
    stage: str


class MomentHeader(TypedDict):
    """What is read of a moment's header.

    Attributes:
        scene: The name of its scene.
        answered: The name of the release that it answers; empty for none.
        plotly: Where the browser finds Plotly.
        settings: Key of a control to where it stands.
        link: How releases reach the server; comes with a run of the page.
        address: Key to text of the address after a release; comes with the answer to one.
        renew: Whether the page must be run, too; comes with the answer to a release.
    """

    scene: str
    answered: str
    plotly: list[str]
    settings: dict[str, SettingHeader]
    link: NotRequired[Link]
    address: NotRequired[dict[str, str]]
    renew: NotRequired[bool]


def header_of(body: bytes) -> MomentHeader:
    """Return the header of a moment: JSON that stands behind its own length."""
    (length,) = struct.unpack_from("<I", body)
    header: MomentHeader = json.loads(body[4 : 4 + length])
    return header
