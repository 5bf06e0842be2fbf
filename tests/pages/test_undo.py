"""Undo, redo and reset on every page, by the buttons of the page."""

import pytest

from tests.pages.conftest import OpenApp, expect_no_failure, go_to, header, notices, standing
from tests.pages.test_pages import chooser
from visualizer.chapters import BESIDE, CHAPTERS, get_chapter
from visualizer.state.pages import PAGES, drawn_weights
from visualizer.tables import own_data
from visualizer.tables.table import Table
from visualizer.ui.sheet import cell_key
from visualizer.ui.table_editor import EDITOR

BUTTONS = ("undo_move", "redo_move", "reset_page")


def there_is(app) -> tuple[bool, bool]:
    """Return whether there is a move to take back, and one to make again."""
    memory = app.session_state["session"].now.memory
    return bool(memory.past), bool(memory.future)


DESK = get_chapter("class")  # where nothing stands in a link
WITHOUT_MOVES = ("runs", "class", "plans")


@pytest.mark.parametrize(
    "chapter",
    [each for each in (*CHAPTERS, *BESIDE) if each.name not in WITHOUT_MOVES],
    ids=lambda chapter: chapter.name,
)
def test_every_page_on_which_something_moves_has_the_three_buttons(
    chapter, open_app: OpenApp
) -> None:
    app = open_app(chapter.name)
    assert not app.exception
    assert there_is(app) == (False, False)
    assert [app.button(key).label for key in BUTTONS] == ["Undo", "Redo", "Reset this page"]


@pytest.mark.parametrize("page", WITHOUT_MOVES)
def test_where_nothing_is_a_move_there_is_nothing_to_take_back(
    page: str, open_app: OpenApp
) -> None:
    app = open_app(page)
    assert not app.exception
    shown = {each.key for each in app.button}
    assert not shown & {*BUTTONS}
    assert "present" in shown


def test_a_desk_has_nothing_to_share(open_app: OpenApp) -> None:
    assert "share" not in {each.key for each in open_app(DESK.name).button}


def test_a_chooser_and_a_seed_are_taken_back_and_made_again(open_app: OpenApp) -> None:
    app = open_app("training")
    chooser(app, "n_steps").set_value(300)
    app.run()
    app.button("next_seed").click().run()
    assert there_is(app) == (True, False)
    assert app.query_params == {"steps": "300", "seed": "1"}
    app.button("undo_move").click().run()
    expect_no_failure(app)
    assert app.query_params == {"steps": "300"}
    assert standing(app).items() >= drawn_weights(0).items()
    app.button("undo_move").click().run()
    assert app.query_params == {}
    assert chooser(app, "n_steps").value == 100
    assert there_is(app) == (False, True)
    for _ in range(2):
        app.button("redo_move").click().run()
    assert app.query_params == {"steps": "300", "seed": "1"}
    assert chooser(app, "n_steps").value == 300
    assert there_is(app) == (True, False)


@pytest.mark.parametrize("key", ["undo_move", "redo_move"])
def test_with_nothing_to_do_nothing_happens(open_app: OpenApp, key: str) -> None:
    app = open_app("neuron", {"w1": "0.7"})
    before = standing(app)
    app.button(key).click().run()
    expect_no_failure(app)
    assert (standing(app), len(app.toast)) == (before, 0)


def test_a_move_is_taken_back_from_another_page_which_says_so(open_app: OpenApp) -> None:
    app = open_app("training")
    chooser(app, "n_steps").set_value(300)
    app.run()
    go_to(app, "start")
    app.button("undo_move").click().run()
    expect_no_failure(app)
    [toast] = app.toast
    assert toast.value == "Undone. That move belongs to another page, where you will see it."
    go_to(app, "training")
    assert chooser(app, "n_steps").value == 100


@pytest.mark.parametrize("page", [name for name in PAGES if name not in {"runs", "class", "plans"}])
def test_a_reset_brings_a_page_back_and_is_taken_back(page: str, open_app: OpenApp) -> None:
    fresh = open_app(page)
    query = {"w1": "2", "w2": "0.25", "b": "-1.5", "scaling": "tenths", "output": "identity"}
    app = open_app(
        page, {**query, "net_lr": "0.3", "net_step": "12", "bp_lr": "0.3", "clinic_step": "7"}
    )
    wanted = standing(app)
    assert wanted != standing(fresh) or page == "learning_rate"
    app.button("reset_page").click().run()
    expect_no_failure(app)
    assert standing(app) == standing(fresh)
    app.button("undo_move").click().run()
    expect_no_failure(app)
    assert standing(app) == wanted
    assert app.query_params["w1"] == "2"


def test_a_reset_keeps_what_other_pages_alone_have(open_app: OpenApp) -> None:
    app = open_app("start", {"steps": "300", "w1": "0.7"})
    app.button("reset_page").click().run()
    assert app.query_params == {"steps": "300"}


def test_a_widened_slider_is_the_usual_one_after_a_reset(open_app: OpenApp) -> None:
    app = open_app("start", {"w1": "2"})
    assert header(app)["settings"]["weight_1"]["positions"][-1] == 3
    app.button("reset_page").click().run()
    setting = header(app)["settings"]["weight_1"]
    assert (setting["positions"][0], setting["positions"][-1]) == (-1.5, 1.5)
    assert "note" not in setting


def test_another_table_is_taken_back_and_made_again(open_app: OpenApp) -> None:
    app = open_app("your_data")
    app.button("preset_Both: one neuron can").click().run()
    own = app.query_params["data"]
    app.button("undo_move").click().run()
    expect_no_failure(app)
    assert "data" not in app.query_params
    app.button("redo_move").click().run()
    assert app.query_params["data"] == own


def test_a_cell_that_was_edited_is_taken_back(open_app: OpenApp) -> None:
    app = open_app("your_data")
    key = app.session_state[EDITOR].key
    edits = {"edited_rows": {0: {cell_key(0): "9"}}, "added_rows": [], "deleted_rows": []}
    app.session_state[key] = edits
    app.run()
    assert "data" in app.query_params
    app.button("undo_move").click().run()
    expect_no_failure(app)
    assert "data" not in app.query_params
    app.run()
    assert "data" not in app.query_params


def test_a_large_table_that_is_gone_is_not_brought_back_and_that_is_said(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = tuple((i * i * 0.37 % 7.131, i**3 * 0.11 % 5.713, float(i % 2)) for i in range(3000))
    large = own_data.keep_table(Table(("a", "b", "c"), ("",) * 3000, rows))
    app = open_app("your_data", {"data": large})
    app.button("preset_Both: one neuron can").click().run()
    other = app.query_params["data"]
    monkeypatch.setattr(own_data, "_kept", type(own_data._kept)())  # other visitors' came since
    app.button("undo_move").click().run()
    expect_no_failure(app)
    assert app.query_params["data"] == other
    assert "was too large to be kept until now" in notices(app)
