"""Styles: how a program is written, whatever is wrong with it; no way of writing means one bug."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from zlib import crc32

import torch

from visualizer.core.clinic.patient import WARD, Patient

ORDERS = ("", "turned", "dealt", "apart")
"""Of the rows: as they are · turned round · shuffled in one line · in a line for each tensor."""

_RAW_HOMES = (("three", "linear"), ("three", "sigmoid"), ("twelve", "linear"))
_OPTIMIZER_S_OWN = ("backward", "old_optimizer")  # bugs that need one, or that end in an error
_ONE_COMPARISON = ("shapes",)  # a sum would count it n times, and BCEWithLogitsLoss refuses it


@dataclass(frozen=True)
class Style:
    """How a program is written.

    Attributes:
        by_hand: Whether lines of the program change the weights, without an optimizer.
        logits: Whether the loss makes the probabilities itself.
        sums: Whether the loss is a sum, at a rate that suits it.
        raw: Whether the inputs are whole hours, at a rate that suits them.
        order: One of ``ORDERS``.
        again: Whether the model is made a second time, before it is used.
        slow: Whether a linear neuron learns at a fifth of its rate.
    """

    by_hand: bool = False
    logits: bool = False
    sums: bool = False
    raw: bool = False
    order: str = ""
    again: bool = False
    slow: bool = False


_WARD: Mapping[str, Style] = MappingProxyType(
    {
        "step": Style(order="turned"),
        "backward": Style(sums=True),
        "sign": Style(by_hand=True, slow=True),
        "too_long": Style(slow=True),
        "summed": Style(by_hand=True),
        "zero_grad": Style(order="apart", slow=True),
        "old_optimizer": Style(order="apart", slow=True),
        "detached": Style(again=True, raw=True),
        "dead_relu": Style(by_hand=True),
        "shapes": Style(by_hand=True, again=True),
        "no_activation": Style(logits=True),
        "equal_starts": Style(by_hand=True, order="dealt"),
        "double_sigmoid": Style(logits=True),
        "out_of_step": Style(order="turned"),
    }
)
"""Of the patients of the ward, so that each way of writing is there with more than one bug."""


def can_be_written(bug: str, by_hand: bool) -> bool:
    """Tell whether a bug can sit in a program with an update by hand, or in one without."""
    return bug not in _OPTIMIZER_S_OWN if by_hand else bug != "sign"


@lru_cache(maxsize=256)
def style_of(patient: Patient) -> Style:
    """Return how the program of a patient is written: drawn, as far as its bug and home allow."""
    bug = patient.bug
    if patient in WARD:
        return _WARD[bug]
    generator = torch.Generator().manual_seed(crc32(f"style of {patient!r}".encode()))
    draws = torch.rand(7, generator=generator).tolist()
    has_logits = (patient.data, patient.architecture) in (
        ("three", "sigmoid"),
        ("either", "network"),
    )
    logits = bug == "double_sigmoid" or (
        has_logits and bug not in _ONE_COMPARISON and draws[1] < 0.5
    )
    sums = not logits and bug not in (*_ONE_COMPARISON, "too_long", "summed") and draws[2] < 0.3
    orders = _orders(patient)
    return Style(
        by_hand=can_be_written(bug, True) and (draws[0] < 0.5 or not can_be_written(bug, False)),
        logits=logits,
        sums=sums,
        raw=_can_be_raw(patient) and not logits and draws[3] < 0.4,
        order=orders[int(draws[4] * len(orders))],
        again=bug not in ("double_sigmoid", "no_activation") and draws[5] < 0.25,
        slow=_is_slow(patient, draws[6]),
    )


def _can_be_raw(patient: Patient) -> bool:
    """Tell whether the program learns well on whole hours, and its bug shows there."""
    learns = (patient.data, patient.architecture) in _RAW_HOMES
    return learns and patient.bug not in ("too_long", "summed", "out_of_step")


def _is_slow(patient: Patient, draw: float) -> bool:
    """Tell whether a linear neuron learns slowly: some bugs show at that rate alone."""
    if patient.architecture != "linear" or patient.bug in ("summed", "out_of_step"):
        return False
    return patient.bug in ("zero_grad", "too_long") or draw < 0.4


def _orders(patient: Patient) -> tuple[str, ...]:
    """Return the orders that the rows may have; half of all programs leave them as they are."""
    if patient.bug == "out_of_step":
        return ORDERS[1:] if patient.data == "twelve" else ORDERS[2:]
    return ("", "", "", *ORDERS[1:])
