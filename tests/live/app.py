"""A small app around one live stage, for the tests: every move, every kind of panel, two pages.

A run after a release waits as long as the file ``LIVE_TEST_GATE`` is there, so that a test can
look at the time in between. To visit the other page makes the first one new.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import plotly.graph_objects as go
import streamlit as st
import torch
from torch import Tensor

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:  # a plain `streamlit run` adds this folder only
    sys.path.insert(0, str(ROOT))

from visualizer.figures.moves import Blend, Choice, Prefix, RowPrefix  # noqa: E402
from visualizer.figures.theme import PALETTE  # noqa: E402
from visualizer.live.moment import Moment, Setting, Sweep  # noqa: E402
from visualizer.live.scene import (  # noqa: E402
    Column,
    Control,
    Controls,
    Picture,
    Quantity,
    Readouts,
    Scene,
    Show,
    Text,
    Timeline,
)
from visualizer.live.stage import show_stage  # noqa: E402
from visualizer.routes.plotly_scripts import plotly_urls, serve_as_component  # noqa: E402

DEFAULTS = {"weight_1": 0.1, "bias": 0.5, "step": 0.0}
LIMITS = {"weight_1": (-1.5, 1.5, 61), "bias": (-5.0, 5.0, 101), "step": (0.0, 40.0, 41)}
COLUMNS = torch.linspace(0, 1, 11)
GRID = torch.linspace(-1, 1, 8)
LONGEST_WAIT = 20  # s behind a gate


def positions(key: str, value: float) -> Tensor:
    """Return where a control can stand: an even grid, its nearest point moved onto ``value``."""
    low, high, count = LIMITS[key]
    grid = torch.linspace(low, high, count, dtype=torch.float64)
    grid[(grid - value).abs().argmin()] = value
    return grid


def forward(values: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Return every number of the page, all of one shape."""
    z = 5 * values["weight_1"] + values["bias"]
    prediction = torch.sigmoid(z)
    loss = (prediction - 1) ** 2 / (1 + values["step"])
    answer = (prediction > 0.5).double()
    return {**values, "z": z, "prediction": prediction, "loss": loss, "answer": answer}


def moves(numbers: Mapping[str, Tensor]) -> dict[str, dict[str, object]]:
    """Return the moves of the three pictures, one of every kind."""
    z, steps = numbers["z"], numbers["step"]
    curves = z[:, None] * COLUMNS
    heights = torch.stack([GRID[:, None] * GRID * height for height in (-30.0, 0.0, 30.0)])
    place = (z / 15 + 1).clamp(0, 2)
    losses = 1 / (1 + torch.arange(41.0))
    return {
        "line": {
            "curve.y": curves,
            "point.y": z[:, None],
            "point.marker.color": Choice(
                (PALETTE["fail"][0], PALETTE["pass"][0]), numbers["answer"]
            ),
            "half.y": RowPrefix(curves, 6),
            "note.y": z[:, None],
        },
        "space": {"sheet.z": Blend(heights.flatten(1), place)},
        "plane": {
            "trail.x": Prefix(torch.arange(41.0), steps.long() + 1),
            "trail.y": Prefix(losses, steps.long() + 1),
        },
    }


def sweep(values: Mapping[str, float], key: str) -> Sweep:
    """Return what every position of ``key`` leads to."""
    moved = positions(key, values[key])
    held = {name: torch.full_like(moved, value) for name, value in values.items()}
    numbers = forward({**held, key: moved})
    return Sweep(numbers, moves(numbers))


def line_figure() -> go.Figure:
    flat = {"range": [-20, 20], "autorange": False, "fixedrange": True}
    x = COLUMNS.tolist()
    z_colour, note_colour = PALETTE["z"][0], PALETTE["target"][0]
    return go.Figure(
        [
            {"type": "scatter", "uid": "curve", "x": x, "line": {"color": z_colour}},
            {"type": "scatter", "uid": "half", "x": x[:6], "line": {"color": z_colour}},
            {"type": "scatter", "uid": "point", "x": [1], "mode": "markers"},
            {
                "type": "scatter",
                "uid": "note",
                "x": [0.5],
                "mode": "text",
                "textfont": {"color": note_colour},
            },
        ],
        {**LAYOUT, "yaxis": flat, "xaxis": {"range": [0, 1.1], "fixedrange": True}},
    )


def space_figure() -> go.Figure:
    across, up = (each.flatten().tolist() for each in torch.meshgrid(GRID, GRID, indexing="xy"))
    sheet = {"type": "mesh3d", "uid": "sheet", "showscale": False, "x": across, "y": up}
    camera = {"eye": {"x": 1.5, "y": 1.5, "z": 1.0}}
    space = {"camera": camera, "dragmode": "orbit", "zaxis": {"range": [-30, 30]}}
    return go.Figure([sheet], {**LAYOUT, "scene": space})


def plane_figure() -> go.Figure:
    trail = {"type": "scatter", "uid": "trail", "line": {"color": PALETTE["loss"][0]}}
    axes = {
        "xaxis": {"range": [-1.5, 1.5], "fixedrange": True},
        "yaxis": {"range": [-5, 5], "fixedrange": True},
    }
    return go.Figure([trail], {**LAYOUT, **axes})


LAYOUT = {
    "template": {"data": {"scatter": [{"type": "scatter"}]}},
    "paper_bgcolor": "#00000000",
    "plot_bgcolor": "#00000000",
    "margin": {"l": 40, "r": 10, "t": 10, "b": 30},
    "uirevision": "constant",
    "dragmode": False,
    "showlegend": False,
}


@cache
def scene(digits: int) -> Scene:
    """Return the scene of this app, with so many digits of z."""
    controls = Controls(
        (
            Control("weight_1", "weight of hours studied", "w₁", help="Per hour."),
            Control("bias", "bias", "b"),
            Timeline(jumps=(1, 10)),
        ),
        "Turn the knobs",
    )
    words = Column((controls, Text(("z = {z}", "{answer}: {prediction}"), "equation")))
    views = Column((Show("line", "A line"), Show("plane"), Show("space"), Readouts(("z", "loss"))))
    return Scene(
        rows=((words, views),),
        quantities=(
            Quantity("weight_1", "weight of hours studied"),
            Quantity("bias", "bias"),
            Quantity("step", "step", style="integer"),
            Quantity("z", "weighted sum", digits=digits),
            Quantity("prediction", "prediction", digits=1, style="percent"),
            Quantity("loss", "loss", digits=4),
            Quantity("answer", style="choice", choices=("fail", "pass with {prediction}")),
        ),
        pictures=(
            Picture("line", line_figure(), "A line up to {z}", 260, {"note.text": ("z is {z}",)}),
            Picture("plane", plane_figure(), "A plane", 260, picks=("weight_1", "bias")),
            Picture("space", space_figure(), "A sheet; step {step}", 300, heavy=True),
        ),
        announcement="z is {z}",
    )


def commit(values: Mapping[str, object]) -> None:
    """Take over a release as it came; the test app trusts its test."""
    values = {key: float(value) for key, value in values.items()}
    st.session_state.commits.append(values)
    st.session_state.standing = {**st.session_state.standing, **values}


def wait_at_gate() -> None:
    """Wait while the test keeps the gate shut, if this run answers a release."""
    gate = Path(os.environ.get("LIVE_TEST_GATE", "/nowhere"))
    end = time.monotonic() + LONGEST_WAIT
    while st.session_state.commits and gate.exists() and time.monotonic() < end:
        time.sleep(0.02)


def stage_page() -> None:
    """Show the stage and what it told."""
    st.session_state.setdefault("standing", dict(DEFAULTS))
    st.session_state.setdefault("commits", [])
    digits = 3 if st.toggle("Three digits") else 2
    wait_at_gate()
    values = st.session_state.standing
    reach = 10 * max(1.0, abs(values["weight_1"]) * 5 + abs(values["bias"]))
    moment = Moment(
        settings={key: setting(key, value) for key, value in values.items()},
        sweeps={key: sweep(values, key) for key in values},
        layouts={"line": {"yaxis.range": [-reach, reach]}},
    )
    show_stage("stage", scene(digits), moment, commit, plotly_urls())
    st.text(json.dumps(st.session_state.commits))


def setting(key: str, value: float) -> Setting:
    grid = positions(key, value)
    return Setting(grid.tolist(), int((grid - value).abs().argmin()))


def other_page() -> None:
    """Show nothing live, and forget what was told."""
    st.session_state.clear()
    st.text("nothing here")


def main() -> None:
    """Run the page that the address names."""
    serve_as_component()
    st.set_page_config(layout="wide")
    pages = [st.Page(stage_page, title="Stage", default=True), st.Page(other_page, title="Other")]
    st.navigation(pages, position="top").run()


if __name__ == "__main__":
    main()
