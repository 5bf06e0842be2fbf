"""Each miss as a real square: its side is the residual, its area the squared error.

Every student has a cell with a scale of its own, and the last cell holds the square whose area is
the mean of all. The cells are one unit wide and high, so both axes share one scale at every size.
"""

from collections.abc import Sequence
from functools import lru_cache

import plotly.graph_objects as go
import torch
from torch import Tensor

from visualizer.figures.moves import Moves
from visualizer.figures.theme import SMALL, bare_axis, color, font, layout
from visualizer.words.pictures import MEAN_CELL, STUDENT_CELL

Limits = tuple[float, float]

MOST_COLUMNS = 5
PITCH_X, PITCH_Y = 1.15, 1.55  # from cell to cell; a row leaves room for the words above it
WORDS_AT = 1.06
SCALE_ROOM = 0.3  # to the left of the cells, for the numbers of their scale
HALF_TRUTH = 0.46  # half the length of the line that marks the truth
ROW_HEIGHT = 190  # px


def height_for(n_students: int) -> int:
    """Return the height of the figure in pixels."""
    return 60 + ROW_HEIGHT * _n_rows(n_students)


def aspect_for(n_students: int) -> float:
    """Return the width of the cells with their words and scale over their height."""
    (left, right), (low, high) = _across(n_students), _upwards(n_students)
    return (right - left) / (high - low)


def _across(n_students: int) -> Limits:
    return -PITCH_X / 2 - SCALE_ROOM, (_n_columns(n_students) - 0.5) * PITCH_X


def _upwards(n_students: int) -> Limits:
    return -0.05 - (_n_rows(n_students) - 1) * PITCH_Y, 1.52


@lru_cache(maxsize=16)
def squares_figure(n_students: int) -> go.Figure:
    """Return the cells of ``n_students`` and of their mean, still without squares.

    Traces: ``squares`` of all students, ``truths``, ``predictions``, the ``mean`` square, the
    ``words`` of the cells, their ``scale``, and ``chosen``, the frame of the student who is looked
    at.
    """
    narrowed = {"constrain": "domain"}
    same_scale = {"scaleanchor": "x", "scaleratio": 1, "constraintoward": "top"}
    return go.Figure(
        {
            "data": [
                _frames(n_students),
                _frame("chosen", "text", 2),
                _area("squares", 0.45),
                _area("mean", 0.9),
                _frame("truths", "target", 3),
                _dots("predictions"),
                _words(n_students),
                _scale(n_students),
            ],
            "layout": layout(
                height_for(n_students),
                xaxis=bare_axis(_across(n_students), constraintoward="left", **narrowed),
                yaxis=bare_axis(_upwards(n_students), **same_scale, **narrowed),
                margin={"l": 4, "r": 4, "t": 4, "b": 4},
            ),
        }
    )


def squares_texts(
    names: Sequence[str], squares: Sequence[str], mean: str, ends: tuple[str, str]
) -> dict[str, tuple[str, ...]]:
    """Return the texts of the cells.

    Args:
        names: What each student is called.
        squares: The live number of each squared error, such as ``squared_error_1``.
        mean: The live number of their mean.
        ends: The live numbers of the predictions at the floor and at the ceiling of the cells.
    """
    floor, ceiling = ends
    cells = [
        STUDENT_CELL.format(student=name, square=f"{{{square}}}")
        for name, square in zip(names, squares, strict=True)
    ]
    return {
        "words.text": (*cells, MEAN_CELL.format(mean=f"{{{mean}}}")),
        "scale.text": (f"{{{floor}}}", f"{{{ceiling}}}") * _n_rows(len(names)),
    }


def squares_moves(residuals: Tensor, targets: Tensor, mean: Tensor, limits: Limits) -> Moves:
    """Return the squares at every position of a control.

    Args:
        residuals: Prediction − target. Shape ``(n_students, n_positions)``.
        targets: The right answers. Shape ``(n_students,)``.
        mean: The mean of the squares. Shape ``(n_positions,)``.
        limits: The predictions at the floor and at the ceiling of every cell.
    """
    low, high = limits
    misses = (residuals / (high - low)).T
    floors = ((targets - low) / (high - low)).expand_as(misses)
    left, floor = (place.expand_as(misses) for place in _places(len(targets)))
    sides = (mean.sqrt() / (high - low))[:, None]
    mean_left, mean_floor = (place[-1:] for place in _cells(len(targets)))
    return {
        "squares.x": _outline_x(left, misses.abs()),
        "squares.y": _outline_y(floor + floors, misses),
        "predictions.x": left,
        "predictions.y": floor + floors + misses,
        "mean.x": _outline_x(mean_left.expand_as(sides), sides),
        "mean.y": _outline_y(mean_floor.expand_as(sides), sides),
    }


def truth_moves(targets: Tensor, chosen: int, limits: Limits) -> Moves:
    """Return what no control moves: where the truths lie, and who is looked at.

    Args:
        targets: The right answers. Shape ``(n_students,)``.
        chosen: Which student, counted from 0.
        limits: The predictions at the floor and at the ceiling of every cell.
    """
    low, high = limits
    middle, floor = _places(len(targets))
    heights = floor + (targets - low) / (high - low)
    gap = torch.full_like(middle, torch.nan)
    ends = torch.stack([middle - HALF_TRUTH, middle + HALF_TRUTH, gap], dim=1)
    frame_x, frame_y = _frame_of(middle[chosen], floor[chosen])
    return {
        "truths.x": ends.view(1, -1),
        "truths.y": torch.stack([heights, heights, gap], dim=1).view(1, -1),
        "chosen.x": frame_x[None],
        "chosen.y": frame_y[None],
    }


def _n_columns(n_students: int) -> int:
    return min(n_students + 1, MOST_COLUMNS)


def _n_rows(n_students: int) -> int:
    return -(-(n_students + 1) // _n_columns(n_students))


def _cells(n_students: int) -> tuple[Tensor, Tensor]:
    """Return the middle and the floor of every cell, the mean's last. ``(n_students + 1,)``."""
    order = torch.arange(n_students + 1)
    columns = _n_columns(n_students)
    return PITCH_X * (order % columns).float(), -PITCH_Y * (order // columns).float()


def _places(n_students: int) -> tuple[Tensor, Tensor]:
    """Return the middle and the floor of every student's cell. Shapes ``(n_students,)``."""
    middle, floor = _cells(n_students)
    return middle[:-1], floor[:-1]


def _outline_x(middle: Tensor, sides: Tensor) -> Tensor:
    """Return the corners of squares from left to right and back, a gap after each."""
    left, right = middle - sides / 2, middle + sides / 2
    corners = [left, right, right, left, left, torch.full_like(left, torch.nan)]
    return torch.stack(corners, dim=2).flatten(1)


def _outline_y(floor: Tensor, rises: Tensor) -> Tensor:
    top = floor + rises
    corners = [floor, floor, top, top, floor, torch.full_like(top, torch.nan)]
    return torch.stack(corners, dim=2).flatten(1)


def _frame_of(middle: Tensor, floor: Tensor) -> tuple[Tensor, Tensor]:
    across = torch.tensor([-0.5, 0.5, 0.5, -0.5, -0.5])
    return middle + across, floor + torch.tensor([0.0, 0.0, 1.0, 1.0, 0.0])


def _frames(n_students: int) -> dict:
    frames = [_frame_of(*cell) for cell in zip(*_cells(n_students), strict=True)]
    x, y = (
        [value for line in lines for value in (*line.tolist(), None)]
        for lines in zip(*frames, strict=True)
    )
    return _frame("frames", "axis", 1) | {"x": x, "y": y}


def _frame(uid: str, colour: str, width: int) -> dict:
    return {
        "type": "scatter",
        "uid": uid,
        "mode": "lines",
        "x": [],
        "y": [],
        "line": {"color": color(colour), "width": width},
        "hoverinfo": "skip",
    }


def _area(uid: str, opacity: float) -> dict:
    return _frame(uid, "loss", 2) | {
        "fill": "toself",
        "fillcolor": color("loss"),
        "opacity": opacity,
    }


def _dots(uid: str) -> dict:
    return {
        "type": "scatter",
        "uid": uid,
        "mode": "markers",
        "x": [],
        "y": [],
        "marker": {
            "size": 11,
            "color": color("prediction"),
            "line": {"color": color("paper"), "width": 2},
        },
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _words(n_students: int) -> dict:
    middle, floor = _cells(n_students)
    places = middle.tolist(), (floor + WORDS_AT).tolist()
    return _text("words", *places, "top center", "text")


def _scale(n_students: int) -> dict:
    """Return the numbers at the floor and at the ceiling, to the left of every row."""
    heights = [end - PITCH_Y * row for row in range(_n_rows(n_students)) for end in (0.0, 1.0)]
    return _text("scale", [-PITCH_X / 2] * len(heights), heights, "middle left", "muted")


def _text(uid: str, x: list[float], y: list[float], position: str, colour: str) -> dict:
    return {
        "type": "scatter",
        "uid": uid,
        "mode": "text",
        "x": x,
        "y": y,
        "text": [],
        "textposition": position,
        "textfont": font(colour, SMALL),
        "hoverinfo": "skip",
        "cliponaxis": False,
    }
