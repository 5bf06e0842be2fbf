"""What the maps of the plane of two inputs have in common: grid, borders, marks and examples."""

import torch
from torch import Tensor

from visualizer.figures.kind_marks import Mark
from visualizer.figures.theme import axis, color, layout

HEIGHT = 420
MARKED = slice(2, None, 4)  # rows and columns of the grid that have a speck
Limits = tuple[float, float]
Points = tuple[tuple[float, float], ...]
Group = tuple[str, Mark, bool, Points]
"""Words of the legend, how they are drawn, whether they are tested only, and where they lie, of
some examples."""


def map_layout(
    titles: tuple[str, str], limits: tuple[Limits, Limits], height: int = HEIGHT
) -> dict:
    """Return the layout of a map.

    Args:
        titles: The names of the two inputs.
        limits: First and last value of the axis across, and of the one upwards.
        height: In pixels.
    """
    return layout(
        height,
        margin={"l": 56, "r": 14, "t": 34, "b": 44},
        showlegend=True,
        legend={"orientation": "h", "x": 0, "y": 1.01, "yanchor": "bottom"},
        xaxis=axis(titles[0], limits[0], showgrid=False, zeroline=False),
        yaxis=axis(titles[1], limits[1], showgrid=False, zeroline=False),
    )


def grid_points(limits: tuple[Limits, Limits], n_points: int, down: bool = False) -> Tensor:
    """Return the points of a grid row by row, from the lowest row up. Shape ``(n_points², 2)``.

    Args:
        limits: First and last value across, and upwards.
        n_points: Points each way.
        down: From the highest row down, as pictures have it.
    """
    across, up = (torch.linspace(*each, n_points) for each in limits)
    up = up.flip(0) if down else up
    rows, columns = torch.meshgrid(up, across, indexing="ij")
    return torch.stack([columns.flatten(), rows.flatten()], dim=1)


def grid(limits: tuple[Limits, Limits], n_points: int) -> dict:
    """Return the axes of a field and the field, still empty."""
    across, up = (torch.linspace(*each, n_points).tolist() for each in limits)
    return {"x": across, "y": up, "z": [[0.0] * n_points] * n_points}


def answer_field(
    limits: tuple[Limits, Limits], n_points: int, colorscale: list, ends: Limits
) -> dict:
    """Return the colours of a map; they are still all the same.

    Args:
        limits: Those of the map.
        n_points: Points each way.
        colorscale: As Plotly wants it.
        ends: What has its first colour, and what has its last one.
    """
    return {
        "type": "heatmap",
        "uid": "field",
        **grid(limits, n_points),
        "colorscale": colorscale,
        "zmin": ends[0],
        "zmax": ends[1],
        # It mixes the colours of neighbours, not their numbers: of several classes, between the
        # first one and the last there is nothing of the second.
        "zsmooth": "fast",
        "showscale": False,
        "hoverinfo": "skip",
    }


def border(uid: str, limits: tuple[Limits, Limits], n_points: int, level: float, line: str) -> dict:
    """Return a line where a field has a level.

    Args:
        uid: What the trace is called.
        limits: Those of the map.
        n_points: Of the field, each way.
        level: Of the field.
        line: Name of its colour in the palette.
    """
    return {
        "type": "contour",
        "uid": uid,
        **grid(limits, n_points),
        "autocontour": False,
        "contours": {"start": level, "end": level, "size": 1, "coloring": "none"},
        "line": {"width": 3, "color": color(line)},
        "showscale": False,
        "showlegend": False,
        "hoverinfo": "skip",
    }


def specks(uid: str, mark: Mark, limits: tuple[Limits, Limits], n_points: int) -> dict:
    """Return small marks that tell where the network answers so; all of them wait outside."""
    across, up = _speck_places(limits, n_points)
    return {
        "type": "scatter",
        "uid": uid,
        "mode": "markers",
        "x": torch.full_like(across, _outside(limits)).tolist(),
        "y": up.tolist(),
        "marker": {
            "size": 5,
            "symbol": mark.speck,
            "color": color(mark.color),
            "line": {"color": color(mark.color), "width": 1},
        },
        "showlegend": False,
        "hoverinfo": "skip",
    }


def speck_moves(wanted: Tensor, limits: tuple[Limits, Limits]) -> Tensor:
    """Return where the specks stand across, those that are not wanted outside of the map.

    Only what has a place is moved without a new drawing. Shape ``(n_positions, n_specks)``.

    Args:
        wanted: Where the network answers so. Shape ``(n_positions, n_points, n_points)``, bool.
        limits: Those of the map.
    """
    across, _ = _speck_places(limits, wanted.shape[-1])
    return torch.where(wanted[:, MARKED, MARKED].flatten(1), across, _outside(limits))


def _speck_places(limits: tuple[Limits, Limits], n_points: int) -> tuple[Tensor, Tensor]:
    """Return where the specks stand, across and upwards. Shapes ``(n_specks,)``."""
    places = grid_points(limits, n_points).reshape(n_points, n_points, 2)
    across, up = places[MARKED, MARKED].flatten(0, 1).unbind(dim=1)
    return across, up


def _outside(limits: tuple[Limits, Limits]) -> float:
    low, high = limits[0]
    return low - (high - low)


def examples(group: Group) -> dict:
    """Return some examples of one kind; those that are tested only are open."""
    words, mark, is_test, points = group
    return {
        "type": "scatter",
        "uid": f"{'test' if is_test else 'examples'}_{mark.name}",
        "mode": "markers",
        "x": [x for x, _ in points],
        "y": [y for _, y in points],
        "marker": {
            "size": 8,
            "symbol": f"{mark.symbol}-open" if is_test else mark.symbol,
            "color": color(mark.color),
            "line": {"color": color("paper"), "width": 0 if is_test else 1},
        },
        "name": words,
        "hovertemplate": "%{x:.2f}, %{y:.2f}<extra></extra>",
    }


def ring(words: str = "") -> dict:
    """Return a ring around one point, the same in every picture; it has no place yet.

    ``words`` are those of the legend, which has none of it if they are empty.
    """
    return {
        "type": "scatter",
        "uid": "point",
        "mode": "markers",
        "x": [],
        "y": [],
        "marker": {
            "size": 18,
            "symbol": "circle-open",
            "color": color("text"),
            "line": {"color": color("text"), "width": 2.5},
        },
        "name": words,
        "showlegend": bool(words),
        "hoverinfo": "skip",
    }
