"""The scene of the scaling lab: one data set, scaled in three ways, and the valley of each."""

from functools import lru_cache

import torch

from visualizer.core.architecture import make_neuron
from visualizer.core.datasets import SCALINGS
from visualizer.core.passes import with_ones
from visualizer.core.setup import Task
from visualizer.core.stability import condition_number, learning_rate_limit
from visualizer.core.surface import Axis, loss_surfaces
from visualizer.figures.scaling import HEIGHT, Valley, scaling_figure, three_digits
from visualizer.live.scene import Column, Moment, Picture, Scene, Show, Text
from visualizer.state.parameters import PARAMETERS
from visualizer.tables.loading import load_dataset

TITLES = ("w₁", "bias, b")
REACH = 1.0
N_POINTS = 41
WORDS = (
    "The same students, the same linear neuron; only the unit of the hours differs. The pictures "
    "show the loss over w₁ and b, with w₂ at its best, and one unit is as long across as upwards.",
    "In a narrow valley a step that is short enough for the steep sides creeps along the floor. "
    "The condition number says how narrow it is over all three parameters: 1 is round, and then "
    "descent goes straight down.",
)


@lru_cache(maxsize=16)
def scaling_scene(dataset: str, scaling: str) -> Scene:
    """Return the scene of a data set scaled in every way; ``scaling`` is the one in use."""
    valleys = [_valley(dataset, each, each == scaling) for each in SCALINGS]
    said = "; ".join(
        f"{each.name}: condition number {three_digits(each.condition)}, "
        f"limit {three_digits(each.limit)}"
        for each in valleys
    )
    picture = Picture(
        "scaling",
        scaling_figure(valleys, TITLES),
        f"Three maps of the loss of a linear neuron. {said}.",
        HEIGHT,
    )
    return Scene(
        rows=((Column((Show("scaling"),), 2.2), Column((Text(WORDS),))),),
        quantities=(),
        pictures=(picture,),
    )


def scaling_moment() -> Moment:
    """Return the moment of a scene in which nothing moves."""
    return Moment({}, {})


def _valley(name: str, scaling: str, is_chosen: bool) -> Valley:
    dataset = load_dataset(name, scaling)
    design = with_ones(dataset.inputs.double())
    best = (torch.linalg.pinv(design) @ dataset.targets.double()).float()
    bottom = best[[0, 2]]
    values = [torch.linspace(float(each) - REACH, float(each) + REACH, N_POINTS) for each in bottom]
    task = Task(make_neuron(output="identity"), dataset)
    axes = (Axis(name, each) for name, each in zip(("weight_1", "bias"), values, strict=True))
    losses = loss_surfaces(task, *axes, parameters=best)
    return Valley(
        name=PARAMETERS["scaling"].options[scaling],
        limit=learning_rate_limit(dataset),
        condition=condition_number(dataset),
        bottom=bottom,
        reach=REACH,
        losses=losses[0],
        is_chosen=is_chosen,
    )
