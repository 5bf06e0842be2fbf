"""The browser's half of a class without a server: what comes in another order than it was asked."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import MakePage, load_parts
from visualizer.live import stage
from visualizer.ui.class_line import FOLDER
from visualizer.words import class_line as words
from visualizer.words import task_link as task_words

LIVE = stage.FOLDER / "parts"
SAID = {
    name.lower(): text
    for module in (words, task_words)
    for name, text in vars(module).items()
    if name.isupper()
}
# A page with a stage; what would be asked for, told and covered is noted.
PAGE = """
<div data-testid="stApp" data-test-script-state="notRunning">
  <div data-testid="stMain"><div id="here"></div></div>
</div>
"""
# Around the parts that are tried: what others do.
AROUND = """
globalThis.told = [];
globalThis.component = { setTriggerValue: (...what) => told.push(what), parentElement: here };
globalThis.stages = globalThis.liveStages;
stages.shown = new Set();
stages.lead = async () => {};
"""
# The stage of page "b" is looked at once `come` is called.
LOOKING = """
globalThis.shared = { scenes: new Map(), bring: async () => {} };
globalThis.unpack = () => ({ header: { scene: "a scene" } });
globalThis.expandInTurn = async (bytes) => bytes;
globalThis.Stage = class { take() {} leave() {} };
globalThis.ask = () => new Promise((done) => (globalThis.come = () => done(new Uint8Array(8))));
"""
STUDENT = """(words) => {
    globalThis.student = Object.assign(new Following(), {
        words, component, page: "a", token: "a token", seat: { code: "AAAAAA", called: 0 },
        calls: 0, line: { say: (sentence) => told.push(["say", sentence]), end() {} },
        limits: { take() {}, chapters: [["a", "a", "A"], ["b", "b", "B"]] },
        pause: { set() {} }, draw() {}, isTeacher: false, orders: null,
    });
    const link = { url: "live/moment", stage: "a" };
    stages.shown.add({ root: here, instance: "s", releases: 0, link });
    globalThis.call = (page, called, follows = false) => student.obey({
        page, called, follows, place: called, paused: false, shown: [], rounds: {}, open_up_to: "",
    });
    globalThis.settle = () => new Promise((done) => setTimeout(done));
}"""
COVER = ".live-ahead"


@pytest.fixture
def student(page: Page) -> Page:
    """A student on page "a", whose teacher can ``call``."""
    page.set_content(PAGE)
    page.add_script_tag(content=LOOKING)
    load_parts(page, LIVE, ("element", "ahead"))
    load_parts(page, FOLDER, ("seat", "news", "line", "following"))
    page.add_script_tag(content=AROUND)
    page.evaluate(STUDENT, SAID)
    return page


def test_what_lies_over_a_page_goes_where_the_teacher_calls_back_to_it(student: Page) -> None:
    student.evaluate("async () => { call('b', 1); await settle(); come(); }")
    expect(student.locator(COVER)).to_contain_text("B")
    student.wait_for_function("() => !student.leading")  # from now on its own run is awaited
    student.evaluate("async () => { call('a', 2); await settle(); }")
    assert student.locator(COVER).count() == 0
    assert not student.evaluate("document.querySelector('[data-testid=stMain]').inert")


def test_who_is_called_back_before_the_other_page_has_come_went_no_way_of_their_own(
    student: Page,
) -> None:
    student.evaluate("async () => { call('b', 1, true); await settle(); come(); }")
    student.wait_for_function("() => !student.leading")
    student.evaluate("async () => { call('a', 2, true); await settle(); }")
    student.evaluate("() => { student.page = 'b'; student.arrive({ page: 'b', astray: false }); }")
    assert not student.evaluate("student.seat.astray")
    student.evaluate("come()")
    student.wait_for_function("() => told.filter(([what]) => what === 'lead').length === 2")


def test_a_look_that_comes_after_its_end_covers_nothing(student: Page) -> None:
    student.evaluate("async () => { call('b', 1); await settle(); stages.endLook(); come(); }")
    student.wait_for_function("() => !student.leading")
    assert student.locator(COVER).count() == 0


def test_a_question_breaks_off_no_run_of_the_page_that_is_under_way(make_page: MakePage) -> None:
    page = make_page(locale="en-US")  # for a clock of its own
    page.clock.install()
    page.set_content(PAGE)
    load_parts(page, FOLDER, ("seat", "news", "carrier"))
    page.evaluate("globalThis.liveStages = {}")
    page.add_script_tag(content=AROUND)
    state = "document.querySelector('[data-testid=stApp]').dataset.testScriptState"
    page.evaluate(f"""() => {{
        {state} = "running";
        globalThis.carrier = new Carrier({{ post: component, room: {{ component }} }});
        carrier.ask("news", {{}}).then((said) => told.push(["said", said]));
    }}""")
    page.clock.run_for(60_000)
    asked = page.evaluate("told.map(([name]) => name)")
    assert asked == ["ask"], "a page that takes a minute was begun anew"
    page.evaluate(f"{state} = 'notRunning'")
    page.clock.run_for(10_000)
    assert page.evaluate("told.map(([name]) => name)")[:3] == ["ask", "ask", "obey"]
    number = page.evaluate("told[0][1].number")
    page.evaluate("(number) => carrier.hear({ number, status: 200, said: 'news' })", number)
    assert page.evaluate("told.at(-1)") == ["said", "news"]


def test_how_far_a_class_is_with_its_task_is_not_said_of_the_task_of_a_link(page: Page) -> None:
    page.set_content(PAGE)
    load_parts(page, FOLDER, ("seat", "news", "line", "limits", "task"))
    page.evaluate("globalThis.liveStages = {}")
    page.add_script_tag(content=AROUND)
    page.evaluate(
        """(words) => {
            const limits = { take() {} };
            globalThis.room = { words, limits, line: new Line(words), seat: null };
            globalThis.task = new LinkTask(room);
            const own = { page: "loss", said: "Get below 0.1.", moves: 0, reached: 0, most: 0 };
            task.take({ ...component, data: { task: own, page: "loss", token: "a token" } });
            globalThis.tell = (detail) =>
                document.dispatchEvent(new CustomEvent("live-progress", { detail }));
        }""",
        SAID,
    )
    said = page.locator(".class-said")
    expect(said).to_have_text(f"Get below 0.1. {task_words.ONLY_YOU}")
    page.evaluate("""() => {
        room.seat = { code: "AAAAAA", secret: "" };
        tell({ number: 1, moves: 3, reached: 3 });
        room.seat = null;
        room.line.hide(); // the class is left
    }""")
    expect(said).to_have_text(f"Get below 0.1. {task_words.ONLY_YOU}")
    page.evaluate("tell({ moves: 2, reached: 0 })")
    expect(said).to_have_text(f"Get below 0.1. {words.MANY_MOVES.format(count=2)}")
