"""A visitor without a browser: Streamlit's WebSocket protocol, spoken by hand.

What a session sends was read off a real browser: a run with nothing but the page's name to begin
with, then one run for every change, with the hash of the page and the messages that it holds.
"""

import json
import time
from collections.abc import Mapping
from typing import Self
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from benchmarks.load.messages import Answer, Held, RunError, forward_message
from benchmarks.load.moments import Link, MomentHeader, header_of
from benchmarks.load.post import Poster
from visualizer.live.compact import expand

EVENTS = "$$STREAMLIT_INTERNAL_KEY_{}__events"  # where a component of ours puts what happened in it
STAGE = "live_stage"
FINISHED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


class Visitor:
    """One session.

    Attributes:
        session_id: What the server calls it; given again, it takes the session up where it was.
        pages: The path of every page → its hash.
        query: What stands behind the question mark of the address.
        stages: The identifier of every stage of the page → the header of its moment.
        fragments: The identifier of every stage → of the part of the page that it runs alone.
        sliders: The identifier of every slider of Streamlit's own → its smallest and largest value.
    """

    def __init__(self, url: str, page: str = "", query: str = "", session_id: str = "") -> None:
        self._url = url.rstrip("/")
        self._socket: ClientConnection | None = None
        self._hash = ""
        self._held: dict[str, Held] = {}  # what the last run named, as a browser keeps it
        self._bodies: dict[str, bytes] = {}  # of all stages that the page shows
        self._alone: tuple[str, ...] = ()  # the parts of the page that run, if not all of it
        self._seen: set[str] = set()
        self._commits = 0
        self._poster = Poster(url)
        # Of each stage: how its releases reach the server.
        self._links: dict[str, Link] = {}
        self.page, self.query, self.session_id = page, query, session_id
        self.pages: dict[str, str] = {}
        self.stages: dict[str, MomentHeader] = {}
        self.fragments: dict[str, str] = {}
        self.sliders: dict[str, tuple[float, float]] = {}

    async def __aenter__(self) -> Self:
        """Connect."""
        await self.connect()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Leave, as a tab that is closed does."""
        await self.close()

    @property
    def connection(self) -> ClientConnection:
        """The open socket.

        Raises:
            RunError: If there is none.
        """
        if self._socket is None:
            raise RunError(f"{self.page}: not connected")
        return self._socket

    def protocols(self) -> list[Subprotocol]:
        """Return what the handshake names: no token, and the session if it is known."""
        names = ["streamlit", "PLACEHOLDER_AUTH_TOKEN", *filter(None, [self.session_id])]
        return [Subprotocol(name) for name in names]

    async def connect(self) -> None:
        """Open the socket, with the session's identifier if it had one."""
        self._socket = await connect(
            self._url.replace("http", "ws", 1) + "/_stcore/stream",
            subprotocols=self.protocols(),
            compression=None,
            max_size=None,
            open_timeout=30,
            ping_interval=None,
        )

    async def close(self) -> None:
        """Close the socket, if it is open."""
        self._poster.close()
        if self._socket is not None:
            await self._socket.close()
            self._socket = None

    async def open(self, page: str | None = None, query: str | None = None) -> Answer:
        """Ask for a page by its path, as a tab does that was just opened."""
        self.page = self.page if page is None else page
        self.query = self.query if query is None else query
        message = self._message()
        message.rerun_script.page_name = self.page
        return await self.run(message)

    async def turn_to(self, page: str) -> Answer:
        """Ask for another page, as a click in the menu does."""
        self.page, self.query, self.stages = page, "", {}
        self._hash = self.pages[page]
        message = self._message()
        message.rerun_script.page_script_hash = self._hash
        return await self.run(message)

    def settings(self) -> dict[str, list[float]]:
        """Return the positions of every control of the page's stages."""
        return {
            key: setting["positions"]
            for moment in self.stages.values()
            for key, setting in moment["settings"].items()
        }

    async def commit(self, values: Mapping[str, object]) -> Answer:
        """Let go of controls of the stage, as a browser does.

        By the route of the releases, with a run of the page where the answer asks for one; through
        the component where there is no route, or the server does not know the session.

        Raises:
            RunError: If the answer is not the answer to this.
        """
        self._commits += 1
        name = f"load-{self._commits}"
        stage = next(
            each for each, moment in self.stages.items() if {*values} <= {*moment["settings"]}
        )
        answer = await self._ask_the_route(stage, name, {"values": dict(values)})
        if answer is None:
            answer = await self._ask_the_page(stage, name, values)
        if answer.moments[stage]["answered"] != name:
            raise RunError(f"{self.page}: {values} was not answered")
        return answer

    async def _ask_the_route(
        self, stage: str, name: str, more: Mapping[str, object]
    ) -> Answer | None:
        moment = self.stages[stage]
        link = moment.get("link") or self._links.get(stage)
        if link is None or not link["url"]:
            return None
        self._links[stage] = link
        asked = {"token": link["token"], "stage": link["stage"], "scene": moment["scene"]}
        body = json.dumps({**asked, "name": name, **more}).encode()
        begin = time.perf_counter()
        try:
            status, found = await self._poster.post(link["url"], body)
        except (OSError, EOFError) as error:
            raise RunError(f"{self.page}: the server closed the connection") from error
        if status != 200:
            return None
        header = header_of(found)
        answer = Answer(n_bytes=len(found))
        self.query = urlencode(header["address"])
        if "settings" in header:
            self._take_stage(stage, self.fragments[stage], found, answer)
            answer.bodies = dict(self._bodies)
            answer.seconds = time.perf_counter() - begin
        if header["renew"]:
            message = self._message()
            message.rerun_script.page_script_hash = self._hash
            run = await self.run(message)
            if not answer.moments:
                run.seconds = time.perf_counter() - begin
                return run
            run.seconds = answer.seconds  # nobody waits for what stands around the stage
            return run
        return answer

    async def _ask_the_page(self, stage: str, name: str, values: Mapping[str, object]) -> Answer:
        message = self._message()
        message.rerun_script.page_script_hash = self._hash
        message.rerun_script.fragment_id = self.fragments[stage]
        events = [{"event": "commit", "value": {"name": name, "values": dict(values)}}]
        message.rerun_script.widget_states.widgets.append(
            WidgetState(id=EVENTS.format(stage), json_trigger_value=json.dumps(events))
        )
        return await self.run(message)

    async def change(self, widget: WidgetState) -> Answer:
        """Change one of Streamlit's own widgets."""
        message = self._message()
        message.rerun_script.page_script_hash = self._hash
        message.rerun_script.widget_states.widgets.append(widget)
        return await self.run(message)

    async def run(self, message: BackMsg) -> Answer:
        """Send a message that asks for a run, and wait for the run's end.

        Raises:
            RunError: If the run fails, or the socket closes.
        """
        begin = time.perf_counter()
        await self.connection.send(message.SerializeToString())
        answer = Answer()
        async for data in self.connection:
            answer.n_bytes += len(data)
            if self._take(forward_message(data), answer):
                self._forget()
                answer.seconds = time.perf_counter() - begin
                return answer
        raise RunError(f"{self.page}: the server closed the connection")

    async def send_raw(self, data: bytes | str) -> None:
        """Send anything at all."""
        await self.connection.send(data)

    def _message(self) -> BackMsg:
        message = BackMsg()
        run = message.rerun_script
        run.query_string = self.query
        run.cached_message_hashes.extend(self._held)
        run.context_info.url = f"{self._url}/{self.page}"
        run.context_info.timezone = "UTC"
        run.context_info.locale = "en-US"
        return message

    def _take(self, message: ForwardMsg, answer: Answer) -> bool:
        """Take in one message; return whether it was the last of its run."""
        kind = message.WhichOneof("type")
        if kind == "ref_hash":
            self._seen.add(message.ref_hash)
            held = self._held[message.ref_hash]
            self._take_stage(held.stage, held.fragment, held.body, answer)
        elif kind == "delta" and message.delta.HasField("new_element"):
            self._take_element(message, answer)
        elif kind == "new_session":
            self.session_id = message.new_session.initialize.session_id
            self._hash = message.new_session.page_script_hash
            self._alone = tuple(message.metadata.run.fragment_ids)
            if not self._alone:
                self._bodies = {}
        elif kind == "navigation":
            self.pages = {
                page.url_pathname: page.page_script_hash for page in message.navigation.app_pages
            }
            self._hash = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "script_finished":
            # A run that another one cuts short is followed by that one.
            answer.bodies = dict(self._bodies)
            return message.script_finished in FINISHED
        return False

    def _take_element(self, message: ForwardMsg, answer: Answer) -> None:
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind is None:
            return
        answer.elements[kind] = answer.elements.get(kind, 0) + 1
        stage, body = "", b""
        if kind == "alert":
            answer.texts.append(element.alert.body)
        elif kind == "exception":
            raise RunError(f"{self.page}: {element.exception.message}")
        elif kind == "slider":
            self.sliders[element.slider.id] = (element.slider.min, element.slider.max)
        elif kind == "bidi_component" and element.bidi_component.component_name == STAGE:
            stage, body = element.bidi_component.id, expand(element.bidi_component.bytes)
        if message.metadata.cacheable:  # both sides keep it, and it is only named from then on
            self._seen.add(message.hash)
            self._held[message.hash] = Held(stage, message.delta.fragment_id, body)
        self._take_stage(stage, message.delta.fragment_id, body, answer)

    def _forget(self) -> None:
        """Let go of the messages that the run did not name, but for those of other parts."""
        self._held = {
            name: held
            for name, held in self._held.items()
            if name in self._seen or (self._alone and held.fragment not in self._alone)
        }
        self._seen = set()

    def _take_stage(self, stage: str, fragment: str, body: bytes, answer: Answer) -> None:
        if stage:
            self.fragments[stage] = fragment
            self._bodies[stage] = body
            answer.moments[stage] = self.stages[stage] = header_of(body)
