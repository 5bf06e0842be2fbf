"""A slice of the loss: what two directions of many show of it, and what they leave out.

The loss of a network lies over as many directions as it has weights and biases. A picture has two.
Here they are a flat plane through one place: every point of the plane is a network, all others are
not in the picture.
"""

from dataclasses import dataclass

import torch
from torch import Tensor

from visualizer.core.architecture import Architecture
from visualizer.core.lane_losses import lane_losses
from visualizer.core.task import Task

_POINTS_AT_ONCE = 16_384  # examples times networks, so that what lies between stays in the cache


@dataclass(frozen=True, eq=False)
class Slice:
    """The plane of all ``centre + a · across + b · up``.

    Attributes:
        centre: The network in its middle. Shape ``(n_parameters,)``.
        across: The direction of the picture's columns. Shape ``(n_parameters,)``.
        up: The direction of its rows, not along ``across``. Shape ``(n_parameters,)``.
    """

    centre: Tensor
    across: Tensor
    up: Tensor

    def networks(self, across: Tensor, up: Tensor) -> Tensor:
        """Return the networks at places of the plane. Shape ``(n_parameters, n_points)``.

        Args:
            across: How often ``self.across`` is walked. Shape ``(n_points,)``.
            up: How often ``self.up`` is. Shape ``(n_points,)``.
        """
        return torch.addr(torch.addr(self.centre[:, None], self.across, across), self.up, up)

    def shadow(self, parameters: Tensor) -> tuple[Tensor, Tensor]:
        """Return where in the plane the nearest network lies.

        Args:
            parameters: Any networks. Shape ``(n_parameters, n_points)``.

        Returns:
            How often ``across`` and ``up`` are walked to get there, by the least squares of
            ``parameters − centre``. Shapes ``(n_points,)``.
        """
        offsets = (parameters - self.centre[:, None]).double()
        directions = torch.stack([self.across, self.up], dim=1).double()
        places = torch.linalg.lstsq(directions, offsets).solution
        return places[0].float(), places[1].float()


def weight_slice(centre: Tensor, across: int, up: int) -> Slice:
    """Return the slice along two of the parameters, all others held as in ``centre``.

    Args:
        centre: Shape ``(n_parameters,)``.
        across: Place of the one along the columns.
        up: Place of the one along the rows.

    Raises:
        ValueError: If both are the same one.
    """
    if across == up:
        raise ValueError(f"a slice needs two different parameters, got {across} twice")
    unit = torch.eye(len(centre))
    return Slice(centre, unit[across], unit[up])


def random_slice(architecture: Architecture, centre: Tensor, seed: int) -> Slice:
    """Return a slice along two random directions, scaled unit by unit.

    A network of ReLU stays the same function when a layer is doubled and the weights of the next
    are halved, so the length of a step alone says nothing. Here the part of a direction that
    belongs to the weights of a unit is as long as those weights are, that of a bias as large as
    the bias; both networks then have the same picture.

    Args:
        architecture: The layers.
        centre: Shape ``(n_parameters,)``.
        seed: What draws the directions from a normal distribution.

    Source:
        Li, Xu, Taylor, Studer, Goldstein: *Visualizing the Loss Landscape of Neural Nets*, 2018,
        section 4; a filter of theirs is a unit here.
    """
    generator = torch.Generator().manual_seed(seed)
    across, up = (
        _scaled(architecture, torch.randn(len(centre), generator=generator), centre)
        for _ in range(2)
    )
    return Slice(centre, across, up)


def _scaled(architecture: Architecture, direction: Tensor, centre: Tensor) -> Tensor:
    parts = []
    for (drawn, drawn_bias), (weight, bias) in zip(
        architecture.split(direction), architecture.split(centre), strict=True
    ):
        longer = weight.norm(dim=1) / drawn.norm(dim=1)
        parts += [(drawn * longer[:, None]).flatten(), drawn_bias.sign() * bias.abs()]
    return torch.cat(parts)


@torch.no_grad()
def slice_losses(task: Task, networks: Tensor) -> Tensor:
    """Return the loss of every network of a slice. Shape ``(n_points,)``.

    Args:
        task: Who learns what.
        networks: Shape ``(n_parameters, n_points)``.
    """
    at_once = max(1, _POINTS_AT_ONCE // task.dataset.n_samples)
    return torch.cat([lane_losses(task, some) for some in networks.split(at_once, dim=1)])
