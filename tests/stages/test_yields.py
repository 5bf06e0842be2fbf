"""A computation that lets others go first holds nothing that they may wait for.

Python 3.11 computes a ``cached_property`` under a lock that all objects of a class share: whoever
has the turn would wait for somebody who waits for the turn.
"""

import functools
import inspect
from types import FrameType
from urllib.parse import parse_qs

import pytest

from visualizer.core.yield_point import at_yield_points
from visualizer.stages.registry import STAGES
from visualizer.stages.stage import LiveStage, shown
from visualizer.state.memory import Memory, arrive
from visualizer.state.session import Contents

LINKS = ("", "optimizer=adam&batch=1&steps=40", "batch=1&branch=10&steps=40&open=2&activation=tanh")
KEPT = functools.__file__


def stack(frame: FrameType | None) -> list[str]:
    """Return the functions that are under way, the innermost first, with what keeps results."""
    names = []
    while frame is not None:
        kept = frame.f_code.co_filename == KEPT and frame.f_code.co_name == "__get__"
        names.append("cached_property" if kept else frame.f_code.co_name)
        frame = frame.f_back
    return names


def yields_of(stage: LiveStage, link: str) -> list[list[str]]:
    """Return the stack at each yield point of what ``stage`` shows at ``link``."""
    memory = arrive(Memory(), stage.page, parse_qs(link))
    found: list[list[str]] = []
    with at_yield_points(lambda: found.append(stack(inspect.currentframe()))):
        shown(stage, Contents(memory))
    return found


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("name", STAGES)
def test_nothing_yields_while_it_holds_the_lock_of_a_property(name: str, link: str) -> None:
    held = [names for names in yields_of(STAGES[name], link) if "cached_property" in names]
    assert held == []


def test_the_check_itself_notices() -> None:
    class Holder:
        @functools.cached_property
        def names(self) -> list[str]:
            return stack(inspect.currentframe())

    assert "cached_property" in Holder().names


def test_a_training_yields() -> None:
    assert len(yields_of(STAGES["training"], "steps=43&seed=7&batch=2")) >= 43
