"""What a change of the patient makes void."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from visualizer.state.clinic_parameters import CLINIC_TABLE
from visualizer.state.kinds import Value

_OF_A_PATIENT = frozenset(each.name for each in CLINIC_TABLE) - {"patient"}


def leave_patient(chosen: Mapping[str, Value], good: Collection[str]) -> dict[str, Value]:
    """Return what is ``chosen`` without what was looked at and said of the patient before.

    Args:
        chosen: What holds after the change.
        good: The names of what was changed.
    """
    if "patient" not in good:
        return dict(chosen)
    return {
        name: value for name, value in chosen.items() if name in good or name not in _OF_A_PATIENT
    }
