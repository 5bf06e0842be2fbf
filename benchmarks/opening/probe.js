// Notes from inside when what a page shows has been painted. Injected before the page's own scripts;
// it changes nothing there. All times are those of the page, in ms since it was asked for.

(() => {
  if (globalThis.openingProbe) return;
  const probe = (globalThis.openingProbe = { blocks: [] });

  const all = (selector) => [...document.querySelectorAll(selector)];
  const isStaged = () => all("[data-stage]").length > 0;
  const seen = {
    heading: () => all("h1").some((title) => title.textContent.trim()),
    // A slider of ours is there with its number, which comes together with what it leads to.
    live: () =>
      all("[data-stage] [data-control]").some(
        (control) =>
          control.querySelector("input[type=range]:not(:disabled)") &&
          control.querySelector("input[type=text]")?.value,
      ),
    pictures: () => {
      // One that waits until it is wanted has a button in its place.
      const own = ".live-picture:not(:has(+ .live-wake)) .live-plot";
      const plots = all(isStaged() ? own : '[data-testid="stPlotlyChart"]');
      const drawn = plots.every((plot) => plot.querySelector(".main-svg"));
      if (!isStaged()) return plots.length > 0 && drawn;
      const late = all('[data-stage]:not([data-stage="ready"]), [data-pictures="coming"]');
      return drawn && late.length === 0;
    },
  };

  // What a message says that was posted in a frame: it has been laid out and painted.
  const channel = new MessageChannel();
  const due = [];
  channel.port1.onmessage = () => {
    for (const name of due.splice(0)) probe[name] ??= performance.now();
  };
  const look = () => {
    const news = Object.keys(seen).filter((name) => !(name in probe) && seen[name]());
    due.push(...news);
    if (news.length) channel.port2.postMessage(0);
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);

  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) probe.blocks.push([startTime, duration]);
  }).observe({ type: "longtask", buffered: true });
})();
