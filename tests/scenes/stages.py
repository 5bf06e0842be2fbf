"""What a student would see of a scene at a moment, without a browser and without Streamlit."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from visualizer.figures.moves import Blend, Choice, Mix, Move, Moves, Prefix, RowPrefix, at
from visualizer.live.moment import Moment, Sweep
from visualizer.live.scene import Picture, Quantity, Readouts, Scene, Show, Text
from visualizer.scenes.activations import activations_moment, activations_scene
from visualizer.scenes.learning_rate import scene_of as race_scene_of
from visualizer.scenes.loss import loss_moment, loss_now, loss_scene
from visualizer.scenes.neuron import neuron_moment, neuron_scene
from visualizer.scenes.race_moment import learning_rate_moment
from visualizer.scenes.start import start_moment, start_scene
from visualizer.scenes.surface import surface_moment, surface_scene
from visualizer.scenes.training import scene_of
from visualizer.scenes.training_moment import training_moment
from visualizer.scenes.your_data import your_data_moment, your_data_scene
from visualizer.state.pages import PAGES, complete
from visualizer.state.training_parts import PULLS
from visualizer.state.views.activations import activations_view
from visualizer.state.views.learning_rate import race_view
from visualizer.state.views.loss import LossView, loss_view
from visualizer.state.views.neuron import neuron_view
from visualizer.state.views.start import start_view
from visualizer.state.views.surface import surface_view
from visualizer.state.views.training import training_view
from visualizer.state.views.your_data import your_data_view

_NAMES = re.compile(r"\{\(?(\w+)\)?\}")


@dataclass(frozen=True)
class Stage:
    """A scene and a moment of it, with what makes them."""

    page: str
    values: Mapping[str, object]
    scene: Scene
    moment: Moment

    def quantity(self, name: str) -> Quantity:
        return next(each for each in self.scene.quantities if each.name == name)

    def index(self, key: str) -> int:
        return self.moment.settings[key].index

    def numbers(self, key: str | None = None, position: int = 0) -> dict[str, float]:
        """Return every live number, after ``key`` was dragged to ``position`` if one is given."""
        return {**self._at_rest, **(self._moved(key, position) if key else {})}

    @cached_property
    def _at_rest(self) -> dict[str, float]:
        shown = {name: float(row[0]) for name, row in self.moment.fixed.quantities.items()}
        for key in self.sweeps:
            shown |= self._moved(key, self.index(key))
        return shown

    def _moved(self, key: str, position: int) -> dict[str, float]:
        quantities = self.sweeps[key].quantities
        return {name: float(row[position]) for name, row in quantities.items()}

    @cached_property
    def sweeps(self) -> dict[str, Sweep]:
        """All that each control moves, its part of the joint sweep included."""
        return whole_sweeps(self.moment)

    def moves(self, picture: str, key: str) -> Moves:
        return self.sweeps[key].moves.get(picture, {})

    def drawn(self, picture: str, target: str, key: str, position: int | None = None):
        """Return what ``uid.attribute`` of a picture becomes at a position of ``key``."""
        place = self.index(key) if position is None else position
        return at(self.moves(picture, key)[target], place)

    def words(self, name: str, key: str | None = None, position: int = 0) -> str:
        """Return the sentence of a choice, its own placeholders still in it."""
        return self.quantity(name).choices[round(self.numbers(key, position)[name])]

    def panels(self) -> Iterator[object]:
        for row in self.scene.rows:
            for column in row:
                yield from column.panels

    def templates(self) -> Iterator[str]:
        """Return every text of the scene in which live numbers may stand."""
        yield self.scene.announcement
        for panel in self.panels():
            if isinstance(panel, Text):
                yield from panel.lines
            if isinstance(panel, Readouts):
                yield from (f"{{{name}}}" for name in panel.names)
        for picture in self.scene.pictures:
            yield picture.label
            for texts in picture.texts.values():
                yield from texts
            parts = picture.parts if isinstance(picture, Picture) else None
            for part in parts.items if parts else ():
                yield part.says
                yield f"{{{part.carries}}}"

    def named(self) -> set[str]:
        """Return every quantity that is named, in the sentences of choices too."""
        found: set[str] = set()
        waiting = {name for text in self.templates() for name in _NAMES.findall(text)}
        choices = {each.name: each.choices for each in self.scene.quantities}
        while waiting:
            found |= waiting
            texts = [text for name in waiting for text in choices.get(name, ())]
            waiting = {name for text in texts for name in _NAMES.findall(text)} - found
        return found

    def shown_pictures(self) -> set[str]:
        return {panel.picture for panel in self.panels() if isinstance(panel, Show)}


def whole_sweeps(moment: Moment) -> dict[str, Sweep]:
    """Return the sweep of every control, put together from the joint one and its own."""
    first, found = 0, {}
    for key in moment.joint.keys:
        rows = slice(first, first + len(moment.settings[key].positions))
        first, joint = rows.stop, moment.joint.sweep
        found[key] = Sweep(
            {name: values[rows] for name, values in joint.quantities.items()},
            {
                picture: {target: rows_of(move, rows) for target, move in moves.items()}
                for picture, moves in joint.moves.items()
            },
        )
    for key, own in moment.sweeps.items():
        joint = found.pop(key, Sweep())
        moves = {
            picture: {**joint.moves.get(picture, {}), **own.moves.get(picture, {})}
            for picture in {**joint.moves, **own.moves}
        }
        found[key] = Sweep({**joint.quantities, **own.quantities}, moves)
    return found


def rows_of(move: Move, rows: slice) -> Move:
    """Return a move for some of its positions."""
    match move:
        case RowPrefix(values=values):
            return RowPrefix(values[rows], move.count)
        case Prefix(counts=counts):
            return Prefix(move.values, counts[rows])
        case Mix(parts=parts, shares=shares):
            return Mix(parts, shares[rows])
        case Blend(index=index) | Choice(index=index):
            return replace(move, index=index[rows])
    return move[rows]


def stage(page: str, **given: object) -> Stage:
    """Return the stage of ``page`` as its script builds it, with the ``given`` values."""
    # Of the training all that can be opened is open, unless that is what is looked at.
    whole = complete(page, {"training_parts": PULLS} | given)
    values = {name: whole[name] for name in PAGES[page].names}
    make_view, make_scene, make_moment = BUILDERS[page]
    view = make_view(values)
    return Stage(page, values, make_scene(view), make_moment(view))


def untouched_loss_moment(view: LossView) -> Moment:
    """Return the moment of a student who has not moved anything yet."""
    return loss_moment(view, view.weights, [loss_now(view)])


# For each page what its values become, and what makes its scene and its moment of that.
BUILDERS = {
    "start": (start_view, start_scene, start_moment),
    "neuron": (neuron_view, neuron_scene, neuron_moment),
    "activations": (activations_view, activations_scene, activations_moment),
    "your_data": (your_data_view, your_data_scene, your_data_moment),
    "surface": (surface_view, surface_scene, surface_moment),
    "loss": (loss_view, loss_scene, untouched_loss_moment),
    "learning_rate": (race_view, race_scene_of, learning_rate_moment),
    "training": (training_view, scene_of, training_moment),
}
