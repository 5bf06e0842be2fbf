"""The whole app without a browser: every page as Streamlit's own test runs it."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Iterator, Mapping

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Element, ElementTree

from tests.conftest import ROOT
from visualizer.live.compact import expand

Query = Mapping[str, str | list[str]]
OpenApp = Callable[..., AppTest]
HIDDEN = (
    "frame",
    "run_storage",
    "cured_storage",
)  # what works beside the stages, unseen


def open_page(page: str = "start", query: Query | None = None) -> AppTest:
    """Open a page in a session of its own, with the query of a link if one is given."""
    app = AppTest.from_file(str(ROOT / "visualizer" / "app.py"), default_timeout=60)
    app.query_params = dict(query or {})
    app.switch_page(f"../pages/{page}.py").run()
    return app


@pytest.fixture
def open_app() -> OpenApp:
    """How to open a page."""
    return open_page


def go_to(app: AppTest, page: str) -> AppTest:
    """Go on to another page as the menu does: with an empty address, and without old widgets."""
    app.query_params.clear()
    # A browser forgets the widgets of the page that it leaves; AppTest would send them once more.
    app._tree = ElementTree()
    app._tree._runner = app
    return app.switch_page(f"../pages/{page}.py").run()


def choosers(app: AppTest) -> dict[str, Element]:
    """Return the choosers of the page by the names of what they choose."""
    kinds = (app.selectbox, app.get("button_group"), app.number_input)
    named = [(each.key or "", each) for kind in kinds for each in kind]
    return {
        key.removeprefix("choose_").partition("_on_")[0]: each
        for key, each in named
        if key.startswith("choose_")
    }


def chooser(app: AppTest, name: str) -> Element:
    """Return the chooser of ``name``."""
    return choosers(app)[name]


def guess(app: AppTest, page: str, option: int) -> AppTest:
    """Pick an option of the page's question and have it checked."""
    app.radio(f"guess_{page}").set_value(option).run()
    return app.button(f"check_{page}").click().run()


def expect_no_failure(app: AppTest) -> None:
    """Check that neither Streamlit nor the shell had to catch anything."""
    assert not app.exception
    assert not app.error
    stages = [each.key for each in stage_parts(app) if each.key.endswith("_stage")]
    assert stages
    scenes = [each.key for each in stage_parts(app) if each.key.endswith("_scene")]
    assert len(scenes) == len(stages), "each stage has its scene"


def stage_parts(app: AppTest) -> list:
    """Return the stages of the page and their scenes; not what works beside them unseen."""
    return [each for each in app.get("bidi_component") if each.key not in HIDDEN]


def places(app: AppTest) -> dict[tuple[int, ...], str]:
    """Return what stands where of all that begins anew if it changes its place.

    These are the stages and popovers; a place is a number in each of the containers around.
    """

    def found(block: Block, around: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], str]]:
        for index, each in block.children.items():
            place = (*around, index)
            if each.type == "bidi_component":
                yield place, each.key
            elif each.type == "popover":
                yield place, "popover"
            if isinstance(each, Block):
                yield from found(each, place)

    return dict(found(app.main, ()))


def notices(app: AppTest) -> str:
    """Return the HTML of the notice about the address; empty if there is none."""
    found = [each.proto.body for each in app.get("html") if 'role="alert"' in each.proto.body]
    return "".join(found)


def header(app: AppTest) -> dict:
    """Return the header of the moment that the browser gets for the first stage of the page."""
    return _moment(app)[0]


def answer(app: AppTest) -> str:
    """Return what is said about the first stage of the page, and the program below it."""
    blocks = header(app)["answer"]
    return "\n".join("".join(text for _, text in block["pieces"]) for block in blocks)


def everything_said(app: AppTest) -> str:
    """Return the sentences of the page, with what is said about its first stage."""
    return "\n".join([*(each.value for each in app.markdown), answer(app)])


def moment_numbers(app: AppTest, key: str, name: str) -> list[float]:
    """Return the live number ``name`` at every position of the control ``key``."""
    found, body = _moment(app)
    place = dict(found["sweeps"])[key]["quantities"][name]
    return list(struct.unpack_from(f"<{place['shape'][0]}f", body, 4 * place["start"]))


def _moment(app: AppTest) -> tuple[dict, bytes]:
    data = next(
        each.proto.bytes for each in app.get("bidi_component") if each.key.endswith("_stage")
    )
    data = expand(data)
    (length,) = struct.unpack_from("<I", data)
    return json.loads(data[4 : 4 + length]), data[4 + length :]


def standing(app: AppTest) -> dict[str, float]:
    """Return where every slider of the page stands."""
    settings = header(app)["settings"]
    return {key: each["positions"][each["index"]] for key, each in settings.items()}
