"""A slice through the training of a network: its plane, and the shadow that the training throws."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from visualizer.core.setup import Setup
from visualizer.core.slices import Slice, random_slice, slice_losses, weight_slice
from visualizer.scenes.network_training import NetworkRun, network_run
from visualizer.state.views.slice import SliceView

N_POINTS = 31  # of the picture, each way
ROOM = 1.25  # around the shadow of the training
LEAST = 1.0  # half the width of the picture of a training that does not move
MOST = 1e6
LEAST_SHARE = 1e-4  # of the number in the middle: what is narrower is no axis in float32
NEAR = 5e-4  # from the slice, that is in it
ROUNDED = 1e-5  # of the length of all parameters: what is nearer cannot be told from in it
FAR = 100.0  # widths of the picture, beyond which a shadow is not drawn
BEYOND = 1e9  # a loss in a picture that is larger is drawn as this


@dataclass(frozen=True, eq=False)
class Cut:
    """The slices through a training: one plane, held at the place of any of its steps.

    Attributes:
        setup: What the training is made from.
        run: The training.
        plane: Through its end.
        across: Where the shadow of every step lies. Shape ``(n_steps + 1,)``.
        up: The same for the other direction.
        aside: What of every step the plane does not have. Shape ``(n_parameters, n_steps + 1)``.
        middle: What is written at the middle of both axes.
        half: Half the width of the picture across and upwards.
    """

    setup: Setup
    run: NetworkRun
    plane: Slice
    across: Tensor
    up: Tensor
    aside: Tensor
    middle: tuple[float, float]
    half: tuple[float, float]

    @property
    def limits(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """First and last value of both axes."""
        (first, second), (wide, high) = self.middle, self.half
        return (first - wide, first + wide), (second - high, second + high)

    @property
    def top(self) -> float:
        """The loss at which the picture has its last colour: it leaves a few far corners out."""
        losses = self.run.losses[self.run.losses.isfinite()]
        field = self.fields(torch.tensor([self.setup.n_steps]))
        highest = 4 * float(losses.max()) if len(losses) else 1.0
        return max(0.02, min(float(field.max()), highest))

    def shadow(self, steps: Tensor) -> dict[str, Tensor]:
        """Return where the shadows of steps are drawn, by the letter of the axis."""
        return {
            letter: (middle + places[steps]).masked_fill(
                places[steps].abs() > FAR * half, torch.nan
            )
            for letter, middle, places, half in zip(
                "xy", self.middle, (self.across, self.up), self.half, strict=True
            )
        }

    def is_outside(self, steps: Tensor) -> Tensor:
        """Return whether the shadow of each step lies outside the picture. Same shape."""
        wide, high = self.half
        return (self.across[steps].abs() > wide) | (self.up[steps].abs() > high)

    def losses(self, steps: Tensor) -> Tensor:
        """Return the loss at each step, or at the last one that has numbers. Same shape."""
        return self.run.losses[steps.clamp(max=self.run.until(self.setup.n_steps))]

    def is_in(self, steps: Tensor, cuts: Tensor) -> Tensor:
        """Return whether the network of each step lies in the slice of each cut. Same shape."""
        near = max(NEAR, ROUNDED * float(self.plane.centre.norm()))
        return self.distances(steps, cuts) <= near

    def distances(self, steps: Tensor, cuts: Tensor) -> Tensor:
        """Return how far the network of each step lies from the slice of each cut. Same shape."""
        return (self.aside[:, steps] - self.aside[:, cuts]).norm(dim=0)

    def below(self, steps: Tensor, cuts: Tensor) -> Tensor:
        """Return the loss in the slice of each cut, right below the network of each step."""
        networks = self.plane.networks(self.across[steps], self.up[steps]) + self.aside[:, cuts]
        losses = slice_losses(self.setup.task, networks)
        # A network of the slice is below itself; adding its parts up again would round it.
        return torch.where(steps == cuts, self.losses(steps), losses)

    def fields(self, cuts: Tensor) -> Tensor:
        """Return the losses of the pictures. Shape ``(n_cuts, N_POINTS, N_POINTS)``."""
        wide, high = self.half
        rows, columns = torch.meshgrid(
            torch.linspace(-high, high, N_POINTS),
            torch.linspace(-wide, wide, N_POINTS),
            indexing="ij",
        )
        middles = self.plane.networks(columns.flatten(), rows.flatten())
        networks = (middles[:, None] + self.aside[:, cuts, None]).flatten(1)
        losses = slice_losses(self.setup.task, networks)
        losses = losses.nan_to_num(nan=BEYOND, posinf=BEYOND).clamp(max=BEYOND)
        return losses.view(len(cuts), N_POINTS, N_POINTS)


def cut_of(view: SliceView) -> Cut:
    """Return the slices that the view chooses from."""
    return _cut(view.network.setup, view.is_random, view.places, view.seed, view.reach)


@lru_cache(maxsize=32)
def _cut(setup: Setup, is_random: bool, places: tuple[int, int], seed: int, reach: float) -> Cut:
    run = network_run(setup)
    shown = torch.tensor([run.until(step) for step in range(setup.n_steps + 1)])
    path = run.parameters[shown].T.nan_to_num(nan=0.0, posinf=0.0, neginf=0.0)
    end = path[:, -1]
    if is_random:
        plane, middle = random_slice(setup.architecture, end, seed), (0.0, 0.0)
    else:
        plane = weight_slice(end, *places)
        middle = (float(end[places[0]]), float(end[places[1]]))
    across, up = plane.shadow(path)
    aside = path - plane.networks(across, up)
    half = tuple(
        max(
            reach * min(MOST, max(LEAST, ROOM * float(shadow.abs().max()))),
            LEAST_SHARE * abs(center),
        )
        for shadow, center in zip((across, up), middle, strict=True)
    )
    return Cut(setup, run, plane, across, up, aside, middle, (half[0], half[1]))
