"""A slice of the loss of a network: what a picture shows of it, and what it leaves out."""

from dataclasses import replace

import streamlit as st

from visualizer.scenes.network_moment import part_name
from visualizer.state.network_parameters import part_codes
from visualizer.state.views.slice import slice_view
from visualizer.ui.choosers import choose, choose_part, choose_seed
from visualizer.ui.lesson import open_lesson
from visualizer.ui.parts import predict, question_row
from visualizer.ui.stage import show_answer, show_stage
from visualizer.words import slice as words

state = open_lesson("slice", words.TITLE, words.LEAD)
view = slice_view(state.values)
codes = part_codes(view.network.setup.architecture)
with question_row():
    predict("slice", words.LESSON, n_parameters=len(codes))
    with st.popover(words.CHOICES, icon=":material/crop_free:"):
        choose("slice_kind", state)
        if view.is_random:
            choose_seed(state, "slice_seed", words.OTHER_DIRECTIONS)
        else:
            parts: dict[str | int, str] = {
                code: part_name(replace(view.network, part=code)) for code in codes
            }
            across, up = (codes[place] for place in view.places)
            with st.container(width=340):  # the names of the weights are long
                for name, own, other in (("slice_across", across, up), ("slice_up", up, across)):
                    free = {code: label for code, label in parts.items() if code != other}
                    choose_part(name, state, free, own)
        choose("slice_reach", state)
show_stage("slice")
st.caption(words.FROM_NETWORK)
show_answer("slice")
