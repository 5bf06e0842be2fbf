"""The loss surface in space, and the descent over it.

A mesh of triangles: Plotly's own surface trace refines a small grid to 128 × 128 points at each
change, which takes a software renderer more than twice as long.
"""

import math
from functools import lru_cache

import plotly.graph_objects as go
import torch
from torch import Tensor

from visualizer.figures.descent import SOLID, descent_traces
from visualizer.figures.moves import Blend, Moves
from visualizer.figures.theme import CLEAR, SMALL, color, field_colorscale, font, layout
from visualizer.words import pictures as words

HEIGHT = 440
ROOM = 1.04  # over a surface cut off at the top, for what lies on it
LIFT = 0.03  # how far above it that is, as a part of all heights: else half of it lies inside
LINE = 0.003  # width of a line of equal loss, as a part of all heights
# From high enough to look into a steep valley, and far enough away for the width of a phone.
CAMERA = {"eye": {"x": 1.24, "y": -1.5, "z": 1.5}, "center": {"x": -0.02, "y": -0.02, "z": -0.12}}


@lru_cache(maxsize=16)
def surface_figure(
    titles: tuple[str, str],
    limits: tuple[float, float],
    n_points: int,
    top: float,
    limits_up: tuple[float, float] | None = None,
) -> go.Figure:
    """Return a loss surface in space, its heights and its descent still empty.

    Args:
        titles: What the two level axes are, in plain words; what follows the last comma is the
            symbol, which is all that has room in space.
        limits: First and last value of both, or of the first.
        n_points: Points of the grid along each.
        top: The loss at which the picture ends; what is higher is cut off there.
        limits_up: First and last value of the second axis if they are others.
    """
    limits_up = limits_up or limits
    return go.Figure(
        {
            "data": [_mesh(limits, limits_up, n_points, top), *descent_traces(SOLID)],
            "layout": layout(
                HEIGHT,
                margin={"l": 0, "r": 0, "t": 0, "b": 0},
                annotations=[_height_words()],
                scene={
                    "xaxis": _axis(titles[0], limits),
                    "yaxis": _axis(titles[1], limits_up),
                    "zaxis": _axis("", (0, ROOM * top)),
                    "aspectmode": "manual",
                    "aspectratio": _sides(limits, limits_up),
                    "camera": CAMERA,
                    "dragmode": "orbit",
                    "uirevision": "constant",
                },
            ),
        }
    )


def surface_moves(heights: Tensor, index: Tensor) -> Moves:
    """Return how the surface bends with what it holds.

    Args:
        heights: Losses for every value held, each surface as one row of points, no higher than
            the picture. Shape ``(n_slices, rows * columns)``.
        index: Which slice, fractions between two of them included. Shape ``(n_positions,)``.
    """
    surface = Blend(heights, index)
    return {"surface.z": surface, "surface.intensity": surface}


def lifted(heights: Tensor, top: float) -> Tensor:
    """Return where a point or a line is drawn that is to be seen on the surface. Same shape.

    Args:
        heights: Of the surface there, or above.
        top: The loss at which the picture ends; what is higher is cut off there.
    """
    return heights.clamp(max=top) + LIFT * top


def _height_words() -> dict:
    """Return the title of the upright axis, in a corner: in space a phone would cut it off."""
    return {
        "text": words.HEIGHT,
        "font": font("muted", 15),
        "xref": "paper",
        "yref": "paper",
        "x": 0.01,
        "y": 1,
        "xanchor": "left",
        "yanchor": "top",
        "showarrow": False,
    }


def _sides(limits: tuple[float, float], limits_up: tuple[float, float]) -> dict[str, float]:
    """Return the sides of the box: one unit is as long on both level axes, the base area is 1."""
    long = math.sqrt((limits[1] - limits[0]) / (limits_up[1] - limits_up[0]))
    return {"x": long, "y": 1 / long, "z": 0.7}


def _mesh(
    limits: tuple[float, float], limits_up: tuple[float, float], n_points: int, top: float
) -> dict:
    across, up = torch.linspace(*limits, n_points), torch.linspace(*limits_up, n_points)
    rows, columns = torch.meshgrid(up, across, indexing="ij")
    i, j, k = (corner.tolist() for corner in grid_triangles(n_points))
    return {
        "type": "mesh3d",
        "uid": "surface",
        "x": columns.flatten().tolist(),
        "y": rows.flatten().tolist(),
        "z": [0.0] * n_points**2,
        "intensity": [0.0] * n_points**2,
        "i": i,
        "j": j,
        "k": k,
        "cmin": 0,
        "cmax": top,
        "colorscale": lined_colorscale(),
        "showscale": False,
        "hovertemplate": words.ROUGH_PLACE,
        "lighting": {"ambient": 0.75, "diffuse": 0.6, "specular": 0.1, "roughness": 0.9},
        "opacity": 1,  # anything less is drawn twice, in an order found anew for each frame
    }


def lined_colorscale() -> list[list]:
    """Return the scale of loss fields with a thin line of paper at every tint between the ends.

    The lines of equal loss come with the colours: no trace of their own has to be moved.
    """
    first, *tints, last = field_colorscale()
    lined = [first]
    for place, tint in tints:
        before, after = place - LINE / 2, place + LINE / 2
        paper = color("paper")
        lined += [[before, tint], [before, paper], [after, paper], [after, tint]]
    return [*lined, last]


def grid_triangles(n_points: int) -> tuple[Tensor, Tensor, Tensor]:
    """Return the corners of two triangles for each cell of a square grid, row by row.

    Args:
        n_points: Points along each side.

    Returns:
        Three lists of point numbers, each of shape ``(2 * (n_points - 1) ** 2,)``.
    """
    first = torch.arange(n_points**2).view(n_points, n_points)[:-1, :-1].flatten()
    right, above, across = first + 1, first + n_points, first + n_points + 1
    return torch.cat([first, right]), torch.cat([right, across]), torch.cat([above, above])


def _axis(title: str, limits: tuple[float, float]) -> dict:
    return {
        "title": {"text": title.rpartition(", ")[2], "font": font("muted", 15)},
        "range": list(limits),
        "autorange": False,
        "tickfont": font("muted", SMALL),
        "nticks": 5,
        "gridcolor": color("grid"),
        "zeroline": False,
        "showbackground": False,
        "backgroundcolor": CLEAR,
        "showspikes": False,
    }
