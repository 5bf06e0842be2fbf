"""The shell in a real browser: menu, deep links on cold servers, failures, both ways to start."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.conftest import ROOT, MakeServer, Server, start_server
from visualizer.chapters import CHAPTERS
from visualizer.figures.theme import NEUTRAL
from visualizer.routes.plotly_scripts import WHOLE_URL, route_url, scripts
from visualizer.server.failure import MESSAGE

WAYS_TO_START = ("streamlit_app.py", "visualizer/app.py")
SECRET = "nobody must read this"
FAILING_PAGE = f"""
import streamlit as st
st.title("Half a page")
raise RuntimeError({SECRET!r})
"""
FAILING_FRAGMENT = f"""
import streamlit as st
st.title("A page with a part that fails")
@st.fragment
def part():
    if st.button("Try it"):
        raise RuntimeError({SECRET!r})
part()
"""


@pytest.fixture(scope="module")
def copy_with_failures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the app and break two of its pages."""
    copy = tmp_path_factory.mktemp("copy") / "app"
    for folder in (".streamlit", "pages", "visualizer"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "streamlit_app.py", copy)
    (copy / "pages" / "neuron.py").write_text(FAILING_PAGE, encoding="utf-8")
    (copy / "pages" / "activations.py").write_text(FAILING_FRAGMENT, encoding="utf-8")
    return copy


@pytest.fixture(scope="module", params=WAYS_TO_START)
def either_server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """The app started in each of the two ways; the first is that of the server for all tests."""
    if request.param == "streamlit_app.py":
        yield request.getfixturevalue("server")
        return
    running = start_server(request.param)
    yield running
    running.stop()


@pytest.fixture(scope="module", params=WAYS_TO_START)
def broken_server(request: pytest.FixtureRequest, copy_with_failures: Path) -> Iterator[Server]:
    """The app with two broken pages, started in each of the two ways."""
    running = start_server(request.param, cwd=copy_with_failures)
    yield running
    running.stop()


def has_route(server: Server) -> bool:
    """Tell whether ``server`` runs the ``st.App``, not the plain script."""
    return "streamlit_app.py" in server.process.args


def to_rgb(colour: str) -> str:
    """Return ``#rrggbb`` as browsers write it."""
    red, green, blue = bytes.fromhex(colour[1:])
    return f"rgb({red}, {green}, {blue})"


def current_chapter(page: Page) -> str:
    """Return the title of the chapter that the tab shows, from the tab's own title."""
    return page.title().partition(" · ")[0]


def expect_no_internals(page: Page) -> None:
    """Check that nothing on the page tells what failed inside."""
    text = page.locator("body").inner_text()
    for word in (SECRET, "Traceback", "RuntimeError", ".py", str(ROOT)):
        assert word not in text


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.name)
def test_cold_deep_link_opens_its_chapter_and_keeps_its_parameters(
    chapter, make_server: MakeServer, open_page: OpenPage
) -> None:
    cold = make_server()
    page = open_page(f"{chapter.path}?unknown=1", base=cold.url)
    assert current_chapter(page) == chapter.title
    expect(page.get_by_role("heading").first).to_be_visible()
    expect(page.get_by_text("Page not found")).to_have_count(0)


def test_both_ways_to_start_open_every_chapter_from_the_menu(
    either_server: Server, open_page: OpenPage
) -> None:
    page = open_page(base=either_server.url)
    for chapter in CHAPTERS[1:]:
        page.get_by_test_id("stTopNavLink").filter(has_text=chapter.title).click()
        expect(page).to_have_title(re.compile(f"^{chapter.title} ·"))
        expect(page).to_have_url(re.compile(rf"/{chapter.path}(\?|$)"))
        expect(page.get_by_role("heading").first).to_be_visible()


def test_chapters_can_be_read_like_a_book(open_page: OpenPage) -> None:
    page = open_page()
    for chapter in CHAPTERS[1:]:
        links = page.locator(".st-key-neighbours")
        links.get_by_role("link", name=chapter.title).click()
        expect(page).to_have_title(re.compile(f"^{chapter.title} ·"))


def test_plotly_comes_from_this_server_under_one_of_its_addresses(
    either_server: Server, open_page: OpenPage
) -> None:
    page = open_page("neuron", base=either_server.url)
    assert page.evaluate("Plotly.version")
    kinds = page.evaluate(
        """async (urls) => {
            const answers = urls.map((url) => fetch(new URL(url, document.baseURI)));
            return (await Promise.all(answers)).map((each) => each.headers.get("content-type"));
        }""",
        [route_url(scripts()[0]), WHOLE_URL],
    )
    assert ("javascript" in kinds[0]) == has_route(either_server)
    assert "javascript" in kinds[1]


def test_link_of_100_kb_still_opens_the_page(
    either_server: Server, make_page: Callable[..., Page], open_page: OpenPage
) -> None:
    if not has_route(either_server):
        open_page(base=either_server.url)  # a plain script prepares its server at the first visit
    page = open_page("neuron?unknown=" + "a" * 100_000, on=make_page(), base=either_server.url)
    assert current_chapter(page) == "The neuron"
    expect(page.get_by_role("heading").first).to_be_visible()


def test_page_that_fails_shows_a_plain_sentence_and_a_way_back(
    broken_server: Server, open_page: OpenPage
) -> None:
    page = open_page("neuron", stages=0, base=broken_server.url)
    expect(page.get_by_text(MESSAGE)).to_be_visible()
    expect_no_internals(page)
    assert SECRET in "".join(broken_server.log)
    page.get_by_role("link", name="Back to the start").click()
    expect(page).to_have_title(re.compile(f"^{CHAPTERS[0].title} ·"))
    expect(page.get_by_text(MESSAGE)).to_have_count(0)


def test_fragment_that_fails_tells_nothing_either(
    broken_server: Server, open_page: OpenPage
) -> None:
    page = open_page("activations", stages=0, base=broken_server.url)
    page.get_by_role("button", name="Try it").click()
    # Run as a plain script there is no hook for this; Streamlit's own short sentence stands in.
    sentence = MESSAGE if has_route(broken_server) else "encountered an error"
    expect(page.get_by_text(sentence)).to_be_visible()
    expect_no_internals(page)
    assert SECRET in "".join(broken_server.log)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_theme_follows_the_visitor_s_system(
    scheme: str, make_page: Callable[..., Page], open_page: OpenPage
) -> None:
    page = open_page(on=make_page(color_scheme=scheme))
    background = page.get_by_test_id("stApp").evaluate("e => getComputedStyle(e).backgroundColor")
    light, dark = (to_rgb(colour) for colour in NEUTRAL["paper"])
    assert background == {"light": light, "dark": dark}[scheme]


def test_menu_offers_the_theme_but_no_developer_s_tools(open_page: OpenPage) -> None:
    page = open_page()
    page.get_by_test_id("stMainMenu").click()
    menu = page.get_by_test_id("stMainMenuPopover")
    expect(menu).to_contain_text("About")
    expect(menu).not_to_contain_text("Rerun")
    expect(menu).not_to_contain_text("Clear cache")
    expect(page.get_by_test_id("stAppDeployButton")).to_have_count(0)


@pytest.mark.parametrize("width", [390, 1280, 1920])
def test_frame_fits_the_screen(
    width: int, make_page: Callable[..., Page], open_page: OpenPage
) -> None:
    page = open_page(on=make_page(viewport={"width": width, "height": 900}))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    box = page.get_by_test_id("stMainBlockContainer").bounding_box()
    assert box is not None
    assert box["width"] <= min(width, 1760)
    assert abs(box["x"] * 2 + box["width"] - width) < 20  # centred, but for a scroll bar


def test_three_dimensional_pictures_can_be_drawn_here(page: Page, server: Server) -> None:
    page.goto(server.url)
    assert page.evaluate("document.createElement('canvas').getContext('webgl') !== null")
