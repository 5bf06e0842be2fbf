"""Links: a good one restores every value, a bad one opens the page and says what it ignored."""

import html
from collections.abc import Callable
from functools import cache

import pytest

from tests.conftest import ROOT
from tests.pages.conftest import (
    OpenApp,
    answer,
    chooser,
    everything_said,
    expect_no_failure,
    go_to,
    guess,
    header,
    notices,
    open_page,
    places,
    standing,
)
from visualizer.chapters import BESIDE, CHAPTERS
from visualizer.state.guesses import LESSONS
from visualizer.ui.session import KEY

RUN = {
    "w1": "0.123",
    "w2": "-0.45",
    "b": "1.5",
    "lr": "0.037",
    "steps": "200",
    "step": "150",
    "seed": "7",
    "activation": "tanh",
    "output": "identity",
    "data": "twelve_students",
    "scaling": "standardized",
}
BAD = {
    "nan": {"b": "nan"},
    "inf": {"b": "inf"},
    "minus_inf": {"b": "-Infinity"},
    "too_large_for_a_float": {"b": "1e309"},
    "out_of_range": {"b": "6000001"},
    "text": {"b": "a lot"},
    "empty": {"b": ""},
    "other_digits": {"b": "１"},
    "expression": {"b": "1+1"},
    "repeated": {"b": ["1", "2"]},
    "long": {"b": "9" * 100_000},
}


def test_a_link_restores_the_whole_run(open_app: OpenApp) -> None:
    app = open_app("training", RUN)
    expect_no_failure(app)
    assert notices(app) == ""
    assert standing(app) == {
        "weight_1": 0.123,
        "weight_2": -0.45,
        "bias": 1.5,
        "learning_rate": 0.037,
        "step": 150,
    }
    for name, value in (("seed", 7), ("activation", "tanh")):
        assert chooser(app, name).value == value
    for name, value in (
        ("n_steps", 200),
        ("output", "identity"),
        ("dataset", "twelve_students"),
        ("scaling", "standardized"),
    ):
        assert chooser(app, name).value == value
    assert len(header(app)["settings"]["step"]["positions"]) == 201
    assert app.query_params == RUN


@pytest.mark.parametrize("page", ["start", "neuron", "activations"])
def test_a_link_restores_the_neuron_and_the_student(page: str, open_app: OpenApp) -> None:
    app = open_app(page, {"x1": "2.5", "x2": "11", "w1": "-0.3", "w2": "1.5", "b": "-3"})
    wanted = {"input_1": 2.5, "input_2": 11, "weight_1": -0.3, "weight_2": 1.5, "bias": -3}
    shown = standing(app)
    assert shown.items() <= wanted.items()
    assert {"weight_1", "weight_2", "bias"} <= set(shown)
    assert notices(app) == ""


def test_a_link_s_student_counts_on_the_start_page_too(open_app: OpenApp) -> None:
    app = open_app("start", {"x1": "0", "x2": "0"})
    assert "z = inputs @ weight + bias     # 0.50" in answer(app)


def test_a_link_to_two_functions_shows_both(open_app: OpenApp) -> None:
    app = open_app("activations", {"activation": "gelu", "second": "elu"})
    assert chooser(app, "activation").value == "gelu"
    assert chooser(app, "second_activation").value == "elu"


@pytest.fixture(scope="module")
def standing_untouched() -> Callable[[str], dict[str, float]]:
    """Tell where the sliders of a page stand that was opened without a link."""
    return cache(lambda page: standing(open_page(page)))


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.name)
@pytest.mark.parametrize("fault", BAD)
def test_a_bad_value_is_named_and_the_rest_is_kept(
    chapter, fault: str, open_app: OpenApp, standing_untouched: Callable[[str], dict[str, float]]
) -> None:
    app = open_app(chapter.name, {**BAD[fault], "w1": "0.25"})
    expect_no_failure(app)
    assert app.session_state[KEY].now.memory.chosen["weight_1"] == 0.25
    plain = standing_untouched(chapter.name)
    assert standing(app) == {**plain, **({"weight_1": 0.25} if "weight_1" in plain else {})}
    said = notices(app)
    assert "<li>b " in said
    assert len(said) < 2000


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.name)
def test_everything_bad_at_once_still_opens_every_page(
    chapter, open_app: OpenApp, standing_untouched: Callable[[str], dict[str, float]]
) -> None:
    query = dict.fromkeys(RUN, "1e309") | {"x1": "nan", "second": "☃", "zzz": "x" * 100_000}
    app = open_app(chapter.name, query)
    expect_no_failure(app)
    assert "more of this kind" in notices(app)
    assert len(notices(app)) < 4000
    assert standing(app) == standing_untouched(chapter.name)


def test_a_thousand_unknown_settings_are_counted_not_listed(open_app: OpenApp) -> None:
    app = open_app("neuron", {f"junk{number}": "1" for number in range(999)} | {"b": "1"})
    expect_no_failure(app)
    assert "And 994 more of this kind." in notices(app)
    assert standing(app)["bias"] == 1


def test_more_settings_than_streamlit_reads_still_open_the_page(open_app: OpenApp) -> None:
    app = open_app("neuron", {f"junk{number}": "1" for number in range(1001)} | {"b": "1"})
    expect_no_failure(app)
    assert standing(app)["bias"] == 0.5


@pytest.mark.parametrize(
    "stranger",
    ["<img src=x onerror=alert(1)>", "![x](http://example.com/x.png)", "</li><b>bold</b>", "&amp;"],
)
def test_strangers_text_is_shown_as_text(stranger: str, open_app: OpenApp) -> None:
    app = open_app("neuron", {"b": stranger, stranger: "1"})
    said = notices(app)
    assert html.escape(stranger) in said
    assert stranger not in said.replace(html.escape(stranger), "")


def test_a_step_beyond_the_run_is_named(open_app: OpenApp) -> None:
    app = open_app("training", {"steps": "50", "step": "60"})
    assert "step = 60 lies beyond the run of 50 steps" in notices(app)
    assert standing(app)["step"] == 0
    assert len(header(app)["settings"]["step"]["positions"]) == 51


def test_a_shorter_run_takes_the_timeline_to_its_end(open_app: OpenApp) -> None:
    app = open_app("training", {"steps": "300", "step": "250"})
    chooser(app, "n_steps").set_value(100)
    app.run()
    expect_no_failure(app)
    assert standing(app)["step"] == 100


def test_a_notice_stays_on_its_page(open_app: OpenApp) -> None:
    app = open_app("neuron", {"b": "nan"})
    assert notices(app)
    go_to(app, "activations")
    assert notices(app) == ""


def test_a_training_that_diverges_opens_like_any_other(open_app: OpenApp) -> None:
    app = open_app("training", {"output": "identity", "lr": "100", "step": "100"})
    expect_no_failure(app)
    assert standing(app)["learning_rate"] == 100
    low, high = header(app)["layouts"]["loss_curve"]["yaxis.range"]
    assert 0 == low < high < 1e6


def test_a_guess_stands_in_no_address_and_can_be_made_anew(open_app: OpenApp) -> None:
    app = guess(open_app("surface"), "surface", 1)
    assert "That is right" in everything_said(app)
    assert "guessed" not in app.query_params
    copied = open_app("surface", app.query_params)
    assert "You guessed" not in everything_said(copied)
    elsewhere = go_to(app, "loss")
    assert "You guessed" not in everything_said(elsewhere)
    back = go_to(elsewhere, "surface")
    assert "That is right" in everything_said(back)
    back.button("ask_again_surface").click().run()
    assert "You guessed" not in everything_said(back)
    other = guess(back, "surface", 0)
    assert "Not quite" in everything_said(other)


def test_a_guess_leaves_a_link_as_it_came(open_app: OpenApp) -> None:
    link = {"b": "1.0", "foo": "1"}  # the app itself would write b=1, and nothing of foo
    app = guess(open_app("surface", link), "surface", 1)
    assert "That is right" in everything_said(app)
    assert app.query_params == link
    app.button("ask_again_surface").click().run()
    assert "You guessed" not in everything_said(app)
    assert app.query_params == link
    assert "foo" in notices(app)


def test_a_link_that_brings_a_guess_opens_the_answer_and_holds_it_no_longer(
    open_app: OpenApp,
) -> None:
    app = open_app("surface", {"guessed": "surface.1", "w1": "0.3"})
    assert "That is right" in everything_said(app)
    assert app.query_params == {"w1": "0.3"}
    app.run()
    assert "That is right" in everything_said(app)
    app.button("ask_again_surface").click().run()
    assert "You guessed" not in everything_said(app)


def test_a_guess_is_no_move_and_no_part_of_what_is_shared(open_app: OpenApp) -> None:
    app = guess(open_app("surface", {"w1": "0.3"}), "surface", 1)
    memory = app.session_state[KEY].now.memory
    assert memory.past == ()
    assert "guesses" not in memory.chosen
    app.button("reset_page").click().run()
    assert "That is right" in everything_said(app)


@pytest.mark.parametrize(
    "text", ["surface.9", "surface", "cake.1", "surface.1~surface.2", "surface.-1"]
)
def test_a_guess_that_is_none_is_named_and_the_question_asked(text: str, open_app: OpenApp) -> None:
    app = open_app("surface", {"guessed": text, "w1": "0.3"})
    expect_no_failure(app)
    assert f"guessed = “{text}”" in notices(app)
    assert "You guessed" not in everything_said(app)


def test_one_guess_that_is_none_takes_no_other_along(open_app: OpenApp) -> None:
    app = open_app("surface", {"guessed": "cake.1~surface.1"})
    assert "guessed = “cake.1~surface.1”" in notices(app)
    assert "That is right" in everything_said(app)


def test_every_question_of_a_page_can_stand_in_its_address() -> None:
    asking = {file.stem for file in (ROOT / "pages").glob("*.py") if "predict(" in file.read_text()}
    assert asking == {*LESSONS}


@pytest.mark.parametrize("chapter", [*CHAPTERS, *BESIDE], ids=lambda chapter: chapter.name)
def test_what_is_said_of_a_link_or_answered_to_a_guess_moves_nothing(chapter) -> None:
    """A stage that changes its place among the parts of a page begins anew, a popover closes."""
    before = places(open_page(chapter.name))
    app = open_page(chapter.name, {"w1": "a", "activation": "b"})
    assert notices(app)
    assert places(app) == before
    if chapter.name in LESSONS:
        guess(app, chapter.name, 0)
        seen = {place for place in before.items() if place[1] != "guess_storage"}
        assert seen <= places(app).items(), "what an answer opens comes after all that was there"
