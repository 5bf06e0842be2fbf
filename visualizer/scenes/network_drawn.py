"""What is drawn and said of many networks side by side, as the page's choices want it."""

from __future__ import annotations

from dataclasses import replace

from torch import Tensor

from visualizer.core.architecture import Place
from visualizer.core.lanes import train_lanes
from visualizer.figures.branch_border import branch_fields
from visualizer.scenes.network_numbers import network_numbers
from visualizer.scenes.network_pictures import (
    Pictures,
    border_moves,
    by_code,
    network_moves,
    weight_moves,
)
from visualizer.scenes.network_point import point_in_fold, unit_numbers
from visualizer.state.views.network import NetworkView


def said_numbers(view: NetworkView, parameters: Tensor) -> dict[str, Tensor]:
    """Return the live numbers of many networks of one size, and of the point in their units.

    Args:
        view: What they have in common, and which point it is.
        parameters: Shape ``(n_parameters, lanes)``.

    Returns:
        Shapes ``(lanes,)``.
    """
    return {**network_numbers(view, parameters), **unit_numbers(view, parameters)}


def drawn_moves(view: NetworkView, parameters: Tensor, moved: Place | None = None) -> Pictures:
    """Return what the pictures show of many networks of one size.

    Args:
        view: What they have in common, and what is drawn of it.
        parameters: Shape ``(n_parameters, lanes)``.
        moved: The only weight or bias in which the lanes differ, if there is one.
    """
    setup = view.setup
    numbers = setup.task.wants_numbers
    moves = network_moves(
        setup.architecture,
        setup.dataset,
        parameters,
        moved,
        view.looks,
        numbers=numbers,
        test=view.test,
    )
    moves["fold"] |= point_in_fold(view, parameters)
    moves["network"] |= line_moves(view, parameters)
    return moves


def line_moves(view: NetworkView, parameters: Tensor) -> dict[str, Tensor]:
    """Return what the lines of the drawing tell, whose numbers are also said.

    Args:
        view: What the networks have in common.
        parameters: Shape ``(n_parameters, lanes)``.
    """
    setup = view.setup
    moves = weight_moves(setup.architecture, parameters)
    if view.looks.lines == "gradients":
        gradients = train_lanes(replace(setup, n_steps=0), parameters).gradients[0]
        moves["net.gradients"] = by_code(setup.architecture, gradients)
    return moves


def branch_border(view: NetworkView, parameters: Tensor) -> dict[str, Tensor]:
    """Return how the border of a branch moves over many networks of one size.

    Args:
        view: What they have in common.
        parameters: Shape ``(n_parameters, lanes)``.
    """
    setup = view.setup
    numbers = setup.task.wants_numbers
    borders = border_moves(setup.architecture, setup.dataset, parameters, numbers, view.test)
    return branch_fields(borders)
