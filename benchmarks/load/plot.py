"""The times of all classes over their size, as a page to open in a browser."""

from collections.abc import Sequence
from pathlib import Path

import plotly.graph_objects as go

from benchmarks.report import Row

SHARES = {"median ms": "dot", "p95 ms": "solid", "p99 ms": "dash"}
CLASSES = ("class", "up to")  # what they did, of those that belong into the plot
COLOURS = {"app": "#2b6cb0", "naive page": "#b7791f"}


def write_plot(path: str | Path, rows: Sequence[Row]) -> None:
    """Write the plot of ``rows`` to ``path``, with everything it needs in the file."""
    figure = go.Figure()
    for who, colour in COLOURS.items():
        own = [row for row in rows if row["who"] == who and str(row["what"]).startswith(CLASSES)]
        own.sort(key=_rate)
        for share, dash in SHARES.items():
            figure.add_scatter(
                x=[row["releases/s"] for row in own],
                y=[row[share] for row in own],
                name=f"{who}, {share.removesuffix(' ms')}",
                line={"color": colour, "dash": dash},
                mode="lines+markers",
            )
    figure.update_layout(
        title="From release to finished answer",
        xaxis={"title": "releases a second, all students together", "type": "log"},
        yaxis={"title": "milliseconds", "type": "log"},
    )
    figure.write_html(path, include_plotlyjs=True)


def _rate(row: Row) -> float:
    return float(str(row["releases/s"]))
