"""The files that a session has uploaded: the latest few stay in memory."""

from __future__ import annotations

from streamlit import runtime

MOST_KEPT = 4  # files of a session in memory: the page reads each at once, and has two fields


def drop_older_files(session: str) -> None:
    """Remove all but the latest files of a session from memory.

    A field whose file is gone is an empty field; what the page made of the file stays.
    """
    if not runtime.exists():
        return
    # A manager of another kind may keep them elsewhere; then the quota alone limits them.
    manager = runtime.get_instance().uploaded_file_mgr
    storage, remove = (getattr(manager, each, None) for each in ("file_storage", "remove_file"))
    if storage is not None and remove is not None:
        for file in list(storage.get(session, ()))[:-MOST_KEPT]:
            remove(session, file)
