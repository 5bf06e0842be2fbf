"""What is drawn of a scene's late tensors while the browser does not have them yet.

A picture of a landscape is a mixture of slices, of which only one or two are seen at a time: until
somebody is about to move something, what they make where the controls stand is enough.
"""

from __future__ import annotations

from collections.abc import Iterator

import torch
from torch import Tensor

from visualizer.figures.moves import Blend, Move, still
from visualizer.live.moment import Moment, Sweep
from visualizer.live.scene import Scene


def drawn_meanwhile(moment: Moment, scene: Scene) -> Sweep:
    """Return a sweep of one position: what every mixture of late tensors is where controls stand.

    The last word has the sweep that is applied last, as in a moment.
    """
    found: dict[str, dict[str, Move]] = {}
    for sweep, position in _standing(moment):
        for picture, moves in sweep.moves.items():
            for target, move in moves.items():
                if isinstance(move, Blend) and _is_late(move.stack, scene):
                    found.setdefault(picture, {})[target] = still(move, position)
    return Sweep(moves=found)


def _standing(moment: Moment) -> Iterator[tuple[Sweep, int]]:
    """Yield the sweeps of a moment in their order, each with the position where it stands."""
    for key, first in list(moment.first_rows().items())[:1]:
        yield moment.joint.sweep, first + moment.settings[key].index
    for key, sweep in moment.sweeps.items():
        yield sweep, moment.settings[key].index


def _is_late(stack: Tensor, scene: Scene) -> bool:
    # A cache may have made the same tensor anew since the scene was built.
    return any(
        stack is late or (stack.shape == late.shape and torch.equal(stack, late))
        for late in scene.late
    )
