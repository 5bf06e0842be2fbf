"""The browser's half without a server: how numbers are read and written, and how moves look up."""

import base64
import json
import math
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from visualizer.figures.moves import Blend, Choice, Move, Prefix, RowPrefix, at, n_positions
from visualizer.live import stage
from visualizer.live.payload import Blobs, pack_moment
from visualizer.live.scene import Moment, Scene, Sweep

PARTS = ("numbers", "payload", "templates")
THIN = "\u202f"
LOOK_UP_ALL = """(message) => {
  const bytes = Uint8Array.from(atob(message), (letter) => letter.charCodeAt(0));
  const { header, array } = unpack(bytes);
  const plain = (value) => {
    if (typeof value === "string") return value;
    if (typeof value === "number") return Number.isFinite(value) ? value : null;
    return Array.from(value, plain);
  };
  const { moves } = readSweep(header.fixed, array);
  return moves.map(([picture, uid, attribute, row], i) => [
    picture, uid, attribute, header.counts[i].map((position) => plain(row(position))),
  ]);
}"""


@pytest.fixture(scope="module")
def script(browser: Browser) -> Iterator[Page]:
    """An empty page that knows the parts which need neither Plotly nor a server."""
    page = browser.new_page()
    folder = Path(stage.__file__).parent / "parts"
    for part in PARTS:
        page.add_script_tag(content=(folder / f"{part}.js").read_text("utf-8"))
    yield page
    page.close()


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (2.4, 2, "2.40"),
        (-0.5, 2, "−0.50"),
        (0.0, 2, "0.00"),
        (-0.0, 2, "0.00"),
        (-0.001, 2, "0.00"),
        (12.0, 0, "12"),
        (999_999.4, 0, "999999"),
        (1e9, 2, "1.00e9"),
        (-1.5e12, 2, "−1.50e12"),
        (math.nan, 2, "–"),
        (math.inf, 2, "∞"),
        (-math.inf, 2, "−∞"),
    ],
)
def test_number_is_written_with_fixed_digits(
    script: Page, value: float, digits: int, text: str
) -> None:
    assert script.evaluate("([v, d]) => fixed(v, d)", [value, digits]) == text


@pytest.mark.parametrize(
    ("value", "text"), [(0.5, "+0.50"), (-0.5, "−0.50"), (0.0, "0.00"), (0.001, "0.00")]
)
def test_sign_is_written_where_it_matters(script: Page, value: float, text: str) -> None:
    assert script.evaluate("(v) => fixed(v, 2, true)", value) == text


@pytest.mark.parametrize(
    ("value", "style", "digits", "text"),
    [
        (0.9168, "percent", 1, f"91.7{THIN}%"),
        (math.nan, "percent", 1, "–"),
        (-0.25, "percent", 0, f"−25{THIN}%"),
        (3.7, "integer", 2, "4"),
        (-0.2, "integer", 2, "0"),
        (math.nan, "integer", 2, "–"),
        (0.91683, "number", 4, "0.9168"),
    ],
)
def test_every_style_has_its_own_writing(
    script: Page, value: float, style: str, digits: int, text: str
) -> None:
    quantity = {"style": style, "digits": digits, "signed": False}
    assert script.evaluate("([v, q]) => written(v, q)", [value, quantity]) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.10000000149011612, "0.10"),  # 0.1 as float32
        (-0.5, "−0.50"),
        (0.125, "0.125"),
        (1e-7, "1e−7"),
        (40.0, "40.00"),
    ],
)
def test_exact_number_shows_all_that_float32_holds(script: Page, value: float, text: str) -> None:
    assert script.evaluate("(v) => exact(v, 2)", value) == text


@given(st.floats(-1e6, 1e6, width=32))
@settings(max_examples=50, deadline=None)
def test_exact_number_typed_again_is_the_same_float32(script: Page, value: float) -> None:
    found = script.evaluate("(v) => Math.fround(typed(exact(v, 2)))", value)
    assert found == pytest.approx(value, rel=1e-6, abs=1e-44)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0,5", 0.5),
        ("0.5", 0.5),
        ("−0.5", -0.5),
        ("-0,5", -0.5),
        ("–0.5", -0.5),
        ("+2", 2),
        (".5", 0.5),
        (",5", 0.5),
        ("5.", 5),
        ("1 000", 1000),
        ("1\u202f000,5", 1000.5),
        ("1'000", 1000),
        ("  7 ", 7),
        ("1e3", 1000),
        ("1E-3", 0.001),
        ("2,5e2", 250),
        ("0", 0),
    ],
)
def test_number_is_read_with_point_or_comma(script: Page, text: str, value: float) -> None:
    assert script.evaluate("(text) => typed(text)", text) == value


@pytest.mark.parametrize(
    "text",
    ["", " ", "abc", "1,2,3", "1.2.3", "1,000.5", "0x10", "0b1", "NaN", "Infinity", "-Infinity",
     "--1", "1-", "e3", "1e", ".", ",", "1e1234", "5%", "1/2", "٣", "<b>1</b>", "1" * 50 + "x"],
)  # fmt: skip
def test_what_is_no_number_is_not_read_as_one(script: Page, text: str) -> None:
    assert math.isnan(script.evaluate("(text) => typed(text)", text))


def test_number_beyond_all_bounds_is_read_as_infinite(script: Page) -> None:
    assert script.evaluate("typed('1e999')") == math.inf  # which no control reaches


FLOATS = st.floats(width=32)
POSITIONS = st.integers(1, 4)


def tensors(shape: tuple[int, ...], kind: torch.dtype = torch.float32) -> st.SearchStrategy:
    count = math.prod(shape)
    flat = st.lists(FLOATS, min_size=count, max_size=count)
    return flat.map(lambda values: torch.tensor(values).to(kind).reshape(shape))


@st.composite
def every_move(draw: st.DrawFn) -> Move:
    """Draw a move of any kind, over numbers that may not be finite."""
    n = draw(POSITIONS)
    width = draw(st.integers(1, 3))
    tail = draw(st.sampled_from([(), (width,), (2, width)]))
    kind = draw(st.sampled_from(["rows", "half", "blend", "prefix", "row_prefix", "choice"]))
    if kind in {"rows", "half"}:
        return draw(tensors((n, *tail), torch.float16 if kind == "half" else torch.float32))
    if kind == "row_prefix":
        return RowPrefix(draw(tensors((n, width))), draw(st.integers(0, width)))
    places = st.integers(0, 2 * width).map(lambda half: half / 2)
    index = torch.tensor(draw(st.lists(places, min_size=n, max_size=n)))
    if kind == "blend":
        return Blend(draw(tensors((width + 1, *(tail or (2,))))), index)
    if kind == "prefix":
        return Prefix(draw(tensors((width,))), index.long())
    options = tuple(f"#00000{i}" for i in range(width + 1))
    return Choice(options, index.floor())


def same(found: object, expected: object) -> bool:
    """Compare nested lists of numbers to float32's tolerance; ``None`` equals only itself."""
    if isinstance(expected, list):
        return (
            isinstance(found, list)
            and len(found) == len(expected)
            and all(map(same, found, expected))
        )
    if isinstance(expected, float) and isinstance(found, (int, float)):
        return math.isclose(found, expected, rel_tol=1e-5, abs_tol=1e-37)
    return found == expected


def message(moves: list[Move]) -> str:
    """Pack ``moves`` as the server does; the header also lists the positions to look up."""
    fixed = Sweep(moves={"line": {f"t{i}.marker.size": move for i, move in enumerate(moves)}})
    packed = pack_moment(Moment({}, {}, fixed), Scene((), ()), "", "", ())
    length = int.from_bytes(packed[:4], "little")
    header = json.loads(packed[4 : 4 + length])
    header["counts"] = [list(range(n_positions(move))) for move in moves]
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 4)
    whole = len(text).to_bytes(4, "little") + text + packed[4 + length :]
    return base64.b64encode(whole).decode()


@given(st.lists(every_move(), min_size=5, max_size=12))
@settings(max_examples=30, deadline=None)
def test_look_up_in_the_browser_is_what_python_says_it_is(script: Page, moves: list[Move]) -> None:
    found = script.evaluate(LOOK_UP_ALL, message(moves))
    assert [each[:3] for each in found] == [
        ["line", f"t{i}", "marker.size"] for i in range(len(moves))
    ]
    for move, (*_, rows) in zip(moves, found, strict=True):
        assert same(rows, [at(move, position) for position in range(n_positions(move))]), move


def test_whole_place_in_a_stack_is_not_spoilt_by_its_neighbour(script: Page) -> None:
    stack = torch.tensor([[1.0, 2.0], [math.nan, math.inf]])
    moves = [Blend(stack, torch.tensor([0.0, 0.5, 1.0]))]
    [[*_, rows]] = script.evaluate(LOOK_UP_ALL, message(moves))
    assert rows == [[1, 2], [None, None], [None, None]]


def test_every_half_precision_number_is_unfolded_exactly(script: Page) -> None:
    every = torch.arange(2**16).to(torch.int32).to(torch.int16).view(torch.float16)
    blobs = Blobs()
    packed = base64.b64encode(blobs.pack(blobs.reference(every))).decode()
    found = script.evaluate(
        """(message) => {
          const bytes = Uint8Array.from(atob(message), (letter) => letter.charCodeAt(0));
          const { header, array } = unpack(bytes);
          return Array.from(array(header).values);
        }""",
        packed,
    )
    expected = torch.tensor(found)
    assert torch.equal(expected.nan_to_num(7e4), every.float().nan_to_num(7e4))


def test_message_may_start_at_an_odd_place_in_its_buffer(script: Page) -> None:
    blobs = Blobs()
    packed = base64.b64encode(blobs.pack(blobs.reference(torch.tensor([1.5, 2.5])))).decode()
    found = script.evaluate(
        """(message) => {
          const bytes = Uint8Array.from("x" + atob(message), (letter) => letter.charCodeAt(0));
          const { header, array } = unpack(bytes.subarray(1));
          return Array.from(array(header).values);
        }""",
        packed,
    )
    assert found == [1.5, 2.5]


QUANTITIES = {
    "z": {"style": "number", "digits": 2, "signed": False},
    "wide": {"style": "number", "digits": 1, "signed": True, "width": 6},
    "answer": {"style": "choice", "choices": ["fail", "pass with {z}"]},
}


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("z = {z}", "z = −2.40"),
        ("{z}{z}", "−2.40−2.40"),
        ("{answer}!", "pass with −2.40!"),
        ("[{wide}]", "[\u00a0\u00a0+1.5]"),
        ("{unknown}", "{unknown}"),
        ("{z", "{z"),
        ("", ""),
        ("<b>{z}</b>", "<b>−2.40</b>"),
    ],
)
def test_template_is_filled_with_live_numbers(script: Page, template: str, text: str) -> None:
    found = script.evaluate(
        """([quantities, template]) => {
          const numbers = new Numbers(quantities);
          for (const [name, value] of [["z", -2.4], ["wide", 1.5], ["answer", 1]])
            numbers.set(name, value);
          const parent = element("p");
          numbers.write(parent, template);
          return [numbers.fill(template), parent.textContent, parent.querySelectorAll("b").length];
        }""",
        [QUANTITIES, template],
    )
    assert found == [text, text, 0]


def test_element_follows_its_number_and_those_inside_a_choice(script: Page) -> None:
    found = script.evaluate(
        """(quantities) => {
          const numbers = new Numbers(quantities);
          const [z, answer] = [numbers.element("z"), numbers.element("answer")];
          const seen = () => [z.textContent, z.dataset.value, answer.textContent];
          const told = [seen()];
          numbers.set("z", 1);
          numbers.set("answer", 1);
          told.push(seen());
          numbers.publish();
          told.push(seen());
          numbers.set("z", 2);
          numbers.publish();
          told.push(seen());
          return told;
        }""",
        QUANTITIES,
    )
    silent = ["–", "", "–"]
    assert found == [
        silent,
        silent,
        ["1.00", "1", "pass with 1.00"],
        ["2.00", "2", "pass with 2.00"],
    ]


def test_number_that_did_not_change_is_not_told_again(script: Page) -> None:
    calls = script.evaluate(
        """(quantities) => {
          const numbers = new Numbers(quantities);
          let calls = 0;
          numbers.listen(["z"], () => (calls += 1));
          for (const value of [NaN, NaN, 1, 1]) {
            numbers.set("z", value);
            numbers.publish();
          }
          return calls;
        }""",
        QUANTITIES,
    )
    assert calls == 2
