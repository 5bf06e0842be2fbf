"""The pages of the loss and of the experiment without a browser: choosers, game, answers."""

import json

import pytest

from tests.pages.conftest import OpenApp, answer, chooser, go_to, guess, notices
from visualizer.live.compact import expand
from visualizer.scenes.experiment import run_experiment, sentences
from visualizer.state.views.activations import experiment_task
from visualizer.ui.session import KEY


def stage(app, name: str) -> dict:
    """Return the header of what one stage of the page gets."""
    (data,) = (
        each.proto.bytes for each in app.get("bidi_component") if each.key == f"{name}_stage"
    )
    data = expand(data)
    length = int.from_bytes(data[:4], "little")
    return json.loads(data[4 : 4 + length]) | {"arrays": data[4 + length :]}


def duel(app) -> tuple[float, float]:
    """Return the moves and the student's best loss on the screen."""
    tunings = app.session_state[KEY].now.tunings
    (last,) = list(tunings.values())[-1:]
    return last.moves, last.best


def expect_whole(app) -> None:
    assert not app.exception
    assert not app.error


def set_weights(app, **values: float):
    """Let go of sliders, as the stage tells it."""
    app.query_params = {
        **app.query_params,
        **{{"weight_1": "w1", "weight_2": "w2", "bias": "b"}[name]: str(value)
           for name, value in values.items()},
    }  # fmt: skip
    return app.run()


def test_the_page_opens_with_its_choosers_and_its_game(open_app: OpenApp) -> None:
    app = open_app("loss")
    expect_whole(app)
    assert app.title[0].value == "How wrong is it?"
    assert chooser(app, "example").value == 2
    assert len(chooser(app, "example").options) == 3
    assert set(stage(app, "loss")["settings"]) == {"weight_1", "weight_2", "bias"}
    assert duel(app)[0] == 0


def test_the_choice_of_students_is_as_long_as_the_data(open_app: OpenApp) -> None:
    app = open_app("loss", {"data": "twelve_students", "student": "12"})
    assert chooser(app, "example").value == 12
    chooser(app, "dataset").set_value("three_students").run()
    expect_whole(app)
    assert chooser(app, "example").value == 3
    assert app.query_params["student"] == "3"


def test_a_student_whom_the_data_does_not_have_is_named(open_app: OpenApp) -> None:
    app = open_app("loss", {"student": "9"})
    expect_whole(app)
    assert "student = 9 is not in the data of 3 students" in notices(app)
    assert chooser(app, "example").value == 2


@pytest.mark.parametrize("output", ["sigmoid", "identity"])
@pytest.mark.parametrize("data", ["three_students", "twelve_students"])
@pytest.mark.parametrize("end", ["-1.5", "1.5"])
def test_extremes_open_like_all_else(open_app: OpenApp, output: str, data: str, end: str) -> None:
    query = {"w1": end, "w2": end, "b": "3", "output": output, "data": data, "lr": "100"}
    app = open_app("loss", query)
    expect_whole(app)
    low, high = stage(app, "loss")["layouts"]["parabola"]["yaxis.range"]
    assert low == 0 < high < 1e5


def test_moves_are_counted_once_and_stay_over_other_pages(open_app: OpenApp) -> None:
    app = open_app("loss")
    set_weights(app, bias=-1.0)
    assert duel(app)[0] == 1
    app.run()
    assert duel(app)[0] == 1
    best = duel(app)[1]
    go_to(app, "neuron")
    go_to(app, "loss")
    expect_whole(app)
    assert duel(app) == (1, best)


def test_start_over_takes_the_weights_back(open_app: OpenApp) -> None:
    app = open_app("loss")
    set_weights(app, bias=-1.0)
    app.button("start_over").click().run()
    expect_whole(app)
    assert duel(app)[0] == 0
    bias = stage(app, "loss")["settings"]["bias"]
    assert bias["positions"][bias["index"]] == 0.5


@pytest.mark.parametrize("option", [0, 1, 2])
def test_a_guess_is_answered_and_stays(open_app: OpenApp, option: int) -> None:
    app = open_app("loss")
    guess(app, "loss", option)
    expect_whole(app)
    said = answer(app)
    assert ("That is right." in said) == (option == 0)
    assert "no ½" in said
    assert "0.1818" in said
    assert not app.radio


def test_the_experiment_stands_below_the_activations_and_follows_its_choosers(
    open_app: OpenApp,
) -> None:
    app = open_app("activations")
    expect_whole(app)
    assert "SiLU against ReLU, measured" in [each.value for each in app.subheader]
    shown = stage(app, "experiment")
    assert shown["settings"] == {}
    first = shown["layouts"]["comparison"]["yaxis.range"]
    chooser(app, "scaling").set_value("standardized").run()
    expect_whole(app)
    assert stage(app, "experiment")["layouts"]["comparison"]["yaxis.range"] != first
    scene = next(e for e in app.get("bidi_component") if e.key == "experiment_scene")
    text = expand(scene.proto.bytes).decode(errors="ignore")
    last = sentences(run_experiment(experiment_task({"scaling": "standardized"})))[-1]
    assert last in text


def test_a_page_that_is_reset_begins_a_game_without_a_move(open_app: OpenApp) -> None:
    app = open_app("loss")
    first = duel(app)
    set_weights(app, bias=-1.0)
    set_weights(app, bias=2.0)
    assert duel(app)[0] == 2
    app.button("reset_page").click().run()
    expect_whole(app)
    assert duel(app) == first
