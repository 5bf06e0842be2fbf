"""The naive page under the same load: Streamlit's own sliders instead of a live stage."""

import random

from streamlit.proto.WidgetStates_pb2 import WidgetState

from benchmarks.load.protocol import Visitor


async def release(visitor: Visitor, chance: random.Random) -> None:
    """Move one of the page's sliders to anywhere in its range."""
    slider = chance.choice(sorted(visitor.sliders))
    widget = WidgetState(id=slider)
    widget.double_array_value.data.append(chance.uniform(*visitor.sliders[slider]))
    await visitor.change(widget)
