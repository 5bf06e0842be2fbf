"""Cases: the numbers that a patient's program is filled with."""

from dataclasses import dataclass

import torch

from visualizer.core.clinic.patient import Patient

N_STEPS = 200

_RATES = {
    ("three", "linear"): 0.5,
    ("three", "sigmoid"): 10.0,
    ("three", "relu"): 0.5,
    ("twelve", "linear"): 0.5,
    ("twelve", "sigmoid"): 5.0,
    ("twelve", "relu"): 0.5,
    ("either", "network"): 2.0,
}
"""At which the program without a bug learns well in ``N_STEPS`` steps."""

_SLOWER = {
    ("zero_grad", "linear"): 0.2,
    ("sign", "linear"): 0.2,
    ("too_long", "linear"): 0.2,
    ("double_sigmoid", "sigmoid"): 0.5,
    ("double_sigmoid", "network"): 0.5,
}
"""Bugs in programs, and what part of the rate shows them step by step."""


@dataclass(frozen=True)
class Case:
    """What a program is filled with.

    Attributes:
        patient: Whose program it is.
        rate: Learning rate.
        n_steps: Updates after which the last loss is printed.
        start: Weights and bias of a neuron; empty for a network, which draws them by its seed.
    """

    patient: Patient
    rate: float
    n_steps: int
    start: tuple[float, ...]

    @property
    def is_network(self) -> bool:
        """Whether there are hidden units."""
        return self.patient.architecture == "network"

    @property
    def by_hand(self) -> bool:
        """Whether the weights are changed by lines of the program, without an optimizer."""
        return self.patient.bug == "sign"

    @property
    def takes_logits(self) -> bool:
        """Whether the loss makes the probabilities itself."""
        return self.patient.bug == "double_sigmoid"


def case_of(patient: Patient) -> Case:
    """Return the numbers of a patient that fits."""
    slower = _SLOWER.get((patient.bug, patient.architecture), 1.0)
    rate = _RATES[patient.data, patient.architecture] * slower
    return Case(patient, rate, N_STEPS, _start(patient))


def _start(patient: Patient) -> tuple[float, ...]:
    """Return where a neuron starts: as in the lesson for seed 0, else drawn, two decimals.

    ReLU starts where every example gets through.
    """
    if patient.architecture == "network":
        return ()
    if patient.seed == 0:
        return (0.1, 0.1, 0.0)
    generator = torch.Generator().manual_seed(patient.seed)
    lowest = 0.0 if patient.architecture == "relu" else -0.5
    draws = torch.rand(3, generator=generator, dtype=torch.float64)
    return tuple(round(each, 2) for each in (lowest + (0.5 - lowest) * draws).tolist())
