"""What a live stage shows: its controls, numbers, pictures and their places on the page.

A *scene* is the part that stays while a student plays: it is built once, sent once and kept by
the browser. A *moment* is the part that a release of a control renews: where every control stands
and what each of its positions leads to.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

import plotly.graph_objects as go
from torch import Tensor

from visualizer.figures.moves import Move
from visualizer.live.diagram import Diagram

STYLES = ("number", "percent", "integer", "choice")


@dataclass(frozen=True)
class Quantity:
    """A named live number, with the one format it has everywhere on the page.

    Attributes:
        name: The field's word for it, such as ``weight_1``; templates write it as ``{weight_1}``.
        label: Short words for people, such as ``weight of hours studied``.
        digits: Digits after the point, 0 or more.
        style: One of ``number``, ``percent`` (0.917 is shown as 91.7 %), ``integer``, or
            ``choice`` (the number is an index into ``choices``).
        signed: Whether a positive number carries its plus sign.
        choices: The texts of a ``choice``; each may hold templates of other quantities.
        width: Fewest characters; shorter numbers are padded on the left, for columns of code.
        fine: Whether a number that ``digits`` would make a 0 is shown with its own, as in a field.

    Raises:
        ValueError: If ``style`` is unknown, or a choice has no texts.
    """

    name: str
    label: str = ""
    digits: int = 2
    style: str = "number"
    signed: bool = False
    choices: tuple[str, ...] = ()
    width: int = 0
    fine: bool = False

    def __post_init__(self) -> None:
        if self.style not in STYLES:
            raise ValueError(f"style must be one of {', '.join(STYLES)}, not {self.style!r}")
        if (self.style == "choice") != bool(self.choices):
            raise ValueError(f"{self.name}: choices belong to the style 'choice', and only to it")


@dataclass(frozen=True)
class Picture:
    """A figure on the stage.

    Attributes:
        name: Stands in ``data-figure`` and in the moves of a moment.
        figure: Its skeleton; every trace that moves has a ``uid``.
        label: Template of the words that a screen reader says for it.
        height: In pixels.
        texts: ``trace_uid.attribute`` to the templates that fill it.
        heavy: Whether it is redrawn after the light ones, such as a 3D surface.
        picks: The two controls that a click into its plane sets, or none.
    """

    name: str
    figure: go.Figure
    label: str
    height: int = 320
    texts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    heavy: bool = False
    picks: tuple[str, str] | None = None


@dataclass(frozen=True)
class Control:
    """A slider with its exact number field.

    Attributes:
        key: The parameter that it sets.
        label: Its visible and accessible name.
        symbol: The letter of the formula, such as ``w₁``.
        digits: Digits after the point in its number field.
        unit: Follows the number, such as ``h``; may be empty.
        help: One sentence for those who want to know more.
        limits: Lowest and highest number that can be typed; the ends of its slider if ``None``.
        allowed: Says what can be typed, such as ``a number between 0 and 12``.
        cold: Whether a moment may come without its sweep, which is then asked for when the control
            is pointed at, touched or focused.
        follows: The live number that it shows while another control is moved; may be empty.
    """

    key: str
    label: str
    symbol: str = ""
    digits: int = 2
    unit: str = ""
    help: str = ""
    limits: tuple[float, float] | None = None
    allowed: str = ""
    cold: bool = False
    follows: str = ""


@dataclass(frozen=True)
class Timeline:
    """The control that walks through a training, step by step.

    Attributes:
        key: The parameter that it sets.
        label: Its visible and accessible name.
        jumps: How far its buttons go forward, in steps; the first also goes back.
        speed: Steps a second when it plays, until somebody chooses another: 2, 10, 30 or 60.
        cold: As that of a :class:`Control`.
    """

    key: str = "step"
    label: str = "Step"
    jumps: tuple[int, ...] = (1, 10, 100)
    speed: int = 10
    cold: bool = False


@dataclass(frozen=True)
class Controls:
    """A panel of controls; ``title`` stands above them."""

    items: tuple[Control | Timeline, ...]
    title: str = ""


@dataclass(frozen=True)
class Show:
    """The panel of one picture."""

    picture: str
    title: str = ""


@dataclass(frozen=True)
class Text:
    """A panel of sentences with live numbers in them.

    Attributes:
        lines: Templates, one a line.
        style: ``sentence``, ``equation``, ``verdict`` (large) or ``code``.
        title: Stands above the lines; may be empty.
        lit: For each line the live number that lights it up while it is 1; may be empty.
    """

    lines: tuple[str, ...]
    style: str = "sentence"
    title: str = ""
    lit: tuple[str, ...] = ()


@dataclass(frozen=True)
class Readouts:
    """A panel of live numbers, each under its label."""

    names: tuple[str, ...]
    title: str = ""


Panel = Controls | Show | Text | Readouts


@dataclass(frozen=True)
class Column:
    """Panels under one another; ``share`` is its part of the width of a wide screen."""

    panels: tuple[Panel, ...]
    share: float = 1.0


@dataclass(frozen=True, eq=False)
class Scene:
    """What stays on a stage while a student plays.

    Attributes:
        rows: Rows of columns; on a narrow screen all panels stand under one another.
        quantities: Every live number that a template or a readout names.
        pictures: Every picture that a panel shows.
        shared: Large tensors that several moments refer to; they travel with the scene.
        announcement: Template of what a screen reader is told after each change.
    """

    rows: tuple[tuple[Column, ...], ...]
    quantities: tuple[Quantity, ...]
    pictures: tuple[Picture | Diagram, ...] = ()
    shared: tuple[Tensor, ...] = ()
    announcement: str = ""

    def controls(self) -> tuple[Control | Timeline, ...]:
        """Return every control of the scene, in the order of the page."""
        panels = [panel for row in self.rows for column in row for panel in column.panels]
        return tuple(
            item for panel in panels if isinstance(panel, Controls) for item in panel.items
        )


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
    """

    settings: Mapping[str, Setting]
    sweeps: Mapping[str, Sweep]
    fixed: Sweep = field(default_factory=Sweep)
    layouts: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    joint: Joint = field(default_factory=Joint)

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
