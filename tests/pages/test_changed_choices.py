"""What is not as the lesson has it is said where it stands in a closed list."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import OpenApp, chooser, expect_no_failure, go_to
from visualizer.rooms.place import rooms
from visualizer.seats.joining import join_class
from visualizer.ui.session import KEY

SAID = "Not as in the lesson: Data “Twelve students”, Output “Linear”. “Reset this page” goes back."


def beside(app: AppTest) -> list[str]:
    """Return what is said in small type."""
    return [each.value for each in app.get("html") if "beside" in each.value]


@pytest.mark.parametrize("page", ["loss", "surface", "training"])
def test_what_came_along_is_said_until_the_page_is_reset(open_app: OpenApp, page: str) -> None:
    app = open_app("activations", {"data": "twelve_students", "output": "identity"})
    app = go_to(app, page)
    expect_no_failure(app)
    [said] = beside(app)
    assert SAID in said
    app.button("reset_page").click().run()
    assert beside(app) == []


def test_what_a_link_brings_or_is_chosen_here_is_said_as_well(open_app: OpenApp) -> None:
    app = open_app("loss")
    assert beside(app) == []
    chooser(app, "output").set_value("identity").run()
    assert len(beside(app)) == 1
    assert beside(open_app("loss", {"output": "identity"})) == beside(app)


def test_who_is_in_a_class_is_not_told_to_go_back(open_app: OpenApp) -> None:
    app = open_app("loss", {"output": "identity"})
    session = app.session_state[KEY]
    code = rooms().open().code
    join_class(session, code)
    [said] = beside(app.run())
    assert "Output “Linear”." in said
    assert "goes back" not in said
