"""Whether Plotly takes what a move assigns, without a copy of the whole figure."""

from __future__ import annotations

import plotly.graph_objects as go

from visualizer.figures.moves import Moves, at


def assert_accepted(figure: go.Figure, moves: Moves, position: int) -> None:
    """Assign what the moves do at a position to empty traces of the same kinds: all is checked."""
    kinds = {trace.uid: type(trace) for trace in figure.data}
    for target, move in moves.items():
        uid, _, attribute = target.partition(".")
        assert uid in kinds, target
        assert attribute, target
        kinds[uid]().update({attribute.replace(".", "_"): at(move, position)})
