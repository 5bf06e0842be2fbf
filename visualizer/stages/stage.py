"""A live stage of a page: how what a session holds becomes what is seen."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from visualizer.live.moment import Moment
from visualizer.live.scene import Grip, Picture, Scene
from visualizer.live.veil import veiled
from visualizer.scenes.own_targets import all_targets_of
from visualizer.scenes.targets import judged
from visualizer.stages.answers import Block, answer_to
from visualizer.stages.goals import with_goals
from visualizer.stages.recent import Recent
from visualizer.stages.ways import Way
from visualizer.state.session import Contents
from visualizer.state.values import Values
from visualizer.words.lesson import OPENS, Lesson

View = TypeVar("View")
"""What the values of a page mean."""
Deed = Callable[[Contents], Contents]
"""What is done to what a session holds."""


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
            runs; ``None`` if nothing can. Must be quick.
        ways: What leads out of trouble, for who has guessed: it tells who is in trouble.
        until_guessed: What is seen of a view while the question of the page is open.
        looks: Reads what is seen from all that the session holds, where the page's values are not
            all that it depends on.
        takes: Finds what a release does, once for all its values, instead of setting values of the
            page, and returns what does it. The first may take its time; what it returns must be
            quick.
        is_alike: Whether all sessions with the same values, guess and control at hand see the same.
        own: What else of a session is seen, where it is known and they are not alike.
    """

    name: str
    page: str
    view: Callable[[Values], View]
    scene: Callable[[View], Scene]
    moment: Callable[[Contents, View], Moment]
    lesson: Lesson | None = None
    numbers: Callable[[Moment, View], Mapping[str, str]] | None = None
    note: Callable[[Contents], Contents] = lambda contents: contents
    around: Callable[[View], Hashable] | None = None
    ways: Callable[[View], tuple[Way, ...]] = lambda view: ()
    until_guessed: Callable[[View], View] = lambda view: view
    looks: Callable[[Contents], View] | None = None
    takes: Callable[[Contents, Mapping[str, object]], Deed] | None = None
    is_alike: bool = True
    own: Callable[[Contents], Hashable] | None = None

    def view_of(self, contents: Contents) -> View:
        """Return what is seen of ``contents``, whose open page it stands on."""
        return self.view(contents.values()) if self.looks is None else self.looks(contents)


@dataclass(frozen=True)
class Shown:
    """What a stage shows.

    Attributes:
        scene: What stays.
        moment: What the values at hand lead to.
        answer: What is said below the stage.
        ways: What leads out of trouble.
        ground: Names all that the grid of its point follows from, the place of the point apart: a
            browser that has the grid of the same ground need not ask again.
    """

    scene: Scene
    moment: Moment
    answer: tuple[Block, ...]
    ways: tuple[Way, ...]
    ground: str


def shown(stage: LiveStage[View], contents: Contents, asked: str = "") -> Shown:
    """Return what ``stage`` shows of ``contents``, whose open page it stands on.

    Args:
        stage: Of the registry.
        contents: What the session holds.
        asked: What the request that this answers asked for. The grid of a point is large: it comes
            in this answer only, whatever was at hand before.
    """
    if asked or not (stage.is_alike or stage.own):  # what is asked for is large, and nobody else's
        return _shown(stage, contents, asked)
    guess, at_hand = contents.guesses.get(stage.page), contents.at_hand.get(stage.name)
    own = stage.own(contents) if stage.own else None
    key = stage.name, guess, at_hand, tuple(contents.values().items()), own
    return _RECENT.find(key, lambda: _shown(stage, contents, asked))


_RECENT: Recent[Shown] = Recent()


def scene_of(stage: LiveStage[View], contents: Contents) -> Scene:
    """Return the scene of ``contents``, whose open page ``stage`` is on, with nothing veiled."""
    return stage.scene(_view(stage, contents))


def _view(stage: LiveStage[View], contents: Contents) -> View:
    view = stage.view_of(contents)
    return view if stage.page in contents.guesses else stage.until_guessed(view)


def _shown(stage: LiveStage[View], contents: Contents, asked: str) -> Shown:
    is_open = stage.page not in contents.guesses
    view = _view(stage, contents)
    scene = stage.scene(view)
    at_hand = contents.at_hand.get(stage.name)
    if at_hand != asked and at_hand in [each.key for each in grips_of(scene)]:
        contents = replace(contents, at_hand={**contents.at_hand, stage.name: ""})
    values = contents.values()
    every = all_targets_of(stage.name, values)
    targets = [each for each in every if not (each.answers and is_open)]
    moment = judged(stage.moment(contents, view), tuple(targets))
    if is_open:
        scene = veiled(scene, OPENS)
    scene = with_goals(scene, tuple((each.name, each.sentence) for each in targets))
    answer = _answer(stage, contents, moment, view)
    ways = () if is_open else stage.ways(view)
    return Shown(scene, moment, answer, ways, _ground(scene, moment, values))


def grips_of(scene: Scene) -> tuple[Grip, ...]:
    """Return the points of a scene that can be dragged."""
    pictures = (each for each in scene.pictures if isinstance(each, Picture))
    return tuple(each.grip for each in pictures if each.grip)


def _ground(scene: Scene, moment: Moment, values: Values) -> str:
    """Return a name of how far a point can go, and of ``values`` without its two; or nothing."""
    own = {name for grip in grips_of(scene) for name in grip.moves}
    if not own:
        return ""
    others = sorted((name, value) for name, value in values.items() if name not in own)
    pictures = [each.name for each in scene.pictures if isinstance(each, Picture) and each.grip]
    axes = [moment.layouts.get(name) for name in pictures]
    return hashlib.sha256(repr((others, axes)).encode()).hexdigest()[:16]


def _answer(
    stage: LiveStage[View], contents: Contents, moment: Moment, view: View
) -> tuple[Block, ...]:
    if stage.lesson is None or stage.numbers is None:
        return ()
    numbers = stage.numbers(moment, view)
    return answer_to(stage.lesson, contents.guesses.get(stage.page), numbers)
