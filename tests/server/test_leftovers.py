"""Runs and looks at what a component said leave nothing for the garbage collector."""

import gc
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
from streamlit.testing.v1 import AppTest

from visualizer.server.leftovers import leave_nothing_behind, show_plainly


def page() -> None:
    import streamlit as st

    mount = st.components.v2.component("said", js="export default () => {}")
    mount(key="said", default={"steps": 3}, on_steps_change=lambda: None)
    st.button("Go")
    st.text(f"{type(st.session_state['said']).__name__} {dict(st.session_state['said'])}")


@pytest.fixture
def no_collector() -> Iterator[None]:
    leave_nothing_behind()
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def contexts() -> int:
    return sum(type(each) is ScriptRunContext for each in gc.get_objects())


@pytest.mark.usefixtures("no_collector")
def test_what_a_run_was_made_of_goes_as_it_ends() -> None:
    before = contexts()
    app = AppTest.from_function(page).run()
    for _ in range(5):
        app.button[0].click().run()
    assert not app.exception
    assert contexts() <= before


@pytest.mark.usefixtures("no_collector")
def test_no_look_makes_a_class_of_its_own() -> None:
    before = len(dict.__subclasses__())
    app = AppTest.from_function(page).run()
    for _ in range(5):
        app.button[0].click().run()
    assert app.text[0].value == "dict {'steps': 3}"
    assert len(dict.__subclasses__()) <= before


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (None, {"steps": 3}),
        ([], {"steps": 3}),
        ([{"event": "commit", "value": 1}], {"commit": 1, "steps": 3}),
        ({"event": "commit", "value": 1}, {"commit": 1, "steps": 3}),
        ([{"event": "steps", "value": 4}], {"steps": 3}),
        ([None, 7, {"value": 1}, {"event": ["commit"]}], {"steps": 3}),
    ],
)
def test_what_was_said_in_this_run_stands_beside_what_lasts(said: object, shown: object) -> None:
    state = SimpleNamespace(_new_widget_state={"events": said})
    assert show_plainly("events")({"steps": 3}, state) == shown


def test_where_nothing_was_said_it_is_shown_as_it_is() -> None:
    state = SimpleNamespace(_new_widget_state={})
    assert show_plainly("events", "id", {"steps"})({"steps": 3}, state) == {"steps": 3}
    assert show_plainly("events")(None, state) is None
