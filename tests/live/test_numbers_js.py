"""The browser's half without a server: how numbers are read and written, and how moves look up."""

import base64
import json
import math
import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from tests.browser.conftest import load_parts
from visualizer.figures.moves import Blend, Choice, Move, Prefix, RowPrefix, at, n_positions
from visualizer.figures.surface import surface_figure
from visualizer.live import stage
from visualizer.live.blobs import Blobs
from visualizer.live.moment import Moment, Sweep
from visualizer.live.payload import pack_moment
from visualizer.live.scene import Scene
from visualizer.stages.registry import STAGES
from visualizer.state.number_texts import rounded
from visualizer.state.pages import defaults

PARTS = ("element", "numbers", "payload", "compact", "late", "templates", "space", "pace")
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
    load_parts(page, Path(stage.__file__).parent / "parts", PARTS)
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


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.5, "0.500000"),
        (-0.000123456, "−0.000123"),
        (0.0000123456, "0.0000123"),
        (0.00002, "0.0000200"),
        (0.0000099999, "0.0000100"),
        (-5.285e-7, "−5.29e−7"),
        (0.0, "0.000000"),
        (2e7, "2.00e7"),
        (math.nan, "–"),
    ],
)
def test_a_number_however_small_has_three_digits_that_count(
    script: Page, value: float, text: str
) -> None:
    assert script.evaluate("(v) => counted(v, 6, 3)", value) == text
    quantity = {"style": "number", "digits": 6, "least": 3}
    assert script.evaluate("([v, q]) => written(v, q)", [value, quantity]) == text


@pytest.mark.parametrize(
    ("value", "text"), [(0.75, "0.75"), (-0.086951, "(−0.086951)"), (-1e-9, "(−1e−9)"), (0, "0.00")]
)
def test_a_negative_number_stands_in_brackets_behind_a_sign(
    script: Page, value: float, text: str
) -> None:
    shown = """(value) => {
      const style = { style: "exact", digits: 2 };
      const line = { style: "choice", choices: ["2 · {(w)} of {w}"] };
      const numbers = new Numbers({ w: style, line });
      numbers.set("w", value);
      numbers.set("line", 0);
      const paragraph = document.createElement("p");
      numbers.write(paragraph, "3 · {(w)}");
      return [paragraph.textContent, numbers.text("line"), numbers.sources("line").join()];
    }"""
    plain = text.strip("()")
    assert script.evaluate(shown, value) == [f"3 · {text}", f"2 · {text} of {plain}", "line,w,w"]


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


@pytest.mark.parametrize(
    ("times", "coarse", "drawn"),
    [
        ([], False, 6),
        ([17] * 9, False, 6),
        ([17, 40, 17, 40, 17], False, 6),
        ([40, 40, 17], True, 6),
        ([40, 40, 40, 40, 17], True, 4),
        ([40] * 9, True, 4),
    ],
)
def test_long_frames_make_the_next_ones_lighter(
    script: Page, times: list[int], coarse: bool, drawn: int
) -> None:
    found = script.evaluate(
        """(times) => {
          const pace = new Pace();
          for (const time of times) pace.took(time);
          const passed = [1, 2, 3, 4, 5, 6].filter(() => pace.passes());
          return [pace.coarse, 6 - passed.length];
        }""",
        times,
    )
    assert found == [coarse, drawn]


def test_each_drag_begins_with_more_than_the_last_ended_with(script: Page) -> None:
    levels = script.evaluate(
        """() => {
          const pace = new Pace();
          for (let frame = 0; frame < 4; frame += 1) pace.took(40);
          return [0, 1, 2].map(() => (pace.rest(), pace.coarse));
        }"""
    )
    assert levels == [True, False, False]


@pytest.mark.parametrize("side", [3, 31])
def test_a_thinned_surface_keeps_its_corners_and_its_shape(script: Page, side: int) -> None:
    surface = surface_figure(("a", "b"), (-1.0, 1.0), side, 1.0).data[0]
    trace = {name: list(surface[name]) for name in ("x", "y", "z", "intensity", "i", "j", "k")}
    trace["z"] = trace["intensity"] = [x * y for x, y in zip(trace["x"], trace["y"], strict=True)]
    thin = script.evaluate("(trace) => thinned(trace)", {"type": "mesh3d", **trace})
    few = (side + 1) // 2
    assert len(thin["x"]) == few**2
    assert len(thin["i"]) == len(thin["j"]) == len(thin["k"]) == 2 * (few - 1) ** 2
    corners = surface_figure(("a", "b"), (-1.0, 1.0), few, 1.0).data[0]
    for name in ("x", "y"):
        assert thin[name] == pytest.approx(list(corners[name]), abs=1e-6)
    triangles = {*zip(thin["i"], thin["j"], thin["k"], strict=True)}
    assert triangles == {*zip(corners["i"], corners["j"], corners["k"], strict=True)}
    assert thin["z"] == [x * y for x, y in zip(thin["x"], thin["y"], strict=True)]


@pytest.mark.parametrize(
    "trace",
    [
        {"type": "scatter3d", "x": [0] * 9},
        {"type": "mesh3d", "x": [0] * 16, "i": [0] * 18},
        {"type": "mesh3d", "x": [0] * 9, "i": [0] * 4},
        {"type": "mesh3d"},
    ],
)
def test_what_is_no_such_grid_is_drawn_whole(script: Page, trace: dict[str, object]) -> None:
    assert script.evaluate("(trace) => thinned(trace) === trace", trace)


SIZES = (0.5, 0.04, 0.0051, 8.01e-5, 9.996e-5, 3e-7, 4e-30)
SMALL = [*SIZES, *(-size for size in SIZES)]


def test_what_is_not_0_is_never_shown_as_0_on_any_page(script: Page) -> None:
    for name, made in STAGES.items():
        scene = made.scene(made.view(defaults(made.page)))
        shown = [each for each in scene.quantities if each.style not in ("choice", "integer")]
        texts = script.evaluate(
            "([values, shown]) => shown.map((q) => values.map((value) => written(value, q)))",
            [SMALL, [asdict(each) for each in shown]],
        )
        for quantity, row in zip(shown, texts, strict=True):
            for value, text in zip(SMALL, row, strict=True):
                assert re.search("[1-9]", text), (name, quantity.name, value, text)
                assert text.startswith("−") == (value < 0), (name, quantity.name, value, text)


@settings(deadline=None, max_examples=20)
@given(
    st.lists(st.floats(-(2.0**40), 2.0**40, width=32), min_size=50, max_size=50), st.integers(0, 6)
)
def test_sentences_write_numbers_as_the_live_ones_are_written(
    script: Page, values: list[float], digits: int
) -> None:
    for signed in (False, True):
        quantity = {"style": "number", "digits": digits, "signed": signed}
        shown = "([values, q]) => values.map((value) => written(value, q))"
        texts = script.evaluate(shown, [[*values, *SMALL], quantity])
        for value, text in zip([*values, *SMALL], texts, strict=True):
            if abs(value) * 10**digits % 1 != 0.5:  # where the two round to different sides
                assert rounded(value, digits, signed) == text
