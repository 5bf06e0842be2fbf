"""Students in piles: on which page each is, and with how many moves a task was reached."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import plotly.graph_objects as go
import torch
from torch import Tensor

from visualizer.figures.class_dots import SMALL_DOT, Seen, dot_moves, dots, piled, ring, ring_moves
from visualizer.figures.moves import Moves
from visualizer.figures.theme import axis, bare_axis, font, layout

ROW = 24  # pixels of a page
FEWEST = 12  # dots that a row has room for
MOST_IN_LINE = 30  # dots; of a longer row every third one stands above the one before
LINES = 3
FAINT = 0.4  # of the ink of a dot: a student who is away
TASK_HEIGHT = 180


@dataclass(frozen=True, eq=False)
class Standing:
    """Students in the rows of pages.

    Attributes:
        at: Place of the page of each. Shape ``(n_students,)``, int64.
        seen: How each is seen.
    """

    at: Tensor
    seen: Seen


@lru_cache(maxsize=4)
def class_pages_figure(pages: tuple[str, ...]) -> go.Figure:
    """Return a row for each page, the first one at the top, still without dots."""
    places = [-place for place in range(len(pages))]
    away = dots("away")
    away["marker"]["opacity"] = FAINT
    return go.Figure(
        {
            "data": [
                dots("gone", size=SMALL_DOT, colour="axis"),
                away,
                dots("students"),
                ring(),
            ],
            "layout": layout(
                ROW * len(pages) + 20,
                margin={"l": 120, "r": 14, "t": 8, "b": 12},
                xaxis=bare_axis((-0.5, float(FEWEST))),
                yaxis=axis(
                    "",
                    (0.5 - len(pages), 0.5),
                    tickvals=places,
                    ticktext=list(pages),
                    tickfont=font("text"),
                    zeroline=False,
                ),
            ),
        }
    )


def class_pages_moves(
    here: Standing, chosen: int | None, away: Standing, gone: Standing
) -> tuple[Moves, dict[str, object]]:
    """Return where the dots are, and how far the axis reaches.

    Args:
        here: The students who are here.
        chosen: Which of them has the ring, if any.
        away: Those who are away, where they were last.
        gone: Those who are here once more, on each page that they have been on and left.
    """
    rows = torch.cat([here.at, away.at, gone.at])
    ranks = piled(rows)
    longest = int(ranks.max()) + 1 if len(ranks) else 0
    lines = LINES if longest > MOST_IN_LINE else 1
    across = torch.div(ranks, lines, rounding_mode="floor").float()
    shift = (ranks % lines - (lines - 1) / 2) * 0.28
    places = torch.stack([across, shift - rows])
    in_colour, faint, small = places.split([len(each.at) for each in (here, away, gone)], dim=1)
    moves = {
        **dot_moves("students", in_colour, here.seen),
        **dot_moves("away", faint, away.seen),
        **dot_moves("gone", small, gone.seen),
        **ring_moves(in_colour, chosen),
    }
    del moves["gone.marker.color"]  # those are not here: a colour would draw the eye
    return moves, {"xaxis.range": [-0.5, float(max(FEWEST, -(-longest // lines)))]}


@lru_cache(maxsize=4)
def class_task_figure(title: str) -> go.Figure:
    """Return an axis of moves, still without dots; these are nobody's in particular."""
    return go.Figure(
        {
            "data": [dots("reached", colour="pass") | {"hoverinfo": "skip", "hovertemplate": None}],
            "layout": layout(
                TASK_HEIGHT,
                margin={"l": 14, "r": 14, "t": 8, "b": 44},
                xaxis=axis(title, (0.5, 10.5), zeroline=False),
                yaxis=bare_axis((-0.6, float(FEWEST))),
            ),
        }
    )


def class_task_moves(n_moves: Tensor, most: int) -> tuple[Moves, dict[str, object]]:
    """Return the dots of those who have reached it, and how far the axes reach.

    Args:
        n_moves: With how many moves each reached it. Shape ``(n_reached,)``, int64.
        most: Moves that the axis has room for at least.
    """
    ranks = piled(n_moves)
    places = torch.stack([n_moves.float(), ranks.float()])
    far = max([most, *n_moves.tolist()])
    high = max([6, *(ranks + 2).tolist()])
    return {"reached.x": places[:1], "reached.y": places[1:]}, {
        "xaxis.range": [0.5, far + 0.5],
        "yaxis.range": [-0.6, float(high)],
    }
