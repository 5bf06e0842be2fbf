"""Mounts a live stage on a Streamlit page and tells what the student committed."""

import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import streamlit as st

from visualizer.live.compact import BEST, compact
from visualizer.live.listing import joined
from visualizer.live.moment import Moment
from visualizer.live.payload import pack_late, pack_moment, packed_scene, scene_name
from visualizer.live.scene import Scene
from visualizer.live.style import library_style

FOLDER = Path(__file__).parent
PARTS = (
    "element",
    "numbers",
    "payload",
    "compact",
    "late",
    "templates",
    "scale",
    "plotly",
    "marks",
    "field",
    "space",
    "pace",
    "hold",
    "turning",
    "waking",
    "diagram_marks",
    "flow",
    "drawn_parts",
    "pictures",
    "diagram",
    "slider",
    "timeline",
    "grip",
    "goals",
    "panels",
    "copy",
    "listing",
    "focus",
    "answer",
    "ways",
    "drawing",
    "stage",
    "releases",
    "history",
    "undo",
    "class_news",
    "ahead",
    "library",
)

MOUNT = """
export default function (component) {
  const stages = (globalThis.liveStages ??= {});
  const mount = () => stages.mount(component);
  if (stages.mount) return mount();
  return new Promise((ready) => (stages.waiting ??= []).push(ready)).then(mount);
}
"""

LIBRARY = (FOLDER / "bring_library.js").read_text("utf-8")

SCENE = """
export default function ({ data }) {
  const stages = (globalThis.liveStages ??= {});
  if (stages.bring) stages.bring(data);
  else (stages.waiting ??= []).push(() => stages.bring(data));
}
"""

PLACE = """
export default function ({ data, parentElement }) {
  const stages = (globalThis.liveStages ??= {});
  (stages.places ??= new Map()).set(data.stage, parentElement);
  if (!parentElement.querySelector(".live-anchor")) {
    const anchor = document.createElement("span");
    [anchor.id, anchor.className] = [data.anchor, "live-anchor"];
    parentElement.prepend(anchor);
  }
  stages.showAnswer?.(data.stage);
  return () => {
    if (stages.places.get(data.stage) === parentElement) stages.places.delete(data.stage);
  };
}
"""


@dataclass(frozen=True)
class Commit:
    """What a student let go of, or is about to move.

    Attributes:
        name: Of the release.
        values: The new value of each control.
        wanted: The cold control whose sweep is asked for; empty for none.
        since: The number of the release in which each value was first told; of this one if it is
            not there.
    """

    name: str
    values: Mapping[str, object]
    wanted: str = ""
    since: Mapping[str, object] = field(default_factory=dict)


def show_stage(
    key: str,
    scene: Scene,
    moment: Moment,
    on_commit: Callable[[Mapping[str, object]], None],
    plotly_urls: tuple[str, ...],
) -> None:
    """Show ``scene`` at ``moment``; ``on_commit`` gets what is released.

    ``on_commit`` runs before the page does, so that the page sees the new values. The values are
    whatever the browser sent: check them.

    Args:
        key: The name of the stage; one stage a page.
        scene: What stays while the student plays.
        moment: What this script run found.
        on_commit: Takes key of a control to value.
        plotly_urls: Where the browser finds Plotly, tried in this order.
    """
    handled = f"{key}_handled"
    answered = st.session_state.get(handled, "")

    def take(commit: Commit) -> bool:
        if commit.name == st.session_state.get(handled, ""):
            return False
        on_commit(commit.values)
        st.session_state[handled] = commit.name  # once it is done: else the browser asks again
        return True

    name = scene_name(scene)
    data = pack_moment(moment, scene, name, answered, plotly_urls)
    bring_library()
    mount(key, scene, data, take)


def bring_library() -> None:
    """Bring the browser what all stages need, where no frame has brought it along already."""
    _library()(key="stage_library", data=packed_library(), width="stretch", height="content")


def mount(
    key: str, scene: Scene, moment: bytes, take: Callable[[Commit], bool], whole: bool = True
) -> None:
    """Put a stage on a page whose frame has brought the library.

    Args:
        key: The name of the stage; one stage a page.
        scene: What stays while the student plays.
        moment: What :func:`pack_moment` made for it.
        take: Carries out a release that came through the component, once; tells whether it did.
        whole: Whether the late tensors of the scene travel along.
    """
    _scene()(
        key=f"{key}_scene", data=compact_scene(scene, whole), width="stretch", height="content"
    )

    def handle() -> None:
        _handle(_what_was_told(f"{key}_stage"), take)

    result = _stage()(
        key=f"{key}_stage",
        data=compact(moment),
        on_commit_change=handle,
        on_renew_change=_run_the_page,
    )
    if _handle(result, take):  # a restarted server knows no callback in its first script run
        st.rerun()


def place_answer(key: str, anchor: str) -> None:
    """Put the place on the page where the stage called ``key`` shows what is said about it.

    Args:
        key: The name of the stage.
        anchor: What a link to it names.
    """
    data = {"stage": key, "anchor": anchor}
    _answer()(key=f"{key}_answer", data=data, width="stretch", height="content")


def _run_the_page() -> None:
    """What a stage asks for when something around it must change: nothing more is to be done."""


def _what_was_told(component: str) -> Mapping[str, object]:
    """Return what a stage told last, though its page be left.

    Of a page that is left Streamlit forgets where its components stand, and with that it shows
    nothing of what they tell.
    """
    if component in st.session_state:
        return st.session_state[component]
    st.session_state[component] = {}
    told = st.session_state[component]
    del st.session_state[component]
    return told


def _handle(result: Mapping[str, object], take: Callable[[Commit], bool]) -> bool:
    """Hand a commit over; return whether there was one that was news."""
    commit = _read_commit(result.get("commit"))
    return commit is not None and take(commit)


def _read_commit(message: object) -> Commit | None:
    """Return the commit in a browser's message, or nothing if it is not one."""
    if not isinstance(message, Mapping):
        return None
    name, values = message.get("name"), message.get("values")
    if not isinstance(name, str) or len(name) > 64 or not isinstance(values, Mapping):
        return None
    wanted, since = message.get("wanted"), message.get("since")
    return Commit(
        name,
        values,
        wanted if isinstance(wanted, str) and len(wanted) <= 64 else "",
        since if isinstance(since, Mapping) else {},
    )


@lru_cache(maxsize=64)
def compact_scene(scene: Scene, whole: bool = True) -> bytes:
    """Return the bytes of ``scene``, made small for their way; ``whole`` as in ``pack_scene``."""
    _, body = packed_scene(scene, whole)
    return compact(body, BEST)


@lru_cache(maxsize=16)
def compact_late(scene: Scene) -> bytes:
    """Return the bytes of the late tensors of ``scene``, made small for their way."""
    return compact(pack_late(scene), BEST)


@lru_cache(maxsize=1)
def _script() -> str:
    """Return the browser's half: its parts, in reading order, as one module."""
    return joined(PARTS)


@lru_cache(maxsize=1)
def packed_library() -> bytes:
    """Return the browser's half as it travels, a third of its size; ``LIBRARY`` unpacks it."""
    return zlib.compress(_script().encode(), BEST)


@lru_cache(maxsize=1)
def _library() -> Callable[..., object]:
    """Return the component that brings the code and the style, each time the same."""
    begin = "export default ({ data }) => bringLibrary(data);"
    return st.components.v2.component(
        "live_library", js=LIBRARY + begin, css=library_style(), isolate_styles=False
    )


@lru_cache(maxsize=1)
def _scene() -> Callable[..., object]:
    """Return the component that brings a scene."""
    return st.components.v2.component("live_scene", js=SCENE, isolate_styles=False)


@lru_cache(maxsize=1)
def _stage() -> Callable[..., Mapping[str, object]]:
    """Return the component that shows a moment; it is small, since it is sent at each run."""
    return st.components.v2.component("live_stage", js=MOUNT, isolate_styles=False)


@lru_cache(maxsize=1)
def _answer() -> Callable[..., object]:
    """Return the component that is the place of what is said about a stage."""
    return st.components.v2.component("live_answer", js=PLACE, isolate_styles=False)
