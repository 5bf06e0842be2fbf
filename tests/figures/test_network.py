"""The drawing of the network: edges that tell their weights, words that stay apart."""

import math
import string

import plotly.graph_objects as go
import pytest
import torch

from visualizer.core.activations import ACTIVATIONS
from visualizer.figures.moves import show
from visualizer.figures.network import (
    TEXTS,
    THINNEST,
    WIDEST,
    edge_width,
    network_figure,
    network_moves,
)
from visualizer.figures.theme import color

EDGES = ("edge_weight_1", "edge_weight_2", "edge_bias")
PHONE = 340  # pixels


def traces(figure: go.Figure) -> dict[str, go.Scatter]:
    return {trace.uid: trace for trace in figure.data}


@pytest.mark.parametrize("moving", range(3))
def test_each_edge_follows_its_own_weight(moving: int) -> None:
    values = [torch.full((2,), 0.3) for _ in EDGES]
    values[moving] = torch.tensor([0.3, -2.0])
    shown = [traces(show(network_figure(), network_moves(*values), p)) for p in range(2)]
    changed = [edge for edge in EDGES if shown[0][edge].line != shown[1][edge].line]
    assert changed == [EDGES[moving]]


def test_an_edge_grows_with_the_size_of_its_weight() -> None:
    widths = edge_width(torch.tensor([0.0, 0.05, 0.1, 1.0, 12.0, 1e6]))
    assert widths[0] == THINNEST
    assert (widths.diff() > 0).all()
    assert widths.max() <= WIDEST
    assert edge_width(torch.tensor(-0.7)) == edge_width(torch.tensor(0.7))


def test_an_edge_has_a_width_whatever_the_weight_is() -> None:
    widths = edge_width(torch.tensor([math.nan, math.inf, -math.inf]))
    assert widths.tolist() == [THINNEST, WIDEST, WIDEST]


def test_the_sign_shows_in_more_than_the_color() -> None:
    weights = torch.tensor([0.5, -0.5, 0.0])
    moves = network_moves(weights, weights, weights)
    plus, minus, zero = (traces(show(network_figure(), moves, p)) for p in range(3))
    for edge in EDGES:
        assert (plus[edge].line.color, plus[edge].line.dash) == (color("positive"), "solid")
        assert (minus[edge].line.color, minus[edge].line.dash) == (color("negative"), "dash")
        assert (zero[edge].line.color, zero[edge].line.dash) == (color("positive"), "solid")


def test_every_edge_ends_in_the_sum() -> None:
    drawn = traces(network_figure())
    for edge in EDGES:
        assert (drawn[edge].x[-1], drawn[edge].y[-1]) == (drawn["sum"].x[0], drawn["sum"].y[0])
    starts = [(drawn[edge].x[0], drawn[edge].y[0]) for edge in EDGES]
    inputs = list(zip(drawn["input_values"].x, drawn["input_values"].y, strict=True))
    assert starts == [*inputs, (drawn["one"].x[0], drawn["one"].y[0])]


def test_every_number_of_the_neuron_is_written_once() -> None:
    drawn = traces(network_figure())
    names = []
    for target, templates in TEXTS.items():
        uid, attribute = target.split(".")
        assert attribute == "text"
        assert len(templates) == len(drawn[uid].x) == len(drawn[uid].text)
        names += [
            field
            for each in templates
            for _, field, _, _ in string.Formatter().parse(each)
            if field
        ]
    wanted = "input_1 input_2 weight_1 weight_2 bias z activation prediction answer"
    assert sorted(names) == sorted(wanted.split())


def test_the_drawing_names_what_it_is_told() -> None:
    drawn = traces(network_figure(("sugar", "fat"), "SiLU", "identity"))
    assert drawn["input_names"].text == ("sugar", "fat")
    assert drawn["node_names"].text == ("SiLU", "identity")


def test_the_same_drawing_is_built_once() -> None:
    assert network_figure() is network_figure()


# As long as the sliders make them.
LIVE = {
    "weight_1": "−0.10",
    "weight_2": "−0.10",
    "bias": "−0.50",
    "z": "−12.40",
    "activation": "−12.40",
    "prediction": "0.917",
}
NODES = ("input_values", "one", "sum", "function", "output", "answer")


def places(figure: go.Figure, uid: str) -> list[tuple[float, float]]:
    """Return where the points of a trace lie on a phone, in pixels from the upper left."""
    layout, trace = figure.layout, traces(figure)[uid]
    wide = PHONE - layout.margin.l - layout.margin.r
    high = layout.height - layout.margin.t - layout.margin.b
    (left, right), (low, top) = layout.xaxis.range, layout.yaxis.range
    return [
        (
            layout.margin.l + (x - left) / (right - left) * wide,
            layout.margin.t + (top - y) / (top - low) * high,
        )
        for x, y in zip(trace.x, trace.y, strict=True)
    ]


def words(figure: go.Figure) -> list[tuple[str, float, float, float, float]]:
    """Return every text outside a node, with its left, right, upper and lower end in pixels."""
    found = []
    for uid, trace in traces(figure).items():
        if trace.mode != "text":
            continue
        texts = [text.format(**LIVE) for text in TEXTS.get(f"{uid}.text", trace.text)]
        for (x, y), text in zip(places(figure, uid), texts, strict=True):
            lines = text.split("<br>")
            width, height = 7 * max(map(len, lines)), 15 * len(lines)
            left = x if trace.textposition == "middle right" else x - width / 2
            found.append((text, left, left + width, y - height / 2, y + height / 2))
    return found


@pytest.mark.parametrize("label", [each.label for each in ACTIVATIONS.values()])
def test_no_word_covers_another_on_a_phone(label: str) -> None:
    placed = words(network_figure(activation_label=label))
    assert min(left for _, left, *_ in placed) >= 0
    assert max(right for _, _, right, *_ in placed) <= PHONE
    for n, (text, left, right, top, bottom) in enumerate(placed):
        for other, *box in placed[n + 1 :]:
            apart = right <= box[0] or box[1] <= left or bottom <= box[2] or box[3] <= top
            assert apart, f"{text!r} covers {other!r}"


def test_no_word_covers_a_node_on_a_phone() -> None:
    figure = network_figure(activation_label="leaky ReLU")
    for uid in NODES:
        radius = traces(figure)[uid].marker.size / 2
        for x, y in places(figure, uid):
            for text, left, right, top, bottom in words(figure):
                gap = math.hypot(max(left - x, 0, x - right), max(top - y, 0, y - bottom))
                assert gap >= radius, f"{text!r} covers a node of {uid!r}"


def test_no_node_covers_another_on_a_phone() -> None:
    figure = network_figure()
    circles = [
        (uid, x, y, traces(figure)[uid].marker.size / 2)
        for uid in NODES
        for x, y in places(figure, uid)
    ]
    for n, (uid, x, y, radius) in enumerate(circles):
        for other, *place, other_radius in circles[n + 1 :]:
            assert math.dist((x, y), place) > radius + other_radius, f"{uid} covers {other}"


@pytest.mark.parametrize("edge", EDGES)
def test_no_word_lies_on_an_edge_on_a_phone(edge: str) -> None:
    figure = network_figure()
    start, end = (torch.tensor(place) for place in places(figure, edge))
    for share in torch.linspace(0, 1, 101):
        x, y = (start + share * (end - start)).tolist()
        for text, left, right, top, bottom in words(figure):
            assert not (left <= x <= right and top <= y <= bottom), f"{text!r} lies on {edge}"
