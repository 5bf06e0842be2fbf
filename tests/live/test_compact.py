"""A message made small for its way is, once the browser has read it, what it was."""

import base64
import json
import random
import struct

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from tests.live.test_numbers_js import script  # noqa: F401  # a fixture
from visualizer.live import compact as compact_module
from visualizer.live.blobs import Blobs
from visualizer.live.compact import compact, expand
from visualizer.live.payload import pack_scene
from visualizer.live.scene import Scene

READ = """async (messages) => {
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const found = await Promise.all(messages.map((each) => expandInTurn(bytes(each))));
  return found.map((each) => btoa(Array.from(each, (byte) => String.fromCharCode(byte)).join("")));
}"""


def packed(floats: bytes, halves: bytes, rest: bytes) -> bytes:
    """Return a message whose arrays have any bits at all."""
    header = {"floats": len(floats) // 4, "halves": len(halves) // 2, "word": "−é"}
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 4)
    return struct.pack("<I", len(text)) + text + floats + halves + rest


def read_in_browser(page: Page, *messages: bytes) -> list[bytes]:
    found = page.evaluate(READ, [base64.b64encode(compact(each)).decode() for each in messages])
    return [base64.b64decode(each) for each in found]


def whole(size: int) -> st.SearchStrategy[bytes]:
    return st.binary(max_size=10).map(lambda part: part * size)


@given(whole(4), whole(2), st.binary(max_size=9))
@settings(max_examples=40, deadline=None)
def test_any_bits_come_back(script: Page, floats: bytes, halves: bytes, rest: bytes) -> None:  # noqa: F811
    message = packed(floats, halves, rest)
    assert expand(compact(message)) == message
    assert read_in_browser(script, message) == [message]


def test_messages_are_read_in_the_order_in_which_they_came(script: Page) -> None:  # noqa: F811
    large = packed(random.Random(0).randbytes(4_000_000), b"", b"")
    ends = script.evaluate(
        """async (messages) => {
          const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
          const ends = [];
          await Promise.all(messages.map((each, place) =>
            expandInTurn(bytes(each)).then(() => ends.push(place), () => ends.push(-place))));
          return ends;
        }""",
        [
            base64.b64encode(each).decode()
            for each in (compact(large), b"junk", compact(packed(b"", b"", b"")))
        ],
    )
    assert ends == [0, -1, 2], "and one that cannot be read holds up none after it"


@pytest.mark.parametrize("every", [1, 2])
def test_what_is_drawn_in_space_is_read_off_the_map(script: Page, every: int) -> None:  # noqa: F811
    map_ = torch.rand(3, 7, 5)
    space = map_[:, ::every, ::every].flatten(1)
    message = pack_scene(Scene(rows=(), quantities=(), shared=(map_, space, torch.rand(3, 2))))
    assert len(message) < len(pack_scene(Scene(rows=(), quantities=(), shared=(map_,)))) + 200
    found = script.evaluate(
        """(message) => {
          const bytes = Uint8Array.from(atob(message), (letter) => letter.charCodeAt(0));
          const { header, array } = unpack(bytes);
          const { values, shape } = readShared(header.shared, array)[1];
          return [Array.from(values), shape];
        }""",
        base64.b64encode(message).decode(),
    )
    assert found == [space.flatten().tolist(), list(space.shape)]


def test_a_smooth_field_takes_a_fraction_of_its_room() -> None:
    across = torch.linspace(-1, 1, 200)
    field = 1 + across[:, None] ** 2 + 0.5 * across
    message = Blobs()
    body = message.pack({"field": message.reference(field)})
    assert len(compact(body)) < 0.65 * len(body)


def test_what_many_are_told_is_packed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    differences = compact_module._differences
    monkeypatch.setattr(
        compact_module, "_differences", lambda *args: made.append(1) or differences(*args)
    )
    field = random.Random(1).randbytes(4_000)
    for token in ("a", '"floats":9,"halves":9', "bcd"):  # whoever says what, and however long
        blobs = Blobs()
        values = torch.frombuffer(bytearray(field), dtype=torch.uint8)
        message = blobs.body({"field": blobs.reference(values)}).under({"token": token})
        assert json.loads(message[4 : -len(field)])["token"] == token
        assert expand(compact(message)) == message
    assert len(made) == 2, "once for the floats, once for the halves"
