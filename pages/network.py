"""A network: hidden layers that bend the plane until one straight line parts it."""

from functools import partial

import streamlit as st

from visualizer.core.setup import Setup
from visualizer.core.training import train
from visualizer.core.trajectory import Trajectory
from visualizer.scenes.network_training import last_test_loss
from visualizer.scenes.network_ways_out import ways_out
from visualizer.scenes.runs import both_futures, train_branch
from visualizer.state.network_examples import has_classes, has_numbers, is_table
from visualizer.state.network_looks import FOLD
from visualizer.state.network_parameters import OWN_ACTIVATIONS, SAME
from visualizer.state.network_presets import PRESETS, preset
from visualizer.state.network_table_notes import table_notes
from visualizer.state.run_making import Trained
from visualizer.state.views.network import network_view
from visualizer.ui.branching import OF_NETWORK, show_branching
from visualizer.ui.buttons import show_button
from visualizer.ui.choosers import choose, choose_part, choose_seed
from visualizer.ui.closing import closing_popover, show_choice
from visualizer.ui.lesson import open_lesson
from visualizer.ui.notices import as_text
from visualizer.ui.own_tables import latest_own
from visualizer.ui.parts import predict, question_row
from visualizer.ui.run_rows import show_keep_row
from visualizer.ui.run_storage import sync_runs
from visualizer.ui.session import commit, read_page
from visualizer.ui.stage import show_answer, show_stage
from visualizer.ui.take_home import show_take_home
from visualizer.words import hidden_layers as words
from visualizer.words.network_answers import NUMBERS_WANTED
from visualizer.words.network_classes import CLASSES_WANTED
from visualizer.words.network_looks import TITLE as LOOKS_TITLE
from visualizer.words.network_table import BRING

state = open_lesson("network", words.TITLE, words.LEAD)


def setup() -> Setup:
    """Return what the training on screen and its branch are made from."""
    return both_futures(network_view(read_page().values))


def trajectory() -> Trajectory:
    """Return the training on screen."""
    return train(network_view(read_page().values).setup)


def trained() -> Trained:
    """Return what came of it, and of the examples that it never learns from."""
    run, view = trajectory(), network_view(read_page().values)
    return Trained(run, train_branch(view), last_test_loss(view, run.parameters[-1]))


def own_activations() -> list[str]:
    """Return the layers that can differ: of several all, of one the one that does."""
    names = OWN_ACTIVATIONS[: state.hidden_layers]
    return [name for name in names if len(names) > 1 or state.values[name] != SAME]


def example_choices() -> tuple[str, ...]:
    """Return what is to be chosen about the examples: a table is as it is, without noise."""
    own = "dataset" if is_table(state.values) else "noise"
    return ("network_data", own, "network_inputs", "test_share")


view = network_view(state.values)
n_last = view.sizes[-1] if view.sizes else 0
with question_row():
    predict("network", words.LESSON)
    with st.popover("Layers", icon=":material/layers:"):
        for name in ("hidden_layers", "network_activation", *own_activations()):
            choose(name, state)
    with st.popover("Examples", icon=":material/scatter_plot:"):
        for name in example_choices():
            choose(name, state)
        if is_table(state.values) and latest_own() is None:
            st.caption(BRING)
    with closing_popover("How it learns", "learning", icon=":material/footprint:"):
        show_branching(OF_NETWORK, partial(show_choice, "learning"))
        if has_numbers(state.values):
            st.caption(NUMBERS_WANTED)
        elif has_classes(state.values):
            st.caption(CLASSES_WANTED)
        else:
            choose("network_loss", state)
        for name in (
            "network_optimizer",
            "network_batch",
            "network_l2",
            "network_l1",
            "network_start",
        ):
            choose(name, state)
        choose_seed(state, "network_seed")
    with st.popover(LOOKS_TITLE, icon=":material/palette:"):
        choose("network_lines", state)
        if not has_numbers(state.values):  # whose map has a single meaning
            choose("plane_shows", state)
        if n_last > 2:  # and more than one pair to choose from
            across, up = view.looks.fold_of(n_last)
            for name, own, other in zip(FOLD, (across, up), (up, across), strict=True):
                free = [unit for unit in range(1, n_last + 1) if unit != other]
                choose_part(name, state, dict(zip(free, map(str, free), strict=True)), own)
    with closing_popover(words.PRESETS_TITLE, "presets", icon=":material/visibility:"):
        for name in PRESETS:
            label, why = words.PRESETS[name]
            show_choice("presets", label, f"preset_{name}", commit, preset(name))
            st.caption(why)
if is_table(state.values):
    st.caption(" ".join(map(as_text, table_notes(state.values))))
# A release that changes one of them has the page run.
with st.container(horizontal=True):
    for way in ways_out(state.values):
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            st.markdown(way.said, width="content")
            key = f"way_out_{way.finding}"
            show_button(way.label, key, commit, way.changes, icon=":material/healing:")
show_stage("network")
show_keep_row(trained)
show_take_home(setup, trajectory)
show_answer("network")
sync_runs()
