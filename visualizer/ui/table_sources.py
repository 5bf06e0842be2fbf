"""Where a table may come from: a preset, a file, a copy from a spreadsheet, a run file."""

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from visualizer.chapters import get_chapter
from visualizer.state.run_file import read_run
from visualizer.ui.own_tables import PRESETS, use_table
from visualizer.ui.reading import read, say_fault, take
from visualizer.words import your_table as words

TIMES = "times_read"  # in st.session_state


def show_sources() -> None:
    """Offer the presets, a file and what was copied from a spreadsheet."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="sources"):
        for label, name in PRESETS.items():
            st.button(label, key=f"preset_{label}", on_click=_take_preset, args=(name,))
        # Another one once something was read: it begins closed, and nothing hides what is said.
        key = f"sources_{st.session_state.get(TIMES, 0)}"
        with st.popover(words.OPEN, icon=":material/upload:", key=key):
            # Of any type: Streamlit's own refusal names the type as programs do, and some phones
            # do not offer the files of a type that they do not know. The reader says what it is.
            st.file_uploader(words.FILE, key="upload", on_change=_read_upload)
            st.text_area(words.PASTE, key="pasted", height=120)
            st.button(words.USE_PASTED, on_click=_read_pasted)
            _open_run_file(st.file_uploader(words.RUN_FILE, key="run_file"))


def _take_preset(name: str) -> None:
    take(name)


def _read_upload() -> None:
    upload = st.session_state.get("upload")
    if upload is not None:
        _read(upload.getvalue())


def _read_pasted() -> None:
    text = st.session_state.get("pasted", "")
    if text.strip():
        _read(text)


def _read(data: bytes | str) -> None:
    read(data)
    st.session_state[TIMES] = st.session_state.get(TIMES, 0) + 1


def _open_run_file(upload: UploadedFile | None) -> None:
    """Go where a run file leads; once, since it stays in its field."""
    if upload is None or st.session_state.get("opened") == upload.file_id:
        return
    st.session_state["opened"] = upload.file_id
    try:
        run = read_run(upload.getvalue())
    except ValueError as error:
        say_fault(str(error))
        return
    if run.table is not None:
        use_table(run.table)
    st.switch_page(get_chapter(run.page).file, query_params=run.address)
