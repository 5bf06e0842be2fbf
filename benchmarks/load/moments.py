"""What a session reads of the moments that it is sent."""

import json
import struct
from typing import TypedDict


class SettingHeader(TypedDict):
    """Where a control stands: the positions of its slider, and which of them it is at."""

    positions: list[float]
    index: int


class MomentHeader(TypedDict):
    """What is read of a moment's header.

    Attributes:
        scene: The name of its scene.
        answered: The name of the release that it answers; empty for none.
        plotly: Where the browser finds Plotly.
        settings: Key of a control to where it stands.
    """

    scene: str
    answered: str
    plotly: list[str]
    settings: dict[str, SettingHeader]


def header_of(body: bytes) -> MomentHeader:
    """Return the header of a moment: JSON that stands behind its own length."""
    (length,) = struct.unpack_from("<I", body)
    header: MomentHeader = json.loads(body[4 : 4 + length])
    return header
