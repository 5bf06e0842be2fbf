"""Students of whom something is asked that no lesson asks, and what they must see nevertheless."""

from __future__ import annotations

import asyncio
import hashlib
import json
import random
import struct
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import TypeVar
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import StringArray
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NumberInput_pb2 import NumberInput
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import ConnectionClosed

from benchmarks.load.protocol import EVENTS, Answer, RunError, Visitor, forward_message
from tests.conftest import ROOT
from visualizer.tables.own_data import keep_table
from visualizer.tables.reading import read_table

PATIENCE = 60.0  # s; what has not happened by then never will
ASK_AGAIN = 3.0  # s
MOST_STEPS = 300
# What a browser is never told: where the app lies, where its libraries lie, what failed inside.
SECRETS = (str(ROOT).encode(), sys.prefix.encode(), b"site-packages", b"Traceback (most recent")

# Every page with sliders of a neuron, and two of its sliders.
SLIDERS = {
    "": ("weight_1", "bias"),
    "neuron": ("weight_1", "bias"),
    "activations": ("weight_1", "bias"),
    "loss": ("weight_1", "bias"),
    "surface": ("weight_1", "bias"),
    "learning_rate": ("learning_rate_low", "learning_rate_high"),
    "training": ("weight_1", "bias"),
    "your_data": ("weight_1", "bias"),
}

Result = TypeVar("Result")
Numbers = Mapping[str, str]


def run(story: Awaitable[Result]) -> Result:
    """Return what a story comes to.

    Raises:
        TimeoutError: If it gets stuck.
    """

    async def within_patience() -> Result:
        async with asyncio.timeout(PATIENCE):
            return await story

    return asyncio.run(within_patience())


class Student(Visitor):
    """A visitor who reads all messages for what nobody may be told, and who can be rude.

    Attributes:
        buttons: The label of each of the page's buttons → its identifier.
        answers: What each stage answered last, by the name of the release.
        fields: The identifier of each field and chooser → what stands in it, as a browser says it.
    """

    def __init__(self, *args: str, **options: str) -> None:
        super().__init__(*args, **options)
        self.buttons: dict[str, str] = {}
        self.answers: dict[str, str] = {}
        self.fields: dict[str, dict[str, object]] = {}

    def _take(self, message: ForwardMsg, answer: Answer) -> bool:
        told = message.SerializeToString()
        for secret in SECRETS:
            if secret in told:
                raise RunError(f"{self.page}: a browser was told {secret!r}")
        return super()._take(message, answer)

    def _take_element(self, message: ForwardMsg, answer: Answer) -> None:
        element = message.delta.new_element
        if element.WhichOneof("type") == "button":
            self.buttons[element.button.label] = element.button.id
        self.fields |= standing_in(element)
        super()._take_element(message, answer)

    def _take_stage(self, stage: str, fragment: str, body: bytes, answer: Answer) -> None:
        super()._take_stage(stage, fragment, body, answer)
        if stage:
            self.answers[stage] = self.stages[stage]["answered"]

    def release(
        self, values: object, name: str = "mine", stage: str | None = None, text: str | None = None
    ) -> BackMsg:
        """Return the message that lets go of ``values``, right or wrong, as a browser sends it.

        Args:
            values: What the stage says that its controls were set to.
            name: Of the release.
            stage: Identifier of a stage; the page's first one if ``None``.
            text: What stands there instead of a release in JSON, if it is to be something else.
        """
        stage = next(iter(self.stages)) if stage is None else stage
        events = [{"event": "commit", "value": {"name": name, "values": values}}]
        state = WidgetState(id=EVENTS.format(stage))
        state.json_trigger_value = json.dumps(events) if text is None else text
        message = self.request(state)
        message.rerun_script.fragment_id = self.fragments.get(stage, "")
        return message

    def request(self, *states: WidgetState) -> BackMsg:
        """Return the message that asks for a run of the open page."""
        message = self._message()
        message.rerun_script.page_script_hash = self._hash
        message.rerun_script.widget_states.widgets.extend(states)
        return message

    def press(self, label: str) -> BackMsg:
        """Return the message that a button sends."""
        return self.request(WidgetState(id=self.buttons[label], trigger_value=True))

    def step_in_history(self, query: str, page: str | None = None) -> BackMsg:
        """Return the message that the browser's back and forward buttons send."""
        if page is not None:
            self.page, self.stages, self._hash = page, {}, self.pages[page]
        self.query = query
        message = self.request()
        message.rerun_script.is_history_navigation = True
        return message

    async def begin(self, message: BackMsg) -> None:
        """Send ``message`` and wait no longer than until its run has begun."""
        await self.send_raw(message.SerializeToString())
        async for data in self.connection:
            if forward_message(data).WhichOneof("type") == "new_session":
                return
        raise RunError(f"{self.page}: the server closed the connection")

    async def begin_at_last(self, message: BackMsg) -> None:
        """As ``begin``, but ask again where the first message was lost.

        After reconnects that follow each other within milliseconds, which no network makes,
        Streamlit may take what comes for that of an older connection, and drop it.
        """
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(ASK_AGAIN):
                    return await self.begin(message)

    async def insist(self, values: Mapping[str, object]) -> Answer:
        """Let go of controls in a session that may be in the middle of an earlier run."""
        self._commits += 1
        name = f"insist-{self._commits}"
        await self.send_raw(self.release(values, name).SerializeToString())
        return await self.read_until_answered(name)

    async def read_until_answered(self, name: str) -> Answer:
        """Read on until the end of the run that answered the release called ``name``."""
        answer = Answer()
        async for data in self.connection:
            is_over = self._take(forward_message(data), answer)
            if is_over and name in self.answers.values():
                return answer
        raise RunError(f"{self.page}: the server closed the connection")

    async def read_until_there(self, page: str, said: str) -> Answer:
        """Read on until the end of a run of ``page`` whose link says all that ``said`` does."""
        answer = Answer()
        async for data in self.connection:
            is_over = self._take(ForwardMsg.FromString(data), answer)
            link = {*said.split("&")} <= {*self.query.split("&")}
            if is_over and self._hash == self.pages[page] and link:
                self.page = page
                return answer
        raise RunError(f"{self.page}: the server closed the connection")

    def is_on(self, page: str) -> bool:
        """Tell whether ``page`` is what the server showed last."""
        return self._hash == self.pages[page]

    def stage_with(self, control: str) -> str:
        """Return the identifier of the stage that has this control."""
        return next(each for each, now in self.stages.items() if control in now["settings"])

    async def read_until_closed(self) -> int | None:
        """Read on until the server hangs up; return the code that it gives as its reason."""
        with suppress(ConnectionClosed):
            while True:
                await self.connection.recv()
        return self.connection.close_code

    def lose_tokens(self) -> None:
        """Hold on to a session that is gone, as after two minutes without a network."""
        for moment in self.stages.values():
            moment.pop("link", None)
        for link in self._links.values():
            link["token"] = "gone"

    def stop_reading(self) -> None:
        """Take nothing off the network any more, without saying so."""
        self.connection.transport.pause_reading()

    async def cut(self) -> None:
        """Break the connection, as a network that fails does: without a word."""
        self.connection.transport.abort()
        await self.close()


def standing_in(element: Element) -> dict[str, dict[str, object]]:
    """Return what stands in a field that was just made, by its identifier; nothing for others."""
    kind = element.WhichOneof("type")
    if kind is None:
        return {}
    field = getattr(element, kind)
    if kind == "number_input":
        is_whole = field.data_type == NumberInput.INT
        value = field.value if field.set_value else field.default
        return {field.id: {"int_value": int(value)} if is_whole else {"double_value": value}}
    if kind == "text_input":
        return {field.id: {"string_value": field.value if field.set_value else field.default}}
    if kind == "selectbox":
        return {field.id: {"string_value": field.options[field.default]}}
    if kind == "button_group":
        picked = [field.options[place].content for place in field.default]
        return {field.id: {"string_array_value": StringArray(data=picked)}}
    return {}


def numbers_of(answer: Answer) -> Numbers:
    """Return a fingerprint of every stage's numbers; not of which release they answer.

    Raises:
        RunError: If the page has no stage, so that nothing would be compared.
    """
    if not answer.bodies:
        raise RunError("a page without numbers")
    return {stage: fingerprint(body) for stage, body in answer.bodies.items()}


def fingerprint(body: bytes) -> str:
    """Return a short text that is the same for two messages of a stage down to the last bit."""
    (length,) = struct.unpack_from("<I", body)
    header = json.loads(body[4 : 4 + length])
    for told in ("answered", "version", "moves", "link", "address", "renew", "plotly"):
        header.pop(told, None)
    arrays = body[4 + length :]
    if meanwhile := header.pop("meanwhile", None):  # the last floats, in answers to a page only
        moves = [each for picture in meanwhile["moves"].values() for each in picture.values()]
        first = min(each["values"]["start"] for each in moves)
        arrays = arrays[: 4 * first] + arrays[4 * header["floats"] :]
        header["floats"] = first
    text = json.dumps(header, sort_keys=True).encode()
    return hashlib.sha256(text + arrays).hexdigest()[:16]


async def look(url: str, page: str = "", query: str = "") -> Numbers:
    """Return the numbers that somebody sees who opens a link in a session of their own."""
    async with Student(url, page, query) as newcomer:
        return numbers_of(await newcomer.open())


async def do_alone(url: str, page: str, query: str, *values: Mapping[str, object]) -> Numbers:
    """Return the numbers after these releases, one by one, in a session of its own."""
    async with Student(url, page, query) as newcomer:
        answer = await newcomer.open()
        for each in values:
            answer = await newcomer.commit(each)
        return numbers_of(answer)


async def gather(stories: Sequence[Awaitable[Result]], at_once: int = 8) -> list[Result]:
    """Return what all stories come to, a few of them at a time."""
    door = asyncio.Semaphore(at_once)

    async def enter(story: Awaitable[Result]) -> Result:
        async with door:
            return await story

    return await asyncio.gather(*map(enter, stories))


async def wait_until(holds: Callable[[], bool]) -> None:
    """Wait for a state of the server that it tells nobody about."""
    while not holds():
        await asyncio.sleep(0.05)


@lru_cache
def heaviest_link(seed: int = 0) -> str:
    """Return a link to the most work that one page can be asked for: 500 rows, all steps."""
    chance = random.Random(seed)
    rows = [
        f"{chance.randint(0, 12)},{chance.randint(3, 10)},{chance.randint(0, 1)}"
        for _ in range(500)
    ]
    table = read_table("\n".join(["studied,slept,passed", *rows])).table
    assert table is not None, "a table that was made up to be read is read"
    return urlencode(
        {
            "data": keep_table(table),
            "steps": MOST_STEPS,
            "seed": seed,
            "optimizer": "adam",
            "batch": 1,
            "branch": 10,
        }
    )
