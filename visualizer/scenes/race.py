"""A race: three trainings that differ in their learning rate only, and all their sliders lead to.

Every position of a slider is a lane of one batch, and the racer itself is the lane at which its
slider stands. The sliders have the same positions unless somebody typed a rate between two of them,
so one batch does for all three, and for everybody who starts in the same place.
"""

from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from visualizer.core.diagnosis import DIAGNOSES, diagnose
from visualizer.core.lanes import Lanes, train_lanes
from visualizer.core.setup import Setup
from visualizer.figures.race import RACERS
from visualizer.live.moment import Setting
from visualizer.scenes.settings import settings
from visualizer.state.views.learning_rate import RATES, RaceView


@dataclass(frozen=True, eq=False)
class Descents:
    """What all positions of a slider lead to, from one start.

    Attributes:
        lanes: A training for each position.
        diagnoses: What became of it, a place in ``DIAGNOSES``. Shape ``(n_positions,)``.
    """

    lanes: Lanes
    diagnoses: Tensor


@dataclass(frozen=True, eq=False)
class Race:
    """The trainings of a race.

    Attributes:
        setup: What all racers have in common; its rate is nobody's.
        places: Where the slider of each racer stands.
        descents: Racer to what its slider leads to; the same for racers whose sliders have the
            same positions.
    """

    setup: Setup
    places: dict[str, Setting]
    descents: dict[str, Descents]

    @property
    def n_steps(self) -> int:
        """Number of updates."""
        return self.setup.n_steps

    def rate(self, racer: str) -> float:
        """Return the learning rate of a racer."""
        place = self.places[rate_key(racer)]
        return place.positions[place.index]

    def lane(self, racer: str) -> int:
        """Return which of its lanes a racer runs in."""
        return self.places[rate_key(racer)].index

    def losses(self, racer: str) -> Tensor:
        """Return the losses of the racer itself. Shape ``(n_steps + 1,)``."""
        return self.descents[racer].lanes.losses[:, self.lane(racer)]

    def word(self, racer: str) -> str:
        """Return the diagnosis of the racer itself."""
        return DIAGNOSES[int(self.descents[racer].diagnoses[self.lane(racer)])]


def rate_key(racer: str) -> str:
    """Return the parameter that holds the learning rate of ``racer``."""
    return f"learning_rate_{racer}"


def run_race(view: RaceView) -> Race:
    """Return the race that the page shows."""
    places = settings(dict(zip(RATES, view.rates, strict=True)))
    descents = {racer: _descend(view.setup, places[rate_key(racer)].positions) for racer in RACERS}
    return Race(view.setup, places, descents)


# Half a megabyte each, for all who start in one place; nobody changes them.
@lru_cache(maxsize=16)
def _descend(setup: Setup, rates: tuple[float, ...]) -> Descents:
    starts = setup.parameters[:, None].repeat(1, len(rates))
    lanes = train_lanes(setup, starts, torch.tensor(rates))
    return Descents(lanes, diagnose(setup, lanes))
