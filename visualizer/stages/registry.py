"""Every live stage of the app by its name."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from visualizer.scenes.activations import activations_moment, activations_scene
from visualizer.scenes.backward import scene_of as backward_scene
from visualizer.scenes.backward_lesson import backward_lesson_numbers
from visualizer.scenes.backward_moment import backward_moment
from visualizer.scenes.class_desk import class_moment, class_scene
from visualizer.scenes.clinic import clinic_moment
from visualizer.scenes.clinic import scene_of as clinic_scene
from visualizer.scenes.experiment import experiment_moment, experiment_scene
from visualizer.scenes.learning_rate import scene_of as race_scene
from visualizer.scenes.lesson_numbers import (
    activations_numbers,
    loss_numbers,
    neuron_numbers,
    start_numbers,
    surface_numbers,
)
from visualizer.scenes.loss import loss_scene
from visualizer.scenes.network import scene_of as network_scene
from visualizer.scenes.network_lesson import lesson_numbers
from visualizer.scenes.network_moment import network_moment
from visualizer.scenes.neuron import neuron_moment, neuron_scene
from visualizer.scenes.race import run_race
from visualizer.scenes.race_moment import learning_rate_moment
from visualizer.scenes.race_numbers import race_numbers
from visualizer.scenes.scaling_lab import scaling_moment, scaling_scene
from visualizer.scenes.slice import scene_of as slice_scene
from visualizer.scenes.slice_lesson import slice_lesson
from visualizer.scenes.slice_moment import slice_moment
from visualizer.scenes.start import start_moment, start_scene
from visualizer.scenes.surface import surface_moment, surface_scene
from visualizer.scenes.training import scene_of as training_scene
from visualizer.scenes.training_moment import training_moment
from visualizer.scenes.unscaled import remedy_of
from visualizer.scenes.your_data import your_data_moment, your_data_scene
from visualizer.stages.around_network import around_network
from visualizer.stages.chosen_weight import take_part_and_inputs, take_weight
from visualizer.stages.class_room import around_class, class_of, take_dot
from visualizer.stages.stage import LiveStage
from visualizer.stages.tuning import follow_tuning, tuned_moment, tuning_of
from visualizer.stages.ways import race_ways
from visualizer.state.guesses import LESSONS
from visualizer.state.pages import defaults
from visualizer.state.session import Contents
from visualizer.state.setup_of import dataset_of
from visualizer.state.views.activations import activations_view, experiment_task
from visualizer.state.views.backward import backward_view
from visualizer.state.views.class_view import ClassView
from visualizer.state.views.clinic import clinic_view
from visualizer.state.views.learning_rate import race_view
from visualizer.state.views.loss import loss_view
from visualizer.state.views.network import network_view
from visualizer.state.views.neuron import neuron_view
from visualizer.state.views.slice import slice_view
from visualizer.state.views.start import start_view
from visualizer.state.views.surface import surface_view
from visualizer.state.views.training import training_view
from visualizer.state.views.your_data import your_data_view

_STAGES: tuple[LiveStage[Any], ...] = (
    LiveStage(
        "start",
        "start",
        view=start_view,
        scene=start_scene,
        moment=lambda contents, view: start_moment(view, contents.at_hand.get("start", "")),
        lesson=LESSONS["start"],
        numbers=start_numbers,
    ),
    LiveStage(
        "neuron",
        "neuron",
        view=neuron_view,
        scene=neuron_scene,
        moment=lambda contents, view: neuron_moment(view, contents.at_hand.get("neuron", "")),
        lesson=LESSONS["neuron"],
        numbers=neuron_numbers,
    ),
    LiveStage(
        "activations",
        "activations",
        view=activations_view,
        scene=activations_scene,
        moment=lambda _, view: activations_moment(view),
        lesson=LESSONS["activations"],
        numbers=activations_numbers,
    ),
    LiveStage(
        "experiment",
        "activations",
        view=experiment_task,
        scene=experiment_scene,
        moment=lambda _, task: experiment_moment(task),
    ),
    LiveStage(
        "loss",
        "loss",
        view=loss_view,
        scene=loss_scene,
        moment=tuned_moment,
        lesson=LESSONS["loss"],
        numbers=lambda _, view: loss_numbers(view.task, view.weights),
        note=follow_tuning,
        is_alike=False,  # everybody has a record of moves of their own
        own=tuning_of,
    ),
    LiveStage(
        "surface",
        "surface",
        view=surface_view,
        scene=surface_scene,  # wider around a far point
        moment=lambda contents, view: surface_moment(view, contents.at_hand.get("surface", "")),
        lesson=LESSONS["surface"],
        numbers=lambda moment, view: surface_numbers(moment, view.setup),
    ),
    LiveStage(
        "race",
        "learning_rate",
        view=race_view,
        scene=race_scene,  # wider around a far start or rate
        moment=lambda contents, view: learning_rate_moment(
            view, run_race(view), contents.at_hand.get("race", "")
        ),
        lesson=LESSONS["learning_rate"],
        numbers=lambda _, view: race_numbers(run_race(view), race_view(defaults("learning_rate"))),
        around=lambda view: view.setup.dataset.scaling,  # has a chooser, and a way may set it
        ways=race_ways,
        until_guessed=lambda view: replace(view, step=0),  # a link may lead into the race
    ),
    LiveStage(
        "scaling_lab",
        "learning_rate",
        view=dataset_of,
        scene=scaling_scene,
        moment=lambda _, dataset: scaling_moment(),
    ),
    LiveStage(
        "training",
        "training",
        view=training_view,
        scene=training_scene,  # wider around a far start
        moment=lambda contents, view: training_moment(
            view, at_hand=contents.at_hand.get("training", "")
        ),
        around=lambda view: remedy_of(view.setup),
    ),
    LiveStage(
        "network",
        "network",
        view=network_view,
        scene=network_scene,
        moment=lambda contents, view: network_moment(view, contents.at_hand.get("network", "")),
        lesson=LESSONS["network"],
        numbers=lesson_numbers,
        note=take_weight,
        around=around_network,
    ),
    LiveStage(
        "backpropagation",
        "backpropagation",
        view=backward_view,
        scene=backward_scene,
        moment=lambda _, view: backward_moment(view),
        lesson=LESSONS["backpropagation"],
        numbers=backward_lesson_numbers,
        note=take_part_and_inputs,
    ),
    LiveStage(
        "slice",
        "slice",
        view=slice_view,
        scene=slice_scene,
        moment=lambda contents, view: slice_moment(view, contents.at_hand.get("slice", "")),
        lesson=LESSONS["slice"],
        numbers=slice_lesson,
    ),
    LiveStage(
        "your_data",
        "your_data",
        view=your_data_view,
        scene=your_data_scene,
        moment=lambda contents, view: your_data_moment(view, contents.at_hand.get("your_data", "")),
        around=lambda view: view.row,  # stands in the fields below the table
    ),
    LiveStage(
        "bug_clinic",
        "bug_clinic",
        view=clinic_view,
        scene=clinic_scene,
        moment=lambda _, view: clinic_moment(view),
    ),
    LiveStage(
        "class",
        "class",
        view=lambda _: ClassView(),
        scene=class_scene,
        moment=lambda _, view: class_moment(view),
        around=around_class,
        looks=class_of,
        takes=take_dot,
        is_alike=False,
    ),
)

STAGES: Mapping[str, LiveStage[Any]] = MappingProxyType({each.name: each for each in _STAGES})


def around(contents: Contents) -> tuple[Hashable, ...]:
    """Return what the open page shows around its stages and a release can change."""
    page = contents.memory.page
    own = (each for each in _STAGES if each.page == page)
    return tuple(each.around(each.view_of(contents)) for each in own if each.around)
