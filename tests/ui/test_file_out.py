"""A file goes out once for each click, and is not lost with a script run that another one ends."""

import json
from collections.abc import Mapping

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from visualizer.ui import file_out


def page() -> None:
    import streamlit as st

    from visualizer.ui.file_out import show_file_button

    n_made = st.session_state.get("n_made", 0)

    def make() -> str:
        st.session_state["n_made"] = n_made + 1
        return f"{n_made}: ä\n"

    show_file_button("File", "out", "a.csv", make, mime="text/csv")


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_function(page).run()


def file_in(app: AppTest) -> Mapping[str, str] | None:
    (element,) = app.get("bidi_component")
    assert not app.exception
    return json.loads(element.proto.json)["file"]


def test_a_click_makes_the_file_and_the_next_script_run_does_not(app: AppTest) -> None:
    assert file_in(app) is None
    first = file_in(app.button[0].click().run())
    assert first
    assert (first["name"], first["mime"], first["text"]) == ("a.csv", "text/csv", "0: ä\n")
    assert file_in(app.run()) is None
    second = file_in(app.button[0].click().run())
    assert second
    assert second["text"] == "1: ä\n"
    assert second["id"] != first["id"], "or the browser would take it for the first"


def test_a_file_that_was_cut_off_goes_out_with_the_next_script_run(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off(**_: object) -> None:
        st.stop()

    monkeypatch.setattr(file_out, "_component", lambda: cut_off)
    app.button[0].click().run()
    monkeypatch.undo()
    assert file_in(app.run())
