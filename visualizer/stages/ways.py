"""What leads out of trouble: buttons below a stage, each a move that somebody may make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from visualizer.scenes.race import run_race
from visualizer.scenes.ways_out import ways_out
from visualizer.state.kinds import Value
from visualizer.state.views.learning_rate import RaceView


@dataclass(frozen=True)
class Way:
    """A change that helps.

    Attributes:
        name: Whom it helps; the button of the same name stays, whatever it says.
        label: What it does, in a few words.
        changes: Name of each parameter that it sets to its new value.
    """

    name: str
    label: str
    changes: Mapping[str, Value]


def race_ways(view: RaceView) -> tuple[Way, ...]:
    """Return what helps the racers that are in trouble."""
    return tuple(
        Way("_".join(way.racers), way.label, way.changes) for way in ways_out(run_race(view))
    )
