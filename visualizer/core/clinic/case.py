"""Cases: the numbers that a patient's program is filled with."""

from dataclasses import dataclass

import torch

from visualizer.core.clinic.patient import Patient
from visualizer.core.clinic.style import Style, style_of

N_STEPS = 200

_EXAMPLES = {"three": 3, "twelve": 12, "either": 40}
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

_RAW_RATES = {
    ("three", "linear"): 0.012,
    ("three", "sigmoid"): 0.5,
    ("twelve", "linear"): 0.012,
}
"""The same, for whole hours."""

_LOGITS, _SLOW = 0.5, 0.2  # parts of a rate


@dataclass(frozen=True)
class Case:
    """What a program is filled with.

    Attributes:
        patient: Whose program it is.
        style: How it is written.
        rate: Learning rate.
        n_steps: Updates after which the last loss is printed.
        start: Weights and bias of a neuron; empty for a network, which draws them by its seed.
    """

    patient: Patient
    style: Style
    rate: float
    n_steps: int
    start: tuple[float, ...]

    @property
    def is_network(self) -> bool:
        """Whether there are hidden units."""
        return self.patient.architecture == "network"


def case_of(patient: Patient) -> Case:
    """Return the numbers of a patient that fits."""
    style = style_of(patient)
    return Case(patient, style, _rate(patient, style), N_STEPS, _start(patient, style))


def _rate(patient: Patient, style: Style) -> float:
    home = patient.data, patient.architecture
    rate = _RAW_RATES[home] if style.raw else _RATES[home] * (_SLOW if style.slow else 1)
    rate *= _LOGITS if style.logits else 1
    rate /= _EXAMPLES[patient.data] if style.sums else 1
    return float(f"{rate:.2g}")


def _start(patient: Patient, style: Style) -> tuple[float, ...]:
    """Return where a neuron starts: as in the lesson for seed 0, else drawn, two decimals.

    ReLU starts where every example gets through. Whole hours are given small weights.
    """
    if patient.architecture == "network":
        return ()
    if patient.seed == 0:
        start = [0.1, 0.1, 0.0]
    else:
        generator = torch.Generator().manual_seed(patient.seed)
        lowest = 0.0 if patient.architecture == "relu" else -0.5
        draws = torch.rand(3, generator=generator, dtype=torch.float64)
        start = (lowest + (0.5 - lowest) * draws).tolist()
    if style.raw:
        start[:2] = start[0] / 20, start[1] / 20
    return tuple(round(each, 3 if style.raw else 2) for each in start)
