"""The pages under a student's hands: in real Chromium, over the real server."""

from __future__ import annotations

import json
import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import MakePage, OpenPage, ask_to_be_shown, wait_until_idle
from tests.conftest import Server
from visualizer.figures.theme import DARK, PALETTE

PATHS = {
    name: name if name != "start" else ""
    for name in ("start", "neuron", "activations", "loss", "training")
}

# A number of each page that follows its weights; "z" on every other page.
FOLLOWS = {"start": "prediction", "loss": "loss", "training": "loss"}
EVERYTHING = {"training": "training?open=2"}  # where parts are closed at first

RECORD = ("moves", "best_loss", "descent_loss", "duel")

# Page → control, its key in the address, a number that must follow, figure traces that must.
DRAGS = [
    ("start", "weight_1", "w1", "prediction", {"network": "edge_weight_1.line.width"}),
    ("start", "bias", "b", "prediction", {"network": "value_labels.text"}),
    ("neuron", "input_1", "x1", "term_1", {"network": "input_values.text"}),
    ("neuron", "weight_2", "w2", "z", {"network": "edge_weight_2.line.width"}),
    ("activations", "bias", "b", "z", {"activation": "point_0.x"}),
    ("activations", "weight_1", "w1", "derivative", {"activation": "tangent.y"}),
    (
        "training",
        "weight_1",
        "w1",
        "loss",
        {"loss_curve": "curve.y", "contour": "trail.x", "surface": "trail.x"},
    ),
    ("training", "learning_rate", "lr", "course", {"loss_curve": "curve.y", "contour": "trail.y"}),
    ("training", "bias", "b", "bias", {"contour": "field.z", "surface": "surface.z"}),
]

READ_TRACE = """([figure, uid, path]) => {
    const plot = document.querySelector(`[data-figure="${figure}"] .js-plotly-plot`);
    const trace = plot.data.find((each) => each.uid === uid);
    const value = path.split(".").reduce((part, key) => part[key], trace);
    return JSON.stringify(value, (_, each) => ArrayBuffer.isView(each) ? [...each] : each);
}"""
WAIT_FOR_TRACE = f"""([old, ...where]) => ({READ_TRACE})(where) !== old"""
READ_COLOURS = """() => [...document.querySelectorAll(".js-plotly-plot")].map((plot) =>
    JSON.stringify([plot.data, plot.layout]).match(/#[0-9a-f]{6}\\b/gi))"""


# What a student does, and what is on the screen


def control(page: Page, key: str) -> Locator:
    return page.locator(f'[data-control="{key}"]')


def slider(page: Page, key: str) -> Locator:
    return control(page, key).get_by_role("slider")


def number(page: Page, name: str) -> Locator:
    return page.locator(f'[data-quantity="{name}"]').first


def tool(page: Page, name: str) -> Locator:
    return page.locator(".st-key-head_tools").get_by_role("button", name=name, exact=True)


def shown(page: Page, name: str) -> float:
    return float(number(page, name).get_attribute("data-value"))


def all_numbers(page: Page) -> list[list[str]]:
    """Return every live number and every field on the page, in its order.

    Not the student's own record of moves: it belongs to the session, not to a link.
    """
    found = page.evaluate(
        """() => [...document.querySelectorAll("[data-quantity], .live-field")].map((each) =>
            [each.dataset.quantity ?? each.closest("[data-control]").dataset.control,
             each.value ?? each.textContent])"""
    )
    return [[name, text] for name, text in found if name not in RECORD]


def trace(page: Page, figure: str, target: str) -> str:
    uid, _, path = target.partition(".")
    return page.evaluate(READ_TRACE, [figure, uid, path])


def set_number(page: Page, key: str, text: str, address: str) -> None:
    """Type a number into the field of a slider, and wait until the link has it."""
    field = control(page, key).get_by_role("textbox")
    field.fill(text)
    field.press("Enter")
    expect(page).to_have_url(re.compile(rf"[?&]{address}={re.escape(text)}(&|$)"))
    wait_until_idle(page)


def wait_for_trace(page: Page, figure: str, target: str, old: str) -> None:
    """Wait until a trace differs from ``old``."""
    uid, _, path = target.partition(".")
    page.wait_for_function(WAIT_FOR_TRACE, arg=[old, figure, uid, path])


def grab(page: Page, key: str, share: float) -> None:
    """Take the thumb of a slider and drag it to a share of its way; keep the button down."""
    where = slider(page, key)
    where.scroll_into_view_if_needed()
    box = where.bounding_box()
    place, last = int(where.input_value()), int(where.get_attribute("max"))
    half = 0.7 * 17  # of the thumb, which never leaves the track
    track = box["width"] - 2 * half
    height = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + half + track * place / last, height)
    page.mouse.down()
    page.mouse.move(box["x"] + half + track * share, height, steps=8)


def let_go(page: Page) -> None:
    page.mouse.up()
    wait_until_idle(page)


def click(page: Page, action: str) -> None:
    page.locator(f'[data-control="step"] [data-action="{action}"]').click()


def sent_frames(page: Page) -> list[object]:
    """Return a list that fills with every message to the server; call it before opening."""
    frames: list[object] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda each: frames.append(each)))
    return frames


# Dragging


@pytest.mark.parametrize(("name", "key", "address", "quantity", "targets"), DRAGS)
def test_everything_follows_the_finger_and_nothing_is_sent(
    name: str, key: str, address: str, quantity: str, targets: dict[str, str],
    page: Page, open_page: OpenPage,
) -> None:  # fmt: skip
    frames = sent_frames(page)
    open_page(EVERYTHING.get(name, PATHS[name]))
    start = page.url
    before = {figure: trace(page, figure, target) for figure, target in targets.items()}
    words = number(page, quantity).inner_text()
    told = len(frames)
    grab(page, key, 0.95 if key == "learning_rate" else 0.2)
    expect(number(page, quantity)).not_to_have_text(words)
    for figure, target in targets.items():
        page.locator(f'[data-figure="{figure}"]').scroll_into_view_if_needed()
        wait_for_trace(page, figure, target, before[figure])
    assert page.url == start
    assert len(frames) == told
    let_go(page)
    expect(page).to_have_url(re.compile(rf"[?&]{address}="))
    expect(tool(page, "Undo")).to_be_enabled()
    assert len(frames) == told  # the page has not run for that


def test_the_numbers_under_the_finger_fit_together(page: Page, open_page: OpenPage) -> None:
    open_page("neuron")
    for share in (0.9, 0.1, 0.35):
        grab(page, "weight_1", share)
        field = control(page, "weight_1").get_by_role("textbox")
        weight = float(field.input_value().replace("−", "-"))
        assert abs(weight - (3 * share - 1.5)) < 0.08
        page.wait_for_function(
            """wanted => Math.abs(Number(document.querySelector('[data-quantity="z"]')
                .dataset.value) - wanted) < 0.02""",
            arg=5 * weight + 7 * 0.2 + 0.5,
        )
        let_go(page)


@pytest.mark.parametrize("name", PATHS)
def test_after_the_release_a_reload_and_another_server_show_the_same(
    name: str, open_page: OpenPage, make_page: MakePage, other_server: Server
) -> None:
    page = open_page(PATHS[name])
    grab(page, "weight_1", 0.62)
    let_go(page)
    grab(page, "bias", 0.3)
    let_go(page)
    if name == "training":
        click(page, "forward-10")
    expect(page).to_have_url(re.compile(r"[?&]b=-1\.[1-3]" if name != "training" else "step=10"))
    wait_until_idle(page)
    wanted = all_numbers(page)
    assert FOLLOWS.get(name, "z") in [quantity for quantity, _ in wanted]
    page.reload()
    wait_until_idle(page)
    assert all_numbers(page) == wanted
    link = page.url.split("/", 3)[3]
    abroad = open_page(link, on=make_page(), base=other_server.url)
    assert all_numbers(abroad) == wanted


@pytest.mark.parametrize("name", PATHS)
def test_every_slider_of_the_page_moves_by_keys(name: str, open_page: OpenPage) -> None:
    page = open_page(PATHS[name])
    sliders = page.locator(".live-range")
    for place in range(sliders.count()):
        each = sliders.nth(place)
        each.focus()
        start, last = int(each.input_value()), int(each.get_attribute("max"))
        for key, wanted in (("End", last), ("ArrowLeft", last - 1), ("Home", 0), ("ArrowUp", 1)):
            each.press(key)
            assert int(each.input_value()) == wanted
        assert start != 1
        each.press("PageUp")
        assert int(each.input_value()) > 1
        wait_until_idle(page)


def test_keys_are_told_to_the_server_once_at_rest(page: Page, open_page: OpenPage) -> None:
    open_page("neuron")
    z = number(page, "z").inner_text()
    slider(page, "weight_1").press("ArrowRight")
    expect(number(page, "z")).not_to_have_text(z)
    slider(page, "weight_1").press("ArrowRight")
    expect(page).to_have_url(re.compile(r"[?&]w1=0\.2(&|$)"))
    wait_until_idle(page)
    assert shown(page, "z") == pytest.approx(2.9, abs=1e-5)


def test_a_number_can_be_typed_with_a_comma(open_page: OpenPage) -> None:
    page = open_page("neuron")
    field = control(page, "weight_1").get_by_role("textbox")
    field.fill("0,123")
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"[?&]w1=0\.123(&|$)"))
    wait_until_idle(page)
    assert shown(page, "z") == pytest.approx(5 * 0.123 + 1.4 + 0.5, abs=1e-5)


def test_relu_never_says_fail_and_no_activation_does(open_page: OpenPage) -> None:
    page = open_page("neuron")
    ask_to_be_shown(page)
    grab(page, "weight_1", 0.0)
    expect(number(page, "answer")).to_have_text("pass")
    expect(number(page, "prediction")).to_have_text("50.0 %")
    expect(page.locator(".live-equation").last).to_contain_text("No weight in the world")
    let_go(page)
    page.locator("[class*='st-key-choose_activation_on_']").get_by_role("combobox").click()
    page.get_by_role("option", name="No activation").click()
    expect(page).to_have_url(re.compile("activation=identity"))
    wait_until_idle(page)
    expect(number(page, "answer")).to_have_text("fail")
    assert shown(page, "z") == pytest.approx(-1.5 * 5 + 1.4 + 0.5, abs=1e-5)


# The training


def test_steps_go_forward_and_back(open_page: OpenPage) -> None:
    page = open_page("training?steps=300")
    step = number(page, "step")
    losses = [number(page, "loss").inner_text()]
    for action, wanted in (("forward-1", 1), ("forward-10", 11), ("forward-100", 111)):
        click(page, action)
        expect(step).to_have_text(str(wanted))
        losses.append(number(page, "loss").inner_text())
    assert len(set(losses)) == 4
    expect(page).to_have_url(re.compile("[?&]step=111"))
    click(page, "back")
    expect(step).to_have_text("110")
    click(page, "start")
    expect(step).to_have_text("0")
    expect(number(page, "loss")).to_have_text(losses[0])
    wait_until_idle(page)
    assert json.loads(trace(page, "loss_curve", "so_far.x")) == [0]


def test_scrubbing_draws_the_path_up_to_the_step(open_page: OpenPage) -> None:
    page = open_page("training")
    whole = json.loads(trace(page, "loss_curve", "curve.y"))
    before = trace(page, "loss_curve", "so_far.x")
    grab(page, "step", 0.4)
    wait_for_trace(page, "loss_curve", "so_far.x", before)
    expect(number(page, "step")).to_have_text(re.compile("^(39|40|41)$"))
    step = int(number(page, "step").inner_text())
    page.wait_for_function(
        f"([old, ...where]) => JSON.parse(({READ_TRACE})(where)).length === old",
        arg=[step + 1, "loss_curve", "so_far", "x"],
    )
    assert shown(page, "loss") == pytest.approx(whole[step], rel=1e-4)
    let_go(page)
    expect(page).to_have_url(re.compile(f"[?&]step={step}(&|$)"))


def test_play_runs_by_itself_until_it_is_paused(open_page: OpenPage) -> None:
    page = open_page("training?steps=300")
    play = page.locator('[data-control="step"] [data-action="play"]')
    expect(play).to_have_text("Play")
    play.click()
    expect(play).to_have_text("Pause")
    page.wait_for_function(
        "Number(document.querySelector('[data-quantity=\"step\"]').dataset.value) >= 3"
    )
    play.click()
    expect(play).to_have_text("Play")
    wait_until_idle(page)
    expect(page).to_have_url(re.compile(f"[?&]step={int(shown(page, 'step'))}(&|$)"))
    assert 3 <= shown(page, "step") < 100


def test_play_stops_at_the_end(open_page: OpenPage) -> None:
    page = open_page("training?steps=50&step=45")
    page.locator('[data-control="step"] [data-action="speed"]').select_option("60")
    click(page, "play")
    expect(number(page, "step")).to_have_text("50")
    expect(page.locator('[data-control="step"] [data-action="play"]')).to_have_text("Play")
    expect(page).to_have_url(re.compile("[?&]step=50"))


def test_the_camera_stays_after_steps_and_releases(open_page: OpenPage) -> None:
    page = open_page(EVERYTHING["training"])
    plot = page.locator('[data-figure="surface"]')
    plot.scroll_into_view_if_needed()
    read = """() => Object.values(document.querySelector('[data-figure="surface"] .js-plotly-plot')
        ._fullLayout.scene.camera.eye)"""
    first = page.evaluate(read)
    box = plot.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 + 90, box["y"] + box["height"] / 2 + 40, steps=6)
    page.mouse.up()
    page.wait_for_function(f"old => JSON.stringify(({read})()) !== old", arg=compact(first))
    turned = page.evaluate(read)
    click(page, "forward-1")
    expect(page).to_have_url(re.compile("step=1"))
    wait_until_idle(page)
    assert page.evaluate(read) == pytest.approx(turned)
    grab(page, "weight_1", 0.8)
    let_go(page)
    expect(page).to_have_url(re.compile("w1="))
    assert page.evaluate(read) == pytest.approx(turned)


def compact(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def test_a_rate_dragged_to_divergence_says_so_and_all_else_works(open_page: OpenPage) -> None:
    page = open_page("training?output=identity&lr=0.001")
    course = page.locator('.live-sentence [data-quantity="course"]')
    expect(course).to_contain_text("the loss went from")
    grab(page, "learning_rate", 0.95)
    expect(course).to_have_text(re.compile(r"diverged at step \d+:"))
    let_go(page)
    expect(course).to_have_text(re.compile(r"diverged at step \d+:"))
    step = int(re.search(r"at step (\d+)", course.inner_text())[1])
    loss = number(page, "loss").inner_text()
    click(page, "forward-1")
    expect(number(page, "loss")).not_to_have_text(loss)
    wait_until_idle(page)
    click(page, "forward-100")
    expect(number(page, "loss")).to_have_text("–")
    wait_until_idle(page)
    before = trace(page, "loss_curve", "curve.y")
    grab(page, "learning_rate", 0.1)
    expect(course).to_contain_text("the loss went from")
    wait_for_trace(page, "loss_curve", "curve.y", before)
    let_go(page)
    assert 0 < step < 100
    expect(number(page, "loss")).not_to_have_text("–")


def test_another_seed_starts_elsewhere(open_page: OpenPage) -> None:
    page = open_page(EVERYTHING["training"])
    weight = number(page, "weight_1").inner_text()
    page.get_by_role("button", name="New random start").click()
    expect(page).to_have_url(re.compile("[?&]seed=1"))
    expect(number(page, "weight_1")).not_to_have_text(weight)
    wait_until_idle(page)
    wanted = all_numbers(page)
    page.reload()
    wait_until_idle(page)
    assert all_numbers(page) == wanted


# From page to page


def test_the_neuron_follows_through_the_menu(open_page: OpenPage) -> None:
    page = open_page()
    grab(page, "weight_1", 0.9)
    let_go(page)
    expect(page).to_have_url(re.compile("w1="))
    weight = control(page, "weight_1").get_by_role("textbox").input_value()
    for title in ("The neuron", "Activations", "Training"):
        page.get_by_test_id("stTopNavLink").filter(has_text=title).click()
        expect(page).to_have_title(re.compile(f"^{title}"))
        field = control(page, "weight_1").get_by_role("textbox")
        expect(field).to_have_value(re.compile(f"^{weight}"))
        wait_until_idle(page)
        expect(page).to_have_url(re.compile("w1="))


# Themes


def light_only(page: Page) -> list[set[str]]:
    """Return, for each picture, the colours in it that belong to the light theme alone."""
    only = set(DARK) - set(DARK.values())
    return [only & {each.lower() for each in found or ()} for found in page.evaluate(READ_COLOURS)]


@pytest.mark.parametrize("name", PATHS)
def test_no_picture_keeps_a_light_colour_in_the_dark(
    name: str, make_page: MakePage, open_page: OpenPage
) -> None:
    page = open_page(PATHS[name], on=make_page(color_scheme="dark"))
    assert light_only(page)
    assert not any(light_only(page))
    grab(page, "weight_1", 0.1)
    expect(page.locator(".live-stage").first).to_have_attribute("data-theme", "dark")
    assert not any(light_only(page))
    let_go(page)
    assert not any(light_only(page))


def test_the_theme_can_change_while_the_page_is_open(open_page: OpenPage) -> None:
    page = open_page("neuron")
    assert all(light_only(page))
    stage = page.locator(".live-stage")
    z_light, z_dark = PALETTE["z"]
    for scheme, colour in (("dark", z_dark), ("light", z_light)):
        page.emulate_media(color_scheme=scheme)
        expect(stage).to_have_attribute("data-theme", scheme)
        expect(number(page, "z")).to_have_css("color", rgb(colour))
        only_light = "#1f2937"
        page.wait_for_function(
            f"([only, there]) => ({READ_COLOURS})().every((all) => all.includes(only) === there)",
            arg=[only_light, scheme == "light"],
        )


def rgb(colour: str) -> str:
    return "rgb({}, {}, {})".format(*bytes.fromhex(colour[1:]))


# Sizes


@pytest.mark.parametrize("width", [390, 1920])
@pytest.mark.parametrize("name", PATHS)
def test_the_page_fits_a_phone_and_a_projector(
    name: str, width: int, make_page: MakePage, open_page: OpenPage
) -> None:
    page = open_page(PATHS[name], on=make_page(viewport={"width": width, "height": 844}))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    outside = page.evaluate(
        """() => [...document.querySelectorAll(
            ".live-range, .live-field, .live-button, .live-speed, .live-picture, .main-svg")]
            .filter((each) => {
                const { left, right, width } = each.getBoundingClientRect();
                return width > 0 && (left < -1 || right > innerWidth + 1);
            }).map((each) => each.outerHTML.slice(0, 120))"""
    )
    assert outside == []
    heights = page.evaluate(
        """() => [...document.querySelectorAll(".live-range, .live-button")].map((each) =>
            each.getBoundingClientRect().height).filter((height) => height)"""
    )
    assert min(heights) >= 32, "too small for a thumb"
    following = number(page, FOLLOWS.get(name, "z"))
    before = following.inner_text()
    grab(page, "weight_1", 0.15)
    expect(following).not_to_have_text(before)
    let_go(page)
    expect(page).to_have_url(re.compile("w1="))
    assert page.evaluate("document.documentElement.scrollWidth") <= width


# Strangers' links


@pytest.mark.parametrize("name", ["start", "training"])
def test_a_bad_link_is_answered_in_plain_text(name: str, open_page: OpenPage) -> None:
    image, link = "<img src=//example.com/x>", "![x](http://example.com/x.png)"
    page = open_page(f"{PATHS[name]}?b={quote(image)}&zzz={quote(link)}&{quote(link)}=1&w1=0.25")
    notice = page.get_by_role("alert").filter(has_text="Not everything could be used")
    expect(notice).to_be_visible()
    expect(notice).to_contain_text(image)
    expect(notice).to_contain_text("zzz")
    expect(notice).to_contain_text(link)
    assert notice.locator("img, a").count() == 0
    expect(control(page, "weight_1").get_by_role("textbox")).to_have_value(re.compile("^0.25"))


def test_a_notice_goes_with_the_next_change(open_page: OpenPage) -> None:
    page = open_page("neuron?b=nan")
    notice = page.get_by_role("alert").filter(has_text="Not everything could be used")
    expect(notice).to_be_visible()
    grab(page, "weight_1", 0.8)
    let_go(page)
    expect(notice).to_have_count(0)
    expect(page).not_to_have_url(re.compile("b=nan"))
