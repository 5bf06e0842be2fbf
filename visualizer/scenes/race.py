"""A race: three trainings that differ in their learning rate only, and all their sliders lead to.

Every position of the three sliders is a lane of one batch, and the racers themselves are the lanes
at which the sliders stand.
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
from visualizer.scenes.settings import Values, as_tensors, settings, weight_and_bias
from visualizer.ui.parameters import WEIGHTS

ABOUT_POINTS = 110  # of a drawn path, so that a release stays small
STRIDE = 3  # odd: of a path that goes to and fro, every second step would show one side only


@dataclass(frozen=True, eq=False)
class Race:
    """The trainings of a race.

    Attributes:
        neuron: The architecture of all racers.
        dataset: The examples that they learn from.
        n_steps: Number of updates.
        places: Where the slider of each racer stands.
        lanes: Racer to the trainings of its positions.
        diagnoses: Racer to their diagnoses, places in ``DIAGNOSES``. Shapes ``(n_positions,)``.
    """

    neuron: Neuron
    dataset: Dataset
    n_steps: int
    places: dict[str, Setting]
    lanes: dict[str, Lanes]
    diagnoses: dict[str, Tensor]

    def rate(self, racer: str) -> float:
        """Return the learning rate of a racer."""
        place = self.places[rate_key(racer)]
        return place.positions[place.index]

    def lane(self, racer: str) -> int:
        """Return which of its lanes a racer runs in."""
        return self.places[rate_key(racer)].index

    def losses(self, racer: str) -> Tensor:
        """Return the losses of the racer itself. Shape ``(n_steps + 1,)``."""
        return self.lanes[racer].losses[:, self.lane(racer)]

    def word(self, racer: str) -> str:
        """Return the diagnosis of the racer itself."""
        return DIAGNOSES[int(self.diagnoses[racer][self.lane(racer)])]

    def drawn_steps(self, step: int) -> Tensor:
        """Return the steps that a drawn path goes through: the first ones all, ``step``, the last.

        Args:
            step: The step at hand.
        """
        n_steps = self.n_steps
        first = min(n_steps, max(0, (ABOUT_POINTS * STRIDE - n_steps) // (STRIDE - 1)))
        steps = torch.arange(n_steps + 1)
        is_drawn = (steps <= first) | ((steps - first) % STRIDE == 0)
        return steps[is_drawn | (steps == step) | (steps == n_steps)]


def rate_key(racer: str) -> str:
    """Return the parameter that holds the learning rate of ``racer``."""
    return f"learning_rate_{racer}"


RATES = tuple(rate_key(racer) for racer in RACERS)
NUMBERS = (*WEIGHTS, *RATES)  # what a race depends on, its data and its neuron aside


def run_race(values: Values) -> Race:
    """Return the race that ``values`` describe: data, scaling, neuron, start, rates and steps."""
    return _run(
        Neuron(values["activation"], values["output"]),
        load_dataset(values["dataset"], values["scaling"]),
        tuple(values[name] for name in NUMBERS),
        int(values["n_steps"]),
    )


@lru_cache(maxsize=8)  # one megabyte each, for those who walk through one; nobody changes them
def _run(neuron: Neuron, dataset: Dataset, numbers: tuple[float, ...], n_steps: int) -> Race:
    values = dict(zip(NUMBERS, numbers, strict=True))
    places = settings(values, RATES)
    rates = list(as_tensors(places).values())
    weight, bias = weight_and_bias(values)
    lanes = train_from(neuron, dataset, weight, bias, torch.cat(rates), n_steps)
    sizes = [len(each) for each in rates]
    return Race(
        neuron=neuron,
        dataset=dataset,
        n_steps=n_steps,
        places=places,
        lanes=dict(zip(RACERS, lanes.split(sizes), strict=True)),
        diagnoses=dict(zip(RACERS, diagnose(neuron, dataset, lanes).split(sizes), strict=True)),
    )


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
