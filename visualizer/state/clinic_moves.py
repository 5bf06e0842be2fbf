"""What a change of the patient makes void."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from visualizer.core.clinic.code import pack
from visualizer.core.clinic.patient import WARD
from visualizer.state.clinic_parameters import CLINIC_TABLE
from visualizer.state.kinds import Value

_OF_A_PATIENT = frozenset(each.name for each in CLINIC_TABLE) - {"patient"}


def leave_patient(
    past: Sequence[Mapping[str, Value]], chosen: Mapping[str, Value], good: Collection[str]
) -> dict[str, Value]:
    """Return what is ``chosen`` with what was looked at and said of the patient who lies there now.

    That of the patient before stays behind. Who comes back finds a patient as that was left.

    Args:
        past: What was chosen before each move, the latest last, and before this one.
        chosen: What holds after the change.
        good: The names of what was changed.
    """
    if "patient" not in good:
        return dict(chosen)
    patient = _who(chosen)
    left = next((each for each in reversed(past) if _who(each) == patient), {})
    others = {name: value for name, value in chosen.items() if name not in _OF_A_PATIENT}
    own = {name: value for name, value in left.items() if name in _OF_A_PATIENT}
    new = {name: chosen[name] for name in good if name in _OF_A_PATIENT}
    return {**others, **own, **new}


def _who(chosen: Mapping[str, Value]) -> Value:
    return chosen.get("patient", pack(WARD[0]))
