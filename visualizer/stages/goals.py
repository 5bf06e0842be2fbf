"""Puts what there is to play for on a stage, below its first controls."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from visualizer.live.scene import Goal, Goals, Quantity, Scene
from visualizer.scenes.targets import TARGETS
from visualizer.words import targets as words


@lru_cache(maxsize=256)
def with_goals(scene: Scene, targets: tuple[tuple[str, str], ...]) -> Scene:
    """Return ``scene`` with targets; itself if there are none.

    Args:
        scene: Without them.
        targets: The name of each, and what is to be done.
    """
    if not targets:
        return scene
    live = [Quantity(TARGETS[name].live, style="integer") for name, _ in targets]
    (first, *others), *rows = scene.rows
    place = len(first.panels)
    order = (*first.order, *(0 for _ in range(place - len(first.order)))) if first.order else ()
    column = replace(first, panels=(*first.panels, _panel(targets)), order=order)
    return replace(
        scene,
        rows=((column, *others), *rows),
        quantities=(*scene.quantities, *live),
    )


def _panel(targets: tuple[tuple[str, str], ...]) -> Goals:
    items = tuple(Goal(name, sentence, TARGETS[name].live) for name, sentence in targets)
    said = {
        "reached": words.REACHED,
        "open": words.OPEN,
        "heard": words.HEARD,
        "count": words.COUNT,
        "again": words.AGAIN,
        "forgotten": words.FORGOTTEN,
    }
    return Goals(items, tuple(TARGETS), words.TITLE, said)
