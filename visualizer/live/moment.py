"""What a release of a control renews: where every control stands, and what each position leads to.

A *moment* belongs to a scene, which stays.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from torch import Tensor

from visualizer.figures.moves import Move


@dataclass(frozen=True, eq=False)
class Sweep:
    """What every position of one control leads to, the other controls held.

    Attributes:
        quantities: Name to its numbers. Shape ``(n_positions,)`` each.
        moves: Name of a picture to its moves.
    """

    quantities: Mapping[str, Tensor] = field(default_factory=dict)
    moves: Mapping[str, Mapping[str, Move]] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Joint:
    """What all positions of several controls lead to, worked out and sent as one.

    Attributes:
        keys: The controls.
        sweep: Has a row for every position of the first control, then for those of the second,
            and so on.
    """

    keys: Sequence[str] = ()
    sweep: Sweep = field(default_factory=Sweep)


@dataclass(frozen=True, eq=False)
class Grid:
    """What every place leads to that a point can be dragged to, two controls at once.

    Attributes:
        across: The values of the first of them, ascending.
        up: Those of the second.
        sweep: Has a row for every place: all those of the lowest row, then of the next one up.
        late: The live numbers that it has nothing for, and which wait for the release.
    """

    across: Sequence[float]
    up: Sequence[float]
    sweep: Sweep
    late: Sequence[str] = ()


@dataclass(frozen=True)
class Setting:
    """Where a control stands.

    Attributes:
        positions: Of its slider, ascending.
        index: Of its value among them.
        note: A sentence beside its field, such as how far a widened slider reaches; may be empty.
        label: The name of the control, where it sets now this number and now that; that of the
            scene if empty.
    """

    positions: Sequence[float]
    index: int
    note: str = ""
    label: str = ""


@dataclass(frozen=True, eq=False)
class Moment:
    """Everything that a release renews.

    Attributes:
        settings: Key of a control to where it stands.
        sweeps: Key of a control to its sweep. Applied in this order, so that the last one has
            the last word on a number that several of them hold. Of the cold controls only the one
            at hand has one.
        fixed: A sweep of one position: what no control moves until the next release.
        layouts: Name of a picture to attributes of its layout, such as ``yaxis.range``.
        joint: The sweeps of several controls in one, applied before ``sweeps``.
        grids: Key of the point at hand, if one is, to where it can be dragged.
    """

    settings: Mapping[str, Setting]
    sweeps: Mapping[str, Sweep]
    fixed: Sweep = field(default_factory=Sweep)
    layouts: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    joint: Joint = field(default_factory=Joint)
    grids: Mapping[str, Grid] = field(default_factory=dict)

    def first_rows(self) -> dict[str, int]:
        """Return where the rows of each control of the joint sweep begin."""
        sizes = [len(self.settings[key].positions) for key in self.joint.keys]
        return dict(zip(self.joint.keys, accumulate(sizes, initial=0), strict=False))

    def number(self, name: str) -> float:
        """Return a live number as it stands before anything is moved.

        Args:
            name: Of a quantity that a sweep or ``fixed`` has.

        Raises:
            KeyError: If none of them has it.
        """
        for key, sweep in reversed(list(self.sweeps.items())):
            if name in sweep.quantities:
                return float(sweep.quantities[name][self.settings[key].index])
        if name in self.joint.sweep.quantities:
            key, first = next(iter(self.first_rows().items()))
            return float(self.joint.sweep.quantities[name][first + self.settings[key].index])
        return float(self.fixed.quantities[name][0])
