"""A race: three trainings that differ in their learning rate only, and all their sliders lead to.

Every position of a slider is a lane of one batch, and the racer itself is the lane at which its
slider stands. The sliders have the same positions unless somebody typed a rate between two of them,
so one batch does for all three, and for everybody who starts in the same place.
"""

from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from visualizer.core.datasets import Dataset, load_dataset
from visualizer.core.diagnosis import DIAGNOSES, diagnose
from visualizer.core.lanes import Lanes, train_lanes
from visualizer.core.neuron import Neuron
from visualizer.figures.race import RACERS
from visualizer.live.scene import Setting
from visualizer.scenes.settings import Values, settings, weight_and_bias
from visualizer.ui.parameters import WEIGHTS


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
        neuron: The architecture of all racers.
        dataset: The examples that they learn from.
        n_steps: Number of updates.
        places: Where the slider of each racer stands.
        descents: Racer to what its slider leads to; the same for racers whose sliders have the
            same positions.
    """

    neuron: Neuron
    dataset: Dataset
    n_steps: int
    places: dict[str, Setting]
    descents: dict[str, Descents]

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


RATES = tuple(rate_key(racer) for racer in RACERS)


def run_race(values: Values) -> Race:
    """Return the race that ``values`` describe: data, scaling, neuron, start, rates and steps."""
    neuron = Neuron(values["activation"], values["output"])
    dataset = load_dataset(values["dataset"], values["scaling"])
    start = tuple(values[name] for name in WEIGHTS)
    n_steps = int(values["n_steps"])
    places = settings(values, RATES)
    return Race(
        neuron=neuron,
        dataset=dataset,
        n_steps=n_steps,
        places=places,
        descents={
            racer: _descend(neuron, dataset, start, places[rate_key(racer)].positions, n_steps)
            for racer in RACERS
        },
    )


# Half a megabyte each, for all who start in one place; nobody changes them.
@lru_cache(maxsize=16)
def _descend(
    neuron: Neuron,
    dataset: Dataset,
    start: tuple[float, ...],
    rates: tuple[float, ...],
    n_steps: int,
) -> Descents:
    weight, bias = weight_and_bias(dict(zip(WEIGHTS, start, strict=True)))
    lanes = train_from(neuron, dataset, weight, bias, torch.tensor(rates), n_steps)
    return Descents(lanes, diagnose(neuron, dataset, lanes))


def train_from(
    neuron: Neuron, dataset: Dataset, weight: Tensor, bias: Tensor, rates: Tensor, n_steps: int
) -> Lanes:
    """Return one training for each of ``rates``, all from the same start.

    Args:
        neuron: The architecture.
        dataset: The examples.
        weight: Where the weights start. Shape ``(n_features,)``.
        bias: Where the bias starts. Shape ``()``.
        rates: Shape ``(lanes,)``.
        n_steps: Number of updates.
    """
    weights = weight[:, None].repeat(1, len(rates))
    return train_lanes(neuron, dataset, weights, bias.repeat(len(rates)), rates, n_steps)
