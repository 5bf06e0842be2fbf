"""Which columns of the table are the inputs and which is the answer."""

from dataclasses import replace

import streamlit as st

from visualizer.tables.own_data import shown_name
from visualizer.ui.notices import show_notices
from visualizer.ui.own_tables import table_of, use_table
from visualizer.ui.reading import take
from visualizer.ui.session import read_page
from visualizer.words import your_table as words


def show_parts() -> None:
    """Let the student choose the columns; each of the three needs one of its own."""
    dataset = read_page().dataset
    table = table_of(dataset)
    columns = list(range(len(table.columns)))
    now = (*table.inputs, table.target)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = tuple(
            st.selectbox(
                label, columns, index=place, key=f"part_{label}_{dataset[-24:]}",
                format_func=lambda i: shown_name(table.columns[i]),
            )
            for label, place in zip(words.PARTS, now, strict=True)
        )  # fmt: skip
    if chosen == now:
        return
    if len(set(chosen)) < len(chosen):
        show_notices([words.PARTS_ALIKE])
        return
    first, second, target = chosen
    parted = replace(table, inputs=(first, second), target=target)
    take(use_table(parted), edited=True)
    st.rerun()
