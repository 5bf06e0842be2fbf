"""Keeping trainings of the network, and comparing them with those of one neuron."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import OpenApp, answer, chooser, expect_no_failure, go_to
from tests.pages.test_runs import (
    curves,
    expect_no_trouble,
    follow,
    legend,
    links,
    names,
    picture,
    said,
)
from visualizer.core.branch import Branch
from visualizer.core.training import train
from visualizer.scenes.network_moment import network_moment
from visualizer.state.packed_weights import write_weights
from visualizer.state.views.network import network_view
from visualizer.ui.run_storage import KEY
from visualizer.ui.session import KEY as SESSION


def test_a_network_is_kept_and_opens_with_the_same_numbers(open_app: OpenApp) -> None:
    weights = write_weights([0.5, -2.0, 1.0] * 3)
    query = {
        "points": "moons", "noise": "10", "test": "25", "net_lr": "0.3", "net_w": weights,
        "net_step": "40",
    }  # fmt: skip
    app = open_app("network", query)
    app.button("keep").click().run()
    expect_no_failure(app)
    assert "Your latest run is kept as “Run 1: 2-2-1, tanh, lr 0.3”." in said(app)
    (run,) = app.session_state[KEY].runs
    view = network_view(app.session_state[SESSION].now.memory.values())
    assert list(run.losses) == train(view.setup).losses.tolist()
    assert run.address == query
    numbers = answer(app)
    choose(app, "network_data", "circle")
    go_to(app, "runs")
    expect_no_trouble(app)
    assert curves(app)[0]["y"] == list(run.losses)
    row = app.dataframe[0].value.iloc[0]
    assert (row["Page"], row["Size"], row["Start weights"]) == (
        "A network", "2-2-1", "Set by hand"
    )  # fmt: skip
    assert row["Last loss on test examples"] == run.test_loss
    follow(app, links(app)["Open run 1"])
    expect_no_failure(app)
    assert app.query_params == query
    assert network_view(app.session_state[SESSION].now.memory.values()) == view
    assert answer(app) == numbers


def test_a_network_of_three_classes_is_kept_and_opens_with_the_same_numbers(
    open_app: OpenApp,
) -> None:
    query = {"points": "arms", "h1": "4", "test": "25", "net_step": "40"}
    app = open_app("network", query)
    app.button("keep").click().run()
    expect_no_failure(app)
    (run,) = app.session_state[KEY].runs
    view = network_view(app.session_state[SESSION].now.memory.values())
    assert list(run.losses) == train(view.setup).losses.tolist()
    assert run.address == query
    numbers = answer(app)
    choose(app, "network_data", "circle")
    go_to(app, "runs")
    expect_no_trouble(app)
    assert picture(app)["layout"]["yaxis"]["title"]["text"] == "loss (cross-entropy over classes)"
    row = app.dataframe[0].value.iloc[0]
    assert row["Size"] == "2-4-3"
    assert row["Last loss on test examples"] == run.test_loss
    follow(app, links(app)["Open run 1"])
    expect_no_failure(app)
    assert app.query_params == query
    assert network_view(app.session_state[SESSION].now.memory.values()) == view
    assert answer(app) == numbers


def test_the_loss_on_test_examples_is_the_one_on_screen(open_app: OpenApp) -> None:
    app = open_app("network", {"test": "25"})
    app.button("keep").click().run()
    (run,) = app.session_state[KEY].runs
    memory = app.session_state[SESSION].now.memory
    shown = network_moment(network_view(memory.values())).fixed.quantities["test_loss"]
    assert float(shown[0]) == pytest.approx(run.test_loss)


def test_a_network_is_kept_with_its_branch(open_app: OpenApp) -> None:
    app = open_app("network", {"net_step": "40"})
    app.button("branch").click().run()
    app.button("keep").click().run()
    expect_no_failure(app)
    (run,) = app.session_state[KEY].runs
    real = train(replace(network_view({}).setup, branch=Branch(40, 3.0)))
    assert run.branch is not None
    assert list(run.branch.losses) == real.losses[40:].tolist()
    go_to(app, "runs")
    assert legend(app) == ["Run 1: 2-2-1, tanh, lr 1", "1′: Branch at step 40, lr′ 3"]
    follow(app, links(app)["Open run 1"])
    app.button("unbranch").click().run()
    expect_no_failure(app)
    assert app.query_params == {"net_step": "40"}


def choose(app: AppTest, name: str, value: object) -> None:
    chooser(app, name).set_value(value).run()


def test_what_was_kept_before_leads_each_to_its_own_page(open_app: OpenApp) -> None:
    app = open_app("training")
    app.button("keep").click().run()
    go_to(app, "network")
    app.button("keep").click().run()
    assert "Compare 2 kept runs" in links(app)
    assert [run.page for run in app.session_state[KEY].runs] == ["training", "network"]
    go_to(app, "runs")
    expect_no_trouble(app)
    assert [links(app)[f"Open run {number}"].proto.page for number in (1, 2)] == [
        "training", "network"
    ]  # fmt: skip
    assert list(app.dataframe[0].value["Page"]) == ["Training", "A network"]
    follow(app, links(app)["Open run 1"])
    expect_no_failure(app)
    assert app.title[0].value == "Training"


def test_losses_of_two_kinds_are_not_laid_over_one_another_without_a_word(
    open_app: OpenApp,
) -> None:
    app = open_app("network")
    app.text_input("keep_name_0").set_value("squares")
    app.button("keep").click().run()
    go_to(app, "runs")
    assert "cannot be compared" not in said(app)
    assert picture(app)["layout"]["yaxis"]["title"]["text"] == "loss (MSE)"
    go_to(app, "network")
    choose(app, "network_loss", "binary_cross_entropy")
    app.text_input("keep_name_1").set_value("logs")
    app.button("keep").click().run()
    go_to(app, "runs")
    expect_no_trouble(app)
    assert "between different ones the heights cannot be compared" in said(app)
    assert picture(app)["layout"]["yaxis"]["title"]["text"] == "loss"
    assert legend(app) == ["1: squares (MSE)", "2: logs (cross-entropy)"]
    assert names(app) == ["squares", "logs"], "what is to be renamed is the name alone"
    app.segmented_control("kept_axis").set_value("log").run()
    assert picture(app)["layout"]["yaxis"]["title"]["text"] == "loss, log"
    app.button("delete_1").click().run()
    assert "cannot be compared" not in said(app)
    assert picture(app)["layout"]["yaxis"]["title"]["text"] == "loss (cross-entropy), log"


def test_a_network_beyond_all_numbers_can_be_kept(open_app: OpenApp) -> None:
    query = {"net_w": write_weights([3e37] * 9), "act": "identity",
             "net_loss": "binary_cross_entropy"}  # fmt: skip
    app = open_app("network", query)
    app.button("keep").click().run()
    expect_no_failure(app)
    go_to(app, "runs")
    expect_no_trouble(app)
    assert curves(app)[0]["y"] == [None] * 301
    assert "nan" not in app.get("plotly_chart")[0].proto.alt.lower()
    row = app.dataframe[0].value.iloc[0]
    assert row.isna()["First loss"]
    assert row["Diverged at step"] == 0
