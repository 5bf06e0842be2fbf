"""Before the guess no page answers its own question, and after it everything is there."""

from dataclasses import replace

import pytest

from tests.scenes.test_slice import DIVERGING
from visualizer.live.scene import Scene, Show, Text, Timeline
from visualizer.stages.registry import STAGES
from visualizer.stages.stage import shown
from visualizer.state.memory import Memory
from visualizer.state.session import Contents, changed
from visualizer.words import loss, slice
from visualizer.words.lesson import OPENS

# What waits on each stage: sentences that name the answer, live numbers, traces of pictures.
WAITS = {
    "loss": ((loss.HALF_A_MISS, "{farthest}"), ("farthest",), ()),
    "surface": (
        ("{agreement}",),
        ("slope_said",),
        ("gradient", "gradient_edge", "gradient_word"),
    ),
    "activations": ((), (), ("derivative_0", "derivative_1", "slope_0", "slope_1")),
    "experiment": ((), ("stuck",), ()),
    "slice": (
        (slice.CURVE_WORDS, "{way}"),
        ("distance", "slice_loss", "whereabouts"),
        ("other",),
    ),
}


def seen(name: str, guesses: dict[str, int]) -> Scene:
    stage = STAGES[name]
    contents = Contents(memory=replace(Memory(), page=stage.page), guesses=guesses)
    return shown(stage, contents).scene


def lines(scene: Scene) -> list[str]:
    panels = [panel for row in scene.rows for column in row for panel in column.panels]
    return [line for panel in panels if isinstance(panel, Text) for line in panel.lines]


@pytest.mark.parametrize("name", WAITS)
def test_what_would_answer_waits_for_the_guess(name: str) -> None:
    said, numbers, traces = WAITS[name]
    before, after = seen(name, {}), seen(name, {STAGES[name].page: 0})
    assert not {*said} & {*lines(before)}
    assert {*said} <= {*lines(after)}
    styles = {each.name: each.style for each in before.quantities}
    assert {styles[each] for each in numbers} <= {"veiled"}
    assert not [each for each in after.quantities if each.style == "veiled"]
    unseen = {
        trace.uid
        for picture in before.pictures
        if hasattr(picture, "figure")
        for trace in picture.figure.data
        if trace.opacity == 0
    }
    assert unseen == {*traces} - ({"derivative_1", "slope_1"} if name == "activations" else set())


@pytest.mark.parametrize("name", STAGES)
def test_a_guess_on_another_page_opens_nothing_here(name: str) -> None:
    others = {stage.page: 0 for stage in STAGES.values() if stage.page != STAGES[name].page}
    assert lines(seen(name, others)) == lines(seen(name, {}))


def test_the_three_ways_to_the_gradient_wait_under_their_titles() -> None:
    before = seen("surface", {})
    panels = [panel for column in before.rows[-1] for panel in column.panels]
    assert [panel.lines for panel in panels] == [(OPENS,)] * 3
    assert all(panel.title for panel in panels)


def test_every_picture_that_is_shown_is_there() -> None:
    for name in STAGES:
        scene = seen(name, {})
        panels = [panel for row in scene.rows for column in row for panel in column.panels]
        wanted = {panel.picture for panel in panels if isinstance(panel, Show)}
        assert wanted <= {picture.name for picture in scene.pictures}


def test_a_training_that_diverged_says_so_before_the_guess() -> None:
    stage = STAGES["slice"]
    memory = changed(replace(Memory(), page="slice"), DIVERGING)
    scene = shown(stage, Contents(memory=memory)).scene
    assert {each.name: each.style for each in scene.quantities}["whereabouts"] == "choice"


def test_a_link_into_the_race_shows_its_start_until_the_guess() -> None:
    memory = changed(replace(Memory(), page="learning_rate"), {"step": 150})
    before = shown(STAGES["race"], Contents(memory=memory)).moment
    after = shown(STAGES["race"], Contents(memory=memory, guesses={"learning_rate": 0})).moment
    assert [each.settings["step"].index for each in (before, after)] == [0, 150]


def test_no_race_is_run_before_the_guess() -> None:
    def waits(guesses: dict[str, int]) -> list[str]:
        controls = seen("race", guesses).controls()
        return [each.waits for each in controls if isinstance(each, Timeline)]

    assert waits({}) == [OPENS]
    assert waits({"learning_rate": 0}) == [""]
    moved = [each for each in seen("training", {}).controls() if isinstance(each, Timeline)]
    assert [each.waits for each in moved] == [""]
