"""A network: hidden layers that bend the plane until one straight line parts it."""

from dataclasses import replace

import streamlit as st

from visualizer.core.setup import Setup
from visualizer.core.training import Trajectory, train
from visualizer.scenes.network_ways_out import ways_out
from visualizer.state.network_looks import FOLD
from visualizer.state.network_presets import PRESETS, preset
from visualizer.state.views.network import network_view
from visualizer.ui.buttons import show_button
from visualizer.ui.choosers import choose, choose_seed
from visualizer.ui.lesson import open_lesson
from visualizer.ui.parts import predict
from visualizer.ui.session import commit, read_page
from visualizer.ui.stage import show_answer, show_stage
from visualizer.ui.take_home import show_take_home
from visualizer.words import hidden_layers as words
from visualizer.words.network_looks import TITLE as LOOKS_TITLE

state = open_lesson("network", words.TITLE, words.LEAD)


def setup() -> Setup:
    """Return what the training on screen is made from."""
    return network_view(read_page().values).setup


def trajectory() -> Trajectory:
    """Return the training on screen."""
    return train(setup())


view = network_view(state.values)
n_last = view.sizes[-1] if view.sizes else 0
predict("network", words.LESSON)
with st.container(horizontal=True):
    with st.popover("Layers", icon=":material/layers:"):
        for name in ("hidden_layers", "network_activation"):
            choose(name, state)
    with st.popover("Examples", icon=":material/scatter_plot:"):
        for name in ("network_data", "noise", "test_share"):
            choose(name, state)
    with st.popover("How it learns", icon=":material/footprint:"):
        for name in ("network_loss", "network_optimizer", "network_start"):
            choose(name, state)
        choose_seed(state, "network_seed")
    with st.popover(LOOKS_TITLE, icon=":material/palette:"):
        for name in ("network_lines", "plane_shows"):
            choose(name, state)
        if n_last > 2:  # and more than one pair to choose from
            for name, unit in zip(FOLD, view.looks.fold_of(n_last), strict=True):
                choose(name, replace(state, values={**state.values, name: unit}), n_last)
    with st.popover(words.PRESETS_TITLE, icon=":material/visibility:"):
        for name in PRESETS:
            label, why = words.PRESETS[name]
            show_button(label, f"preset_{name}", commit, preset(name))
            st.caption(why)
    # A release that changes one of them has the page run.
    for way in ways_out(state.values):
        key = f"way_out_{way.finding}"
        show_button(way.label, key, commit, way.changes, icon=":material/healing:")
show_stage("network")
show_take_home(setup, trajectory)
show_answer("network")
