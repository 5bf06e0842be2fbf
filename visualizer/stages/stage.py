"""A live stage of a page: how what a session holds becomes what is seen."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

from visualizer.live.scene import Moment, Scene
from visualizer.stages.answers import Block, answer_to
from visualizer.state.kinds import Value
from visualizer.state.session import Contents
from visualizer.words.lesson import Lesson

Values = Mapping[str, Value]


@dataclass(frozen=True)
class LiveStage:
    """One stage.

    Attributes:
        name: Its name; a page may have several.
        page: The page that it stands on.
        scene: Makes the scene of the page's values.
        moment: Makes the moment, of all that the session holds and the page's values.
        lesson: The question of the page, if a release changes what is said about it.
        numbers: What fills the places of the answers and the code.
        note: What a release changes besides the values; must be quick.
        around: What a release can change on the page around the stage: when it differs, the page
            runs. Must be quick.
    """

    name: str
    page: str
    scene: Callable[[Values], Scene]
    moment: Callable[[Contents, Values], Moment]
    lesson: Lesson | None = None
    numbers: Callable[[Moment, Values], Mapping[str, str]] | None = None
    note: Callable[[Contents], Contents] = lambda contents: contents
    around: Callable[[Values], Hashable] = lambda values: None


@dataclass(frozen=True)
class View:
    """What a stage shows.

    Attributes:
        scene: What stays.
        moment: What the values at hand lead to.
        answer: What is said below the stage.
    """

    scene: Scene
    moment: Moment
    answer: tuple[Block, ...]


def view(stage: LiveStage, contents: Contents) -> View:
    """Return what ``stage`` shows of ``contents``, whose open page it stands on."""
    values = contents.values()
    moment = stage.moment(contents, values)
    return View(stage.scene(values), moment, _answer(stage, contents, moment, values))


def _answer(
    stage: LiveStage, contents: Contents, moment: Moment, values: Values
) -> tuple[Block, ...]:
    if stage.lesson is None or stage.numbers is None:
        return ()
    numbers = stage.numbers(moment, values)
    return answer_to(stage.lesson, contents.guesses.get(stage.page), numbers)
