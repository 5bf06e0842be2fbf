"""My data, without a browser: presets, parts, own rows, and the data on every page."""

import pytest

from tests.pages.conftest import OpenApp, expect_no_failure, go_to, header, notices
from visualizer.tables.own_data import keep_table, travels
from visualizer.tables.table import Table
from visualizer.ui.own_tables import PRESETS

NASTY = Table(
    ("<img src=x onerror=alert(1)>", "$x$ [a](javascript:alert(1))", "{loss}"),
    ("=1+1", "**b**", ":red[x]", "</script>"),
    ((1, 2, 0), (2, 1, 1), (3, 3, 1), (0, 1, 0)),
)
TWO = Table(("a", "b", "c"), ("", ""), ((1, 2, -5), (2, 1, 7.5)), (2, 0), 1)
LARGE = Table(
    ("a", "b", "c"),
    ("",) * 3000,
    tuple((i % 97 / 7, i % 89 / 3, float(i % 2)) for i in range(3000)),
)
LESSON = ("activations", "loss", "surface", "learning_rate", "training", "your_data")


def test_a_preset_becomes_the_data_and_follows_to_the_next_page(open_app: OpenApp) -> None:
    app = open_app("your_data")
    app.button(key="preset_Either, not both: it cannot").click().run()
    expect_no_failure(app)
    name = PRESETS["Either, not both: it cannot"]
    assert app.query_params["data"] == name
    go_to(app, "training")
    expect_no_failure(app)
    assert app.query_params["data"] == name
    assert header(app)["settings"]["step"]


@pytest.mark.parametrize("page", LESSON)
@pytest.mark.parametrize("table", [NASTY, TWO, LARGE], ids=["nasty", "two", "large"])
def test_any_table_works_on_every_page(open_app: OpenApp, page: str, table: Table) -> None:
    app = open_app(page, {"data": keep_table(table)})
    expect_no_failure(app)
    assert notices(app) == ""
    assert header(app)["sweeps"] or header(app)["joint"]["first_rows"]


@pytest.mark.parametrize("page", LESSON)
@pytest.mark.parametrize(
    "data", ["own.AAAA", "own.", "own-0123", "own.<script>", "own." + "A" * 20_000]
)
def test_data_that_is_none_gets_a_sentence(open_app: OpenApp, page: str, data: str) -> None:
    app = open_app(page, {"data": data})
    expect_no_failure(app)
    wanted = "too large for it" if data.startswith("own-") else "The table in this link is damaged"
    assert wanted in notices(app)
    assert "students” is used" in notices(app)
    assert "<script>" not in notices(app)


def test_a_table_too_large_for_a_link_says_so(open_app: OpenApp) -> None:
    numbers = tuple((i * i * 0.37 % 7.131, i**3 * 0.11 % 5.713, float(i % 2)) for i in range(3000))
    name = keep_table(Table(("a", "b", "c"), ("",) * 3000, numbers))
    assert not travels(name)
    app = open_app("your_data", {"data": name})
    expect_no_failure(app)
    captions = " ".join(each.value for each in app.caption)
    assert "longer than a link can hold" in captions
    assert "500 of them" in captions


def test_the_parts_of_the_columns_can_be_changed(open_app: OpenApp) -> None:
    app = open_app("your_data", {"data": keep_table(NASTY)})
    target = next(each for each in app.selectbox if each.label == "What to predict")
    target.set_value(1).run()
    assert "column of its own" in notices(app)
    first = next(each for each in app.selectbox if each.label == "Second input")
    first.set_value(2).run()
    expect_no_failure(app)
    changed = Table(NASTY.columns, NASTY.names, NASTY.rows, (0, 2), 1)
    assert app.query_params["data"] == keep_table(changed)


def test_pasted_cells_become_the_data(open_app: OpenApp) -> None:
    app = open_app("your_data")
    app.text_area(key="pasted").set_value("x\ty\tz\n1,5\t2\t0\n2\t3\t1\n4\tfour\t1\n5\t5\t1")
    next(each for each in app.button if each.label == "Use what I pasted").click().run()
    expect_no_failure(app)
    wanted = Table(("x", "y", "z"), ("", "", ""), ((1.5, 2, 0), (2, 3, 1), (5, 5, 1)))
    assert app.query_params["data"] == keep_table(wanted)
    assert "four" in notices(app)
    assert "Row 4" in notices(app)


def test_what_is_no_table_changes_nothing(open_app: OpenApp) -> None:
    app = open_app("your_data", {"w1": "0.3"})
    app.text_area(key="pasted").set_value("<html><script>alert(1)</script>")
    next(each for each in app.button if each.label == "Use what I pasted").click().run()
    expect_no_failure(app)
    assert dict(app.query_params) == {"w1": "0.3"}
    assert 'role="alert"' in notices(app)
    assert "<script>" not in notices(app)


def test_my_row_is_the_student_of_every_page(open_app: OpenApp) -> None:
    app = open_app("your_data")
    app.text_input(key="my_input_1").set_value("9").run()
    expect_no_failure(app)
    assert app.query_params["x1"] == "9"
    go_to(app, "neuron")
    assert (
        header(app)["settings"]["input_1"]["positions"][header(app)["settings"]["input_1"]["index"]]
        == 9
    )
