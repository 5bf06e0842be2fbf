// One Plotly figure that keeps its node: camera, zoom and hover survive every change.

const CONFIG = {
  displayModeBar: false,
  responsive: false,
  scrollZoom: false,
  showTips: false,
  plotGlPixelRatio: 1, // four times the pixels would cost a drag more than they show
};

const MOVES = [moveMarks, moveField, moveInSpace]; // each knows one kind of trace

class PictureView {
  constructor(name, onPick) {
    this.name = name;
    this.onPick = onPick;
    this.box = element("div", "live-picture", { "data-figure": name, role: "img" });
    this.plot = element("div", "live-plot");
    this.box.append(this.plot);
    this.plot.addEventListener("click", (event) => this.pick(event));
    this.visible = true;
    this.sized = new ResizeObserver(() => this.resize());
    this.seen = new IntersectionObserver((entries) => this.see(entries.at(-1)), { rootMargin: "200px" });
  }

  /** Take a skeleton; the node, and with it what the student turned or zoomed, stays. */
  take(spec, dark) {
    this.spec = spec;
    this.dark = dark;
    this.places = new Map(spec.figure.data.map((trace, place) => [trace.uid, place]));
    this.values = new Map(); // uid.attribute → [uid, attribute, value] in the light theme
    this.pending = new Map();
    this.layouts = {};
    this.movable = false; // before it is drawn with all that was taken
    this.box.style.height = `${spec.height}px`;
    if (spec.figure.layout.scene && !this.turning) {
      this.turning = new Turning(this.plot);
      this.box.dataset.space = "";
    }
  }

  /** What stands on the page: the picture, and how it is turned. */
  get parts() {
    return this.turning ? [this.box, this.turning.words] : [this.box];
  }

  /** Note what an attribute of a trace becomes at the next flush. */
  set(uid, attribute, value) {
    const known = this.values.get(`${uid}.${attribute}`);
    if (known && isSame(known[2], value)) return;
    const change = [uid, attribute, value];
    this.values.set(`${uid}.${attribute}`, change);
    this.pending.set(`${uid}.${attribute}`, change);
  }

  describe(label) {
    if (this.box.getAttribute("aria-label") !== label) this.box.setAttribute("aria-label", label);
  }

  /** Take new axes; they show when the picture is drawn whole. */
  layOut(changes) {
    if (JSON.stringify(changes) === JSON.stringify(this.layouts)) return;
    this.layouts = changes;
    this.movable = false;
  }

  get waiting() {
    return this.drawn && this.visible && this.pending.size > 0;
  }

  /** Draw everything anew, with all that was set. */
  async draw(Plotly, colours) {
    if (this.left) return;
    this.Plotly = Plotly;
    this.colours = colours;
    const data = this.painted(this.spec.figure.data);
    const layout = this.painted(this.spec.figure.layout);
    for (const [uid, attribute, value] of this.values.values()) {
      put(data[this.places.get(uid)], attribute, this.painted(value));
    }
    for (const [path, value] of Object.entries(this.layouts)) put(layout, path, this.painted(value));
    layout.height = this.plot.clientHeight || this.spec.height;
    layout.width = this.plot.clientWidth || undefined;
    this.movable = true;
    this.moved = false;
    layout.datarevision = this.revision = (this.revision ?? 0) + 1; // marks may have been moved
    this.pending.clear();
    hearPointer(this.plot, true);
    showAllMarks(this.plot);
    await Plotly.react(this.plot, data, layout, CONFIG);
    if (this.left) return Plotly.purge(this.plot);
    this.drawn = true;
    this.sized.observe(this.box);
    this.seen.observe(this.box);
  }

  /** Move what changed, all traces at once. */
  flush() {
    this.moved = true;
    const byTrace = new Map();
    for (const [uid, attribute, value] of this.pending.values()) {
      const place = this.places.get(uid);
      if (place === undefined) continue;
      if (!byTrace.has(place)) byTrace.set(place, {});
      byTrace.get(place)[attribute] = this.painted(value);
    }
    this.pending.clear();
    hearPointer(this.plot, false);
    for (const [place, changes] of byTrace) {
      if (MOVES.some((move) => move(this.plot, place, changes))) byTrace.delete(place);
    }
    showSpace(this.plot);
    if (byTrace.size) showAllMarks(this.plot);
    const traces = [...byTrace.keys()];
    const update = {};
    for (const place of traces) {
      for (const attribute of Object.keys(byTrace.get(place))) {
        // undefined leaves a trace as it is
        update[attribute] ??= traces.map((trace) => byTrace.get(trace)[attribute]);
      }
    }
    return traces.length ? this.Plotly.restyle(this.plot, update, traces) : null;
  }

  /** Return a value in the colours of the theme; figures use exact hex colours only. */
  painted(value) {
    if (typeof value === "string") return (this.colours === "dark" && this.dark[value]) || value;
    if (ArrayBuffer.isView(value)) return value;
    if (Array.isArray(value)) return value.map((item) => this.painted(item));
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.painted(item)]));
  }

  pick(event) {
    if (!this.drawn || !this.spec.picks) return;
    const { xaxis, yaxis } = this.plot._fullLayout;
    const place = this.plot.getBoundingClientRect();
    // A page may be shown larger or smaller than it is laid out.
    const across = this.plot.offsetWidth / place.width;
    const down = this.plot.offsetHeight / place.height;
    const values = [
      xaxis.p2d((event.clientX - place.left) * across - xaxis._offset),
      yaxis.p2d((event.clientY - place.top) * down - yaxis._offset),
    ];
    const inside = [xaxis, yaxis].every(({ range }, i) => values[i] >= range[0] && values[i] <= range[1]);
    if (inside) this.onPick(this.spec.picks, values);
  }

  see(entry) {
    this.visible = entry.isIntersecting;
    if (this.waiting) this.flush();
  }

  resize() {
    const { clientWidth: width, clientHeight: height } = this.plot;
    const now = this.plot._fullLayout;
    if (!this.drawn || !width || (width === now?.width && height === now?.height)) return;
    this.Plotly.relayout(this.plot, { width, height });
  }

  leave() {
    this.left = true;
    this.sized.disconnect();
    this.seen.disconnect();
    if (this.drawn) this.Plotly.purge(this.plot);
    this.drawn = false;
  }
}

/** Whether a value is the one that stands there, number by number. */
function isSame(one, other) {
  if (one === other) return true;
  if (!ArrayBuffer.isView(one) || !ArrayBuffer.isView(other) || one.length !== other.length) return false;
  return one.every((value, i) => Object.is(value, other[i]));
}

/** Set `path`, such as marker.color, in a nested object. */
function put(target, path, value) {
  const keys = path.split(".");
  const last = keys.pop();
  for (const key of keys) target = target[key] ??= {};
  target[last] = value;
}
