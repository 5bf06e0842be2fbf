"""The three-part network as a drawing: inputs, the neuron (Σ, then f), the output (σ).

Each edge into the neuron shows its weight three times over: as a number with its sign, as
width (the larger, the wider) and as stroke (blue and solid when it pushes z up, red and dashed
when it pulls z down).
"""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

import plotly.graph_objects as go
import torch
from torch import Tensor

from visualizer.figures.moves import Choice, Moves
from visualizer.figures.theme import SMALL, bare_axis, color, font, layout

HEIGHT = 320

# Places of the nodes in a field 10 wide and 10 high.
INPUT_1 = (0.85, 6.7)
INPUT_2 = (0.85, 3.5)
ONE = (4.3, 1.5)
SUM = (4.3, 5.1)
FUNCTION = (5.95, 5.1)
OUTPUT = (7.95, 5.1)
ANSWER = (9.5, 5.1)

NODE = 42  # px, the width of a round node
SMALL_NODE = 26  # px, that of the 1

# Width of an edge in pixels: a weight of 0 leaves a hair, large weights level off.
THINNEST = 1.0
WIDEST = 11.0

# Uid and attribute of every text that the browser writes, one template per place.
TEXTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "input_values.text": ("{input_1}", "{input_2}"),
        "weight_labels.text": ("w₁ = {weight_1}", "w₂ = {weight_2}"),
        "bias_label.text": ("b = {bias}",),
        "value_labels.text": ("z<br>{z}", "f(z)<br>{activation}", "σ<br>{prediction}"),
        "answer.text": ("{answer}",),
    }
)


@lru_cache(maxsize=16)
def network_figure(
    feature_names: tuple[str, str] = ("hours studied", "hours slept"),
    activation_label: str = "identity",
    output_label: str = "sigmoid",
) -> go.Figure:
    """Return the drawing of one neuron with two inputs, without its numbers.

    Args:
        feature_names: What the inputs are, in two words or three.
        activation_label: Name under the f of the neuron.
        output_label: Name under the output node.
    """
    return go.Figure(
        {
            "data": [
                _wire(),
                _edge("edge_weight_1", INPUT_1, SUM),
                _edge("edge_weight_2", INPUT_2, SUM),
                _edge("edge_bias", ONE, SUM),
                *_nodes(),
                *_names(feature_names, activation_label, output_label),
                *_numbers(),
            ],
            "layout": _layout(),
        }
    )


EDGES = ("edge_weight_1", "edge_weight_2", "edge_bias")


def network_moves(weights_1: Tensor, weights_2: Tensor, biases: Tensor) -> Moves:
    """Return how the edges look at every position of a control.

    Args:
        weights_1: Weight of the first input. Shape ``(n_positions,)``.
        weights_2: Weight of the second input. Shape ``(n_positions,)``.
        biases: Bias. Shape ``(n_positions,)``.
    """
    edges = torch.stack([weights_1, weights_2, biases])
    moves = {}
    rows = zip(EDGES, edge_width(edges), (edges < 0).to(torch.int64), strict=True)
    for uid, width, negative in rows:
        moves[f"{uid}.line.width"] = width
        moves[f"{uid}.line.color"] = Choice((color("positive"), color("negative")), negative)
        moves[f"{uid}.line.dash"] = Choice(("solid", "dash"), negative)
    return moves


def edge_width(values: Tensor) -> Tensor:
    """Return the width of an edge in pixels: it grows with the size of the weight.

    It follows ``a / (a + 1)`` of the size ``a``, so that small weights differ visibly and no
    weight, however large, covers the drawing. What is not finite gets the hair of a zero.

    Args:
        values: Weights. Any shape.

    Returns:
        Widths from ``THINNEST`` to ``WIDEST``. Same shape.
    """
    share = (1 - 1 / (1 + values.abs())).nan_to_num(nan=0.0)
    return THINNEST + (WIDEST - THINNEST) * share


def _edge(uid: str, start: tuple[float, float], end: tuple[float, float]) -> dict:
    return {
        "type": "scatter",
        "uid": uid,
        "mode": "lines",
        "x": [start[0], end[0]],
        "y": [start[1], end[1]],
        "line": {"color": color("positive"), "width": 2, "dash": "solid"},
        "hoverinfo": "skip",
    }


def _wire() -> dict:
    """Return the line that carries one number from each part to the next."""
    places = (SUM, FUNCTION, OUTPUT, ANSWER)
    return {
        "type": "scatter",
        "uid": "wire",
        "mode": "lines",
        "x": [x for x, _ in places],
        "y": [y for _, y in places],
        "line": {"color": color("axis"), "width": 2},
        "hoverinfo": "skip",
    }


def _nodes() -> list[dict]:
    """Return the round nodes; those of the inputs are filled with live numbers."""
    return [
        _node("input_values", (INPUT_1, INPUT_2), ("", ""), "input", NODE),
        _node("one", (ONE,), ("1",), "bias", SMALL_NODE),
        _node("sum", (SUM,), ("Σ",), "z", NODE),
        _node("function", (FUNCTION,), ("f",), "activation", NODE),
        _node("output", (OUTPUT,), ("σ",), "prediction", NODE),
        _node("answer", (ANSWER,), ("",), "target", 38) | {"textfont": font("text", SMALL)},
    ]


def _node(uid: str, places: tuple, texts: tuple[str, ...], name: str, size: int) -> dict:
    return {
        "type": "scatter",
        "uid": uid,
        "mode": "markers+text",
        "x": [x for x, _ in places],
        "y": [y for _, y in places],
        "text": list(texts),
        "textposition": "middle center",
        "textfont": font("text", 15 if size > 30 else 13),
        "marker": {
            "size": size,
            "symbol": "square" if uid == "answer" else "circle",
            "color": color("paper"),
            "line": {"color": color(name), "width": 2},
            "opacity": 1,
        },
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _beside(uid: str, nodes: tuple, texts: tuple[str, ...], side: str | list[str]) -> dict:
    """Return words beside round nodes: off the circles, however low the drawing is made."""
    unseen = {"size": NODE, "opacity": 0}  # the words keep their distance from a marker
    return _labels(uid, nodes, texts, side, mode="markers+text", marker=unseen)


def _labels(
    uid: str, places: tuple, texts: tuple[str, ...], side: str | list[str], **parts
) -> dict:
    return {
        "type": "scatter",
        "uid": uid,
        "mode": "text",
        "x": [x for x, _ in places],
        "y": [y for _, y in places],
        "text": list(texts),
        "textposition": side,
        "hoverinfo": "skip",
        "cliponaxis": False,
    } | parts


def _names(features: tuple[str, str], activation: str, output: str) -> list[dict]:
    """Return the words that stay: the captions of the parts, and what each node is."""
    captions = ((INPUT_1[0], 9.35), (5.15, 9.35), (8.7, 9.35))
    # One word a line: a phone leaves a column 65 px wide.
    stacked, parts = (
        tuple(name.replace(" ", "<br>") for name in names)
        for names in (features, (activation, output))
    )
    return [
        _labels("captions", captions, ("inputs", "neuron", "output"), "middle center")
        | {"textfont": font("muted", SMALL)},
        _beside("input_names", (INPUT_1, INPUT_2), stacked, ["top center", "bottom center"])
        | {"textfont": font("input", SMALL)},
        _beside("node_names", (FUNCTION, OUTPUT), parts, "bottom center")
        | {"textfont": font("muted", SMALL)},
    ]


def _numbers() -> list[dict]:
    """Return the places of the live numbers outside the nodes; the browser writes them."""
    # The name over its number: side by side they would run into each other on a phone.
    parts = (SUM, FUNCTION, OUTPUT)
    live = [color(name) for name in ("z", "activation", "prediction")]
    weights = [color("weight_1"), color("weight_2")]
    return [
        _labels("weight_labels", ((2.75, 7.5), (2.75, 2.75)), ("", ""), "middle center")
        | {"textfont": font("text") | {"color": weights}},
        _labels("bias_label", ((4.5, 3.0),), ("",), "middle right") | {"textfont": font("bias")},
        _beside("value_labels", parts, ("", "", ""), "top center")
        | {"textfont": font("text") | {"color": live}},
    ]


def _layout() -> dict:
    return layout(
        HEIGHT,
        margin={"l": 4, "r": 4, "t": 4, "b": 4},
        xaxis=bare_axis((-0.3, 10.3)),
        yaxis=bare_axis((0.3, 10)),
        shapes=[_panel(-0.2, 1.9), _panel(3.4, 6.85), _panel(7.05, 10.2)],
        hovermode=False,
    )


def _panel(left: float, right: float) -> dict:
    """Return the faint ground behind one part of the network."""
    return {
        "type": "rect",
        "x0": left,
        "x1": right,
        "y0": 0.4,
        "y1": 9.9,
        "fillcolor": color("panel"),
        "line": {"width": 0, "color": color("panel")},
        "layer": "below",
    }
