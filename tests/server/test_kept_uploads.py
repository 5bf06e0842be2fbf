"""Of what a session has uploaded the latest few files stay."""

import pytest
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from visualizer.server import kept_uploads
from visualizer.server.kept_uploads import MOST_KEPT, drop_older_files


def test_only_the_latest_files_of_a_session_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    class Runtime:
        uploaded_file_mgr = MemoryUploadedFileManager("/")

    monkeypatch.setattr(kept_uploads.runtime, "exists", lambda: True)
    monkeypatch.setattr(kept_uploads.runtime, "get_instance", lambda: Runtime)
    for each in range(MOST_KEPT + 3):
        file = UploadedFileRec(file_id=str(each), name="a.csv", type="text/csv", data=b"x")
        Runtime.uploaded_file_mgr.add_file("s", file)
        drop_older_files("s")
    drop_older_files("unknown")
    assert list(Runtime.uploaded_file_mgr.file_storage) == ["s"]
    assert list(Runtime.uploaded_file_mgr.file_storage["s"]) == ["3", "4", "5", "6"]
