"""A live stage of a page: how what a session holds becomes what is seen."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from visualizer.live.scene import Moment, Scene
from visualizer.stages.answers import Block, answer_to
from visualizer.state.session import Contents
from visualizer.state.values import Values
from visualizer.words.lesson import Lesson

View = TypeVar("View")
"""What the values of a page mean."""


@dataclass(frozen=True)
class LiveStage(Generic[View]):
    """One stage.

    Attributes:
        name: Its name; a page may have several.
        page: The page that it stands on.
        view: Reads the page's values: what is made of them is made of this.
        scene: Makes the scene.
        moment: Makes the moment, of all that the session holds and the view.
        lesson: The question of the page, if a release changes what is said about it.
        numbers: What fills the places of the answers and the code.
        note: What a release changes besides the values; must be quick.
        around: What a release can change on the page around the stage: when it differs, the page
            runs. Must be quick.
    """

    name: str
    page: str
    view: Callable[[Values], View]
    scene: Callable[[View], Scene]
    moment: Callable[[Contents, View], Moment]
    lesson: Lesson | None = None
    numbers: Callable[[Moment, View], Mapping[str, str]] | None = None
    note: Callable[[Contents], Contents] = lambda contents: contents
    around: Callable[[View], Hashable] = lambda view: None


@dataclass(frozen=True)
class Shown:
    """What a stage shows.

    Attributes:
        scene: What stays.
        moment: What the values at hand lead to.
        answer: What is said below the stage.
    """

    scene: Scene
    moment: Moment
    answer: tuple[Block, ...]


def shown(stage: LiveStage[View], contents: Contents) -> Shown:
    """Return what ``stage`` shows of ``contents``, whose open page it stands on."""
    view = stage.view(contents.values())
    moment = stage.moment(contents, view)
    return Shown(stage.scene(view), moment, _answer(stage, contents, moment, view))


def _answer(
    stage: LiveStage[View], contents: Contents, moment: Moment, view: View
) -> tuple[Block, ...]:
    if stage.lesson is None or stage.numbers is None:
        return ()
    numbers = stage.numbers(moment, view)
    return answer_to(stage.lesson, contents.guesses.get(stage.page), numbers)
