"""What is drawn of late tensors before the browser has them, and how they travel."""

from __future__ import annotations

import base64

import torch
from playwright.sync_api import Page

from tests.live.test_numbers_js import script  # noqa: F401  # a fixture
from tests.live.test_payload import array, pack, read, small_moment, small_scene
from visualizer.figures.moves import Blend
from visualizer.live.compact import expand
from visualizer.live.meanwhile import drawn_meanwhile
from visualizer.live.moment import Joint, Moment, Setting, Sweep
from visualizer.live.payload import late_name, pack_late, pack_scene, packed_scene
from visualizer.live.scene import Scene
from visualizer.live.stage import compact_late

STACK = torch.arange(24.0).reshape(2, 3, 4)
INDEX = torch.tensor([0.0, 0.5, 1.0])


def moment_of(stack: torch.Tensor) -> Moment:
    """Return a moment whose control stands in the middle of a mixture."""
    moves = {"curve.z": Blend(stack, INDEX), "curve.y": torch.ones(3, 2)}
    return small_moment(sweeps={"weight_1": Sweep(moves={"line": moves})})


def test_where_a_control_stands_its_mixture_is_drawn_and_nothing_else() -> None:
    scene = small_scene(late=(STACK,))
    for stack in (STACK, STACK.clone()):  # a cache may have made it anew
        drawn = drawn_meanwhile(moment_of(stack), scene).moves
        assert drawn.keys() == {"line"}
        assert drawn["line"].keys() == {"curve.z"}
        assert drawn["line"]["curve.z"].equal((STACK[:1] + STACK[1:]) / 2)


def test_what_travels_with_the_scene_is_not_drawn_twice() -> None:
    assert not drawn_meanwhile(moment_of(STACK), small_scene(shared=(STACK,))).moves


def test_the_sweep_that_is_applied_last_has_the_last_word() -> None:
    joint = Joint(("weight_1",), Sweep(moves={"line": {"curve.z": Blend(STACK, INDEX)}}))
    last = Sweep(moves={"line": {"curve.z": Blend(STACK, torch.ones(3))}})
    settings = {"weight_1": Setting((0.0, 1.0, 2.0), 0), "step": Setting(range(3), 2)}
    moment = Moment(settings, {"step": last}, joint=joint)
    drawn = drawn_meanwhile(moment, small_scene(late=(STACK,)))
    assert drawn.moves["line"]["curve.z"].equal(STACK[1:])


def test_late_tensors_stay_behind_and_a_moment_says_what_is_drawn_only_if_it_is_asked() -> None:
    scene = small_scene(shared=(torch.ones(5),), late=(STACK,))
    header, body = read(pack_scene(scene, whole=False))
    assert header["shared"][1] == {"late": True, "shape": [2, 3, 4]}
    assert len(body) == 5 * 4
    assert header["late"] == late_name(scene)
    whole, body = read(pack_scene(scene))
    assert "late" not in whole
    assert array(body, whole["shared"][1]).tolist() == STACK.tolist()
    assert packed_scene(scene, whole=False)[0] == packed_scene(scene)[0]
    assert "meanwhile" not in pack(moment_of(STACK), scene)[0]


def test_late_tensors_are_named_after_what_is_in_them() -> None:
    names = {late_name(small_scene(late=each)) for each in ((STACK,), (STACK + 1,), (STACK, STACK))}
    assert len(names) == 3
    assert late_name(small_scene(late=(STACK.clone(),))) in names


def test_a_browser_fills_in_what_comes_late(script: Page) -> None:  # noqa: F811
    thin = STACK[:, ::2, ::2].flatten(1)
    scene = Scene(rows=(), quantities=(), shared=(torch.ones(5),), late=(STACK, thin))
    messages = [pack_scene(scene, whole=False), pack_late(scene)]
    found = script.evaluate(
        """([scene, late]) => {
          const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
          const { header, array } = unpack(bytes(scene));
          const shared = readShared(header.shared, array);
          const at = { values: [0.5], shape: [1] };
          const arrays = { index: at, stack: shared[1] };
          const move = { kind: "blend", values: "stack", index: "index" };
          const row = lookUp(move, (each) => arrays[each]);
          const before = [lacksLate({ shared }), row(0) === undefined];
          const came = unpack(bytes(late));
          lateArrays.set(header.late, readShared(came.header.shared, came.array));
          fillLate(shared, header.late);
          const middle = row(0).map((each) => [...each]);
          return [...before, lacksLate({ shared }), middle, [...shared[2].values]];
        }""",
        [base64.b64encode(each).decode() for each in messages],
    )
    middle = ((STACK[0] + STACK[1]) / 2).tolist()
    assert found == [True, True, False, middle, thin.flatten().tolist()]


def test_they_are_made_small_for_their_way() -> None:
    scene = small_scene(late=(torch.zeros(31, 61, 61),))
    assert expand(compact_late(scene)) == pack_late(scene)
    assert len(compact_late(scene)) < 2000
