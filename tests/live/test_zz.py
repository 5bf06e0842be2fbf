from playwright.sync_api import expect
import time
def test_x(page, wire, gate):
    print(len(wire.sent)); page.screenshot(path="/tmp/live1.png", full_page=True)
    n=len(wire.sent)
    page.emulate_media(color_scheme="dark"); page.wait_for_timeout(800)
    print("sent", [len(s) for s in wire.sent[n:]]); page.screenshot(path="/tmp/live2.png", full_page=True)
    print(page.locator(".live-stage").get_attribute("data-theme"))
    t=time.time(); page.goto(page.url); page.locator('[data-stage=ready]').wait_for(); print("reopen", time.time()-t)
