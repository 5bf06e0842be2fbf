"""Every live stage of the app by its name."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from types import MappingProxyType

from visualizer.scenes.activations import activations_moment, activations_scene
from visualizer.scenes.experiment import experiment_moment, experiment_scene
from visualizer.scenes.learning_rate import learning_rate_moment
from visualizer.scenes.learning_rate import scene_of as race_scene
from visualizer.scenes.lesson_numbers import (
    activations_numbers,
    loss_numbers,
    neuron_numbers,
    start_numbers,
    surface_numbers,
)
from visualizer.scenes.loss import loss_scene
from visualizer.scenes.neuron import neuron_moment, neuron_scene
from visualizer.scenes.race import run_race
from visualizer.scenes.race_numbers import race_numbers
from visualizer.scenes.scaling_lab import scaling_moment, scaling_scene
from visualizer.scenes.start import start_moment, start_scene
from visualizer.scenes.surface import scene_of as surface_scene
from visualizer.scenes.surface import surface_moment
from visualizer.scenes.training import scene_of as training_scene
from visualizer.scenes.training import training_moment
from visualizer.scenes.ways_out import ways_out
from visualizer.scenes.wording import with_names
from visualizer.scenes.your_data import your_data_moment, your_data_scene
from visualizer.stages.stage import LiveStage
from visualizer.stages.tuning import follow_tuning, tuned_moment
from visualizer.state.pages import defaults
from visualizer.state.session import Contents
from visualizer.words import activations, learning_rate, loss, neuron, start, surface

_STAGES = (
    LiveStage(
        "start",
        "start",
        scene=lambda values: start_scene(),
        moment=lambda _, values: start_moment(values),
        lesson=start.LESSON,
        numbers=start_numbers,
    ),
    LiveStage(
        "neuron",
        "neuron",
        scene=lambda values: neuron_scene(values["activation"]),
        moment=lambda _, values: neuron_moment(values["activation"], values),
        lesson=neuron.LESSON,
        numbers=neuron_numbers,
    ),
    LiveStage(
        "activations",
        "activations",
        scene=lambda values: with_names(
            activations_scene(values["activation"], values["second_activation"], values["dataset"]),
            values["dataset"],
        ),
        moment=lambda _, values: activations_moment(values),
        lesson=activations.LESSON,
        numbers=activations_numbers,
    ),
    LiveStage(
        "experiment",
        "activations",
        scene=lambda values: experiment_scene(*_data(values)),
        moment=lambda _, values: experiment_moment(*_data(values)),
    ),
    LiveStage(
        "loss",
        "loss",
        scene=lambda values: with_names(
            loss_scene(values["dataset"], values["example"]), values["dataset"]
        ),
        moment=tuned_moment,
        lesson=loss.LESSON,
        numbers=lambda _, values: loss_numbers(values),
        note=follow_tuning,
    ),
    LiveStage(
        "surface",
        "surface",
        # Wider around a far point.
        scene=lambda values: with_names(surface_scene(values), values["dataset"]),
        moment=lambda _, values: surface_moment(values),
        lesson=surface.LESSON,
        numbers=surface_numbers,
    ),
    LiveStage(
        "race",
        "learning_rate",
        # Wider around a far start or rate.
        scene=lambda values: with_names(race_scene(values), values["dataset"]),
        moment=lambda _, values: learning_rate_moment(values, run_race(values)),
        lesson=learning_rate.LESSON,
        numbers=lambda _, values: race_numbers(run_race(values), values, defaults("learning_rate")),
        around=lambda values: tuple(way.label for way in ways_out(run_race(values))),
    ),
    LiveStage(
        "scaling_lab",
        "learning_rate",
        scene=lambda values: scaling_scene(values["dataset"], values["scaling"]),
        moment=lambda _, values: scaling_moment(),
    ),
    LiveStage(
        "training",
        "training",
        # Wider around a far start.
        scene=lambda values: with_names(training_scene(values), values["dataset"]),
        moment=lambda _, values: training_moment(values),
    ),
    LiveStage(
        "your_data",
        "your_data",
        scene=lambda values: with_names(
            your_data_scene(values["dataset"], values["output"]), values["dataset"]
        ),
        moment=lambda _, values: your_data_moment(values),
    ),
)

STAGES: Mapping[str, LiveStage] = MappingProxyType({each.name: each for each in _STAGES})


def around(contents: Contents) -> tuple[Hashable, ...]:
    """Return what the open page shows around its stages and a release can change."""
    page, values = contents.memory.page, contents.values()
    return tuple(each.around(values) for each in _STAGES if each.page == page)


def _data(values: Mapping[str, object]) -> tuple[object, ...]:
    return values["dataset"], values["scaling"], values["output"]
