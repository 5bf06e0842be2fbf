"""The demo for other apps runs as it stands, and a release reaches it."""

import json
import struct

import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import ROOT
from visualizer.live.compact import expand


def test_the_demo_runs_and_shows_what_the_slider_leads_to() -> None:
    app = AppTest.from_file(str(ROOT / "docs" / "stage_demo.py"), default_timeout=60).run()
    assert not app.exception
    stage = next(each for each in app.get("bidi_component") if each.key == "demo_stage")
    moment = expand(stage.proto.bytes)
    (length,) = struct.unpack_from("<I", moment)
    setting = json.loads(moment[4 : 4 + length])["settings"]["weight"]
    assert setting["positions"][setting["index"]] == pytest.approx(1.0)
    assert len(setting["positions"]) == 81


def test_the_demo_is_as_short_as_the_readme_says() -> None:
    source = (ROOT / "docs" / "stage_demo.py").read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 50
