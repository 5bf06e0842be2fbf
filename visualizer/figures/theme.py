"""One place for colour, type and layout: every figure takes its looks from here.

A figure is built in the light theme, with colours written as ``#rrggbb`` and nothing else.
The browser turns it dark by swapping each colour for its partner in ``DARK``, so no figure
is ever built twice. Every colour is that of a number in a sentence too, so each stands out from
paper and panel with a contrast of at least 4.5:1. What must be told apart differs in more than its
colour too.

Sources: the hues start from Okabe and Ito's colour-blind safe set (*Color Universal Design*,
2008), darkened where white paper needs it; the field scales run evenly through OKLab.
"""

import math
from collections.abc import Mapping
from types import MappingProxyType

# Quantity -> (colour on light paper, colour on dark paper).
PALETTE: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "input": ("#56657a", "#a9b6c6"),
        "weight_1": ("#0072b2", "#56b4e9"),
        "weight_2": ("#9a6200", "#e6a832"),
        "bias": ("#6a35a0", "#d6bcf5"),
        "z": ("#007d69", "#35c2a2"),
        "activation": ("#94265f", "#fba6d3"),
        "derivative": ("#6b7300", "#c6cc55"),
        "prediction": ("#3b5bdb", "#93a9ff"),
        "loss": ("#b4233c", "#ff8b94"),
        "gradient": ("#7c4a2d", "#d3a585"),
        "learning_rate": ("#0e7490", "#5cc8de"),
        # The second future of a training and its rate lr′: dashed wherever it is drawn.
        "branch": ("#3f6212", "#b8e04a"),
        # The three that race: told apart by the letter on their marks as well.
        "learning_rate_low": ("#7b3fa0", "#d0a2f0"),
        "learning_rate_mid": ("#00734f", "#45d6a0"),
        "learning_rate_high": ("#c2410c", "#ff9b62"),
        "step": ("#b94a00", "#ff9448"),
        "target": ("#3f4753", "#cbd2dc"),
        "pass": ("#007d58", "#35c795"),
        "fail": ("#b4540a", "#f0a063"),
        # The third of three classes, beside those who fail and those who pass.
        "third": ("#4f3fc4", "#b0a8ff"),
        "positive": ("#1565a8", "#6ab0f3"),
        "negative": ("#b3261e", "#ff8f80"),
    }
)

# What is not a quantity: the paper, the writing on it, and the faint lines behind the marks.
NEUTRAL: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "paper": ("#ffffff", "#0e1117"),
        "panel": ("#f3f5f8", "#1a2029"),
        "grid": ("#e3e7ec", "#2a313c"),
        "axis": ("#b9c1cb", "#4b5563"),
        "muted": ("#626b78", "#9aa3af"),
        "text": ("#1f2937", "#e8ebf0"),
    }
)

# Low loss lies close to the paper in both themes, high loss stands out from it.
FIELD: tuple[str, ...] = (
    "#e9f2f7", "#cadeec", "#accae0", "#90b6d4", "#76a2c7",
    "#5e8eb9", "#497aa9", "#366698", "#255385",
)  # fmt: skip
FIELD_DARK: tuple[str, ...] = (
    "#1b222b", "#212f3f", "#263c53", "#2b4a68", "#2f597b",
    "#35688e", "#3d789f", "#4788af", "#5498be",
)  # fmt: skip

# From sure to fail, over undecided, to sure to pass: faint, since examples lie on it.
ANSWER: tuple[str, ...] = (
    "#d09567", "#dcb08e", "#e6c7ae", "#eed9c9", "#f6eae2",
    "#e0efeb", "#c7e2da", "#abd4c8", "#8ac3b2", "#61ae97",
)  # fmt: skip
ANSWER_DARK: tuple[str, ...] = (
    "#7e583d", "#614633", "#4a372b", "#362a24", "#241f1e",
    "#122223", "#15312d", "#184138", "#1c5445", "#216b55",
)  # fmt: skip

STEPS_BETWEEN = 8  # from one of those tints to the next, where a colour of its own is needed


def _finer(tints: tuple[str, ...]) -> tuple[str, ...]:
    """Return ``tints`` and those between them, as a browser mixes them: evenly in sRGB."""
    places = [place / STEPS_BETWEEN for place in range((len(tints) - 1) * STEPS_BETWEEN + 1)]
    return tuple(_mixed(tints[int(each)], tints[math.ceil(each)], each % 1) for each in places)


def _mixed(one: str, other: str, share: float) -> str:
    pairs = ((int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(low + share * (high - low)):02x}" for low, high in pairs)


ANSWER_FINE, ANSWER_FINE_DARK = _finer(ANSWER), _finer(ANSWER_DARK)

# From undecided to sure of the third class: as light and as colourful as the tints above.
THIRD: tuple[str, ...] = ("#ebeaf7", "#dbd9f1", "#cac7eb", "#b6b1e2", "#9f96d7")
THIRD_DARK: tuple[str, ...] = ("#1f1e27", "#2c2a3a", "#3a364f", "#4a4569", "#5e5787")

# Light colour -> dark colour, for every colour that a figure may use.
DARK: Mapping[str, str] = MappingProxyType(
    dict(PALETTE.values())
    | dict(NEUTRAL.values())
    | dict(zip(FIELD, FIELD_DARK, strict=True))
    | dict(zip(ANSWER_FINE, ANSWER_FINE_DARK, strict=True))
    | dict(zip(THIRD, THIRD_DARK, strict=True))
)

FONT_FAMILY = '"Source Sans", "Source Sans Pro", sans-serif'
FONT_SIZE = 13
SMALL = 12

# No template: the defaults of one would bring colours that the dark theme does not know.
_NO_TEMPLATE = {"data": {"scatter": [{"type": "scatter"}]}}


def color(name: str) -> str:
    """Return the light colour of a quantity or of a neutral part.

    Args:
        name: A key of ``PALETTE`` or of ``NEUTRAL``, such as ``"weight_1"`` or ``"grid"``.

    Raises:
        ValueError: If no colour has that name.

    >>> color("weight_1")
    '#0072b2'
    """
    found = PALETTE.get(name) or NEUTRAL.get(name)
    if found is None:
        raise ValueError(f"color must be one of {[*PALETTE, *NEUTRAL]}; not {name!r}")
    return found[0]


# Red, green, blue and no opacity: the page's own paper shows through.
CLEAR = "#00000000"


def field_colorscale() -> list[list]:
    """Return the scale of loss fields as ``[position, color]`` pairs, low loss first.

    The positions grow as a square, so that the flat valley floor, where training ends, gets
    as many tints as the high walls around it.
    """
    last = len(FIELD) - 1
    return [[(i / last) ** 2, hex_color] for i, hex_color in enumerate(FIELD)]


def answer_colorscale() -> list[list]:
    """Return the scale of answers from 0 to 1 as ``[position, color]`` pairs."""
    last = len(ANSWER) - 1
    return [[i / last, hex_color] for i, hex_color in enumerate(ANSWER)]


def answer_tint(share: float) -> str:
    """Return the colour of one answer from 0 to 1, as ``answer_colorscale`` has it."""
    return ANSWER_FINE[round(share * (len(ANSWER_FINE) - 1))]


def class_colorscale() -> list[list]:
    """Return the two tints of those who fail and of those who pass, as ``answer_colorscale``."""
    return [[0, ANSWER[2]], [1, ANSWER[-3]]]


def certainty_colorscale() -> list[list]:
    """Return the scale from sure over undecided to sure again, as ``answer_colorscale``."""
    tints = FIELD[:7]  # examples lie on it
    last = 2 * (len(tints) - 1)
    return [[i / last, hex_color] for i, hex_color in enumerate((*tints[:0:-1], *tints))]


def in_dark(part):
    """Return a figure's dictionary, or any part of one, with every colour made dark.

    This is what the browser does when the theme changes; the tests and the screenshots use it.

    >>> in_dark({"line": {"color": "#0072b2", "width": 2}})
    {'line': {'color': '#56b4e9', 'width': 2}}
    """
    if isinstance(part, Mapping):
        return {key: in_dark(value) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [in_dark(value) for value in part]
    return DARK.get(part, part) if isinstance(part, str) else part


def font(name: str = "text", size: int = FONT_SIZE) -> dict:
    """Return the font of a label in the colour called ``name``; ``size`` is in pixels."""
    return {"family": FONT_FAMILY, "size": size, "color": color(name)}


def hover_label() -> dict:
    """Return the look of the box that names the values under the pointer."""
    return {
        "bgcolor": color("panel"),
        "bordercolor": color("axis"),
        "font": font(),
        "align": "left",
    }


def layout(height: int, **parts) -> dict:
    """Return the layout that every figure starts from, with ``parts`` added to it.

    The paper is transparent, nothing has a title, and ``uirevision`` is constant: a redraw
    never moves a camera or a zoom.

    Args:
        height: Height of the figure in pixels; its width follows the page.
        **parts: Further entries of a Plotly layout.
    """
    return {
        "template": _NO_TEMPLATE,
        "height": height,
        "autosize": True,
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "font": font(),
        "margin": {"l": 56, "r": 14, "t": 10, "b": 48},
        "uirevision": "constant",
        "hovermode": "closest",
        "hoverlabel": hover_label(),
        "dragmode": False,
        "showlegend": False,
    } | parts


def axis(title: str, limits: tuple[float, float], **parts) -> dict:
    """Return a flat axis that never rescales itself.

    Args:
        title: Name and unit in plain words.
        limits: First and last value shown; for a log axis their powers of ten.
        **parts: Further entries of a Plotly axis.
    """
    return {
        "title": {"text": title, "font": font("muted"), "standoff": 8},
        "range": list(limits),
        "autorange": False,
        # A finger on a chart scrolls the page, as everywhere else on it.
        "fixedrange": True,
        "showgrid": True,
        "gridcolor": color("grid"),
        "gridwidth": 1,
        "zeroline": True,
        "zerolinecolor": color("axis"),
        "zerolinewidth": 1,
        "showline": False,
        "linecolor": color("axis"),
        "tickcolor": color("axis"),
        "tickfont": font("muted", SMALL),
        "nticks": 7,
    } | parts


def bare_axis(limits: tuple[float, float], **parts) -> dict:
    """Return an axis that only places things: no line, no ticks, no title."""
    return {
        "range": list(limits),
        "autorange": False,
        "fixedrange": True,
        "visible": False,
    } | parts
