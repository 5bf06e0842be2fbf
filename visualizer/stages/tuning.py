"""Tuning by hand as the page of the loss shows it: whose weights count in which game."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace

from visualizer.live.scene import Moment
from visualizer.scenes.loss import loss_moment, loss_now
from visualizer.state.kinds import Value
from visualizer.state.parameters import WEIGHTS
from visualizer.state.session import Contents
from visualizer.state.tuning import follow

# What the student and gradient descent must have in common.
GAME = ("dataset", "scaling", "activation", "output", "learning_rate")


def game_of(values: Mapping[str, Value]) -> Hashable:
    """Return the game that is played with these values."""
    return tuple(values[name] for name in GAME)


def follow_tuning(contents: Contents) -> Contents:
    """Return ``contents``, whose open page is that of the loss, with the weights noted."""
    values = contents.values()
    weights = tuple(values[name] for name in WEIGHTS)
    tunings = follow(contents.tunings, game_of(values), weights, loss_now(values))
    return contents if tunings == contents.tunings else replace(contents, tunings=tunings)


def tuned_moment(contents: Contents, values: Mapping[str, Value]) -> Moment:
    """Return the moment of the loss with the moves of the game so far."""
    tuning = follow_tuning(contents).tunings[game_of(values)]
    return loss_moment(values, tuning.start, tuning.losses)
