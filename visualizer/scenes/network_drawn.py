"""What is drawn of many networks side by side, as the page's choices want it."""

from __future__ import annotations

from dataclasses import replace

from torch import Tensor

from visualizer.core.architecture import Place
from visualizer.core.lanes import train_lanes
from visualizer.scenes.network_pictures import Pictures, by_code, network_moves
from visualizer.state.views.network import NetworkView


def drawn_moves(view: NetworkView, parameters: Tensor, moved: Place | None = None) -> Pictures:
    """Return what the pictures show of many networks of one size.

    Args:
        view: What they have in common, and what is drawn of it.
        parameters: Shape ``(n_parameters, lanes)``.
        moved: The only weight or bias in which the lanes differ, if there is one.
    """
    setup = view.setup
    moves = network_moves(setup.architecture, setup.dataset, parameters, moved)
    if view.looks.lines == "gradients":
        gradients = train_lanes(replace(setup, n_steps=0), parameters).gradients[0]
        moves["network"]["net.gradients"] = by_code(setup.architecture, gradients)
    return moves
