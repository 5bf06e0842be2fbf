"""Keeping runs of one neuron and of networks, and comparing them on the page of runs."""

import json
from dataclasses import replace
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import ElementTree

from tests.core.examples import setup_from
from tests.pages.conftest import (
    OpenApp,
    expect_no_failure,
    go_to,
    notices,
    standing,
)
from visualizer.core.architecture import make_neuron
from visualizer.core.branch import Branch
from visualizer.core.model import initial_parameters
from visualizer.core.training import train
from visualizer.figures.theme import PALETTE
from visualizer.state.kept_runs import KeptRun, Shelf, keep
from visualizer.state.pages import complete, defaults
from visualizer.state.parameters import get_number
from visualizer.state.run_names import LONGEST_NAME
from visualizer.tables.loading import load_dataset
from visualizer.ui.run_storage import KEY
from visualizer.ui.session import KEY as SESSION

HOSTILE = (
    "<b>bold</b>",
    "<a href='//e'>x</a>",
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "![x](//e.example/x.png)",
    "**x** `y` $z$ :smile: :red[x]",
    "www.e.example",
    "&lt;b&gt; &amp;",
    "%{x} {name}",
    "=1+1",
)
READS_NOTHING = {"text", "text_input", "dataframe", "plotly_chart"}


def shelf_of(*names: str) -> Shelf:
    shelf = Shelf()
    for name in names:
        values = complete("training", {})
        shelf = keep(shelf, KeptRun(name, {"seed": "0"}, values, (0.5, 0.25, 0.125), None))
    return shelf


def open_shelf(open_app: OpenApp, shelf: Shelf) -> AppTest:
    """Open the page of runs in a session that keeps those of ``shelf``."""
    app = open_app("runs")
    app.session_state[KEY] = shelf
    return expect_no_trouble(app.run())


def expect_no_trouble(app: AppTest) -> AppTest:
    assert not app.exception
    assert not app.error
    assert notices(app) == ""
    return app


def follow(app: AppTest, link) -> AppTest:
    """Go where a page link leads, in the same session and as a browser does."""
    app.query_params.clear()
    app.query_params.update(dict(parse_qsl(link.proto.query_string)))
    app._tree = ElementTree()
    app._tree._runner = app
    return app.switch_page(f"../pages/{link.proto.page}.py").run()


def links(app: AppTest) -> dict[str, object]:
    """Return the links of the page but for those to its neighbours, by label."""
    return {each.proto.label: each for each in app.get("page_link")}


def names(app: AppTest) -> list[str]:
    return [each.value for each in app.text_input if each.key.startswith("rename_")]


def said(app: AppTest) -> str:
    return "\n".join(each.value for each in (*app.text, *app.markdown))


def picture(app: AppTest) -> dict:
    (chart,) = app.get("plotly_chart")
    return json.loads(chart.proto.spec)


def curves(app: AppTest) -> list[dict]:
    """Return the traces of the runs, without those of their branches."""
    named = (trace for trace in picture(app)["data"] if "name" in trace)
    return [trace for trace in named if "′:" not in trace["name"]]


def legend(app: AppTest) -> list[str]:
    return [trace["name"] for trace in picture(app)["data"] if "name" in trace]


# Keeping


def test_one_click_keeps_what_is_on_screen(open_app: OpenApp) -> None:
    app = open_app("training", {"lr": "0.3", "activation": "silu", "steps": "50"})
    assert app.text_input("keep_name_0").placeholder == "Run 1, with its settings"
    app.button("keep").click().run()
    expect_no_failure(app)
    assert "Your latest run is kept as “Run 1: lr 0.3, SiLU”." in said(app)
    (run,) = app.session_state[KEY].runs
    neuron, students = make_neuron("silu", "sigmoid"), load_dataset("three_students")
    real = train(setup_from(neuron, students, initial_parameters(0), 0.3, 50))
    assert list(run.losses) == real.losses.tolist()
    assert run.diverged_at is None
    assert run.address == {"lr": "0.3", "activation": "silu", "steps": "50"}
    assert dict(run.values) == complete("training", {
        "learning_rate": 0.3, "activation": "silu", "n_steps": 50
    })  # fmt: skip


def test_a_run_is_kept_under_the_name_that_was_typed(open_app: OpenApp) -> None:
    app = open_app("training")
    app.text_input("keep_name_0").set_value("  my\u200b first ")
    app.button("keep").click().run()
    assert app.session_state[KEY].runs[0].name == "my first"
    assert [each.value for each in app.text_input] == [""], "the field is free for the next"
    app.button("keep").click().run()
    assert [run.name for run in app.session_state[KEY].runs] == [
        "my first",
        "Run 2: lr 0.1, No activation",
    ]


def test_a_run_is_kept_with_its_branch(open_app: OpenApp) -> None:
    query = {"lr": "0.1", "branch": "40", "branch_lr": "2", "step": "40"}
    app = open_app("training", query)
    app.button("keep").click().run()
    expect_no_failure(app)
    (run,) = app.session_state[KEY].runs
    data, neuron = load_dataset("three_students"), make_neuron("identity", "sigmoid")
    setup = setup_from(neuron, data, initial_parameters(0), 0.1, 100)
    real = train(replace(setup, branch=Branch(40, 2.0)))
    assert (run.branch.step, run.branch.learning_rate) == (40, 2.0)
    assert list(run.branch.losses) == real.losses[40:].tolist()
    assert run.branch.losses[0] == run.losses[40]
    assert run.branch.losses[-1] != run.losses[-1]
    go_to(app, "runs")
    expect_no_trouble(app)
    assert legend(app) == ["Run 1: lr 0.1, No activation", "1′: Branch at step 40, lr′ 2"]
    assert app.dataframe[0].value.iloc[0]["Branch"] == "Branch at step 40, lr′ 2"
    alt = app.get("plotly_chart")[0].proto.alt
    assert "and its branch at step 40 with a learning rate of 2 ends at" in alt
    follow(app, links(app)["Open run 1"])
    expect_no_failure(app)
    assert app.button("unbranch").label == "Remove the branch"
    assert standing(app)["branch_rate"] == 2


def test_a_new_branch_takes_three_times_the_rate_and_not_the_one_that_the_question_is_about(
    open_app: OpenApp,
) -> None:
    """What ten times the rate leads to is the question of the page."""
    app = open_app("training")
    app.button("branch").click().run()
    assert standing(app)["branch_rate"] == pytest.approx(0.3)
    app = open_app("training", {"lr": "0.2", "step": "10", "branch": "5", "branch_lr": "0.7"})
    app.button("branch").click().run()
    assert standing(app)["branch_rate"] == pytest.approx(0.7), "it only moves"
    assert app.query_params["branch"] == "10"


@pytest.mark.parametrize(
    ("page", "rate", "branch"),
    [("training", "lr", "branch_rate"), ("network", "net_lr", "branch_rate_network")],
)
def test_a_branch_of_the_highest_rate_stays_within_what_can_be_set(
    page: str, rate: str, branch: str, open_app: OpenApp
) -> None:
    _, most = get_number(branch).limits
    app = open_app(page, {rate: f"{0.9 * most:g}"})
    app.button("branch").click().run()
    expect_no_failure(app)
    assert notices(app) == ""
    assert standing(app)[branch] == most


def test_what_was_kept_last_is_said_once_there_is_something(open_app: OpenApp) -> None:
    app = open_app("training")
    assert "is kept as" not in said(app)
    app.button("keep").click().run()
    app.button("next_seed").click().run()
    app.text_input("keep_name_1").set_value("another").run()
    assert "Your latest run is kept as “Run 1: lr 0.1, No activation”." in said(app)
    app.button("keep").click().run()
    assert "Your latest run is kept as “another”." in said(app)


def test_a_run_that_diverges_is_kept_with_the_step(open_app: OpenApp) -> None:
    query = {"lr": "100", "output": "identity", "data": "twelve_students"}
    app = open_app("training", query)
    app.button("keep").click().run()
    (run,) = app.session_state[KEY].runs
    assert run.diverged_at > 0
    go_to(app, "runs")
    expect_no_trouble(app)
    row = app.dataframe[0].value.iloc[0]
    assert row["Diverged at step"] == run.diverged_at
    assert row["Last loss"] is None or row.isna()["Last loss"]
    assert app.dataframe[0].proto.placeholder == "–"
    assert curves(app)[0]["y"][-1] is None


def test_kept_runs_are_there_on_the_page_of_runs(open_app: OpenApp) -> None:
    app = open_app("training")
    app.button("keep").click().run()
    app.button("next_seed").click().run()
    app.button("keep").click().run()
    kept = app.session_state[KEY].runs
    assert "Compare 2 kept runs" in links(app)
    follow(app, links(app)["Compare 2 kept runs"])
    expect_no_trouble(app)
    assert app.title[0].value == "Runs"
    assert [curve["y"] for curve in curves(app)] == [list(run.losses) for run in kept]
    assert list(app.dataframe[0].value["Name"]) == names(app) == [run.name for run in kept]
    assert list(app.dataframe[0].value["Random start"]) == [0, 1]
    go_to(go_to(app, "start"), "runs")
    assert names(app) == [run.name for run in kept]


def test_visitors_do_not_share_their_runs(open_app: OpenApp) -> None:
    open_app("training").button("keep").click().run()
    assert names(open_app("runs")) == []


# The page


def test_an_empty_shelf_tells_how_to_fill_it(open_app: OpenApp) -> None:
    app = expect_no_trouble(open_app("runs"))
    assert "press **Keep this run**" in said(app)
    assert not app.get("plotly_chart")
    assert not app.dataframe
    for label in ("Go to the training", "Go to the network"):
        go_to(app, "runs")
        follow(app, links(app)[label])
        expect_no_failure(app)
        assert app.button("keep").label == "Keep this run"


def test_the_shelf_costs_nothing_that_was_set(open_app: OpenApp) -> None:
    app = open_app("training", {"w1": "0.7", "lr": "0.3"})
    go_to(go_to(app, "runs"), "training")
    assert standing(app)["weight_1"] == 0.7
    assert standing(app)["learning_rate"] == 0.3


def test_a_run_is_renamed_everywhere(open_app: OpenApp) -> None:
    app = open_shelf(open_app, shelf_of("a", "b"))
    app.text_input("rename_2").set_value("  better ").run()
    expect_no_trouble(app)
    assert names(app) == list(app.dataframe[0].value["Name"]) == ["a", "better"]
    assert legend(app) == ["1: a", "2: better"]


@pytest.mark.parametrize(("typed", "shown"), [("", "b"), ("\u200b", "b"), ("a", "a (2)")])
def test_a_name_that_does_not_do_is_replaced_at_once(
    typed: str, shown: str, open_app: OpenApp
) -> None:
    app = open_shelf(open_app, shelf_of("a", "b"))
    app.text_input("rename_2").set_value(typed).run()
    assert names(app) == ["a", shown]


def test_a_run_is_deleted_and_one_click_brings_it_back(open_app: OpenApp) -> None:
    app = open_shelf(open_app, shelf_of("a", "b", "c"))
    app.button("delete_2").click().run()
    expect_no_trouble(app)
    assert names(app) == list(app.dataframe[0].value["Name"]) == ["a", "c"]
    assert len(curves(app)) == 2
    assert "“b” is deleted." in said(app)
    app.button("undo").click().run()
    assert names(app) == ["a", "b", "c"]
    assert legend(app) == ["1: a", "2: b", "3: c"]
    assert "deleted" not in said(app)


def test_the_last_run_can_come_back_to_an_empty_shelf(open_app: OpenApp) -> None:
    app = open_shelf(open_app, shelf_of("a"))
    app.button("delete_1").click().run()
    assert "press **Keep this run**" in said(app)
    app.button("undo").click().run()
    assert names(app) == ["a"]


def test_open_restores_the_run_whatever_was_done_since(open_app: OpenApp) -> None:
    query = {"lr": "0.3", "steps": "50", "activation": "tanh", "step": "7"}
    app = open_app("training")
    app.button("keep").click().run()  # nothing but defaults
    follow_query(app, query)
    app.button("keep").click().run()
    app.button("next_seed").click().run()
    go_to(app, "runs")
    follow(app, links(app)["Open run 2"])
    expect_no_failure(app)
    assert app.query_params == query
    assert standing(app) == standing(open_app("training", query))
    go_to(app, "runs")
    follow(app, links(app)["Open run 1"])
    assert standing(app) == standing(open_app("training"))
    whole = defaults("training")
    values = app.session_state[SESSION].now.memory.values()
    assert all(values[name] == whole[name] for name in whole)


def follow_query(app: AppTest, query: dict[str, str]) -> None:
    app.query_params.clear()
    app.query_params.update(query)
    app.run()


def test_thirteen_runs_are_one_too_many_and_none_is_lost(open_app: OpenApp) -> None:
    app = open_app("training")
    app.session_state[KEY] = shelf_of(*"abcdefghijk")
    app.run()
    assert not app.button("keep").disabled
    app.button("keep").click().run()
    assert app.button("keep").disabled
    assert len(app.session_state[KEY].runs) == 12
    assert "12 runs are kept" in said(app)
    assert "such as the oldest, “a”" in said(app)
    go_to(app, "runs")
    expect_no_trouble(app)
    assert len(names(app)) == len(curves(app)) == 12
    assert "such as the oldest, “a”" in said(app)
    app.button("delete_1").click().run()
    assert "12 runs are kept" not in said(app)
    go_to(app, "training")
    app.button("keep").click().run()
    go_to(app, "runs")
    assert app.button("undo").disabled, "there is no room for it"
    assert "“a” is deleted." in said(app)
    app.button("delete_2").click().run()
    app.button("undo").click().run()
    assert "b" in names(app)


# Names


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_name_is_text_and_nothing_else(hostile: str, open_app: OpenApp) -> None:
    name = f"{hostile} qq7"
    app = open_app("training")
    app.text_input("keep_name_0").set_value(name)
    app.button("keep").click().run()
    assert f"“{name}”" in said(app)
    expect_only_text(app)
    go_to(app, "runs")
    expect_no_trouble(app)
    assert names(app) == [name]
    assert list(app.dataframe[0].value["Name"]) == [f"'{name}" if name[0] == "=" else name]
    expect_only_text(app)
    shown = json.dumps(picture(app))
    assert "<b" not in shown.replace("<br>", "")
    assert "<a" not in shown
    assert "<img" not in shown
    assert "$" not in shown
    app.button("delete_1").click().run()
    assert f"“{name}” is deleted." in said(app)
    expect_only_text(app)


def expect_only_text(app: AppTest) -> None:
    """Check that the name is on the page, and only where nobody reads Markdown or HTML."""
    nodes = [node for node in app.main if "qq7" in str(getattr(node, "proto", ""))]
    # The browser is told the name to store it, and shows nothing of that.
    kinds = {node.type for node in nodes if getattr(node, "key", "") != "run_storage"}
    assert kinds
    assert kinds <= READS_NOTHING
    assert not any("qq7" in each.proto.label + each.proto.help for each in app.text_input)


def test_a_field_for_a_name_ends_where_names_do(open_app: OpenApp) -> None:
    app = open_shelf(open_app, shelf_of("a"))
    assert app.text_input("rename_1").proto.max_chars == LONGEST_NAME
    assert open_app("training").text_input("keep_name_0").proto.max_chars == LONGEST_NAME


# The picture


def test_the_axis_can_be_logarithmic_and_stays_so(open_app: OpenApp) -> None:
    app = open_shelf(open_app, shelf_of("a"))
    assert "type" not in picture(app)["layout"]["yaxis"]
    app.segmented_control("kept_axis").set_value("log").run()
    assert picture(app)["layout"]["yaxis"]["type"] == "log"
    go_to(go_to(app, "start"), "runs")
    assert picture(app)["layout"]["yaxis"]["type"] == "log"


@pytest.mark.parametrize(("theme", "place"), [("light", 0), (None, 0), ("dark", 1)])
def test_the_picture_has_the_colours_of_the_page(
    theme: str | None, place: int, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    import streamlit as st
    from streamlit.runtime.context import StreamlitTheme

    shown = property(lambda _: StreamlitTheme({"type": theme}))
    monkeypatch.setattr(type(st.context), "theme", shown)
    app = open_shelf(open_app, shelf_of("a"))
    assert curves(app)[0]["line"]["color"] == PALETTE["weight_1"][place]


def test_the_picture_is_told_to_those_who_do_not_see_it(open_app: OpenApp) -> None:
    app = open_shelf(open_app, shelf_of("a"))
    chart = app.get("plotly_chart")[0].proto
    assert "a: from 0.500000 to 0.125000 in 2 steps" in chart.alt
    assert json.loads(chart.config)["displayModeBar"] is False
    assert chart.theme == ""
