"""Tests share a browser that keeps what it compiled, and nothing that pages keep or are told."""

from playwright.sync_api import BrowserContext

from tests.browser.conftest import MakePage, forget_all
from tests.conftest import Server

OWN_COOKIE = "who=somebody"
KEEP = f"""async () => {{
  localStorage.setItem("runs", "kept");
  document.cookie = "{OWN_COOKIE}";
  await caches.open("files");
  await new Promise((done) => {{ indexedDB.open("tables").onsuccess = done; }});
}}"""
# The server has a cookie of its own.
KEPT = f"""async () => [
  localStorage.length, document.cookie.includes("{OWN_COOKIE}"),
  await caches.keys(), await indexedDB.databases(),
]"""
NOTHING = [0, False, [], []]


def test_what_a_test_kept_is_forgotten(server: Server, profile: BrowserContext) -> None:
    page = profile.new_page()
    page.goto(server.url + "_stcore/health")
    page.evaluate(KEEP)
    page.reload()
    kept = page.evaluate(KEPT)
    assert all(one != other for one, other in zip(kept, NOTHING, strict=True))
    profile.route("**/*", lambda route: route.abort())
    forget_all(profile)
    page = profile.new_page()
    page.goto(server.url + "_stcore/health")
    assert page.evaluate(KEPT) == NOTHING
    forget_all(profile)


def test_two_pages_of_a_test_are_two_browsers(server: Server, make_page: MakePage) -> None:
    one, other = make_page(), make_page()
    for page in (one, other):
        page.goto(server.url + "_stcore/health")
    one.evaluate(KEEP)
    assert other.evaluate(KEPT) == NOTHING
