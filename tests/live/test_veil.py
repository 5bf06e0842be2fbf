"""What would answer the question of a page waits, and the rest stays as it is."""

from dataclasses import replace

import plotly.graph_objects as go

from visualizer.live.scene import Column, Picture, Quantity, Scene, Show, Text
from visualizer.live.veil import veiled

FIGURE = go.Figure([{"type": "scatter", "uid": "line"}, {"type": "scatter", "uid": "told"}])
PLAIN = Scene(
    rows=((Column((Text(("z is {z}",)), Show("curve"))),),),
    quantities=(Quantity("z"),),
    pictures=(Picture("curve", FIGURE, "A curve."),),
)
TELLING = Scene(
    rows=(
        (
            Column((Text(("a",), answers=True), Show("curve"), Text(("b",))), order=(0, -1, 2)),
            Column((Show("scale", "How far?", answers=True),)),
        ),
        (Column((Text(("c",), answers=True),)),),
    ),
    quantities=(Quantity("z", veil="?"), Quantity("w")),
    pictures=(
        Picture("curve", FIGURE, "z is {z}.", answers=("told",)),
        Picture("scale", FIGURE, "A scale."),
    ),
)


def test_where_nothing_answers_nothing_is_made_anew() -> None:
    assert veiled(PLAIN, "Later.") is PLAIN


def test_what_answers_waits_and_what_has_a_title_says_so() -> None:
    hidden = veiled(TELLING, "Later.")
    ((first, second),) = hidden.rows  # a row with nothing left goes
    assert first.panels == (Show("curve"), Text(("b",)))
    assert first.order == (-1, 2)
    assert second.panels == (Text(("Later.",), "veil", "How far?"),)
    assert [(each.name, each.style, each.veil) for each in hidden.quantities] == [
        ("z", "veiled", "?"),
        ("w", "number", None),
    ]
    (curve,) = hidden.pictures
    assert not curve.figure.layout.annotations
    assert [trace.opacity for trace in curve.figure.data] == [None, 0]
    assert [trace.opacity for trace in FIGURE.data] == [None, None]


def test_a_part_of_a_picture_that_is_left_empty_says_so() -> None:
    figure = go.Figure(FIGURE)
    figure.data[1].yaxis = "y2"
    scene = replace(TELLING, pictures=(replace(TELLING.pictures[0], figure=figure),))
    (note,) = veiled(scene, "Later.").pictures[0].figure.layout.annotations
    assert (note.text, note.xref, note.yref) == ("Later.", "x domain", "y2 domain")
