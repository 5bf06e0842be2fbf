"""The scene of a slice of the loss: the map, the shadow of the training, the loss along both."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from visualizer.figures.loss_curve import two_losses_figure
from visualizer.figures.slice_map import slice_figure
from visualizer.live.scene import (
    Column,
    Controls,
    Picture,
    Quantity,
    Readouts,
    Scene,
    Show,
    Text,
    Timeline,
)
from visualizer.scenes.network_curve import loss_title
from visualizer.scenes.network_moment import part_name
from visualizer.scenes.settings import slider
from visualizer.scenes.slice_cut import N_POINTS, cut_of
from visualizer.state.network_parameters import part_codes
from visualizer.state.views.slice import SliceView
from visualizer.words import slice as words
from visualizer.words.lesson import AFTER_GUESS, OPENS

Limits = tuple[float, float]


def scene_of(view: SliceView) -> Scene:
    """Return the scene of the slices that the view chooses from."""
    cut, setup = cut_of(view), view.network.setup
    return _scene(
        axis_titles(view), cut.limits, cut.top, setup.n_steps, setup.architecture.n_parameters,
        loss_title(setup), cut.run.diverged_at < 0,
    )  # fmt: skip


def axis_titles(view: SliceView) -> tuple[str, str]:
    """Return what the two directions are called."""
    return words.RANDOM_AXES if view.is_random else place_names(view)


def place_names(view: SliceView) -> tuple[str, str]:
    """Return the names of the two weights or biases."""
    codes = part_codes(view.network.setup.architecture)
    across, up = (part_name(replace(view.network, part=codes[place])) for place in view.places)
    return across, up


@lru_cache(maxsize=32)
def _scene(
    titles: tuple[str, str],
    limits: tuple[Limits, Limits],
    top: float,
    n_steps: int,
    n_parameters: int,
    title: str,
    stays_finite: bool,
) -> Scene:
    knobs = Controls(
        (
            Timeline("step_network", words.STEP, (1, 10), speed=60),
            replace(slider("slice_step"), cold=True),
        ),
        words.CONTROLS_TITLE,
    )
    across, up = titles
    said = words.MAP_SAID.format(across=across, up=up)
    return Scene(
        rows=(
            (
                Column((knobs, Readouts(tuple(words.NUMBERS), words.NUMBERS_TITLE))),
                Column(
                    (
                        Show("slice", words.MAP_TITLE.format(n_parameters=n_parameters)),
                        Text(("{whereabouts}",)),
                    ),
                    1.3,
                ),
                Column(
                    (
                        Show("slice_curve", words.CURVE_TITLE),
                        Text((words.CURVE_WORDS, "{way}"), answers=True),
                    ),
                    1.2,
                ),
            ),
        ),
        quantities=_quantities(stays_finite),
        pictures=(
            Picture("slice", slice_figure(titles, *limits, N_POINTS, top), said, 300),
            Picture(
                "slice_curve",
                two_losses_figure(n_steps, title, words.LOSS_BELOW),
                words.CURVE_SAID.format(n_steps=n_steps),
                300,
                answers=("other",),
            ),
        ),
        announcement=words.ANNOUNCEMENT,
    )


def _quantities(stays_finite: bool) -> tuple[Quantity, ...]:
    named = words.NUMBERS
    return (
        Quantity("step", named["step"], style="integer"),
        Quantity("loss", named["loss"], digits=4),
        Quantity("slice_loss", named["slice_loss"], digits=4, veil=AFTER_GUESS),
        Quantity("distance", named["distance"], digits=3, veil=AFTER_GUESS),
        Quantity("slice_step", style="integer"),
        Quantity("meet", style="integer"),
        Quantity("diverged_at", style="integer"),
        Quantity("whole", digits=3),
        Quantity("seen", digits=3),
        Quantity(
            "whereabouts",
            style="choice",
            choices=words.WHEREABOUTS,
            veil=OPENS if stays_finite else None,  # that it diverged is no answer
        ),
        Quantity("way", style="choice", choices=words.WAY),
    )
