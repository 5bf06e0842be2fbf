"""What a live stage shows: its controls, numbers, pictures and their places on the page.

A *scene* is the part that stays while a student plays: it is built once, sent once and kept by
the browser. What a release of a control renews is a *moment*.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import plotly.graph_objects as go
from torch import Tensor

from visualizer.figures.kinds import FLAT, SPACE
from visualizer.live.diagram import Diagram
from visualizer.live.part import Parts

STYLES = ("number", "percent", "integer", "choice", "exact", "veiled")


@dataclass(frozen=True)
class Quantity:
    """A named live number, with the one format it has everywhere on the page.

    Attributes:
        name: Such as ``weight_1``; in templates ``{weight_1}``, or ``{(weight_1)}`` for brackets.
        label: Short words for people, such as ``weight of hours studied``.
        digits: Digits after the point, 0 or more.
        style: One of ``number``, ``exact`` (all its digits), ``percent`` (0.917 is 91.7 %),
            ``integer``, or ``choice`` (it is an index into ``choices``).
        signed: Whether a positive number carries its plus sign.
        choices: The texts of a ``choice``; each may hold templates of other quantities.
        width: Fewest characters; shorter numbers are padded on the left, for columns of code.
        fine: Whether a number that ``digits`` would make a 0 is shown with its own, as in a field.
        least: Fewest digits that count: a number too small for them has more after the point, so
            that what is not 0 is never shown as 0. At 0 it is one, or two from four ``digits`` on.
        veil: What stands in its place while the question of the page is open and it would answer
            it; ``None`` if it would not.

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
    least: int = 0
    veil: str | None = None

    def __post_init__(self) -> None:
        if self.style not in STYLES:
            raise ValueError(f"style must be one of {', '.join(STYLES)}, not {self.style!r}")
        if (self.style == "choice") != bool(self.choices):
            raise ValueError(f"{self.name}: choices belong to the style 'choice', and only to it")


@dataclass(frozen=True)
class Grip:
    """A point of a picture that can be taken: by a mouse, by a finger, or by the arrow keys.

    Attributes:
        key: Its name, by which its grid is asked for once somebody is about to take it.
        moves: The two numbers that it sets, the one across first. Where one has no control, the
            live number of that name says where the point is.
        label: Its accessible name.
        said: Template of what a screen reader says of where it is; ``{across}`` and ``{up}`` are
            the two numbers themselves.
    """

    key: str
    moves: tuple[str, str]
    label: str
    said: str


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
        grip: The point in its plane that can be dragged, if there is one.
        answers: The ``uid`` of each trace that would answer the question of the page.
        aspect: The width of what it draws over its height, where both axes share one scale; it is
            no higher than that on a narrow page. 0 if its height does not depend on its width.
        parts: What of it can be taken hold of; ``None`` for nothing.

    Raises:
        ValueError: If the figure has a trace of a kind that the browser does not draw.
    """

    name: str
    figure: go.Figure
    label: str
    height: int = 320
    texts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    heavy: bool = False
    picks: tuple[str, str] | None = None
    grip: Grip | None = None
    answers: tuple[str, ...] = ()
    aspect: float = 0.0
    parts: Parts | None = None

    def __post_init__(self) -> None:
        strange = {trace.type for trace in self.figure.data} - {*FLAT, *SPACE}
        if strange:
            raise ValueError(f"{self.name}: no browser draws {', '.join(sorted(strange))}")


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
        answers: Whether its steps would answer the question of the page.
        waits: Why it cannot be moved yet; empty if it can.
        follows: As that of a :class:`Control`.
    """

    key: str = "step"
    label: str = "Step"
    jumps: tuple[int, ...] = (1, 10, 100)
    speed: int = 10
    cold: bool = False
    answers: bool = False
    waits: str = ""
    follows: str = ""


@dataclass(frozen=True)
class Controls:
    """A panel of controls; ``title`` stands above them."""

    items: tuple[Control | Timeline, ...]
    title: str = ""


@dataclass(frozen=True)
class Show:
    """The panel of one picture; ``answers``: it waits until the question is answered."""

    picture: str
    title: str = ""
    answers: bool = False


@dataclass(frozen=True)
class Text:
    """A panel of sentences with live numbers in them.

    Attributes:
        lines: Templates, one a line.
        style: ``sentence``, ``equation``, ``verdict`` (large), ``code`` or ``veil``.
        title: Stands above the lines; may be empty.
        lit: For each line the live number that lights it up while it is 1; may be empty.
        wraps: Whether code goes on in a further line where a screen is too narrow for it.
        answers: Whether it would answer the question of the page, and waits until that is done.
    """

    lines: tuple[str, ...]
    style: str = "sentence"
    title: str = ""
    lit: tuple[str, ...] = ()
    wraps: bool = False
    answers: bool = False


@dataclass(frozen=True)
class Readouts:
    """A panel of live numbers, each under its label."""

    names: tuple[str, ...]
    title: str = ""


@dataclass(frozen=True)
class Goal:
    """What there is to play for.

    Attributes:
        name: Under which the browser keeps that it was reached.
        sentence: What is to be done.
        number: The live number that is 1 while it is reached.
    """

    name: str
    sentence: str
    number: str


@dataclass(frozen=True)
class Goals:
    """A quiet panel of goals; the browser keeps which of all goals were reached.

    Attributes:
        items: Those of this stage.
        every: The names of all goals that there are, on every page.
        heading: Stands before them.
        words: What a screen reader says of one: ``reached``, ``open``, ``heard`` (when it is
            reached) and ``count`` (of all), each with its places; ``again``, on the button that
            forgets what was reached, and ``forgotten``, what is said then.
    """

    items: tuple[Goal, ...]
    every: tuple[str, ...]
    heading: str
    words: Mapping[str, str]


Panel = Controls | Show | Text | Readouts | Goals


@dataclass(frozen=True)
class Column:
    """Panels under one another; ``share`` is its part of the width of a wide screen.

    On a narrow one the lowest ``order`` of a row comes first, and one below 0 stays in sight.
    """

    panels: tuple[Panel, ...]
    share: float = 1.0
    order: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False)
class Scene:
    """What stays on a stage while a student plays.

    Attributes:
        rows: Rows of columns; on a narrow screen all panels stand under one another.
        quantities: Every live number that a template or a readout names.
        pictures: Every picture that a panel shows.
        shared: Large tensors that several moments refer to; they travel with the scene.
        late: More of them of which little is seen before something is moved. Where the server has a
            route for them the browser asks for them then; until they are there a moment says what
            is drawn (see ``live.meanwhile``).
        announcement: Template of what a screen reader is told after each change.
    """

    rows: tuple[tuple[Column, ...], ...]
    quantities: tuple[Quantity, ...]
    pictures: tuple[Picture | Diagram, ...] = ()
    shared: tuple[Tensor, ...] = ()
    late: tuple[Tensor, ...] = ()
    announcement: str = ""

    def controls(self) -> tuple[Control | Timeline, ...]:
        """Return every control of the scene, in the order of the page."""
        panels = [panel for row in self.rows for column in row for panel in column.panels]
        return tuple(
            item for panel in panels if isinstance(panel, Controls) for item in panel.items
        )
