"""Diagnosis: what became of a training, in one word that follows from its tensors.

Every word has a rule. They are asked in the order of ``DIAGNOSES``, and the first that holds gives
the word. "The end" is the last quarter of the steps, "the gap" is how far the loss is above the
lowest that the neuron is known to reach on the data (``lowest_loss``).

- diverged: a number stopped being finite; or the end of the loss lies above the start, with a peak
  more than twice that of the quarter before: it grows without bound.
- dead: in a layer of ReLU no example has a z above 0, and the gradient is exactly 0.
- leapt: the loss fell, and all but a tenth of the way down from where it stood was one step, whose
  slope promised to take away more than all the loss there was: where it would land, no slope knew.
  And where it landed the ground is level and the loss low.
- finished: during the whole end the loss is within 10 % of the lowest known, or so close to it
  that the predictions are off by a thousandth.
- saturated: for every example the slope of the prediction along the last z is below
  ``SATURATED_SLOPE``, and the loss is not low: a sigmoid that is right is level, too.
- oscillating: at a quarter of the steps of the end or more, the gradient points against the one
  before: each step crosses the valley and lands on the other side.
- unsettled: at a quarter of the steps of the end or more, and no fewer than ``AGAIN``, the loss
  rose.
- thrown_back: over all of the end the loss rose.
- flat: the end changed the loss by less than 1 %, and the ground is level there: straight on at
  this slope, the lowest loss would lie more than ``FAR`` away in weight.
- still: the end changed the loss by nothing, though there is a slope. Who goes down so slowly that
  a quarter shows nothing, but all of the steps do, crawls.
- crawling: the end closed less than half of the gap.
- converging: all others. The end closed half of the gap or more.

A change of the loss counts where it is more than float32 makes of nothing (``rounding_of``).

Where a step takes only some examples, or the gradients add up, what is recorded is no slope of the
loss: then nothing is said of leaps and of a gradient that turns.
"""

from collections.abc import Callable

import torch
from torch import Tensor

from visualizer.core.evidence import Evidence, slope_at_the_end
from visualizer.core.lanes import Lanes
from visualizer.core.optimum import lowest_loss
from visualizer.core.setup import Setup

FEWEST_STEPS = 4
"""A training has to have four quarters to be judged by the last of them."""

FAR = 10.0
"""In units of weight. The sliders of the app go from −1.5 to 1.5."""

CLOSE = 1e-6
"""A squared error of a thousandth of the way from fail to pass."""

LOW = 1e-3
"""How far above the lowest a loss is no longer low; a single answer of a hundred that is wrong
costs ten times as much."""

AGAIN = 4
"""Rises that are more than a few."""

SHARE_OF_THE_END = 1 / 8
"""A quarter of the steps that goes down as all of them do has 1/4 of the way; so much of it may be
lost in rounding."""

MOST_OF_IT = 0.9
"""Part of the way down that is a single step in a leap."""


def diagnose(setup: Setup, lanes: Lanes) -> Tensor:
    """Return the diagnosis of every lane as a place in ``DIAGNOSES``.

    Args:
        setup: Who learned what, and how.
        lanes: Trainings of it with every step recorded, whatever their starts and rates.

    Returns:
        Places between 0 and ``len(DIAGNOSES) - 1``. Shape ``(lanes,)``, int64.

    Raises:
        ValueError: If the record has fewer than ``FEWEST_STEPS`` steps.

    Example:
        >>> from visualizer.core import Setup, make_neuron, train_lanes
        >>> from visualizer.core import make_twelve_students, scale_inputs
        >>> students = scale_inputs(make_twelve_students(), "tenths")
        >>> setup = Setup(make_neuron("relu", "identity"), students, (0.1, 0.1, 0.0), n_steps=200)
        >>> starts = setup.parameters[:, None].repeat(1, 3)
        >>> lanes = train_lanes(setup, starts, torch.tensor([0.001, 0.5, 0.9]))
        >>> [DIAGNOSES[place] for place in diagnose(setup, lanes)]
        ['crawling', 'converging', 'dead']
    """
    n_steps = len(lanes.losses) - 1
    if n_steps < FEWEST_STEPS:
        raise ValueError(f"a diagnosis needs at least {FEWEST_STEPS} steps, got {n_steps}")
    evidence = Evidence(setup, lanes, slope_at_the_end(setup, lanes), lowest_loss(setup.task))
    answers = torch.stack([rule(evidence) for rule in _RULES.values()])
    return answers.byte().max(dim=0).indices  # the first of those that hold


def rounding_of(losses: Tensor) -> Tensor:
    """Return by how much a loss may change without a cause: four roundings of it. Same shape.

    A prediction near 1 is rounded by ``eps``, and that moves a mean of squares by about ``eps``
    times its root. Found on three and twelve students, at steps of nearly nothing: 1.7 of these.
    """
    return 4 * torch.finfo(losses.dtype).eps * (losses + losses.clamp(min=0).sqrt())


def _diverged(evidence: Evidence) -> Tensor:
    losses, quarter = evidence.lanes.losses, evidence.quarter
    before = losses[-2 * quarter - 1 : -quarter].amax(dim=0)
    peak = evidence.end[1:].amax(dim=0)
    grows = (evidence.end[-1] > losses[0]) & (peak > 2 * before)
    return (evidence.lanes.diverged_at >= 0) | grows


def _dead(evidence: Evidence) -> Tensor:
    layers = zip(evidence.task.architecture.layers, evidence.last.pre_activations, strict=True)
    asleep = [(z <= 0).flatten(0, 1).all(dim=0) for each, z in layers if each.activation == "relu"]
    if not asleep:
        return torch.zeros_like(evidence.is_level)
    return (evidence.gradients[-1] == 0).all(dim=0) & torch.stack(asleep).any(dim=0)


def _leapt(evidence: Evidence) -> Tensor:
    found = torch.zeros_like(evidence.is_level)
    at_rest = (evidence.is_level & (evidence.gap[-1] <= LOW)).nonzero()[:, 0]
    if not evidence.follows_the_slope or len(at_rest) == 0:
        return found
    # Of few trainings if of any: the whole record of all others need not be gone through.
    lanes = evidence.lanes
    losses = lanes.losses[:, at_rest]
    drops = (losses[:-1] - losses[1:]).nan_to_num(nan=-torch.inf)
    drop, step = drops.max(dim=0)
    before = losses[step, torch.arange(len(step))]
    moves = lanes.parameters[step + 1, :, at_rest] - lanes.parameters[step, :, at_rest]
    promised = -(lanes.gradients[step, :, at_rest] * moves).sum(dim=1)
    most_of_it = (losses[-1] < losses[0]) & (drop >= MOST_OF_IT * (before - losses[-1]))
    found[at_rest] = most_of_it & (promised > before)
    return found


def _finished(evidence: Evidence) -> Tensor:
    return evidence.end.amax(dim=0) <= 1.1 * evidence.lowest + CLOSE


def _saturated(evidence: Evidence) -> Tensor:
    return evidence.is_level & (evidence.gap[-1] > LOW)


def _oscillating(evidence: Evidence) -> Tensor:
    gradients = evidence.gradients
    turned = (gradients[1:] * gradients[:-1]).sum(dim=1) < 0
    return (turned.float().mean(dim=0) >= 0.25) & evidence.follows_the_slope


def _unsettled(evidence: Evidence) -> Tensor:
    before, now = evidence.end[:-1], evidence.end[1:]
    rises = now > before + rounding_of(before)
    return rises.sum(dim=0) >= max(len(rises) / 4, AGAIN)


def _thrown_back(evidence: Evidence) -> Tensor:
    before, now = evidence.end[0], evidence.end[-1]
    return now > before + rounding_of(before)


def _flat(evidence: Evidence) -> Tensor:
    before, now = evidence.end[0], evidence.end[-1]
    slope = evidence.slope.norm(dim=0)
    return ((before - now).abs() < 0.01 * before) & (evidence.gap[-1] > FAR * slope)


def _still(evidence: Evidence) -> Tensor:
    before, later = evidence.end[0], evidence.end[1:]
    is_still = (later - before).abs().amax(dim=0) <= rounding_of(before)
    return is_still & ~_goes_down_evenly(evidence)


def _goes_down_evenly(evidence: Evidence) -> Tensor:
    """Return where all steps lowered the loss by more than rounding, and the end did its share."""
    first, last = evidence.lanes.losses[0], evidence.lanes.losses[-1]
    drop = first - last
    return (drop > rounding_of(first)) & (evidence.end[0] - last >= SHARE_OF_THE_END * drop)


def _crawling(evidence: Evidence) -> Tensor:
    return evidence.gap[-1] > evidence.gap[0] / 2


def _converging(evidence: Evidence) -> Tensor:
    return torch.ones_like(evidence.lanes.diverged_at, dtype=torch.bool)


_RULES: dict[str, Callable[[Evidence], Tensor]] = {
    "diverged": _diverged,
    "dead": _dead,
    "leapt": _leapt,
    "finished": _finished,
    "saturated": _saturated,
    "oscillating": _oscillating,
    "unsettled": _unsettled,
    "thrown_back": _thrown_back,
    "flat": _flat,
    "still": _still,
    "crawling": _crawling,
    "converging": _converging,
}

DIAGNOSES = tuple(_RULES)
"""Every word, in the order in which their rules are asked."""
