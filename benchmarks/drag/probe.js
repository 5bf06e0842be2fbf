// Measures a page from inside. Injected before the page's own scripts; it changes nothing there.
//
// The end of a frame is when a message posted in it arrives: by then the browser's main thread has
// run the animation frame, laid out and painted. While a pointer moves, Chromium may let frames pass
// before messages, so the beginning of the next frame counts where that comes first.

(() => {
  if (globalThis.dragProbe) return;
  const probe = (globalThis.dragProbe = { opened: null });

  const channel = new MessageChannel();
  const due = [];
  const end = () => {
    const now = performance.now();
    for (const act of due.splice(0)) act(now);
  };
  channel.port1.onmessage = end;
  // Only to be called in an animation frame: the next one is then another.
  const atFrameEnd = (act) => {
    due.push(act);
    channel.port2.postMessage(0);
    requestAnimationFrame(end);
  };
  const atNextFrameEnd = (act) => requestAnimationFrame(() => atFrameEnd(act));

  let running = false;
  let pointer = 0; // when the last move of the mouse reached the browser
  let asked = []; // positions that were asked for and not drawn yet
  let askedInSpace = [];

  const reset = () => {
    asked = [];
    askedInSpace = [];
    Object.assign(probe, {
      frames: [], // times of the animation frames
      drawn: 0, // frames that the stage drew, or in which a naive picture changed
      inputs: 0,
      lags: [], // ms from the mouse to the end of the frame that shows the position
      eventLags: [], // the same from the slider's input event, which may have waited for its turn
      spaceLags: [], // from the mouse to the picture in space
      redraws: {}, // how often each figure moved
      space: [], // names of the figures in space
      up: null,
      waitingAt: null,
      readyAt: null,
      changedAt: null,
    });
  };
  reset();

  const tick = (now) => {
    if (!running) return;
    probe.frames.push(now);
    requestAnimationFrame(tick);
  };

  probe.start = () => {
    reset();
    for (const plot of document.querySelectorAll(".live-plot")) listen(plot);
    running = true;
    requestAnimationFrame(tick);
  };
  probe.stop = () => {
    running = false;
    return { ...probe };
  };

  const listening = new WeakSet();
  function listen(plot) {
    const { figure } = plot.closest("[data-figure]").dataset;
    const scene = plot._fullLayout?.scene?._scene?.glplot;
    if (scene) probe.space.push(figure);
    if (!scene || listening.has(scene)) return;
    listening.add(scene);
    // What the scene calls each time that it really draws.
    const { onrender } = scene;
    scene.onrender = (...args) => {
      onrender?.(...args);
      if (!running) return;
      probe.redraws[figure] = (probe.redraws[figure] ?? 0) + 1;
      const shown = askedInSpace.splice(0);
      atFrameEnd((end) => probe.spaceLags.push(...shown.map((moved) => end - moved)));
    };
  }

  const early = { capture: true, passive: true };
  addEventListener("pointermove", (event) => (pointer = event.timeStamp), early);
  addEventListener(
    "input",
    (event) => {
      if (!running || event.target.type !== "range") return;
      probe.inputs += 1;
      asked.push([pointer, event.timeStamp]);
      askedInSpace.push(pointer);
    },
    early,
  );
  addEventListener("pointerup", (event) => (probe.up = event.timeStamp), early);

  function drawn() {
    probe.drawn += 1;
    const shown = asked.splice(0);
    atFrameEnd((end) => {
      for (const [moved, told] of shown) {
        probe.lags.push(end - moved);
        probe.eventLags.push(end - told);
      }
    });
  }

  function staged(state) {
    if (state === "waiting" && probe.up !== null) probe.waitingAt ??= performance.now();
    if (state !== "ready") return;
    atNextFrameEnd((end) => {
      probe.opened ??= end;
      if (probe.waitingAt !== null) probe.readyAt ??= end;
    });
  }

  new MutationObserver((changes) => {
    const names = new Set(changes.map(({ attributeName }) => attributeName));
    if (names.has("data-drawn") && running) drawn();
    if (names.has("data-stage")) staged(changes.at(-1).target.dataset.stage);
  }).observe(document, { subtree: true, attributeFilter: ["data-drawn", "data-stage"] });

  /** For pages without a stage: note whenever one of Streamlit's own charts changes. */
  probe.watchCharts = () => {
    const chart = '[data-testid="stPlotlyChart"]';
    const within = ({ target }) => target.closest?.(chart);
    let noted = false;
    new MutationObserver((changes) => {
      if (noted || !changes.some(within)) return;
      noted = true;
      if (running) probe.drawn += 1;
      atNextFrameEnd((end) => {
        noted = false;
        probe.changedAt = end;
      });
    }).observe(document, { subtree: true, childList: true, attributes: true });
  };
})();
