"""Tuning by hand as the page of the loss shows it: whose weights count in which game."""

from __future__ import annotations

from dataclasses import replace

from visualizer.live.moment import Moment
from visualizer.scenes.loss import loss_moment, loss_now
from visualizer.state.session import Contents
from visualizer.state.tuning import Tuning, follow
from visualizer.state.views.loss import LossView, loss_view


def follow_tuning(contents: Contents) -> Contents:
    """Return ``contents``, whose open page is that of the loss, with the weights noted."""
    if contents.memory.page != "loss":
        return contents
    view = loss_view(contents.values())
    tunings = follow(contents.tunings, view.game, view.weights, loss_now(view))
    return contents if tunings == contents.tunings else replace(contents, tunings=tunings)


def begun_anew(contents: Contents) -> Contents:
    """Return ``contents`` after the open page was reset: its games begin anew, without a move."""
    if contents.memory.page != "loss":
        return contents
    return follow_tuning(replace(contents, tunings={}))


def tuning_of(contents: Contents) -> Tuning:
    """Return the moves so far of the game on the open page, which is that of the loss."""
    return follow_tuning(contents).tunings[loss_view(contents.values()).game]


def tuned_moment(contents: Contents, view: LossView) -> Moment:
    """Return the moment of the loss with the moves of the game so far."""
    tuning = tuning_of(contents)
    return loss_moment(view, tuning.start, tuning.losses)
