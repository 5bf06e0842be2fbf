"""Patterns: where examples of a few kinds lie, each in a way that no straight border can part.

Every function draws clean examples, as many of each kind: between the kinds there is always a
gap. It returns their places, shape ``(n_samples, 2)``, and whether each passes, shape
``(n_samples,)``, 1 or 0; of more than two kinds the number of its class. The last two return
heights instead, from −1 to 1. All randomness is the generator that is handed in.
"""

import math

import torch
from torch import Generator, Tensor

Examples = tuple[Tensor, Tensor]

N_STUDENTS = 40
N_EXAMPLES = 120
LITTLE = (2.5, 3.0)
"""Hours studied and hours slept in the middle of a cloud of students with little of them."""
MUCH = (7.5, 9.0)
CLOUD_RADIUS = 1.6
"""Hours from the middle of a cloud to its edge."""
SPIRAL_TURNS = 1.0
ARMS, ARM_TURNS = 3, 0.5
"""How many arms the spiral of three classes has, and how far each of them turns."""
_DRAWS = 2000  # places on the land; of each kind there are several times as many as are kept


def make_either_not_both(generator: Generator) -> Examples:
    """Return students in four clouds: much of exactly one of studying and sleeping passes.

    Each cloud is a disc, evenly filled: ``middle + R √u (cos t, sin t)`` with ``u`` even in 0..1
    and ``t`` in a full turn.

    Source:
        The corners are the exclusive or; Minsky and Papert (1969), Perceptrons, on what one neuron
        cannot part. ``√u``: Devroye (1986), Non-Uniform Random Variate Generation, section V.4.
    """
    clouds = [(studied, slept) for studied in (0, 1) for slept in (0, 1)]
    each = N_STUDENTS // len(clouds)
    levels = torch.tensor(clouds).repeat_interleave(each, dim=0)
    middles = torch.where(levels == 1, torch.tensor(MUCH), torch.tensor(LITTLE))
    radii = CLOUD_RADIUS * torch.rand(N_STUDENTS, generator=generator).sqrt()
    targets = (levels[:, 0] != levels[:, 1]).float()
    return middles + _around(radii, torch.rand(N_STUDENTS, generator=generator)), targets


def make_circle(generator: Generator) -> Examples:
    """Return a disc that passes in a ring that fails: radii even in 0..0.5 and in 0.7..1.

    Source:
        ``classifyCircleData`` of the TensorFlow Playground, with a radius of 1.
    """
    targets = _halves()
    share = torch.rand(N_EXAMPLES, generator=generator)
    radii = torch.where(targets == 1, 0.5 * share, 0.7 + 0.3 * share)
    return _around(radii, torch.rand(N_EXAMPLES, generator=generator)), targets


def make_moons(generator: Generator) -> Examples:
    """Return two half circles that reach into each other, moved and shrunk into −1..1.

    They are ``(cos t, sin t)``, which passes, and ``(1 − cos t, ½ − sin t)``, which fails; ``t`` is
    spread over half a turn.

    Source:
        ``sklearn.datasets.make_moons``.
    """
    targets, turn = _halves(), math.pi * _spread(generator)
    upper = torch.stack([turn.cos(), turn.sin()], dim=1)
    lower = torch.stack([1 - turn.cos(), 0.5 - turn.sin()], dim=1)
    both = torch.where(targets[:, None] == 1, upper, lower)
    return (both - torch.tensor([0.5, 0.25])) / 1.5, targets


def make_spiral(generator: Generator) -> Examples:
    """Return two arms of a spiral: ``r (cos t, sin t)`` with ``r`` from 0.1 to 1, ``t = 2π r``.

    The arm that fails is half a turn ahead.

    Source:
        ``classifySpiralData`` of the TensorFlow Playground, with one turn in place of 1.75.
    """
    targets, radii = _halves(), 0.1 + 0.9 * _spread(generator)
    return _around(radii, SPIRAL_TURNS * radii + 0.5 * (1 - targets)), targets


def make_three_arms(generator: Generator) -> Examples:
    """Return three arms of a spiral: ``r (cos t, sin t)`` with ``r`` from 0.1 to 1, ``t = π r``.

    The arm of class 1 is a third of a turn ahead of that of class 0, and that of class 2 as far
    ahead of it.

    Source:
        The spiral of the notes to Stanford's CS231n, "Putting it together: minimal neural network
        case study", with half a turn.
    """
    targets = torch.arange(ARMS).repeat_interleave(N_EXAMPLES // ARMS).float()
    radii = 0.1 + 0.9 * _spread(generator, ARMS)
    return _around(radii, ARM_TURNS * radii + targets / ARMS), targets


def make_hills(generator: Generator) -> Examples:
    """Return examples on two hills, which pass, and on the low land around them.

    The land has the height ``exp(−d₁²/0.45²) + exp(−d₂²/0.45²)``, where ``d₁`` and ``d₂`` are the
    distances from (−½, −½) and from (½, ½). Above 0.6 passes, below 0.4 fails, and nobody is in
    between.

    Source:
        Made up for this app.
    """
    land = _square(generator)
    distances = torch.cdist(land, torch.tensor([[-0.5, -0.5], [0.5, 0.5]]))
    heights = torch.exp(-distances.square() / 0.45**2).sum(dim=1)
    return _kept(land, heights > 0.6, heights < 0.4)


def make_sine(generator: Generator) -> Examples:
    """Return what lies above the curve ``x₂ = 0.7 sin(1.5 π x₁)``, which passes, and below it.

    Nobody is nearer than 0.1 to the curve, measured upwards or downwards.

    Source:
        Made up for this app.
    """
    land = _square(generator)
    above = land[:, 1] - 0.7 * torch.sin(1.5 * math.pi * land[:, 0])
    return _kept(land, above > 0.1, above < -0.1)


def make_plane(generator: Generator) -> Examples:
    """Return places all over the square from −1 to 1 with the height ``(x₁ + x₂) / 2``.

    Source:
        ``regressPlane`` of the TensorFlow Playground.
    """
    land = _square(generator)[:N_EXAMPLES]
    return land, land.mean(dim=1)


def make_hill(generator: Generator) -> Examples:
    """Return places all over the square with the height of a hill: ``2 exp(−r²/0.55²) − 1``.

    Source:
        Made up for this app.
    """
    land = _square(generator)[:N_EXAMPLES]
    return land, 2 * torch.exp(-land.square().sum(dim=1) / 0.55**2) - 1


def _halves() -> Tensor:
    """Return targets: the first half passes, the second fails."""
    return (torch.arange(N_EXAMPLES) < N_EXAMPLES // 2).float()


def _spread(generator: Generator, n_kinds: int = 2) -> Tensor:
    """Return numbers in 0..1 for each kind, one in each of as many equal parts: no large gaps."""
    each = N_EXAMPLES // n_kinds
    parts = torch.arange(each).repeat(n_kinds)
    return (parts + torch.rand(N_EXAMPLES, generator=generator)) / each


def _around(radii: Tensor, turns: Tensor) -> Tensor:
    """Return places at these distances and directions, counted in full turns, from (0, 0)."""
    angles = 2 * math.pi * turns
    return radii[:, None] * torch.stack([angles.cos(), angles.sin()], dim=1)


def _square(generator: Generator) -> Tensor:
    """Return places all over the square from −1 to 1. Shape ``(_DRAWS, 2)``."""
    return 2 * torch.rand(_DRAWS, 2, generator=generator) - 1


def _kept(land: Tensor, passes: Tensor, fails: Tensor) -> Examples:
    """Return the first places that pass and the first that fail, half of them each."""
    half = N_EXAMPLES // 2
    return torch.cat([land[passes][:half], land[fails][:half]]), _halves()
