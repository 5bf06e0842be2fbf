"""The stage of another page, ahead of the page itself.

A class that is called to another page is to see at once what its teacher shows. The pages of all
take the server seconds, one after the other; the stage, which is the same for all, is found once.
"""

from __future__ import annotations

import struct
from dataclasses import replace
from functools import lru_cache

from visualizer.live.compact import BEST, compact
from visualizer.live.moment import Moment
from visualizer.live.payload import pack_moment, scene_name
from visualizer.live.scene import Scene
from visualizer.live.stage import compact_scene
from visualizer.routes.plotly_scripts import plotly_urls
from visualizer.stages.registry import STAGES
from visualizer.stages.stage import shown
from visualizer.state.session import Contents

MS_OF_ONE = 6  # of the server, for one who asks as well
MOST_MS = 2_500  # that a browser waits before it asks for the page


def stage_ahead(contents: Contents, page: str, n_asking: int) -> bytes:
    """Return what the first stage of ``page`` shows of ``contents``, to be looked at.

    Two whole numbers come first (uint32, little-endian): after how many milliseconds the browser is
    to ask for the page, so that all others see theirs before, and the length of the scene. Then the
    scene and the moment, both made small.

    Args:
        contents: What the session holds, whichever page is open.
        page: Name of a page.
        n_asking: How many ask for something at the moment.

    Returns:
        The message; empty if the page has no stage that all see alike.
    """
    stage = next((each for each in STAGES.values() if each.page == page), None)
    if stage is None or not stage.is_alike:
        return b""
    there = replace(contents, memory=replace(contents.memory, page=page))
    there.bring_tables_back()
    seen = shown(stage, there)
    scene = compact_scene(seen.scene, whole=False)
    wait = min(MS_OF_ONE * n_asking, MOST_MS)
    return struct.pack("<II", wait, len(scene)) + scene + _to_look_at(seen.moment, seen.scene)


@lru_cache(maxsize=4)
def _to_look_at(moment: Moment, scene: Scene) -> bytes:
    """Return a moment that answers nobody in particular; a class asks for the same one."""
    name = scene_name(scene)
    return compact(pack_moment(moment, scene, name, "", plotly_urls(), meanwhile=True), BEST)
