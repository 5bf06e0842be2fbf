"""Choosers: they show the value that holds and commit the one that was picked."""

from collections.abc import Iterator

import pytest
from streamlit.elements.lib import policies
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Element

from tests.pages.conftest import choosers
from visualizer.state.pages import drawn_weights


def script() -> None:
    import streamlit as st

    from visualizer.ui.choosers import choose, choose_seed
    from visualizer.ui.session import commit, open_page

    page = "neuron" if st.session_state.get("elsewhere") else "training"
    state = open_page(page)
    choose("activation", state)
    choose("output", state)
    if page == "training":
        choose("n_steps", state)
        choose_seed(state)
    st.button("from elsewhere", key="commit", on_click=lambda: commit({"output": "identity"}))
    st.text(dict(state.values))


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    """A page with all kinds of choosers, about which Streamlit must have nothing to complain."""
    complaints: list[str] = []
    # It complains once a process only, into its own log.
    monkeypatch.setattr(policies, "_shown_default_value_warning", False)
    monkeypatch.setattr(policies._LOGGER, "warning", lambda text, *_, **__: complaints.append(text))
    yield AppTest.from_function(script, default_timeout=30)
    assert complaints == []


def values_on(at: AppTest) -> dict:
    assert not at.exception
    assert not at.warning
    return eval(at.text[0].value)


def chooser(at: AppTest, name: str) -> Element:
    return choosers(at)[name]


def shown_by(at: AppTest) -> dict[str, object]:
    """Return what each chooser shows."""
    return {name: each.value for name, each in choosers(at).items()}


def test_choosers_show_the_defaults(app: AppTest) -> None:
    values = values_on(app.run())
    expected = {"activation": "identity", "output": "sigmoid", "n_steps": 100, "seed": 0}
    assert shown_by(app) == expected
    assert expected.items() <= values.items()


def test_choosers_show_what_a_link_says(app: AppTest) -> None:
    app.query_params = {"activation": "elu", "output": "identity", "steps": "300", "seed": "12"}
    app.run()
    expected = {"activation": "elu", "output": "identity", "n_steps": 300, "seed": 12}
    assert shown_by(app) == expected


def test_choosers_are_named_in_words(app: AppTest) -> None:
    app.run()
    assert app.selectbox[0].label == "Activation"
    assert app.selectbox[0].options[:2] == ["No activation", "ReLU"]
    assert chooser(app, "output").options == ["Sigmoid", "Linear"]
    assert chooser(app, "output").proto.label == "Output"
    assert chooser(app, "output").proto.required


def test_what_is_picked_is_committed_and_shown(app: AppTest) -> None:
    chooser(app.run(), "activation").select("silu").run()
    chooser(app, "n_steps").set_value(200).run()
    assert {"activation": "silu", "n_steps": 200}.items() <= values_on(app).items()
    assert app.query_params == {"activation": "silu", "steps": "200"}
    assert {"activation": "silu", "n_steps": 200}.items() <= shown_by(app).items()


def test_a_chooser_follows_a_change_from_elsewhere(app: AppTest) -> None:
    app.run().button("commit").click().run()
    assert values_on(app)["output"] == shown_by(app)["output"] == "identity"


def test_a_chooser_that_something_else_moves_begins_anew(app: AppTest) -> None:
    """In a popover that is closed the browser would go on saying what was picked in it."""
    picked = chooser(app.run(), "output").proto.id
    app.button("commit").click().run()
    assert chooser(app, "output").proto.id != picked
    assert list(chooser(app, "output").proto.default) == [1]
    assert list(app.run().button_group[0].proto.default) == [1]


def test_choosers_keep_their_values_over_a_page_change(app: AppTest) -> None:
    chooser(app.run(), "activation").select("silu").run()
    chooser(app, "n_steps").set_value(50).run()
    app.session_state["elsewhere"] = True
    app.query_params.clear()
    chooser(app.run(), "activation").select("tanh").run()
    app.session_state["elsewhere"] = False
    app.query_params.clear()
    app.run()
    assert {"activation": "tanh", "n_steps": 50}.items() <= shown_by(app).items()
    assert {"activation": "tanh", "n_steps": 50}.items() <= values_on(app).items()


def test_a_seed_draws_its_weights(app: AppTest) -> None:
    chooser(app.run(), "seed").set_value(7).run()
    assert drawn_weights(7).items() <= values_on(app).items()
    assert app.query_params == {"seed": "7"}


def test_a_new_random_start_is_the_next_seed_and_forgets_the_weights(app: AppTest) -> None:
    app.query_params = {"w1": "0.3", "seed": "4"}
    app.run().button("next_seed").click().run()
    assert {"seed": 5, **drawn_weights(5)}.items() <= values_on(app).items()
    assert app.query_params == {"seed": "5"}
    assert shown_by(app)["seed"] == 5


def test_after_the_last_seed_comes_the_first(app: AppTest) -> None:
    app.query_params = {"seed": "9999"}
    app.run().button("next_seed").click().run()
    assert values_on(app)["seed"] == 0


def test_a_restarted_server_takes_what_the_browser_brings_along(app: AppTest) -> None:
    chooser(app.run(), "activation").select("elu")
    brought_along = app._tree.get_widget_states()
    app._session_state = AppTest.from_function(script)._session_state  # nothing in it
    app._run(brought_along)
    assert values_on(app)["activation"] == shown_by(app)["activation"] == "elu"
    assert app.query_params == {"activation": "elu"}


def test_an_unknown_chooser_is_an_error() -> None:
    from visualizer.ui.choosers import choose
    from visualizer.ui.session import PageState

    with pytest.raises(KeyError, match="colour"):
        choose("colour", PageState("start", {}))
