"""The app as a plain script, as Streamlit Community Cloud runs it: without server, route or net."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from playwright.sync_api import Route as Request

from tests.browser.conftest import WITHOUT_STAGE, show_in_space, wait_until_idle
from tests.browser.test_pages import (
    all_numbers,
    control,
    grab,
    let_go,
    number,
    sent_frames,
    shown,
    slider,
    trace,
    wait_for_trace,
)
from tests.conftest import ROOT, MakeServer, Server, start_server
from visualizer.chapters import BESIDE, CHAPTERS
from visualizer.routes.plotly_scripts import BUNDLE, WHOLE_URL
from visualizer.state.task_reading import make_task, write_task
from visualizer.words import task_link as task_words
from visualizer.words.class_line import ONE_MOVE

SCRIPT = "visualizer/app.py"
PREFIX = "~/+"  # under which the host serves every app
PAGES = [chapter.path for chapter in (*CHAPTERS, *BESIDE)]
LINK = "training?w1=-0.9&seed=3&step=4"
# How many shapes each figure consists of, those in three dimensions aside.
SHAPES = """() => Object.fromEntries([...document.querySelectorAll("[data-figure]")]
    .filter((figure) => !figure.querySelector(".gl-container canvas"))
    .map((figure) => [figure.dataset.figure,
        figure.querySelectorAll(
            ":is(.main-svg, .live-lines) :is(path, rect, text, circle)").length]))"""
SHADES = 200  # a lit surface has thousands; an empty scene with its axes a few dozen


@pytest.fixture(scope="module")
def plain_server() -> Iterator[Server]:
    """The script started in the root of the repository, where its settings are found."""
    running = start_server(SCRIPT)
    yield running
    running.stop()


@pytest.fixture(scope="module", params=["under the host's prefix", "from another folder"])
def odd_server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """The script where addresses or folders are not what they are at home."""
    if "prefix" in request.param:
        running = start_server(SCRIPT, args=("--server.baseUrlPath", PREFIX))
    else:
        # The folder has the settings, but neither the script nor anything that it imports.
        folder = tmp_path_factory.mktemp("elsewhere")
        shutil.copytree(ROOT / ".streamlit", folder / ".streamlit")
        running = start_server(ROOT / SCRIPT, cwd=folder)
    yield running
    running.stop()


@pytest.fixture
def offline(make_page: Callable[..., Page]) -> Iterator[Page]:
    """A page that reaches this machine only; the test fails if it tries anything else."""
    page, refused = make_page(), []

    def let_pass_or_refuse(request: Request) -> None:
        if urlsplit(request.request.url).hostname == "127.0.0.1":
            request.continue_()
        else:
            refused.append(request.request.url)
            request.abort()

    page.route("**/*", let_pass_or_refuse)
    yield page
    assert refused == []


def open_at(page: Page, server: Server, path: str, stages: int = 1) -> None:
    """Open a page and bring each of its pictures into view."""
    page.goto(server.url + path, wait_until="load")
    wait_until_idle(page, stages)
    if page.locator(".live-wake").count():
        show_in_space(page)
    for figure in page.locator("[data-figure]").all():
        figure.scroll_into_view_if_needed()


def expect_pictures(page: Page) -> None:
    """Check that every picture has been drawn, those in three dimensions included."""
    shapes = page.evaluate(SHAPES)
    assert all(count > 5 for count in shapes.values()), shapes
    scenes = page.locator("[data-figure]:has(.gl-container canvas)").all()
    assert shapes or scenes
    for scene in scenes:
        picture = Image.open(BytesIO(scene.screenshot())).convert("RGB")
        colours = picture.getcolors(picture.width * picture.height)
        assert len(colours) > SHADES


def expect_drag_and_answer(page: Page) -> None:
    """Drag a weight on the training page: pictures follow, and its release is answered."""
    link, loss = page.url, shown(page, "loss")
    curve = trace(page, "loss_curve", "curve.y")
    grab(page, "weight_1", 0.8)
    wait_for_trace(page, "loss_curve", "curve.y", curve)
    assert shown(page, "loss") != loss
    assert page.url == link
    let_go(page)
    page.wait_for_url(lambda url: url != link)
    wait_until_idle(page)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_opens_with_its_pictures(plain_server: Server, offline: Page, path: str) -> None:
    open_at(offline, plain_server, path, 0 if path in WITHOUT_STAGE else 1)
    expect(offline.get_by_role("heading").first).to_be_visible()
    if path not in WITHOUT_STAGE:
        expect_pictures(offline)
    assert "Traceback" not in "".join(plain_server.log)


def test_a_drag_is_followed_and_its_release_answered(plain_server: Server, offline: Page) -> None:
    frames = sent_frames(offline)
    open_at(offline, plain_server, "training")
    told = len(frames)
    expect_drag_and_answer(offline)
    assert len(frames) == told + 1
    expect(offline).to_have_url(re.compile(r"[?&]w1="))


def test_a_link_restores_its_page_in_a_process_that_never_saw_it(
    plain_server: Server, make_server: MakeServer, offline: Page, make_page: Callable[..., Page]
) -> None:
    open_at(offline, plain_server, LINK)
    assert shown(offline, "step") == 4
    other = make_page()
    open_at(other, make_server(SCRIPT), LINK)
    assert all_numbers(other) == all_numbers(offline)


def test_the_settings_of_the_root_hold(plain_server: Server, offline: Page) -> None:
    open_at(offline, plain_server, "")
    size = offline.evaluate("getComputedStyle(document.documentElement).fontSize")
    assert size == "17px"
    expect(offline.get_by_test_id("stAppDeployButton")).to_have_count(0)


def test_it_works_where_addresses_and_folders_are_others(odd_server: Server, offline: Page) -> None:
    open_at(offline, odd_server, LINK)
    expect_pictures(offline)
    assert offline.evaluate("Boolean(Plotly.further)")  # the scripts made of it, not the whole
    kind, length = offline.evaluate(
        """async (url) => {
            const answer = await fetch(new URL(url, document.baseURI));
            return [answer.headers.get("content-type"), (await answer.arrayBuffer()).byteLength];
        }""",
        WHOLE_URL,
    )
    assert "javascript" in kind
    assert length == BUNDLE.stat().st_size
    assert shown(offline, "step") == 4
    expect_drag_and_answer(offline)
    offline.get_by_test_id("stTopNavLink").filter(has_text="The neuron").click()
    expect(offline).to_have_url(re.compile(re.escape(odd_server.url) + "neuron"))
    wait_until_idle(offline)
    assert number(offline, "z").is_visible()
    assert "Traceback" not in "".join(odd_server.log)


def number_in(page: Page, key: str) -> str:
    return control(page, key).get_by_role("textbox").input_value()


def test_the_task_of_a_link_is_there_without_a_server(plain_server: Server, page: Page) -> None:
    start = {"weight_1": 1.0, "weight_2": 1.0, "bias": 0.0}
    task = make_task("neuron", start, free=("weight_1",), below=0.01)
    open_at(page, plain_server, f"neuron?task={write_task(task)}")
    said = page.locator(".class-said")
    expect(said).to_contain_text(f"Only w₁ can be moved. {task_words.ONLY_YOU}")
    assert control(page, "bias").evaluate("node => node.inert")
    page.locator('[data-part="bias"]').press("ArrowUp")  # its line in the drawing is locked as well
    assert number_in(page, "bias") == "0.00"
    slider(page, "weight_1").press("ArrowLeft")
    expect(said).to_contain_text(ONE_MOVE)
    assert number_in(page, "bias") == "0.00"
    wait_until_idle(page)
    page.locator(".class-line").get_by_role("button", name=task_words.AGAIN).click()
    expect(said).to_contain_text(task_words.ONLY_YOU)
    page.locator(".class-line").get_by_role("button", name=task_words.LEAVE_TASK).click()
    expect(page.locator(".class-line")).to_have_count(0)
    expect(page).to_have_url(re.compile("neuron.w1=1&w2=1&b=0$"))
