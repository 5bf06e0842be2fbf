"""My data: a table of one's own, and the line that the neuron draws through it."""

import pandas as pd
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from visualizer.chapters import get_chapter
from visualizer.core.datasets import MOST_EXAMPLES, load_dataset
from visualizer.core.own_data import shown_name, travels
from visualizer.core.table import LINK_LIMIT, Table
from visualizer.core.table_file import read_table, write_csv
from visualizer.live.stage import bring_scene, show_stage
from visualizer.live_part import live_part
from visualizer.scenes.wording import with_names
from visualizer.scenes.your_data import your_data_moment, your_data_scene
from visualizer.server.plotly_route import plotly_urls
from visualizer.ui.choosers import choose
from visualizer.ui.lesson import open_lesson
from visualizer.ui.notices import as_text, show_notices
from visualizer.ui.own_tables import PRESETS, editor_rows, read_rows, table_of, use_table
from visualizer.ui.parameters import PARAMETERS
from visualizer.ui.run_file import read_run
from visualizer.ui.session import commit, commit_here, read_page

BASE, RESULT = "editor_base", "editor_result"  # the table that is edited, and what it became


def take(table: Table) -> None:
    """Let ``table`` be the data from here on; a sigmoid cannot answer with any number."""
    answers = {row[table.target] for row in table.rows}
    linear = any(not 0 <= answer <= 1 for answer in answers)
    commit({"dataset": use_table(table), **({"output": "identity"} if linear else {})})


def read(data: bytes | str) -> None:
    """Take the table in ``data``; say what could not be used of it, or what was understood."""
    found = read_table(data)
    st.session_state["reading"] = (*found.faults, *found.remarks)
    if found.table is not None:
        take(found.table)


def read_upload() -> None:
    upload = st.session_state.get("upload")
    if upload is not None:
        read(upload.getvalue())


def read_pasted() -> None:
    text = st.session_state.get("pasted", "")
    if text.strip():
        read(text)


def open_run_file(upload: UploadedFile | None) -> None:
    """Go where a run file leads; once, since it stays in its field."""
    if upload is None or st.session_state.get("opened") == upload.file_id:
        return
    st.session_state["opened"] = upload.file_id
    try:
        run = read_run(upload.getvalue())
    except ValueError as error:
        st.session_state["reading"] = (str(error),)
        return
    if run.table is not None:
        use_table(run.table)
    st.switch_page(get_chapter(run.page).file, query_params=run.address)


def show_sources() -> None:
    """Offer the presets, a file and what was copied from a spreadsheet."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for words, name in PRESETS.items():
            st.button(words, key=f"preset_{words}", on_click=commit, args=({"dataset": name},))
        with st.popover("A file or a copy", icon=":material/upload:"):
            st.file_uploader(
                "A CSV file, at most 1 MB", type=["csv", "txt", "tsv"], key="upload",
                on_change=read_upload,
            )  # fmt: skip
            st.text_area("Or paste cells from a spreadsheet", key="pasted", height=120)
            st.button("Use what I pasted", on_click=read_pasted)
            open_run_file(st.file_uploader("Or a run file", type="json", key="run_file"))


def show_parts(table: Table) -> None:
    """Let the student choose which columns are the inputs and which is the answer."""
    columns = list(range(len(table.columns)))
    now = (*table.inputs, table.target)
    labels = ("First input", "Second input", "What to predict")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = tuple(
            st.selectbox(
                label, columns, index=place, key=f"part_{label}_{state.dataset[-24:]}",
                format_func=lambda i: shown_name(table.columns[i]),
            )
            for label, place in zip(labels, now, strict=True)
        )  # fmt: skip
    if chosen == now:
        return
    if len(set(chosen)) < 3:
        show_notices(["Each of the three needs a column of its own, so nothing is changed yet."])
        return
    take(Table(table.columns, table.names, table.rows, chosen[:2], chosen[2]))
    st.rerun()


def show_editor() -> None:
    """Show the table to be edited, and use what it holds."""
    if state.dataset not in (st.session_state.get(BASE), st.session_state.get(RESULT)):
        st.session_state[BASE] = state.dataset
        st.session_state["editor_version"] = st.session_state.get("editor_version", 0) + 1
    try:
        base = table_of(st.session_state[BASE])
    except ValueError:  # another visitor's tables pushed it out
        st.session_state[BASE], base = state.dataset, table_of(state.dataset)
    key = f"editor_{st.session_state.get('editor_version', 0)}"
    edited = st.data_editor(
        pd.DataFrame(editor_rows(base)),
        num_rows="dynamic",
        hide_index=True,
        height=300,
        key=key,
        alt="The table of the examples. Click a cell to change it, or the last row to add one.",
    )
    table, faults = base, []
    if any(st.session_state.get(key, {}).values()):  # ten thousand rows are not read for nothing
        table, faults = read_rows(edited.itertuples(index=False, name=None), base)
    show_notices(faults)
    if table is not None and table != base and table != table_of(state.dataset):
        take(table)
        st.session_state[RESULT] = read_page().dataset
    elif table == base and state.dataset == st.session_state.get(RESULT):
        commit({"dataset": st.session_state[BASE]})


def commit_typed(name: str, key: str, shown: float) -> None:
    """Commit what was typed, though the page be left; not what was only ``shown``."""
    if st.session_state[key] != shown:
        commit({name: st.session_state[key]}, "your_data")


def show_my_row() -> None:
    """Let the student type a row of their own."""
    names = load_dataset(state.dataset).feature_names
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for name, label in zip(("input_1", "input_2"), names, strict=True):
            number = PARAMETERS[name]
            key = f"my_{name}"
            st.session_state[key] = float(state.values[name])
            st.number_input(
                f"My row: {as_text(label)}", number.minimum, number.maximum, step=0.5, key=key,
                on_change=commit_typed, args=(name, key, state.values[name]),
            )  # fmt: skip


def sizes(table: Table) -> list[str]:
    """Return what a table of this size cannot do, in sentences."""
    said = []
    if not travels(state.dataset):
        said.append(
            f"This table is longer than a link can hold ({LINK_LIMIT} characters). Share the run "
            "file: a link to it works on this server only, and only for a while."
        )
    if len(table.rows) > MOST_EXAMPLES:
        said.append(
            f"The numbers on this page are computed on all {len(table.rows)} rows. Pages that "
            f"train learn from {MOST_EXAMPLES} of them, picked evenly."
        )
    return said


state = open_lesson(
    "your_data",
    "My data",
    "Your own table instead of ours: every page then learns from it. **Drag the line until it "
    "parts the two kinds, or change a cell and see what happens.**",
)
show_sources()
show_notices(st.session_state.pop("reading", ()))
stage = st.container()
st.subheader("The table", anchor=False)
show_editor()
state = read_page()
table = table_of(state.dataset)
show_parts(table)
with st.container(horizontal=True, vertical_alignment="bottom"):
    choose("scaling", state)
    choose("output", state)
    # With a byte order mark, by which spreadsheets know how letters are written.
    st.download_button(
        "Download as CSV",
        lambda: "\ufeff" + write_csv(table),
        "my_data.csv",
        "text/csv",
        icon=":material/download:",
    )
show_my_row()
for sentence in sizes(table):
    st.caption(sentence)
now = read_page()
scene = with_names(your_data_scene(now.dataset, now.output), now.dataset)


@live_part
def play() -> None:
    show_stage(
        "your_data", scene, your_data_moment(read_page().values), commit_here(), plotly_urls()
    )


with stage:
    bring_scene("your_data", scene)
    play()
