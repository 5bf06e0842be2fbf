import time
def test_x(page, wire, gate):
    for _ in range(4):
        t=time.time(); page.goto(page.url); t1=time.time(); page.locator('.live-stage').wait_for(); t2=time.time(); page.wait_for_function("window.Plotly"); t3=time.time(); page.locator('[data-stage=ready]').wait_for(); print("reopen", t1-t,t2-t,t3-t, time.time()-t)
