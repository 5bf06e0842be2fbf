"""The server's half of a stage: each release is handed over once, and junk never is."""

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from types import SimpleNamespace

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from tests.live.test_payload import read
from visualizer.live import stage
from visualizer.live.compact import expand
from visualizer.live.moment import Moment, Setting, Sweep
from visualizer.live.scene import Column, Control, Controls, Quantity, Scene

SCENE = Scene(
    rows=((Column((Controls((Control("bias", "bias"),)),)),),), quantities=(Quantity("z"),)
)
MOMENT = Moment({"bias": Setting([0.0, 1.0], 0)}, {"bias": Sweep({"z": torch.zeros(2)})})
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda part: (
        st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=5), part, max_size=3)
    ),
    max_leaves=8,
)


class RerunError(Exception):
    """Raised in place of Streamlit's own signal."""


class Browser:
    """Stands in for the components: keeps what they are sent, answers what it is told."""

    def __init__(self) -> None:
        self.message: object = None
        self.sent: list[bytes] = []
        self.callback = None

    def stage(
        self, key: str, data: bytes, on_commit_change, on_renew_change
    ) -> Mapping[str, object]:
        self.sent.append(data)
        self.callback = on_commit_change
        return {"commit": self.message}


class Session:
    """One visitor's session: runs of a page that shows one stage."""

    def __init__(self, state: dict[str, object], browser: Browser) -> None:
        self.state, self.browser = state, browser
        self.commits: list[Mapping[str, object]] = []

    def run(self) -> str:
        """Run the page once and return which release its moment answers."""
        stage.show_stage("demo", SCENE, MOMENT, self.commits.append, ("plotly.js",))
        return read(expand(self.browser.sent[-1]))[0]["answered"]

    def release(self, message: object) -> str:
        """Let the browser send ``message``; Streamlit calls back first, then runs the page."""
        self.browser.message = message
        self.state["demo_stage"] = {"commit": message}
        self.browser.callback()
        return self.run()


@pytest.fixture(scope="module")
def patched() -> Iterator[tuple[dict[str, object], Browser]]:
    """Streamlit's state and its components replaced; the dictionary is the session's state."""
    state: dict[str, object] = {}
    browser = Browser()

    def rerun() -> None:
        raise RerunError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stage, "st", SimpleNamespace(session_state=state, rerun=rerun))
        patch.setattr(stage, "_library", lambda: lambda **parts: None)
        patch.setattr(stage, "_scene", lambda: lambda **parts: None)
        patch.setattr(stage, "_stage", lambda: browser.stage)
        yield state, browser


@pytest.fixture
def session(patched: tuple[dict[str, object], Browser]) -> Session:
    state, browser = patched
    state.clear()
    browser.message = None
    made = Session(state, browser)
    assert made.run() == ""
    return made


def test_release_is_handed_over_once_before_the_page_runs(session: Session) -> None:
    assert session.release({"name": "a-1", "values": {"bias": 1}}) == "a-1"
    assert session.commits == [{"bias": 1}]
    session.run()
    assert session.commits == [{"bias": 1}]


def test_release_told_again_is_answered_but_not_handed_over_again(session: Session) -> None:
    session.release({"name": "a-1", "values": {"bias": 1}})
    assert session.release({"name": "a-1", "values": {"bias": 1}}) == "a-1"
    assert len(session.commits) == 1


def test_answer_names_the_last_release_until_the_next(session: Session) -> None:
    session.release({"name": "a-1", "values": {}})
    session.browser.message = None  # a rerun for another reason
    assert session.run() == "a-1"
    assert session.release({"name": "a-2", "values": {}}) == "a-2"


def test_session_after_a_restart_takes_the_release_in_its_first_run(session: Session) -> None:
    session.browser.message = {"name": "a-7", "values": {"bias": 1}}
    with pytest.raises(RerunError):
        session.run()
    assert session.commits == [{"bias": 1}]
    assert session.run() == "a-7"
    assert session.commits == [{"bias": 1}]


@pytest.mark.parametrize(
    "message",
    [
        None,
        17,
        "a-1",
        [],
        {},
        {"name": "a-1"},
        {"values": {"bias": 1}},
        {"name": 1, "values": {}},
        {"name": None, "values": {"bias": 1}},
        {"name": ["a-1"], "values": {}},
        {"name": "a-1", "values": [["bias", 1]]},
        {"name": "a-1", "values": "bias"},
        {"name": "a" * 65, "values": {"bias": 1}},
        {"name": "a" * 100_000, "values": {"bias": 1}},
        {"commit": {"name": "a-1", "values": {"bias": 1}}},
        [{"name": "a-1", "values": {"bias": 1}}],
    ],
    ids=lambda message: f"{repr(message)[:40]} {len(repr(message))}",
)
def test_junk_is_ignored(session: Session, message: object) -> None:
    assert session.release(message) == ""
    assert session.commits == []


@given(JSON)
def test_no_message_at_all_breaks_the_page(
    patched: tuple[dict[str, object], Browser], message: object
) -> None:
    state, browser = patched
    state.clear()
    browser.message = None
    session = Session(state, browser)
    session.run()
    session.release(message)
    told = isinstance(message, dict) and isinstance(message.get("values"), dict)
    assert session.commits == [] or told


def test_script_is_one_module_of_all_parts() -> None:
    found = {path.stem for path in (stage.FOLDER / "parts").glob("*.js")}
    assert found == set(stage.PARTS)
    assert zlib.decompress(stage.packed_library()).decode() == stage._script()
    assert len(stage.packed_library()) < 0.4 * len(stage._script())
    assert "export" not in stage.LIBRARY, "it is joined with more, and who joins it begins it"


def test_no_two_parts_of_the_script_call_something_by_the_same_name() -> None:
    named = re.findall(
        r"^(?:async )?(?:function|class|const|let) (\w+)", stage.joined(stage.PARTS), re.M
    )
    assert [name for name, count in Counter(named).items() if count > 1] == []
    assert len(named) > 100
