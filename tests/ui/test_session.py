"""The session in Streamlit: the values that a page gets and the address that it leaves."""

import dataclasses
from pathlib import Path

import pytest
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
from streamlit.testing.v1 import AppTest

import visualizer.ui.session as session
from visualizer.state.pages import PAGES
from visualizer.state.parameters import PARAMETERS
from visualizer.ui.session import PageState, Values

SHELL = """
import streamlit as st
st.navigation([st.Page("start.py", default=True), st.Page("training.py")]).run()
"""
PAGE = """
import streamlit as st
from visualizer.ui.session import commit, open_page, reset
state = open_page({page!r})
st.text(state.bias)
for notice in state.notices:
    st.caption(notice)
st.button("bias", key="bias", on_click=lambda: commit({{"bias": 1.25}}))
st.button("bad", key="bad", on_click=lambda: commit({{"bias": "x", "input_1": 3}}))
st.button("reset", key="reset", on_click=lambda: reset("weight_1", "weight_2", "bias"))
if st.button("late", key="late"):
    st.text(commit({{"bias": 2.0}}).bias)
"""


@pytest.fixture
def app(tmp_path: Path) -> AppTest:
    """Two pages of one app: start and training."""
    for page in ("start", "training"):
        (tmp_path / f"{page}.py").write_text(PAGE.format(page=page), "utf-8")
    (tmp_path / "shell.py").write_text(SHELL, "utf-8")
    return AppTest.from_file(tmp_path / "shell.py", default_timeout=30)


def bias_on(at: AppTest) -> str:
    assert not at.exception
    return at.text[0].value


def to_page(at: AppTest, page: str) -> AppTest:
    """Go to another page as the menu does: with an empty address."""
    at.query_params.clear()
    return at.switch_page(f"{page}.py").run()


def test_a_page_without_an_address_shows_its_defaults_and_leaves_none(app: AppTest) -> None:
    assert bias_on(app.run()) == "0.5"
    assert app.query_params == {}


def test_a_link_is_read_and_stays_as_it_came(app: AppTest) -> None:
    app.query_params = {"b": "0.50", "x1": "nonsense", "embed": "true"}
    assert bias_on(app.run()) == "0.5"
    assert [each.value for each in app.caption] == [
        "x1 = “nonsense” is not a number between −3000000 and 3000000, so 5 is used."
    ]
    assert app.query_params == {"b": "0.50", "x1": "nonsense", "embed": "true"}


def test_a_change_is_shown_and_replaces_the_address(app: AppTest) -> None:
    app.query_params = {"x1": "3", "x2": "nonsense", "junk": "1", "embed": "true"}
    app.run().button("bias").click().run()
    assert bias_on(app) == "1.25"
    assert app.query_params == {"embed": "true", "x1": "3", "b": "1.25"}
    assert not app.caption


def test_a_change_in_the_middle_of_a_page_counts_at_once(app: AppTest) -> None:
    app.run().button("late").click().run()
    assert app.text[1].value == "2.0"
    assert app.query_params == {"b": "2"}


def test_a_bad_change_is_named_and_the_good_one_kept(app: AppTest) -> None:
    app.run().button("bad").click().run()
    assert [each.value for each in app.caption] == [
        "Bias: “x” is not a number between −6000000 and 6000000, so it stays 0.5."
    ]
    assert app.query_params == {"x1": "3"}


def test_reset_brings_the_defaults_back(app: AppTest) -> None:
    app.run().button("bias").click().run().button("reset").click().run()
    assert bias_on(app) == "0.5"
    assert app.query_params == {}


def test_values_follow_to_another_page_and_its_address(app: AppTest) -> None:
    app.run().button("bias").click().run()
    to_page(app, "training")
    assert bias_on(app) == "1.25"
    assert app.query_params == {"w1": "0.1", "w2": "0.2", "b": "1.25"}
    assert bias_on(to_page(app, "start")) == "1.25"


def test_values_follow_where_the_address_is_not_emptied(app: AppTest) -> None:
    app.run().button("bias").click().run().switch_page("training.py").run()
    assert bias_on(app) == "1.25"


def test_a_restarted_server_reads_the_address(app: AppTest, tmp_path: Path) -> None:
    app.run().button("bias").click().run()
    restarted = AppTest.from_file(tmp_path / "shell.py")
    restarted.query_params = dict(app.query_params)
    assert bias_on(restarted.run()) == "1.25"


def test_a_late_address_does_not_undo_a_change(app: AppTest) -> None:
    app.run().button("bias").click().run()
    app.query_params.clear()  # as if the browser had not got the new address yet
    assert bias_on(app.run()) == "1.25"
    app.button("late").click().run()
    assert app.query_params == {"b": "2"}


def test_back_undoes_a_change(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    app.run().button("bias").click().run()
    app.query_params.clear()
    monkeypatch.setattr(session, "_came_by_history", lambda: True)
    assert bias_on(app.run()) == "0.5"
    assert app.query_params == {}


def test_two_sessions_share_nothing(app: AppTest, tmp_path: Path) -> None:
    app.run().button("bias").click().run()
    assert bias_on(AppTest.from_file(tmp_path / "shell.py").run()) == "0.5"


def test_an_unchanged_address_is_not_written_again(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = []
    app.run().button("bias").click().run()
    proxy = type(session.st.query_params)
    monkeypatch.setattr(proxy, "from_dict", lambda *_: written.append(1))
    app.run().run()
    assert written == []


def test_streamlit_still_says_whether_the_browser_went_back() -> None:
    assert "is_history_navigation" in {field.name for field in dataclasses.fields(ScriptRunContext)}
    assert get_script_run_ctx(suppress_warning=True) is None  # the test itself is no page


def test_every_parameter_has_its_type_and_no_other_name_has() -> None:
    assert set(Values.__annotations__) == set(PARAMETERS)
    for name, parameter in PARAMETERS.items():
        assert isinstance(parameter.default, Values.__annotations__[name])


def test_a_page_state_has_its_own_parameters_as_attributes() -> None:
    state = PageState("start", {"bias": 0.5})
    assert state.bias == 0.5
    assert not hasattr(state, "seed")
    with pytest.raises(dataclasses.FrozenInstanceError):
        state.bias = 1.0  # type: ignore[misc]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_the_table_opens(page: str) -> None:
    def script(page: str) -> None:
        import streamlit as st

        from visualizer.ui.session import open_page

        st.text(",".join(open_page(page).values))

    at = AppTest.from_function(script, kwargs={"page": page}).run()
    assert not at.exception
    assert at.text[0].value == ",".join(PAGES[page].names)
