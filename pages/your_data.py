"""My data: a table of one's own, and the line that the neuron draws through it."""

import streamlit as st

from visualizer.tables.loading import MOST_EXAMPLES
from visualizer.tables.own_data import travels
from visualizer.tables.table import LINK_LIMIT
from visualizer.ui.choosers import choose
from visualizer.ui.lesson import open_lesson
from visualizer.ui.my_row import show_my_row
from visualizer.ui.own_tables import table_of
from visualizer.ui.reading_box import show_reading
from visualizer.ui.session import read_page
from visualizer.ui.stage import show_stage
from visualizer.ui.table_download import show_download
from visualizer.ui.table_editor import show_editor
from visualizer.ui.table_parts import show_parts
from visualizer.ui.table_sources import show_sources
from visualizer.words import your_data as words

open_lesson("your_data", words.TITLE, words.LEAD)
show_sources()
show_reading()
stage = st.container()
st.subheader("The table", anchor=False)
show_editor()
show_parts()
state = read_page()
table = table_of(state.dataset)
with st.container(horizontal=True, vertical_alignment="bottom"):
    choose("scaling", state)
    choose("output", state)
    show_download(table)
show_my_row()
if not travels(state.dataset):
    st.caption(words.TOO_LONG_FOR_A_LINK.format(limit=LINK_LIMIT))
if len(table.rows) > MOST_EXAMPLES:
    st.caption(words.LEARNT_FROM_SOME.format(all=len(table.rows), some=MOST_EXAMPLES))
with stage:
    show_stage("your_data")
