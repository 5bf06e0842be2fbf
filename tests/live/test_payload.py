"""Scenes and moments as bytes, read back by a reader that shares no code with the writer."""

import json
import math
import struct
from dataclasses import replace

import numpy as np
import plotly.graph_objects as go
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from visualizer.figures.moves import Blend, Choice, Mix, Prefix, RowPrefix
from visualizer.figures.theme import DARK, PALETTE, color
from visualizer.live.blobs import Blobs, Body
from visualizer.live.moment import Moment, Setting, Sweep
from visualizer.live.payload import colour_of, pack_moment, pack_scene, packed_scene
from visualizer.live.scene import (
    Column,
    Control,
    Controls,
    Picture,
    Quantity,
    Scene,
    Show,
    Timeline,
)

SHAPES = st.lists(st.integers(0, 4), min_size=1, max_size=4).map(tuple)
FLOATS = st.floats(width=32, allow_nan=True, allow_infinity=True)


def read(message: bytes) -> tuple[dict, bytes]:
    """Return the header of a message and the bytes of all its arrays."""
    length = int.from_bytes(message[:4], "little")
    assert length % 4 == 0
    return json.loads(message[4 : 4 + length]), message[4 + length :]


def array(body: bytes, reference: dict, floats: int = 0) -> np.ndarray:
    """Return the array that a reference of the header names; halves stand after all floats."""
    is_half = reference.get("half", False)
    start = 4 * floats + 2 * reference["start"] if is_half else 4 * reference["start"]
    values = np.frombuffer(body, "<f2" if is_half else "<f4", math.prod(reference["shape"]), start)
    return values.reshape(reference["shape"])


def small_scene(**changes: object) -> Scene:
    controls = Controls((Control("weight_1", "weight"), Timeline()))
    figure = go.Figure([{"type": "scatter", "uid": "curve", "x": [0, 1]}])
    scene = Scene(
        rows=((Column((controls, Show("line"))),),),
        quantities=(Quantity("z", "weighted sum"),),
        pictures=(Picture("line", figure, "A line"),),
    )
    return replace(scene, **changes)


def small_moment(**changes: object) -> Moment:
    settings = {"weight_1": Setting([0.0, 0.5, 1.0], 1), "step": Setting([0, 1], 0)}
    return replace(Moment(settings, {}), **changes)


def pack(moment: Moment, scene: Scene) -> tuple[dict, bytes]:
    return read(pack_moment(moment, scene, "name", "answered", ("a.js", "b.js")))


@given(st.data(), st.lists(SHAPES, max_size=4), st.sampled_from(["float32", "float16"]))
def test_arrays_of_any_shape_come_back_bit_for_bit(data, shapes, kind) -> None:
    dtype = getattr(torch, kind)
    tensors = []
    for shape in shapes:
        count = math.prod(shape)
        flat = data.draw(st.lists(FLOATS, min_size=count, max_size=count))
        tensors.append(torch.tensor(flat, dtype=torch.float32).to(dtype).reshape(shape))
    blobs = Blobs()
    references = [blobs.reference(tensor) for tensor in tensors]
    header, body = read(blobs.pack({"references": references}))
    for reference, tensor in zip(header["references"], tensors, strict=True):
        np.testing.assert_array_equal(array(body, reference), tensor.numpy())


def test_arrays_of_both_sizes_stand_side_by_side() -> None:
    blobs = Blobs()
    odd = torch.tensor([1.0, 2.0, 3.0], dtype=torch.float16)
    whole = torch.tensor([0.1, 0.2])
    header, body = read(blobs.pack({"odd": blobs.reference(odd), "whole": blobs.reference(whole)}))
    assert header["floats"] == 2
    np.testing.assert_array_equal(array(body, header["odd"], 2), [1, 2, 3])
    np.testing.assert_array_equal(array(body, header["whole"]), whole.numpy())


def test_numbers_that_are_not_finite_survive() -> None:
    blobs = Blobs()
    values = torch.tensor([math.nan, math.inf, -math.inf, -0.0])
    reference, body = read(blobs.pack(blobs.reference(values)))
    found = array(body, reference)
    assert math.isnan(found[0])
    assert found[1:3].tolist() == [math.inf, -math.inf]
    assert math.copysign(1, found[3]) == -1


@pytest.mark.parametrize(
    "values",
    [
        torch.arange(3),
        torch.tensor([0.0, 1.0, 2.0], dtype=torch.float64),
        torch.arange(6.0)[::2] / 2,
        torch.arange(3.0, requires_grad=True),
    ],
    ids=["whole", "double", "strided", "with a graph"],
)
def test_every_kind_of_tensor_arrives_as_plain_float32(values: torch.Tensor) -> None:
    blobs = Blobs()
    reference, body = read(blobs.pack(blobs.reference(values)))
    np.testing.assert_array_equal(array(body, reference), [0, 1, 2])


def test_array_in_several_places_travels_once() -> None:
    values = torch.arange(1000.0)
    sweep = Sweep({"z": values, "loss": values}, {"line": {"curve.y": values}})
    _, body = pack(small_moment(sweeps={"weight_1": sweep, "step": sweep}), small_scene())
    assert len(body) == 4000


def test_shared_array_travels_with_the_scene_and_not_with_the_moment() -> None:
    stack = torch.arange(24.0).reshape(2, 3, 4)
    scene = small_scene(shared=(stack,))
    header, body = read(pack_scene(scene))
    np.testing.assert_array_equal(array(body, header["shared"][0]), stack.numpy())
    move = Blend(stack, torch.tensor([0.0, 0.5, 1.0]))
    sweep = Sweep(moves={"line": {"curve.y": move}})
    header, body = pack(small_moment(sweeps={"weight_1": sweep}), scene)
    found = header["sweeps"][0][1]["moves"]["line"]["curve.y"]
    assert found["values"] == {"shared": 0, "shape": [2, 3, 4]}
    assert len(body) == 3 * 4


def test_every_kind_of_move_says_what_it_is_made_of() -> None:
    index, path = torch.tensor([0.0, 1.0, 1.0]), torch.arange(12.0).reshape(3, 4)
    moves = {
        "curve.y": path,
        "curve.x": RowPrefix(path, 2),
        "curve.ids": Prefix(path[0], torch.tensor([0, 2, 4])),
        "curve.z": Blend(path, index),
        "curve.w": Mix(path, torch.ones(3, 3)),
        "curve.line.color": Choice(("#0072b2", "#9a6200"), index),
    }
    sweep = Sweep(moves={"line": moves})
    header, body = pack(small_moment(sweeps={"weight_1": sweep}), small_scene())
    [[key, packed]] = header["sweeps"]
    found = packed["moves"]["line"]
    assert key == "weight_1"
    assert {target: move["kind"] for target, move in found.items()} == {
        "curve.y": "rows",
        "curve.x": "row_prefix",
        "curve.ids": "prefix",
        "curve.z": "blend",
        "curve.w": "mix",
        "curve.line.color": "choice",
    }
    assert found["curve.x"]["count"] == 2
    np.testing.assert_array_equal(array(body, found["curve.y"]["values"]), path.numpy())
    np.testing.assert_array_equal(array(body, found["curve.ids"]["index"]), [0, 2, 4])
    np.testing.assert_array_equal(array(body, found["curve.z"]["index"]), index.numpy())
    assert found["curve.line.color"]["options"] == ["#0072b2", "#9a6200"]


def test_what_is_no_move_is_refused_by_name() -> None:
    sweep = Sweep(moves={"line": {"curve.y": [1, 2]}})  # type: ignore[dict-item]
    with pytest.raises(TypeError, match="not list"):
        pack(small_moment(sweeps={"weight_1": sweep}), small_scene())


def test_moment_tells_all_that_a_release_renews() -> None:
    moment = small_moment(
        fixed=Sweep({"z": torch.tensor([2.4])}), layouts={"line": {"yaxis.range": [0, 1]}}
    )
    header, body = pack(moment, small_scene())
    assert header["settings"]["weight_1"] == {"positions": [0.0, 0.5, 1.0], "index": 1}
    assert (header["scene"], header["answered"]) == ("name", "answered")
    assert header["plotly"] == ["a.js", "b.js"]
    assert header["layouts"] == {"line": {"yaxis.range": [0, 1]}}
    assert array(body, header["fixed"]["quantities"]["z"]).tolist() == pytest.approx([2.4])


def test_control_without_a_setting_is_named() -> None:
    moment = Moment({"weight_1": Setting([0.0], 0)}, {})
    with pytest.raises(ValueError, match="no setting: step"):
        pack(moment, small_scene())


def test_equal_scenes_have_one_name_and_different_ones_two() -> None:
    name, body = packed_scene(small_scene())
    assert packed_scene(small_scene()) == (name, body)
    assert read(body)[0]["name"] == name
    others = [
        small_scene(announcement="z is {z}"),
        small_scene(quantities=(Quantity("z", "weighted sum", digits=3),)),
        small_scene(shared=(torch.zeros(2),)),
        small_scene(shared=(torch.ones(2),)),
    ]
    assert len({name, *(packed_scene(scene)[0] for scene in others)}) == 5


def test_traces_keep_the_names_that_moves_call_them_by() -> None:
    header, _ = read(pack_scene(small_scene()))
    assert header["pictures"]["line"]["figure"]["data"][0]["uid"] == "curve"


def test_every_colour_travels_with_the_scene() -> None:
    header, _ = read(pack_scene(small_scene()))
    assert header["palette"] == {name: list(pair) for name, pair in PALETTE.items()}
    assert header["dark"] == dict(DARK)
    assert header["quantities"]["z"]["colour"] == "z"


@pytest.mark.parametrize("name", PALETTE)
def test_every_quantity_of_the_palette_has_its_own_colour(name: str) -> None:
    assert colour_of(name) == name
    assert colour_of(f"{name}_3") == ("weight_1" if name == "weight_1_3" else name)


def test_quantity_without_a_colour_has_none() -> None:
    assert colour_of("answer") == ""


def test_the_rate_of_a_branch_has_the_colour_of_the_branch() -> None:
    assert colour_of("branch_rate") == "branch"
    assert colour_of("learning_rate") == "learning_rate"
    assert color("branch") != color("learning_rate")


@pytest.mark.parametrize(
    ("options", "message"),
    [({"style": "roman"}, "number, percent"), ({"style": "choice"}, "choices belong"),
     ({"choices": ("a",)}, "choices belong")],
)  # fmt: skip
def test_quantity_without_sense_is_refused(options: dict, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Quantity("z", **options)


def test_a_shared_tensor_that_was_made_anew_still_travels_once():
    stack = torch.rand(3, 4)
    assert Blobs((stack,)).reference(stack.clone()) == {"shared": 0, "shape": [3, 4]}
    assert "start" in Blobs((stack,)).reference(stack + 1)


def test_what_a_moment_says_to_all_is_packed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    joined, join = [], Blobs.body

    def spy(blobs: Blobs, header: dict[str, object]) -> Body:
        joined.append(1)
        return join(blobs, header)

    monkeypatch.setattr(Blobs, "body", spy)
    scene, found = Scene(rows=(), quantities=()), Moment({}, {}, Sweep({"z": torch.tensor([0.5])}))
    messages = [pack_moment(found, scene, "s", name, token=name) for name in ("a", "é", "a")]
    assert len(joined) == 1
    headers = [json.loads(each[4 : 4 + int.from_bytes(each[:4], "little")]) for each in messages]
    assert [each["token"] for each in headers] == ["a", "é", "a"]
    assert [each["floats"] for each in headers] == [1, 1, 1]
    assert [each[-4:] for each in messages] == [struct.pack("<f", 0.5)] * 3
    pack_moment(Moment({}, {}), scene, "s", "a")
    assert len(joined) == 2, "of another moment other arrays"
