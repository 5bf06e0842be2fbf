"""Without a server: what is asked for late while the server is another one by then."""

from __future__ import annotations

import base64

import torch

from tests.browser.conftest import MakePage, load_parts
from visualizer.live import stage
from visualizer.live.compact import compact
from visualizer.live.payload import pack_late
from visualizer.live.scene import Scene

# A stage that lacks a landscape, and a server that knows only the session "new".
BEGIN = """(packed) => {
    const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
    globalThis.asked = [];
    globalThis.fetch = async (url, { body }) => {
        const { token } = JSON.parse(body);
        asked.push([token, performance.now()]);
        return token === "new" ? new Response(bytes) : new Response("", { status: 404 });
    };
    globalThis.stage = {
        root: document.body,
        shared: [{ values: null, shape: [2] }],
        scene: { late: "landscape" },
        link: { late: "http://127.0.0.1/live/late", token: "old", stage: "surface" },
        trouble: document.body,
        tell() {},
    };
    complete(stage);
}"""


def test_a_landscape_is_asked_for_by_the_session_that_the_page_has_by_then(
    make_page: MakePage,
) -> None:
    page = make_page(locale="en-US")  # for a clock of its own
    late = compact(pack_late(Scene((), (), late=(torch.tensor([1.5, 2.5]),))))
    page.clock.install()
    load_parts(page, stage.FOLDER / "parts", ("element", "payload", "compact", "late"))
    page.evaluate(BEGIN, base64.b64encode(late).decode())
    page.clock.run_for(1)
    assert [token for token, _ in page.evaluate("asked")] == ["old"]
    page.evaluate("stage.link = { ...stage.link, token: 'new' }")  # the page has run on another one
    page.clock.run_for(10_000)
    page.wait_for_function("stage.shared[0].values")
    assert page.evaluate("[...stage.shared[0].values]") == [1.5, 2.5]
    (old, first), (new, second) = page.evaluate("asked")
    assert (old, new) == ("old", "new")
    assert second - first > 2000
