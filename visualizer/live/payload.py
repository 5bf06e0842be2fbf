"""Scenes and moments as bytes: a JSON header, then every array as raw float32.

The layout is: length of the header in bytes (uint32, little-endian), the header, spaces up to a
multiple of four, the arrays one after another. The header names an array by where it starts, in
units of four bytes, and by its shape; an array that stands in several places travels once. A
float16 tensor travels as such: enough for the place of a line in a picture, at half the size.
"""

import hashlib
import json
import struct
from dataclasses import asdict
from functools import lru_cache

import torch
from plotly.io import to_json
from torch import Tensor

from visualizer.figures.moves import Blend, Choice, Move, Prefix, RowPrefix
from visualizer.figures.theme import DARK, PALETTE
from visualizer.live.scene import (
    Control,
    Controls,
    Moment,
    Panel,
    Picture,
    Readouts,
    Scene,
    Show,
    Sweep,
    Text,
    Timeline,
)


class Blobs:
    """Collects arrays and hands out the references to them."""

    def __init__(self, shared: tuple[Tensor, ...] = ()) -> None:
        """Start with nothing collected; ``shared`` arrays already travelled with the scene."""
        self._shared = shared
        self._places: dict[int, list[object]] = {}
        self._kept: list[Tensor] = []
        self._size = 0

    def reference(self, values: Tensor) -> dict[str, object]:
        """Return the reference to ``values``, of any shape."""
        for place, known in enumerate(self._shared):
            # A cache may have made the same tensor anew since the scene was built.
            if known is values or (known.shape == values.shape and torch.equal(known, values)):
                return {"shared": place, "shape": list(values.shape)}
        if id(values) not in self._places:
            self._places[id(values)] = [self._size, list(values.shape)]
            self._kept.append(values)
            self._size += (values.numel() + 1) // 2 if _is_half(values) else values.numel()
        start, shape = self._places[id(values)]
        found = {"start": start, "shape": shape}
        return found | {"half": True} if _is_half(values) else found

    def pack(self, header: object) -> bytes:
        """Return ``header`` and all collected arrays as one message."""
        text = json.dumps(header, separators=(",", ":"), allow_nan=False).encode()
        text += b" " * (-len(text) % 4)
        return b"".join([struct.pack("<I", len(text)), text, *map(_bytes, self._kept)])


def _is_half(values: Tensor) -> bool:
    return values.dtype == torch.float16


def _bytes(values: Tensor) -> bytes:
    dtype = torch.float16 if _is_half(values) else torch.float32
    body = values.detach().to(dtype).contiguous().numpy().tobytes()
    return body + bytes(-len(body) % 4)


def pack_scene(scene: Scene, name: str = "") -> bytes:
    """Return ``scene`` as bytes under the name that moments call it by, palette included."""
    blobs = Blobs()
    header = {
        "name": name,
        "rows": [
            [
                {"share": column.share, "panels": [_panel(panel) for panel in column.panels]}
                for column in row
            ]
            for row in scene.rows
        ],
        "quantities": {
            quantity.name: {**asdict(quantity), "colour": colour_of(quantity.name)}
            for quantity in scene.quantities
        },
        "pictures": {picture.name: _picture(picture) for picture in scene.pictures},
        "shared": [blobs.reference(values) for values in scene.shared],
        "announcement": scene.announcement,
        "palette": {name: list(pair) for name, pair in PALETTE.items()},
        "dark": dict(DARK),
    }
    return blobs.pack(header)


@lru_cache(maxsize=64)
def packed_scene(scene: Scene) -> tuple[str, bytes]:
    """Return the name of ``scene``, which follows from its content, and its bytes."""
    name = hashlib.sha256(pack_scene(scene)).hexdigest()[:16]
    return name, pack_scene(scene, name)


def pack_moment(
    moment: Moment, scene: Scene, name: str, answered: str, plotly_urls: tuple[str, ...]
) -> bytes:
    """Return ``moment`` as bytes.

    Args:
        moment: What to send.
        scene: The scene that it belongs to.
        name: The name of that scene.
        answered: The commit that this moment answers; empty for none.
        plotly_urls: Where the browser finds Plotly, tried in this order.

    Returns:
        The message.

    Raises:
        ValueError: If a control of the scene has no setting.
    """
    missing = [item.key for item in scene.controls() if item.key not in moment.settings]
    if missing:
        raise ValueError(f"these controls have no setting: {', '.join(missing)}")
    blobs = Blobs(scene.shared)
    header = {
        "scene": name,
        "answered": answered,
        "plotly": plotly_urls,
        "settings": {
            key: {"positions": list(setting.positions), "index": setting.index}
            for key, setting in moment.settings.items()
        },
        "sweeps": [[key, _sweep(sweep, blobs)] for key, sweep in moment.sweeps.items()],
        "fixed": _sweep(moment.fixed, blobs),
        "layouts": {name: dict(changes) for name, changes in moment.layouts.items()},
    }
    return blobs.pack(header)


def colour_of(name: str) -> str:
    """Return the palette's entry for a quantity: its own, or that of its kind.

    >>> colour_of("weight_2"), colour_of("prediction_3"), colour_of("gradient_bias")
    ('weight_2', 'prediction', 'gradient')
    """
    if name.endswith("_rate"):
        return "learning_rate"
    words = name.split("_")
    kinds = ["_".join(words[:count]) for count in range(len(words), 0, -1)]
    return next((kind for kind in kinds if kind in PALETTE), "")


def _sweep(sweep: Sweep, blobs: Blobs) -> dict[str, object]:
    return {
        "quantities": {name: blobs.reference(values) for name, values in sweep.quantities.items()},
        "moves": {
            picture: {target: _move(move, blobs) for target, move in moves.items()}
            for picture, moves in sweep.moves.items()
        },
    }


def _move(move: Move, blobs: Blobs) -> dict[str, object]:
    match move:
        case Blend(stack=stack, index=index):
            return {
                "kind": "blend",
                "values": blobs.reference(stack),
                "index": blobs.reference(index),
            }
        case Prefix(values=values, counts=counts):
            return {
                "kind": "prefix",
                "values": blobs.reference(values),
                "index": blobs.reference(counts),
            }
        case RowPrefix(values=values, count=count):
            return {"kind": "row_prefix", "values": blobs.reference(values), "count": count}
        case Choice(options=options, index=index):
            return {"kind": "choice", "options": options, "index": blobs.reference(index)}
        case Tensor():
            return {"kind": "rows", "values": blobs.reference(move)}
    raise TypeError(f"a move must be a tensor or one of the moves, not {type(move).__name__}")


def _panel(panel: Panel) -> dict[str, object]:
    match panel:
        case Controls(items=items):
            return {
                "kind": "controls",
                "title": panel.title,
                "items": [_control(item) for item in items],
            }
        case Show():
            return {"kind": "picture", "title": panel.title, "picture": panel.picture}
        case Text():
            return {"kind": "text", **asdict(panel)}
        case Readouts():
            return {"kind": "readouts", **asdict(panel)}


def _control(item: Control | Timeline) -> dict[str, object]:
    kind = "timeline" if isinstance(item, Timeline) else "slider"
    return {"kind": kind, **asdict(item), "colour": colour_of(item.key)}


def _picture(picture: Picture) -> dict[str, object]:
    return {
        "figure": json.loads(to_json(picture.figure, validate=False, remove_uids=False)),
        "label": picture.label,
        "height": picture.height,
        "texts": {target: list(texts) for target, texts in picture.texts.items()},
        "heavy": picture.heavy,
        "picks": picture.picks,
    }
