"""What a teacher's picture shows: read off the bytes that reach the browser."""

from __future__ import annotations

import json
import struct

from benchmarks.classroom.ages import State

SURFACE, DOTS = "class_surface", "students"


def dots_in(body: bytes) -> dict[str, State]:
    """Return what each student is called → where their dot is on the surface of the loss.

    Of a moment without dots nothing.
    """
    (length,) = struct.unpack_from("<I", body)
    header = json.loads(body[4 : 4 + length])
    moves = header["fixed"]["moves"].get(SURFACE)
    if moves is None:
        return {}
    names = moves[f"{DOTS}.hovertext"]["options"][0]
    across, up = (
        struct.unpack_from(f"<{len(names)}f", body, 4 + length + 4 * place)
        for place in (moves[f"{DOTS}.{letter}"]["values"]["start"] for letter in "xy")
    )
    return dict(zip(names, zip(across, up, strict=True), strict=True))
