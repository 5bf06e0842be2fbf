"""A run: one training and everything that its sliders would make of it, computed once."""

from dataclasses import dataclass, replace
from functools import lru_cache

import torch
from torch import Tensor

from visualizer.core.branch import Branch
from visualizer.core.datasets import picked_rows
from visualizer.core.forward import forward_lanes
from visualizer.core.lanes import Lanes, train_lanes
from visualizer.core.lines import LineState
from visualizer.core.setup import Setup
from visualizer.core.sweeps import train_side_by_side
from visualizer.core.training import train
from visualizer.core.trajectory import Trajectory
from visualizer.core.watched_step import watch_step
from visualizer.live.moment import Setting
from visualizer.scenes.settings import as_tensors, settings
from visualizer.state.training_parts import LINE_BY_LINE
from visualizer.state.views.network import NetworkView
from visualizer.state.views.training import TrainingView
from visualizer.tables.loading import MOST_DRAWN

CONTROLS = ("weight_1", "weight_2", "bias", "learning_rate")
MOST_POINTS = 100  # a longer path is drawn with fewer points, so that a release stays small


@dataclass(frozen=True, eq=False)
class Fork:
    """The second futures of a training.

    Attributes:
        branch: Where they begin.
        lanes: The trainings of all positions of ``branch_rate``.
    """

    branch: Branch
    lanes: Lanes


@dataclass(frozen=True, eq=False)
class Run:
    """A training and its sweeps.

    Attributes:
        setup: What it was made from.
        step: The step at hand, from 0 to ``n_steps``.
        places: Where each control stands.
        trajectory: What the training loop on the page did.
        lanes: The trainings of all positions of all of ``CONTROLS``, side by side.
        fork: What branches off it, if anything does.
        lines: What was there around each line of the step that is shown; none where no line is.
    """

    setup: Setup
    step: int
    places: dict[str, Setting]
    trajectory: Trajectory
    lanes: Lanes
    fork: Fork | None = None
    lines: tuple[LineState, ...] = ()

    @property
    def n_steps(self) -> int:
        """Number of updates."""
        return self.setup.n_steps

    @property
    def watched(self) -> int:
        """The step that is shown line by line: the one that comes next, or the last one."""
        return min(self.step, self.n_steps - 1)

    @property
    def stride(self) -> int:
        """How many steps lie between two points of a drawn path."""
        return -(-self.n_steps // MOST_POINTS)

    def drawn_steps(self) -> Tensor:
        """Return the steps that a drawn path goes through: every ``stride``-th, and the last."""
        steps = torch.arange(0, self.n_steps + 1, self.stride)
        last = torch.tensor([self.n_steps])
        return steps if steps[-1] == last else torch.cat([steps, last])

    def drawn_until(self, step: int) -> int:
        """Return how many of the drawn points lie at ``step`` or before."""
        return int((self.drawn_steps() <= step).sum())


def make_run(view: TrainingView) -> Run:
    """Return the run that the page shows.

    A release that moves only along the training, or along the lines of a step, finds the training
    still there.
    """
    run = replace(_train(view.setup, view.branch), step=view.step)
    if view.parts < LINE_BY_LINE:
        return run
    return replace(run, lines=watch_step(view.setup, run.trajectory, run.watched))


def train_branch(view: TrainingView | NetworkView) -> Trajectory | None:
    """Return the second future of the run that a page shows, start included, if any."""
    return None if view.branch is None else train(both_futures(view))


def both_futures(view: TrainingView | NetworkView) -> Setup:
    """Return what a page's training is made from, its branch included."""
    return replace(view.setup, branch=view.branch)


@lru_cache(maxsize=16)  # one megabyte each; nobody changes them
def _train(setup: Setup, branch: Branch | None) -> Run:
    """Return a run at its start, without the lines of a step."""
    places = settings(dict(zip(CONTROLS, (*setup.start, setup.learning_rate), strict=True)))
    run = Run(setup, 0, places, train(setup), train_side_by_side(setup, as_tensors(places)))
    if branch is None:
        return run
    places = places | settings({"branch_rate": branch.learning_rate})
    rates = torch.tensor(places["branch_rate"].positions)
    starts = setup.parameters[:, None].repeat(1, len(rates))
    lanes = train_lanes(replace(setup, branch=branch), starts, branch_rates=rates)
    return replace(run, places=places, fork=Fork(branch, lanes))


def lane_numbers(run: Run, step: int) -> dict[str, Tensor]:
    """Return the live numbers of all lanes at ``step``. Shapes ``(lanes,)``."""
    lanes, setup = run.lanes, run.setup
    passed = forward_lanes(setup.architecture, lanes.parameters[step], setup.dataset.inputs)
    return {
        **_named(lanes.parameters[step], lanes.gradients[step]),
        "loss": lanes.losses[step],
        **_each_prediction(passed.predictions[:, 0]),
    }


def step_numbers(run: Run) -> dict[str, Tensor]:
    """Return the live numbers at every step of the run. Shapes ``(n_steps + 1,)``."""
    trajectory = run.trajectory
    return {
        "step": torch.arange(run.n_steps + 1, dtype=torch.float32),
        **_named(trajectory.parameters.T, trajectory.gradients.T),
        "loss": trajectory.losses,
        **_each_prediction(trajectory.predictions[..., 0].T),
    }


def _named(parameters: Tensor, gradients: Tensor) -> dict[str, Tensor]:
    """Return rows of both weights and the bias, and of their gradients, by their names."""
    names = CONTROLS[:-1]
    return {
        **dict(zip(names, parameters, strict=True)),
        **{f"gradient_{name}": row for name, row in zip(names, gradients, strict=True)},
    }


def _each_prediction(predictions: Tensor) -> dict[str, Tensor]:
    shown = predictions[picked_rows(len(predictions), MOST_DRAWN)]
    return {f"prediction_{place}": row for place, row in enumerate(shown, start=1)}
