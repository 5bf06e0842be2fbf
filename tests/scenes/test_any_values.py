"""Whatever a link may ask for: every moment is built, is small, and nothing in it is broken."""

import json
import math
import struct
from itertools import product

import pytest
from hypothesis import example, given, settings

from tests.scenes.stages import BUILDERS, Stage, stage
from tests.scenes.test_contract import MOST_BYTES, ranges
from tests.state.strategies import any_values
from visualizer.live.payload import pack_moment, packed_scene
from visualizer.scenes.plane import PLANES
from visualizer.state.kinds import Number
from visualizer.state.parameters import PARAMETERS

ENDS = {
    "minimum": lambda number: number.minimum,
    "maximum": lambda number: number.maximum,
    "lowest": lambda number: number.limits[0],
    "highest": lambda number: number.limits[1],
}


def expect_whole(made: Stage) -> None:
    """Check what has to hold for every moment, however wild."""
    name, _ = packed_scene(made.scene)
    packed = pack_moment(made.moment, made.scene, name, "", ("plotly.js",))
    assert len(packed) < MOST_BYTES
    (length,) = struct.unpack_from("<I", packed)
    header = json.loads(packed[4 : 4 + length])
    for key, setting in header["settings"].items():
        positions = setting["positions"]
        assert all(math.isfinite(value) for value in positions)
        assert positions[setting["index"]] == made.values[key]
    assert all(math.isfinite(value) for value in ranges(header["layouts"]))
    for changes in header["layouts"].values():
        assert all(low < high for low, high in changes.values())
    assert made.named() <= set(made.numbers())


def within_the_run(values: dict[str, object]) -> dict[str, object]:
    last_line = 4 if values.get("zero_grad") == "forget" else 5
    return {
        **values,
        "step": min(values.get("step", 0), values.get("n_steps", 100)),
        "line": min(values.get("line", 0), last_line),
    }


@pytest.mark.parametrize("page", BUILDERS)
@given(given=any_values())
@settings(deadline=None, derandomize=True, database=None, max_examples=25)
@example(given={
    "n_steps": 200, "output": "identity", "dataset": "twelve_students", "weight_1": 61.0
})  # fmt: skip
def test_any_values_make_a_whole_moment(page: str, given: dict[str, object]) -> None:
    expect_whole(stage(page, **within_the_run(given)))


@pytest.mark.parametrize("page", BUILDERS)
@pytest.mark.parametrize("corner", list(product(ENDS, ENDS)), ids=" ".join)
def test_the_ends_of_all_ranges_make_a_whole_moment(page: str, corner: tuple[str, str]) -> None:
    hours, rest = corner
    given = {
        name: ENDS[hours if name.startswith("input") else rest](number)
        for name, number in PARAMETERS.items()
        if isinstance(number, Number)
    }
    for output in PARAMETERS["output"].options:
        expect_whole(stage(page, **within_the_run({**given, "output": output, "n_steps": 300})))


@pytest.mark.parametrize("page", ["surface", "learning_rate", "training"])
@pytest.mark.parametrize("far", [{"weight_1": 2.0}, {"weight_2": -1e6}, {"bias": 7.5}])
def test_a_point_that_lies_far_off_is_still_in_the_picture(
    page: str, far: dict[str, float]
) -> None:
    axes = [{"axes": each} for each in PARAMETERS["axes"].options] if page == "surface" else [{}]
    for each in axes:
        made = stage(page, **{**each, **far, "step": 0})
        expect_whole(made)
        for picture in made.scene.pictures:
            if picture.name not in ("surface", "contour", "map"):
                continue
            layout = picture.figure.layout
            space = layout.scene if picture.name == "surface" else layout
            for letter, name in zip("xy", plane(page, made.values), strict=True):
                low, high = getattr(space, f"{letter}axis").range
                assert low <= made.values[name] <= high
                if page != "learning_rate":  # there the start is no slider's
                    [start] = made.drawn(picture.name, f"start.{letter}", "weight_1")
                    assert low <= start <= high


def plane(page: str, values: dict[str, object]) -> tuple[str, str]:
    return PLANES[values["axes"]] if page == "surface" else ("weight_1", "weight_2")
