"""Patients: which bug sits in whose program, and which bugs can sit where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TypeVar

import torch

T = TypeVar("T")

DATA = ("three", "twelve", "either")
"""Three students who passed or failed · twelve with a score · either much study or much sleep."""

ARCHITECTURES = ("linear", "sigmoid", "relu", "network")
"""One neuron without an activation, with a sigmoid, with ReLU · four tanh units and one sigmoid."""

SEEDS = range(100)
"""Seed 0 of a neuron is the start of the lesson; every other one draws its own."""

_NEURONS = tuple((data, kind) for data in ("three", "twelve") for kind in ARCHITECTURES[:3])
_NETWORK = (("either", "network"),)
_LINEAR = (("three", "linear"), ("twelve", "linear"))
_EVERYWHERE = (*_NEURONS, *_NETWORK)

HOMES: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        "zero_grad": _LINEAR,
        "step": _EVERYWHERE,
        "backward": _EVERYWHERE,
        "old_optimizer": _EVERYWHERE,
        "detached": _EVERYWHERE,
        "shapes": _EVERYWHERE,
        "sign": (*_LINEAR, ("three", "sigmoid"), ("twelve", "sigmoid"), *_NETWORK),
        "too_long": _LINEAR,
        "summed": _LINEAR,
        "dead_relu": (("three", "relu"), ("twelve", "relu")),
        "double_sigmoid": (("three", "sigmoid"), *_NETWORK),
        "equal_starts": _NETWORK,
        "no_activation": _NETWORK,
        "out_of_step": (("twelve", "linear"), ("twelve", "sigmoid"), *_NETWORK),
    }
)
"""Each bug, and the pairs of data and architecture that it fits."""


@dataclass(frozen=True)
class Patient:
    """A program with a bug.

    Attributes:
        bug: Key in ``HOMES``.
        data: One of ``DATA``.
        architecture: One of ``ARCHITECTURES``.
        seed: One of ``SEEDS``; where the training starts, and some choice of the bug's own.
    """

    bug: str
    data: str
    architecture: str
    seed: int


WARD = (
    Patient("step", "twelve", "linear", 0),
    Patient("backward", "twelve", "linear", 0),
    Patient("sign", "twelve", "linear", 0),
    Patient("too_long", "twelve", "linear", 0),
    Patient("summed", "twelve", "linear", 0),
    Patient("zero_grad", "twelve", "linear", 0),
    Patient("old_optimizer", "twelve", "linear", 0),
    Patient("detached", "twelve", "linear", 0),
    Patient("dead_relu", "twelve", "relu", 0),
    Patient("shapes", "twelve", "linear", 0),
    Patient("no_activation", "either", "network", 2),
    Patient("equal_starts", "either", "network", 2),
    Patient("double_sigmoid", "three", "sigmoid", 0),
    Patient("out_of_step", "twelve", "linear", 0),
)
"""One patient for each bug, from easy to hard; those with one and the same curve stand together."""


def fits(patient: Patient) -> bool:
    """Tell whether there is such a patient: the bug is known, and sits in such a program."""
    homes = HOMES.get(patient.bug, ())
    return (patient.data, patient.architecture) in homes and patient.seed in SEEDS


def nearest(patient: Patient) -> Patient:
    """Return ``patient`` if it fits, otherwise one that shares as much with it as can be.

    The bug counts most, then the architecture, the data and the seed. An unknown bug gives the
    first patient of the ward.

    Example:
        >>> nearest(Patient("dead_relu", "twelve", "linear", 7))
        Patient(bug='dead_relu', data='twelve', architecture='relu', seed=7)
    """
    if fits(patient):
        return patient
    if patient.bug not in HOMES:
        return WARD[0]
    data, architecture = max(
        HOMES[patient.bug],
        key=lambda home: (home[1] == patient.architecture, home[0] == patient.data),
    )
    seed = patient.seed if patient.seed in SEEDS else 0
    return replace(patient, data=data, architecture=architecture, seed=seed)


def random_patient(seed: int) -> Patient:
    """Return a patient drawn by ``seed``: each bug as likely as any other.

    Args:
        seed: Any whole number.
    """
    generator = torch.Generator().manual_seed(seed % 2**63)

    def draw(options: Sequence[T]) -> T:
        return options[int(torch.randint(len(options), (1,), generator=generator))]

    bug = draw(tuple(HOMES))
    data, architecture = draw(HOMES[bug])
    return Patient(bug, data, architecture, draw(SEEDS))
