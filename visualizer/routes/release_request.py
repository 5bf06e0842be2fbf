"""What a browser says of a release, read as a stranger's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from visualizer.routes.incoming import object_in
from visualizer.stages.registry import STAGES
from visualizer.stages.stage import LiveStage

MOST_BYTES = 16_384  # of a request; a release of all sliders takes some five hundred
TOO_LONG = f"A release must have at most {MOST_BYTES} bytes."
MOST_VALUES = 32
LONGEST_NAME = 64


@dataclass(frozen=True)
class Asked:
    """What a browser asks for.

    Attributes:
        token: Of its session.
        stage: What was let go of.
        scene: The scene that the stage shows.
        name: The name of the release.
        values: Name to new value; whatever the browser sent.
        wanted: The control whose sweep is asked for, as the browser calls it; empty for none.
        since: The number of the release in which each value was first told.
        leads: Whether the session is to go where the teacher of its class is.
        is_ahead: Whether that is another page, whose stage is to be seen before it comes.
        page: Where the teacher is, if it leads.
        led: The names of the parameters that this has changed.
        told: What else the answer says: how far a student has got with a task.
        is_told: Whether the class has been told of it.
    """

    token: str
    stage: LiveStage
    scene: str
    name: str
    values: Mapping[str, object]
    wanted: str = ""
    since: Mapping[str, object] = field(default_factory=dict)
    leads: bool = False
    is_ahead: bool = False
    page: str = ""
    led: frozenset[str] = frozenset()
    told: Mapping[str, object] = field(default_factory=dict)
    is_told: bool = False


def read_release(body: bytes) -> Asked:
    """Return what a browser asks for.

    Raises:
        ValueError: If it is no release; the message is a sentence that quotes nothing.
    """
    found = object_in(body, "A release must be an object, as JSON.")
    token, stage, scene, name = (_text(found, key) for key in ("token", "stage", "scene", "name"))
    if stage not in STAGES:
        raise ValueError("A release must name a stage that there is.")
    values, wanted = found.get("values"), found.get("wanted", "")
    if not isinstance(values, dict) or len(values) > MOST_VALUES:
        raise ValueError("A release must have values.")
    leads = found.get("lead") is True
    if not isinstance(wanted, str) or len(wanted) > LONGEST_NAME or not (values or wanted or leads):
        raise ValueError("A release must have values, or name the control that it asks for.")
    since = found.get("since")
    since = since if isinstance(since, dict) else {}
    is_ahead = leads and found.get("ahead") is True
    values = {} if leads else values
    return Asked(token, STAGES[stage], scene, name, values, wanted, since, leads, is_ahead)


def _text(found: Mapping[str, object], key: str) -> str:
    text = found.get(key)
    if isinstance(text, str) and 0 < len(text) <= LONGEST_NAME:
        return text
    raise ValueError("A release must name its session, stage, scene and itself.")
