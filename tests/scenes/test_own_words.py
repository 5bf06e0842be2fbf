"""Somebody's own columns and rows in the words of a stage: each in its place, whatever its name."""

import json
import re
from functools import cache

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tests.made_up_tables import texts
from tests.scenes.stages import stage
from visualizer.live.payload import pack_scene
from visualizer.live.scene import Control, Scene
from visualizer.tables.loading import load_dataset
from visualizer.tables.own_data import keep_table
from visualizer.tables.table import Table

ROWS = ((1.0, 8.0, 0.0), (3.0, 30.0, 1.0), (2.0, 12.0, 0.0))
MARKS = ("⟦1⟧", "⟦2⟧", "⟦3⟧", "⟦4⟧", "⟦5⟧", "⟦6⟧")  # three columns and three rows
STAGES = {
    "loss": ("loss", {"example": 2}),
    "surface": ("surface", {}),
    "surface_over_the_bias": ("surface", {"axes": "w2_b", "scaling": "standardized"}),
    "learning_rate": ("learning_rate", {"step": 7}),
    "training": ("training", {"step": 7, "branch_step": 10}),
    "activations": ("activations", {"activation": "relu", "second_activation": "silu"}),
    "your_data": ("your_data", {}),
    "your_data_linear": ("your_data", {"output": "identity", "scaling": "standardized"}),
}

DRAWN = {"start": ("start", {}), "neuron": ("neuron", {"activation": "silu"})}
"""In a drawing a long name goes on in a second line."""


def dataset_of(names: tuple[str, ...]) -> str:
    """Return the name of a table whose columns and then its rows are called ``names``."""
    return keep_table(Table(names[:3], names[3:], ROWS))


def texts_of(scene: Scene) -> dict:
    """Return all that travels to the browser with a scene but its name, as the browser reads it."""
    packed = pack_scene(scene)
    length = int.from_bytes(packed[:4], "little")
    return json.loads(packed[4 : 4 + length])


def filled(part: object, names: dict[str, str]) -> object:
    """Return ``part`` with every mark replaced by its name, all of them at once."""
    if isinstance(part, dict):
        return {key: filled(each, names) for key, each in part.items()}
    if isinstance(part, list):
        return [filled(each, names) for each in part]
    if isinstance(part, str):
        return re.sub("|".join(names), lambda found: names[found[0]], part)
    return part


def made(case: str, dataset: str) -> dict:
    page, given_values = (STAGES | DRAWN)[case]
    return texts_of(stage(page, dataset=dataset, **given_values).scene)


@cache
def marked(case: str) -> dict:
    """Return what travels with the marks for names; nobody changes it."""
    return made(case, dataset_of(MARKS))


@pytest.mark.parametrize("case", STAGES)
@given(names=st.tuples(*[texts] * 6))
@example(names=("hours slept", "coffee", "fit", "Ada", "Ben", "Cy"))
@example(names=("coffee", "hours studied", "hours slept", "coffee", "hours slept", "loss"))
@example(names=("{input_2}", "{input_1}", "{loss}", "{answer}", "{}", "{0}"))
@example(names=("{", "}}", "{{weight_1}}", "%s", "${loss}", "\\1"))
@example(names=("<b>cups</b>", "a<br>b", "&lt;i&gt;", "<script>", "⟦1⟧", "$x$"))
@settings(deadline=None, derandomize=True, database=None, max_examples=15)
def test_every_name_stands_in_its_place(case: str, names: tuple[str, ...]) -> None:
    try:
        dataset = dataset_of(names)
    except ValueError:  # two columns of one name, or of none
        assume(False)
    data = load_dataset(dataset)
    shown = (*data.feature_names, data.target_name, *data.example_names)
    wanted = filled(marked(case), dict(zip(MARKS, shown, strict=True)))
    assert made(case, dataset) == wanted


@pytest.mark.parametrize("case", STAGES | DRAWN)
def test_nothing_of_the_lesson_s_columns_is_left(case: str) -> None:
    said = json.dumps(marked(case), ensure_ascii=False)
    assert not re.search(r"hour|stud(y|ied)|slept|sleep", said)
    assert MARKS[0] in said
    assert MARKS[1] in said


@pytest.mark.parametrize("case", STAGES | DRAWN)
def test_no_stranger_s_name_is_markup_or_a_live_number(case: str) -> None:
    names = ("<b>cups", "{loss}", "{{bias}}", "<i>Ada</i>", "{worst}", "Cy")
    said = json.dumps(made(case, dataset_of(names)), ensure_ascii=False)
    assert "<b>cups" not in said
    assert "<i>Ada" not in said
    assert "‹b›cups" in said
    assert "(loss)" in said
    assert "{{" not in said


@pytest.mark.parametrize("page", ["training", "surface", "learning_rate"])
def test_each_weight_is_called_after_its_own_input(page: str) -> None:
    made = stage(page, dataset=dataset_of(("hours slept", "coffee", "fit", "", "", ""))).scene
    long_names = ["weight of hours slept, w₁", "weight of coffee, w₂"]
    said = json.dumps(texts_of(made), ensure_ascii=False)
    assert all(each in said for each in long_names)
    readouts = {each.name: each.label for each in made.quantities}
    named = [readouts[name] for name in ("weight_1", "weight_2") if name in readouts]
    assert named in (long_names, [])
    sliders = {each.key: each for each in made.controls() if isinstance(each, Control)}
    for key, name in (("weight_1", "hours slept"), ("weight_2", "coffee")):
        if key in sliders:
            assert sliders[key].label == f"Weight of {name}"
            assert sliders[key].help == f"How much {name} counts."
