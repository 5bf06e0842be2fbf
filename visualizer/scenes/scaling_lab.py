"""The scene of the scaling lab: one data set, scaled in three ways, and the valley of each."""

from functools import lru_cache

import torch

from visualizer.core.architecture import make_neuron
from visualizer.core.datasets import SCALINGS, Dataset
from visualizer.core.neuron_lanes import with_ones
from visualizer.core.stability import condition_number, learning_rate_limit
from visualizer.core.surface import Axis, loss_surfaces
from visualizer.core.task import Task
from visualizer.figures.scaling import HEIGHT, Valley, scaling_figure, three_digits
from visualizer.live.moment import Moment
from visualizer.live.scene import Column, Picture, Scene, Show, Text
from visualizer.scenes.names import names_of
from visualizer.state.parameters import get_choice
from visualizer.tables.loading import load_dataset
from visualizer.words import scaling_lab as words

REACH = 1.0
N_POINTS = 41


@lru_cache(maxsize=16)
def scaling_scene(dataset: Dataset) -> Scene:
    """Return the scene of ``dataset`` scaled in every way; its own is the one in use."""
    valleys = [_valley(dataset, scaling) for scaling in SCALINGS]
    said: dict[str, str] = {}
    for place, each in enumerate(valleys, start=1):
        said |= {
            f"name_{place}": each.name,
            f"condition_{place}": three_digits(each.condition),
            f"limit_{place}": three_digits(each.limit),
        }
    figure = scaling_figure(valleys, (words.ACROSS, words.UP))
    picture = Picture("scaling", figure, words.PICTURE.format(**said), HEIGHT)
    same = words.SAME_ROWS if names_of(dataset).own else words.SAME_STUDENTS
    return Scene(
        rows=((Column((Show("scaling"),), 2.2), Column((Text((same, words.NARROW)),))),),
        quantities=(),
        pictures=(picture,),
    )


def scaling_moment() -> Moment:
    """Return the moment of a scene in which nothing moves."""
    return Moment({}, {})


def _valley(chosen: Dataset, scaling: str) -> Valley:
    dataset = load_dataset(chosen.name, scaling)
    design = with_ones(dataset.inputs.double())
    best = (torch.linalg.pinv(design) @ dataset.targets.double()).float()
    bottom = best[[0, 2]]
    across, up = (
        Axis(name, torch.linspace(float(each) - REACH, float(each) + REACH, N_POINTS))
        for name, each in zip(("weight_1", "bias"), bottom, strict=True)
    )
    task = Task(make_neuron(output="identity"), dataset)
    losses = loss_surfaces(task, across, up, parameters=best)
    return Valley(
        name=get_choice("scaling").options[scaling],
        limit=learning_rate_limit(dataset),
        condition=condition_number(dataset),
        bottom=bottom,
        reach=REACH,
        losses=losses[0],
        is_chosen=scaling == chosen.scaling,
    )
