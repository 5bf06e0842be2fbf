"""Scenes and moments as bytes: a JSON header, then every array as raw numbers.

The layout is: length of the header in bytes (uint32, little-endian; a multiple of four, by spaces
within the header), the header, all float32 arrays one after another, then all float16 arrays, then
all bytes. The header says how many float32 and float16 numbers there are, and names an array by
where it starts among those of its kind, and by its shape; an array that stands in several places
travels once. Half the digits are enough for the place of a line in a picture, at half the size; 8
bits are enough for a colour.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from functools import lru_cache

import torch
from plotly.io import to_json
from torch import Tensor

from visualizer.figures.moves import Blend, Choice, Mix, Move, Prefix, RowPrefix
from visualizer.figures.theme import DARK, PALETTE
from visualizer.live.blobs import Blobs, Body
from visualizer.live.diagram import Diagram
from visualizer.live.meanwhile import drawn_meanwhile
from visualizer.live.moment import Moment, Sweep
from visualizer.live.part import Parts
from visualizer.live.scene import (
    Control,
    Controls,
    Goals,
    Panel,
    Picture,
    Readouts,
    Scene,
    Show,
    Text,
    Timeline,
)


def pack_scene(scene: Scene, name: str = "", whole: bool = True) -> bytes:
    """Return ``scene`` as bytes under the name that moments call it by, palette included.

    Args:
        scene: To send.
        name: Of it.
        whole: Whether its late tensors travel along; if not, only their shapes and the name that
            they are asked for by.
    """
    blobs = Blobs()
    own = scene.shared + scene.late if whole else scene.shared
    later = [] if whole else [{"late": True, "shape": list(each.shape)} for each in scene.late]
    header = {
        "name": name,
        "rows": [
            [
                {
                    "share": column.share,
                    "order": column.order,
                    "panels": [_panel(panel) for panel in column.panels],
                }
                for column in row
            ]
            for row in scene.rows
        ],
        "quantities": {
            quantity.name: {**asdict(quantity), "colour": colour_of(quantity.name)}
            for quantity in scene.quantities
        },
        "pictures": {picture.name: _picture(picture) for picture in scene.pictures},
        "shared": _shared(own, blobs) + later,
        **({"late": late_name(scene)} if later else {}),
        "announcement": scene.announcement,
        "palette": {name: list(pair) for name, pair in PALETTE.items()},
        "dark": dict(DARK),
    }
    return blobs.pack(header)


def _shared(arrays: Sequence[Tensor], blobs: Blobs) -> list[dict[str, object]]:
    """Return the references to the arrays of a scene; what can be read off another stays here.

    A surface in space has every point of a map, or every second one each way, in one row.
    """
    references: list[dict[str, object]] = []
    for place, values in enumerate(arrays):
        thinned = (
            {"of": of, "every": every}
            for of, whole in enumerate(arrays[:place])
            for every in (1, 2)
            if whole.ndim == 3 and torch.equal(whole[:, ::every, ::every].flatten(1), values)
        )
        found = next(thinned, None)
        own = {**found, "shape": list(values.shape)} if found else blobs.reference(values)
        references.append(own)
    return references


@lru_cache(maxsize=64)
def scene_name(scene: Scene) -> str:
    """Return the name of ``scene``, which follows from its content."""
    return _short_hash(pack_scene(scene))


@lru_cache(maxsize=64)
def packed_scene(scene: Scene, whole: bool = True) -> tuple[str, bytes]:
    """Return the name of ``scene`` and its bytes; with its late tensors if ``whole``."""
    name = scene_name(scene)
    return name, pack_scene(scene, name, whole)


def pack_late(scene: Scene) -> bytes:
    """Return the late tensors of ``scene`` as bytes."""
    blobs = Blobs()
    return blobs.pack({"shared": _shared(scene.late, blobs)})


@lru_cache(maxsize=64)
def late_name(scene: Scene) -> str:
    """Return the name of the late tensors of ``scene``, which follows from their content."""
    return _short_hash(pack_late(scene))


def _short_hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def pack_moment(
    moment: Moment,
    scene: Scene,
    name: str,
    answered: str,
    plotly_urls: tuple[str, ...] = (),
    meanwhile: bool = False,
    **more: object,
) -> bytes:
    """Return ``moment`` as bytes.

    Args:
        moment: What to send.
        scene: The scene that it belongs to.
        name: The name of that scene.
        answered: The release that this moment answers; empty for none.
        plotly_urls: Where the browser finds Plotly, tried in this order; as before if empty.
        meanwhile: Whether the browser may not have the late tensors of the scene.
        **more: What else the browser is told, as JSON: ``answer``, what is said about the stage;
            ``ways``, what leads out of trouble;
            ``ground``, what the grid of a point follows from: while it is the same, one that came
            before still holds; ``version``, which of two moments of a session is newer;
            ``moves``, whether there is one to take back and one to make again; ``link``, how
            releases reach the server;
            ``address`` and ``renew``, what one does to the page.

    Returns:
        The message.

    Raises:
        ValueError: If a control of the scene has no setting.
    """
    missing = [item.key for item in scene.controls() if item.key not in moment.settings]
    if missing:
        raise ValueError(f"these controls have no setting: {', '.join(missing)}")
    told: dict[str, object] = {"scene": name, "answered": answered}
    if plotly_urls:
        told["plotly"] = plotly_urls
    return _body(moment, scene, meanwhile).under({**told, **more})


@lru_cache(maxsize=8)  # a class that opens a page is told the same under headers of their own
def _body(moment: Moment, scene: Scene, meanwhile: bool) -> Body:
    """Return what a moment says to everybody; ``meanwhile`` as in :func:`pack_moment`."""
    blobs = Blobs(scene.shared + scene.late)
    early = meanwhile and bool(scene.late)
    header = {
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
        "grids": {
            key: {
                "across": list(grid.across),
                "up": list(grid.up),
                "late": list(grid.late),
                "sweep": _sweep(grid.sweep, blobs),
            }
            for key, grid in moment.grids.items()
        },
        "fixed": _sweep(moment.fixed, blobs),
        **({"meanwhile": _sweep(drawn_meanwhile(moment, scene), blobs)} if early else {}),
        "layouts": {name: dict(changes) for name, changes in moment.layouts.items()},
    }
    return blobs.body(header)


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
        case Mix(parts=parts, shares=shares):
            return {
                "kind": "mix",
                "values": blobs.reference(parts),
                "index": blobs.reference(shares),
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
        case Goals():
            return {"kind": "goals", **asdict(panel)}


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
        "aspect": picture.aspect,
        "grip": picture.grip and {**asdict(picture.grip), "cold": True},
        **({"parts": _parts(picture.parts)} if picture.parts else {}),
    }


def _parts(parts: Parts) -> dict[str, object]:
    items = [asdict(each) for each in parts.items]
    return {"items": items, "label": parts.label, "hints": dict(parts.hints)}
