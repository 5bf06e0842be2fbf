"""Whatever a link may ask for: every moment is built, is small, and nothing in it is broken."""

import json
import math
import struct
from itertools import product

import pytest
from hypothesis import given, settings

from tests.scenes.stages import BUILDERS, Stage, stage
from tests.scenes.test_contract import MOST_BYTES, ranges
from tests.ui.strategies import any_values
from visualizer.live.payload import pack_moment, packed_scene
from visualizer.ui.parameters import PARAMETERS, Number

CORNERS = ("minimum", "maximum")


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
    return {**values, "step": min(values.get("step", 0), values.get("n_steps", 100))}


@pytest.mark.parametrize("page", BUILDERS)
@given(given=any_values())
@settings(deadline=None, derandomize=True, database=None, max_examples=25)
def test_any_values_make_a_whole_moment(page: str, given: dict[str, object]) -> None:
    expect_whole(stage(page, **within_the_run(given)))


@pytest.mark.parametrize("page", BUILDERS)
@pytest.mark.parametrize("corner", list(product(CORNERS, CORNERS)), ids=" ".join)
def test_the_ends_of_all_ranges_make_a_whole_moment(page: str, corner: tuple[str, str]) -> None:
    hours, rest = corner
    given = {
        name: getattr(number, hours if name.startswith("input") else rest)
        for name, number in PARAMETERS.items()
        if isinstance(number, Number)
    }
    for output in PARAMETERS["output"].options:
        expect_whole(stage(page, **within_the_run({**given, "output": output, "n_steps": 300})))
