"""Scenes and moments as bytes: a JSON header, then every array as raw numbers.

The layout is: length of the header in bytes (uint32, little-endian), the header, spaces up to a
multiple of four, all float32 arrays one after another, then all float16 arrays, then all bytes. The
header says how many float32 and float16 numbers there are, and names an array by where it starts
among those of its kind, and by its shape; an array that stands in several places travels once. Half
the digits are enough for the place of a line in a picture, at half the size; 8 bits are enough for
a colour.
"""

import hashlib
import json
import struct
from collections.abc import Mapping
from dataclasses import asdict
from functools import lru_cache

import torch
from plotly.io import to_json
from torch import Tensor

from visualizer.figures.moves import Blend, Choice, Move, Prefix, RowPrefix
from visualizer.figures.theme import DARK, PALETTE
from visualizer.live.diagram import Diagram
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
        self._shared: dict[torch.Size, list[tuple[int, Tensor]]] = {}
        for place, values in enumerate(shared):
            self._shared.setdefault(values.shape, []).append((place, values))
        self._references: dict[int, dict[str, object]] = {}
        self._seen: list[Tensor] = []  # whose place in memory must not be another's
        self._floats = _Run(torch.float32)
        self._halves = _Run(torch.float16)
        self._bytes = _Run(torch.uint8)

    def reference(self, values: Tensor) -> dict[str, object]:
        """Return the reference to ``values``, of any shape."""
        found = self._references.get(id(values))
        if found is None:
            found = self._references[id(values)] = self._shared_place(values) or self._add(values)
        return found

    def _shared_place(self, values: Tensor) -> dict[str, object] | None:
        for place, known in self._shared.get(values.shape, ()) if self._shared else ():
            # A cache may have made the same tensor anew since the scene was built.
            if known is values or torch.equal(known, values):
                self._seen.append(values)
                return {"shared": place, "shape": list(values.shape)}
        return None

    def _add(self, values: Tensor) -> dict[str, object]:
        if values.dtype is torch.float16:
            return {"start": self._halves.add(values), "shape": list(values.shape), "half": True}
        if values.dtype is torch.uint8:
            return {"start": self._bytes.add(values), "shape": list(values.shape), "byte": True}
        return {"start": self._floats.add(values), "shape": list(values.shape)}

    def pack(self, header: Mapping[str, object]) -> bytes:
        """Return ``header`` and all collected arrays as one message."""
        header = {"floats": self._floats.size, "halves": self._halves.size, **header}
        text = json.dumps(header, separators=(",", ":"), allow_nan=False).encode()
        text += b" " * (-len(text) % 4)
        bodies = (self._floats.join(), self._halves.join(), self._bytes.join())
        return b"".join([struct.pack("<I", len(text)), text, *bodies])


class _Run:
    """Arrays of one type, one after another; joined all at once, since each by itself costs."""

    def __init__(self, dtype: torch.dtype) -> None:
        self._dtype = dtype
        self._kept: list[Tensor] = []
        self.size = 0

    def add(self, values: Tensor) -> int:
        """Take ``values`` in; return where they start."""
        start = self.size
        self._kept.append(values)
        self.size += values.numel()
        return start

    def join(self) -> memoryview | bytes:
        if not self._kept:
            return b""
        return torch.cat([self._flat(values) for values in self._kept]).numpy().data

    def _flat(self, values: Tensor) -> Tensor:
        # To look whether something is to be done takes a tenth of the time of doing it for nothing.
        if values.requires_grad:
            values = values.detach()
        if values.dtype is not self._dtype:
            values = values.to(self._dtype)
        return values if values.ndim == 1 else values.reshape(-1)


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
    moment: Moment,
    scene: Scene,
    name: str,
    answered: str,
    plotly_urls: tuple[str, ...] = (),
    **more: object,
) -> bytes:
    """Return ``moment`` as bytes.

    Args:
        moment: What to send.
        scene: The scene that it belongs to.
        name: The name of that scene.
        answered: The release that this moment answers; empty for none.
        plotly_urls: Where the browser finds Plotly, tried in this order; as before if empty.
        **more: What else the browser is told, as JSON: ``answer``, what is said about the stage;
            ``version``, which of two moments of a session is newer; ``moves``, whether there is one
            to take back and one to make again; ``link``, how releases reach the server;
            ``address`` and ``renew``, what one does to the page.

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
        **({"plotly": plotly_urls} if plotly_urls else {}),
        **more,
        "settings": {
            key: {"positions": list(setting.positions), "index": setting.index}
            | ({"note": setting.note} if setting.note else {})
            | ({"label": setting.label} if setting.label else {})
            for key, setting in moment.settings.items()
        },
        "joint": {
            "first_rows": moment.first_rows(),
            "sweep": _sweep(moment.joint.sweep, blobs),
        },
        "sweeps": [[key, _sweep(sweep, blobs)] for key, sweep in moment.sweeps.items()],
        "fixed": _sweep(moment.fixed, blobs),
        "layouts": {name: dict(changes) for name, changes in moment.layouts.items()},
    }
    return blobs.pack(header)


def pack_note(**header: object) -> bytes:
    """Return a message without a moment as bytes."""
    return Blobs().pack(header)


def colour_of(name: str) -> str:
    """Return the palette's entry for a quantity: its own, or that of its kind.

    >>> colour_of("weight_2"), colour_of("prediction_3"), colour_of("branch_rate")
    ('weight_2', 'prediction', 'branch')
    """
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


def _picture(picture: Picture | Diagram) -> dict[str, object]:
    if isinstance(picture, Diagram):
        return {"kind": "diagram", "heavy": False, **asdict(picture)}
    return {
        "figure": json.loads(to_json(picture.figure, validate=False, remove_uids=False)),
        "label": picture.label,
        "height": picture.height,
        "texts": {target: list(texts) for target, texts in picture.texts.items()},
        "heavy": picture.heavy,
        "picks": picture.picks,
    }
