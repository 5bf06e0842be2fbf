"""Mounts a live stage on a Streamlit page and tells what the student committed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import streamlit as st

from visualizer.live.payload import pack_moment, packed_scene
from visualizer.live.scene import Moment, Scene
from visualizer.releases import expect_release

FOLDER = Path(__file__).parent
PARTS = (
    "numbers",
    "payload",
    "templates",
    "plotly",
    "marks",
    "field",
    "space",
    "hold",
    "turning",
    "pictures",
    "slider",
    "timeline",
    "panels",
    "stage",
    "history",
    "undo",
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


@dataclass(frozen=True)
class Commit:
    """What a student let go of: the name of the release and the new value of each control."""

    name: str
    values: Mapping[str, object]


def bring_scene(key: str, scene: Scene) -> None:
    """Send ``scene`` for the stage called ``key``, and what draws it: once a run of a page.

    It stays while the student plays, so a run of the live part alone need not send it again.
    """
    name, body = packed_scene(scene)
    st.session_state[f"{key}_brought"] = name
    _library()(key=f"{key}_scene", data=body, width="stretch", height="content")


def show_stage(
    key: str,
    scene: Scene,
    moment: Moment,
    on_commit: Callable[[Mapping[str, object]], None],
    plotly_urls: tuple[str, ...],
) -> None:
    """Show ``scene``, which was brought, at ``moment``; ``on_commit`` gets what is released.

    ``on_commit`` runs before the page does, so that the page sees the new values. The values are
    whatever the browser sent: check them.

    Args:
        key: The name of the stage; one stage a page.
        scene: What stays while the student plays.
        moment: What this run of the page found.
        on_commit: Takes key of a control to value.
        plotly_urls: Where the browser finds Plotly, tried in this order.
    """
    name, _ = packed_scene(scene)
    if st.session_state.get(f"{key}_brought") != name:
        st.rerun()  # the page as a whole brings it
    answered = _handled(key)

    def handle() -> None:
        _handle(key, _what_was_told(f"{key}_stage"), on_commit)

    expect_release(key, handle)
    data = pack_moment(moment, scene, name, answered, plotly_urls)
    result = _stage()(key=f"{key}_stage", data=data, on_commit_change=handle)
    if _handle(key, result, on_commit):  # a restarted server knows no callback in its first run
        st.rerun()


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


def _handled(key: str) -> str:
    return st.session_state.get(f"{key}_handled", "")


def _handle(
    key: str, result: Mapping[str, object], on_commit: Callable[[Mapping[str, object]], None]
) -> bool:
    """Hand a commit over once; return whether there was one."""
    commit = _read_commit(result.get("commit"))
    if commit is None or commit.name == _handled(key):
        return False
    on_commit(commit.values)
    st.session_state[f"{key}_handled"] = commit.name  # once it is done: else the browser asks again
    return True


def _read_commit(message: object) -> Commit | None:
    """Return the commit in a browser's message, or nothing if it is not one."""
    if not isinstance(message, Mapping):
        return None
    name, values = message.get("name"), message.get("values")
    if not isinstance(name, str) or len(name) > 64 or not isinstance(values, Mapping):
        return None
    return Commit(name, values)


@lru_cache(maxsize=1)
def _script() -> str:
    """Return the browser's half: its parts, in reading order, as one module."""
    return "\n".join((FOLDER / "parts" / f"{part}.js").read_text("utf-8") for part in PARTS)


@lru_cache(maxsize=1)
def _library() -> Callable[..., object]:
    """Return the component that brings the code, the style and the scene, each time the same."""
    return st.components.v2.component(
        "live_library",
        js=_script(),
        css=(FOLDER / "stage.css").read_text("utf-8"),
        isolate_styles=False,
    )


@lru_cache(maxsize=1)
def _stage() -> Callable[..., Mapping[str, object]]:
    """Return the component that shows a moment; it is small, since it is sent at each run."""
    return st.components.v2.component("live_stage", js=MOUNT, isolate_styles=False)
