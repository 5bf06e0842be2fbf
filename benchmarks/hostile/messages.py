"""What goes through the socket, and how each kind of input is written into a message."""

import json
import random
import time
from collections.abc import Callable, Sequence

from streamlit.proto.WidgetStates_pb2 import WidgetState

from benchmarks.hostile.stranger import Stranger, sessions
from benchmarks.hostile.tally import Tally
from benchmarks.load.protocol import EVENTS

Message = Callable[[Stranger, object], bytes | str]


async def send_messages(
    url: str, kind: str, page: str, inputs: Sequence[object], make: Message, seen: set[bytes]
) -> Tally:
    """Send each input through the socket, as ``make`` writes it."""
    tally = Tally(kind, by_forger=make in (frame_message, widget_message))
    async with sessions(url, page, seen, tally) as session:
        for each in inputs:
            stranger = await session()
            data = make(stranger, each)
            begin = time.perf_counter()
            is_closed = await stranger.say(data)
            tally.note(time.perf_counter() - begin, each)
            tally.n_closed += is_closed
            if is_closed:
                await session(new=True)
    return tally


def link_message(stranger: Stranger, query: object) -> bytes:
    text = str(query).encode(errors="replace").decode()
    return stranger.request(text).SerializeToString()


def commit_message(stranger: Stranger, commit: object) -> bytes:
    message = stranger.request("")
    stage = next(iter(stranger.stages), "")
    events = json.dumps([{"event": "commit", "value": commit}])
    state = WidgetState(id=EVENTS.format(stage), json_trigger_value=events)
    message.rerun_script.widget_states.widgets.append(state)
    return message.SerializeToString()


def widget_message(stranger: Stranger, value: object) -> bytes:
    message = stranger.request("")
    chance = random.Random(repr(value)[:200])
    stage = next(iter(stranger.stages), "")
    message.rerun_script.widget_states.widgets.extend(widgets(value, chance, stage))
    return message.SerializeToString()


def frame_message(_stranger: Stranger, frame: object) -> bytes | str:
    return frame if isinstance(frame, bytes | str) else json.dumps(frame)


def widgets(value: object, chance: random.Random, stage: str) -> list[WidgetState]:
    """Return states of widgets that hold ``value`` in one way or another."""
    text = value if isinstance(value, str) else json.dumps(value)
    text = text.encode(errors="replace").decode()
    names = (
        stage, EVENTS.format(stage), "", "x" * 100_000, "$$ID-x-choose_dataset", "$$ID-x-None",
        "\0", "$$STREAMLIT_INTERNAL_KEY", "$$STREAMLIT_INTERNAL_KEY__events",
    )  # fmt: skip
    state = WidgetState(id=chance.choice(names))
    kind = chance.choice(list(WidgetState.DESCRIPTOR.oneofs_by_name["value"].fields)).name
    try:
        if kind in ("string_value", "json_value", "json_trigger_value"):
            setattr(state, kind, text)
        elif kind == "bytes_value":
            state.bytes_value = text.encode()
        elif kind in ("int_value", "double_value", "bool_value", "trigger_value"):
            setattr(state, kind, type(getattr(state, kind))(chance.randrange(-(2**62), 2**62)))
        elif kind == "string_array_value":
            state.string_array_value.data.extend([text] * 9)
        else:
            getattr(state, kind).SetInParent()
    except (TypeError, ValueError):  # the protocol itself has no such value
        state.json_value = text
    return [state]
