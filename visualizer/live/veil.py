"""The veil: before the guess nothing on a page answers its question.

What would answer says so itself, where it is made. Until somebody has guessed, or asked to be
shown, it is left out of the scene; the numbers travel all the same, and nobody has to wait for them
afterwards.
"""

from dataclasses import replace
from functools import lru_cache

import plotly.graph_objects as go
from plotly.basedatatypes import BaseTraceType

from visualizer.figures.theme import font
from visualizer.live.diagram import Diagram
from visualizer.live.scene import (
    Column,
    Control,
    Controls,
    Panel,
    Picture,
    Quantity,
    Scene,
    Show,
    Text,
    Timeline,
)


@lru_cache(maxsize=64)
def veiled(scene: Scene, opens: str) -> Scene:
    """Return ``scene`` without what answers the question of its page; itself if nothing does.

    A panel with a title keeps it, over a word that says when the rest comes; one without is left
    out. A trace of a picture is there and cannot be seen; where it was alone on its axes, that word
    stands. A number has its veil for a text. A timeline stands still.

    Args:
        scene: With everything on it.
        opens: Stands in a panel that waits.
    """
    rows = tuple(_row(row, opens) for row in scene.rows)
    quantities = tuple(map(_quantity, scene.quantities))
    waiting = _shown(scene.rows) - _shown(rows)
    pictures = tuple(_picture(each, opens) for each in scene.pictures if each.name not in waiting)
    if (rows, quantities, pictures) == (scene.rows, scene.quantities, scene.pictures):
        return scene
    return replace(
        scene, rows=tuple(row for row in rows if row), quantities=quantities, pictures=pictures
    )


def _shown(rows: tuple[tuple[Column, ...], ...]) -> set[str]:
    """Return the names of the pictures that have a panel."""
    panels = [panel for row in rows for column in row for panel in column.panels]
    return {panel.picture for panel in panels if isinstance(panel, Show)}


def _row(row: tuple[Column, ...], opens: str) -> tuple[Column, ...]:
    columns = tuple(_column(column, opens) for column in row)
    return columns if any(column.panels for column in columns) else ()


def _column(column: Column, opens: str) -> Column:
    panels = [_panel(panel, opens) for panel in column.panels]
    kept = [place for place, panel in enumerate(panels) if panel]
    order = tuple(column.order[place] for place in kept if place < len(column.order))
    return replace(column, panels=tuple(panel for panel in panels if panel), order=order)


def _panel(panel: Panel, opens: str) -> Panel | None:
    if isinstance(panel, Controls):
        return replace(panel, items=tuple(_control(each, opens) for each in panel.items))
    if not (isinstance(panel, Show | Text) and panel.answers):
        return panel
    return Text((opens,), "veil", panel.title) if panel.title else None


def _control(control: Control | Timeline, opens: str) -> Control | Timeline:
    if isinstance(control, Timeline) and control.answers:
        return replace(control, waits=opens)
    return control


def _quantity(quantity: Quantity) -> Quantity:
    if quantity.veil is None:
        return quantity
    return replace(quantity, style="veiled", choices=())


def _picture(picture: Picture | Diagram, opens: str) -> Picture | Diagram:
    if isinstance(picture, Diagram) or not picture.answers:
        return picture
    figure = go.Figure(picture.figure)
    waiting = [trace for trace in figure.data if trace.uid in picture.answers]
    for trace in waiting:
        trace.update(opacity=0, hoverinfo="skip")
    seen = {_axes(trace) for trace in figure.data if trace.uid not in picture.answers}
    for across, up in sorted({_axes(trace) for trace in waiting} - seen):
        figure.add_annotation(
            text=opens, font=font("muted", 15), showarrow=False,
            x=0.5, xref=f"{across} domain", y=0.5, yref=f"{up} domain",
        )  # fmt: skip
    return replace(picture, figure=figure)


def _axes(trace: BaseTraceType) -> tuple[str, str]:
    """Return the axes that a flat trace stands on; those of a map if it names none."""
    return trace["xaxis"] or "x", trace["yaxis"] or "y"
