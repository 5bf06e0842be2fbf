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

open_lesson(
    "your_data",
    "My data",
    "Your own table instead of ours: every page then learns from it. **Drag the line until it "
    "parts the two kinds, or change a cell and see what happens.**",
)
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
    st.caption(
        f"This table is longer than a link can hold ({LINK_LIMIT} characters). Share the run "
        "file: a link to it works on this server only, and only for a while."
    )
if len(table.rows) > MOST_EXAMPLES:
    st.caption(
        f"The numbers on this page are computed on all {len(table.rows)} rows. Pages that "
        f"train learn from {MOST_EXAMPLES} of them, picked evenly."
    )
with stage:
    show_stage("your_data")
