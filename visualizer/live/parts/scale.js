// How large the type, lines and points of a picture are. The style says how long one of its pixels is,
// by the width of the window (`--live-px`); here the lengths within a figure follow.

const RULER = 100; // pixels of a picture
const SETTLED = 150; // ms without a change before pictures are drawn anew

/** Return how many pixels of the window a pixel of a picture is long. */
function scaleNow() {
  return globalThis.liveRuler.getBoundingClientRect().width / RULER || 1;
}

/** Return a part of a figure, or what an attribute becomes, with its lengths `scale` times as long. */
function enlarged(value, scale, key = "", parent = "") {
  if (scale === 1 || key === "contours") return value; // whose size is a step between heights
  if (typeof value === "number") return isLength(key, parent) ? value * scale : value;
  if (ArrayBuffer.isView(value)) return isLength(key, parent) ? value.map((each) => each * scale) : value;
  if (Array.isArray(value)) return value.map((each) => enlarged(each, scale, key, parent));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, enlarged(part, scale, name, key)]));
}

const LENGTHS = new Set(["standoff", "xshift", "yshift", "itemwidth", "thickness"]);

function isLength(key, parent) {
  if (LENGTHS.has(key) || parent === "margin") return true;
  if (key === "size") return parent === "marker" || parent.endsWith("font");
  return key === "width" && parent === "line";
}

/** The same for an attribute that moves, such as line.width. */
function enlargedAt(path, value, scale) {
  const [key, parent = ""] = path.split(".").reverse();
  return enlarged(value, scale, key, parent);
}

function watchScale() {
  globalThis.liveRuler = element("div", "live-ruler", { "aria-hidden": "true" });
  document.body.append(globalThis.liveRuler);
  let settled = null;
  const draw = () => {
    for (const stage of globalThis.liveStages.shown ?? []) if (stage.colours) stage.drawAll();
  };
  let before = scaleNow();
  new ResizeObserver(() => {
    clearTimeout(settled);
    if (scaleNow() === before) return;
    settled = setTimeout(() => {
      before = scaleNow();
      draw();
    }, SETTLED);
  }).observe(globalThis.liveRuler);
}

globalThis.liveStages ??= {};
if (!globalThis.liveRuler) watchScale();
