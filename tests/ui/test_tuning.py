"""Tuning by hand: each release counts once, the best stays, and a new start is the old one."""

import pytest
from streamlit.testing.v1 import AppTest

from visualizer.state.tuning import Tuning
from visualizer.ui.session import KEY

START = (0.1, 0.2, 0.5)


def script() -> None:
    from dataclasses import replace

    import streamlit as st

    from visualizer.state.parameters import WEIGHTS
    from visualizer.state.tuning import follow
    from visualizer.ui.session import commit, open_page, this_session
    from visualizer.ui.tuning import start_over

    state = open_page("loss")
    loss = (state.bias - 1) ** 2  # of no neuron: only its moves matter here
    game = state.dataset
    weights = tuple(state.values[name] for name in WEIGHTS)
    tunings = (
        this_session()
        .change(lambda now: replace(now, tunings=follow(now.tunings, game, weights, loss)))
        .tunings
    )
    tuning = tunings[game]
    for key, changes in (
        ("up", {"bias": state.bias + 0.25}),
        ("same", {"bias": state.bias}),
        ("data", {"dataset": "twelve_students"}),
        ("back", {"dataset": "three_students"}),
    ):
        if st.button(key, key=key):
            commit(changes)
            st.rerun()
    if st.button("over", key="over"):
        start_over(game)
        st.rerun()
    st.text([tuning.moves, tuning.best, state.bias, tuning.start[2]])


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_function(script).run()


def shown(app: AppTest) -> list:
    assert not app.exception
    return eval(app.text[0].value)


def press(app: AppTest, *keys: str) -> list:
    for key in keys:
        app.button(key).click().run()
    return shown(app)


def test_nothing_has_moved_at_first(app: AppTest) -> None:
    assert shown(app) == [0, 0.25, 0.5, 0.5]


def test_every_move_counts_once_and_the_best_stays(app: AppTest) -> None:
    assert press(app, "up") == [1, 0.0625, 0.75, 0.5]
    assert press(app, "up", "up") == [3, 0, 1.25, 0.5]
    app.run()
    app.run()
    assert shown(app) == [3, 0, 1.25, 0.5]


def test_a_release_where_it_stood_is_no_move(app: AppTest) -> None:
    assert press(app, "up", "same", "same")[0] == 1


def test_starting_over_goes_back_to_the_start_and_forgets(app: AppTest) -> None:
    assert press(app, "up", "up", "over") == [0, 0.25, 0.5, 0.5]
    assert press(app, "up")[0] == 1


def test_each_data_has_its_own_record(app: AppTest) -> None:
    assert press(app, "up", "data") == [0, 0.0625, 0.75, 0.75]
    assert press(app, "back") == [1, 0.0625, 0.75, 0.5]


def test_the_record_survives_a_page_change(app: AppTest) -> None:
    press(app, "up", "up")
    again = AppTest.from_function(script)
    again.session_state[KEY] = app.session_state[KEY]
    assert shown(again.run())[:2] == [2, 0]


def test_following_returns_the_same_record_if_nothing_moved() -> None:
    record = Tuning(START, START, (0.4,))
    assert record.follow(START, 0.4) is record
    moved = record.follow((0.2, 0.2, 0.5), 0.3).follow((0.3, 0.2, 0.5), 0.6)
    assert (moved.moves, moved.best, moved.start, moved.losses) == (2, 0.3, START, (0.4, 0.3, 0.6))
