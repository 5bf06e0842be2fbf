"""A training on a table's own large numbers says why it comes to nothing, and leads out of it."""

from __future__ import annotations

import pytest

from tests.core.plain import plain_training
from tests.pages.conftest import OpenApp, choosers, everything_said
from visualizer.state.pages import complete
from visualizer.state.views.training import training_view
from visualizer.tables.own_data import keep_table
from visualizer.tables.table import Table

ROWS = ((1250, 8, 0), (3400, 30, 1), (2000, 12, 0), (2900, 25, 1))
STEPS = Table(("steps", "minutes", "fit"), ("",) * 4, ROWS)
SMALL = Table(("a", "b", "fit"), ("",) * 4, ((1, 0, 0), (0, 1, 1), (1, 1, 1), (0, 0, 0)))


def test_one_click_leads_out_and_what_was_promised_comes_true(open_app: OpenApp) -> None:
    data = keep_table(STEPS)
    app = open_app("training", {"data": data})
    said = everything_said(app)
    assert "as large as 3400" in said
    assert "**saturated**" in said
    values = complete("training", {"dataset": data, "scaling": "standardized"})
    end = plain_training(training_view(values).setup).losses[-1].item()
    assert f"ends at a loss of {end:.4f}" in said
    app.button("standardize").click().run()
    assert app.query_params["scaling"] == "standardized"
    assert choosers(app)["scaling"].value == "standardized"
    assert "as large as" not in everything_said(app)


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"scaling": "raw", "lr": "100"},  # our students: their trouble is the lesson
        {"data": keep_table(SMALL), "w1": "3", "w2": "3", "b": "3"},  # the start is to blame
        {"data": keep_table(SMALL), "output": "identity", "lr": "100"},  # the rate is
        {"data": keep_table(STEPS), "scaling": "standardized"},
    ],
)
def test_nothing_is_offered_where_nothing_is_wrong_with_a_scale(
    query: dict[str, str], open_app: OpenApp
) -> None:
    app = open_app("training", query)
    assert "standardize" not in [each.key for each in app.button]
