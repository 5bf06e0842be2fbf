"""What a student has chosen on other pages is said where it stands in a closed list."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import OpenApp, chooser, expect_no_failure, go_to

SAID = "You chose before: Data “Twelve students”, Output “Linear”. “Reset this page” goes back."


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


def test_what_is_chosen_on_the_page_itself_is_not_repeated(open_app: OpenApp) -> None:
    app = open_app("loss")
    chooser(app, "output").set_value("identity").run()
    assert beside(app) == []
    assert beside(open_app("loss", {"output": "identity"})) == []
