"""A task as a link, without a class: made in Share or on the desk, and followed on its page."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import OpenApp, chooser, expect_no_failure, go_to, notices, standing
from visualizer.rooms.place import rooms
from visualizer.rooms.rooms import Rooms
from visualizer.stages.registry import STAGES
from visualizer.stages.releases import release
from visualizer.state.pages import NEURON_PAGES
from visualizer.state.session import Session
from visualizer.state.task_reading import make_task, read_task, write_task
from visualizer.tables.own_data import keep_table
from visualizer.tables.table import Table
from visualizer.ui import task_line
from visualizer.ui.session import KEY
from visualizer.words import class_desk as desk_words
from visualizer.words import settings as address_words
from visualizer.words import task_link as words

VALUES = {"weight_1": 1.0, "weight_2": 1.0, "bias": 0.0}


def link(page: str = "surface", **more: object) -> dict[str, str]:
    """Return the query of a link to a task."""
    return {"task": write_task(make_task(page, VALUES, **more))}  # type: ignore[arg-type]


def data_of(app: AppTest, key: str) -> dict | None:
    """Return what a component of the app was told; nothing if there is none of this name."""
    found = [each for each in app.get("bidi_component") if each.key == key]
    return json.loads(found[0].proto.json) if found else None


def told(app: AppTest) -> dict:
    data = data_of(app, task_line.LINE)
    assert data is not None
    return data["task"]


def session(app: AppTest) -> Session:
    return app.session_state[KEY]


def move(app: AppTest, page: str, **values: object) -> AppTest:
    """Release values as a stage without a route does, and run the page."""
    release(session(app), STAGES[page], f"ab-{session(app).now.version}", values)
    return app.run()


def linked_task(app: AppTest, key: str) -> str:
    """Return the text of the task in a link that is shown."""
    data = data_of(app, key)
    assert data is not None
    assert data["copy"] == words.COPY_LINK
    ((_, text),) = data["pieces"]
    return text.partition("?task=")[2]


@pytest.mark.parametrize("page", NEURON_PAGES)
def test_who_opens_the_link_sees_the_task_on_its_page_from_its_start(
    page: str, open_app: OpenApp
) -> None:
    app = open_app(page, link(page, free=("weight_1",), below=0.01, moves=5, sentence="<b>Try"))
    expect_no_failure(app)
    assert notices(app) == ""
    assert standing(app).items() >= VALUES.items()
    task = told(app)
    assert task["said"].startswith("<b>Try Loss below 0.01 on “")
    assert task["said"].endswith("in 5 moves. Only w₁ can be moved.")
    assert (task["page"], task["free"], task["most"]) == (page, ["weight_1"], 5)
    assert (task["moves"], task["reached"], task["astray"]) == (0, 0, False)


def test_moves_are_counted_in_the_address_until_it_is_reached_and_a_reload_goes_on(
    open_app: OpenApp,
) -> None:
    app = open_app("surface", link(below=0.3))
    move(app, "surface", weight_1=1.1)
    assert (told(app)["moves"], told(app)["reached"]) == (1, 0)
    assert app.query_params["moved"] in ("1", ["1"])
    again = open_app("surface", app.query_params)
    assert (told(again)["moves"], standing(again)["weight_1"]) == (1, 1.1)
    move(again, "surface", weight_1=0.0, weight_2=0.0)
    assert (told(again)["moves"], told(again)["reached"]) == (2, 2)
    assert again.query_params["moved"] in ("2r", ["2r"])


def test_a_choice_beside_the_sliders_is_a_move_too(open_app: OpenApp) -> None:
    app = open_app("surface", link(free=("weight_1",)))
    chooser(app, "activation").set_value("tanh")
    app.run()
    assert (told(app)["moves"], told(app)["astray"]) == (1, True)


def test_start_again_sets_it_back_and_leaving_it_frees_the_page(open_app: OpenApp) -> None:
    app = open_app("surface", link())
    move(app, "surface", weight_1=1.1)
    click(app, "again-a-1")
    assert (told(app)["moves"], standing(app)["weight_1"]) == (0, 1.0)
    move(app, "surface", weight_1=1.2)
    click(app, "leave-a-2")
    assert data_of(app, task_line.LINE)["task"] is None
    assert not {"task", "moved"} & {*app.query_params}
    assert standing(app)["weight_1"] == 1.2
    expect_no_failure(app)


def test_a_click_counts_once(open_app: OpenApp) -> None:
    app = open_app("surface", link())
    move(app, "surface", weight_1=1.1)
    click(app, "again-a-1")
    move(app, "surface", weight_1=1.3)
    click(app, "again-a-1")  # told again
    assert (told(app)["moves"], standing(app)["weight_1"]) == (1, 1.3)


@pytest.mark.parametrize("word", [None, 5, "", "x", "__class__-1", "again" * 99])
def test_a_word_that_is_none_does_nothing(word: object, open_app: OpenApp) -> None:
    app = open_app("surface", link())
    move(app, "surface", weight_1=1.1)
    click(app, word)
    assert told(app)["moves"] == 1
    expect_no_failure(app)


def click(app: AppTest, word: object) -> None:
    """Run the page with what its component tells of a click."""
    real = task_line._line()

    def clicked(**more: object) -> dict[str, object]:
        real(**more)
        return {"word": word}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(task_line, "_line", lambda: clicked)
        app.run()


def test_on_another_page_it_is_still_told(open_app: OpenApp) -> None:
    app = open_app("surface", link())
    go_to(app, "loss")
    expect_no_failure(app)
    assert told(app)["page"] == "surface"
    assert "astray" not in told(app)


def test_a_damaged_task_is_said_and_the_page_opens_as_usual(open_app: OpenApp) -> None:
    text = link()["task"]
    app = open_app("surface", {"task": text[:-5] + "AAAAA", "w1": "0.25"})
    expect_no_failure(app)
    assert address_words.TASK_DAMAGED in notices(app)
    assert standing(app)["weight_1"] == 0.25
    assert data_of(app, task_line.LINE) is None


def test_without_a_task_nothing_is_told(open_app: OpenApp) -> None:
    assert data_of(open_app("surface", {"w1": "1"}), task_line.LINE) is None


@pytest.mark.parametrize("page", NEURON_PAGES)
def test_every_page_with_a_neuron_offers_to_make_one(page: str, open_app: OpenApp) -> None:
    app = open_app(page, {"w1": "1", "w2": "1", "b": "0"})
    app.button("share").click().run()
    assert not app.exception
    task = read_task(linked_task(app, "share_task_link"))
    assert (task.page, task.query) == (page, {"w1": "1", "w2": "1", "b": "0"})


def test_the_fields_of_share_make_the_task(open_app: OpenApp) -> None:
    def share_all() -> None:
        from visualizer.ui.session import open_page
        from visualizer.ui.share import open_dialog

        open_page("surface")
        open_dialog()

    app = AppTest.from_function(share_all, default_timeout=30)
    app.query_params = {"w1": "1", "w2": "1", "b": "0", "h1": "5"}
    app.run().number_input("share_task_below").set_value(0.02).run()
    app.number_input("share_task_moves").set_value(4).run()
    app.multiselect("share_task_free").set_value(["weight_1", "bias"]).run()
    app.text_input("share_task_sentence").set_value(" Without\u202e w₂. ").run()
    task = read_task(linked_task(app, "share_task_link"))
    assert (task.below, task.moves, task.free) == (0.02, 4, ("weight_1", "bias"))
    assert (task.sentence, "h1" in task.query) == ("Without w₂.", False)
    student = open_app("surface", {"task": linked_task(app, "share_task_link")})
    assert told(student)["said"].startswith("Without w₂. Loss below 0.02")
    app.number_input("share_task_below").set_value(50.0).run()  # which the start has already
    assert data_of(app, "share_task_link") is None


@pytest.mark.parametrize("page", ["network", "learning_rate", "bug_clinic"])
def test_a_page_without_one_neuron_offers_none(page: str, open_app: OpenApp) -> None:
    app = open_app(page)
    app.button("share").click().run()
    assert not app.exception
    assert words.MAKE not in [each.label for each in app.expander]


def test_a_table_of_one_s_own_is_in_the_link_and_that_is_said(open_app: OpenApp) -> None:
    name = keep_table(
        Table(("a", "b", "c"), ("", "", ""), ((1.0, 2.0, 0.0), (3.0, 1.0, 1.0), (2.0, 5.0, 1.0)))
    )
    app = open_app("loss", {"data": name})
    app.button("share").click().run()
    assert words.HOLDS_TABLE in [each.value for each in app.caption]
    student = open_app("loss", {"task": linked_task(app, "share_task_link")})
    expect_no_failure(student)
    assert session(student).now.values()["dataset"] == name


@pytest.fixture
def own_rooms(monkeypatch: pytest.MonkeyPatch) -> Iterator[Rooms]:
    """Rooms of the test's own, in a process that has the routes of a class."""
    monkeypatch.setattr("visualizer.ui.class_entry.class_url", lambda: "class")
    rooms.cache_clear()
    yield rooms()
    rooms.cache_clear()


def test_the_desk_offers_the_same_task_as_a_link(open_app: OpenApp, own_rooms: Rooms) -> None:
    app = open_app("surface", {"w1": "1", "w2": "1", "b": "0"})
    go_to(app, "class")
    app.button("open_class").click().run()
    app.number_input("class_task_below").set_value(0.02).run()
    task = read_task(linked_task(app, "class_task_link"))
    assert (task.page, task.below, task.query["w1"]) == ("surface", 0.02, "1")
    assert desk_words.TASK_GIVE in [each.label for each in app.button]
