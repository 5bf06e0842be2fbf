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
  constructor(name, onPick, host) {
    this.name = name;
    this.onPick = onPick;
    this.host = host;
    this.box = element("div", "live-picture", { "data-figure": name, role: "img" });
    this.plot = element("div", "live-plot");
    this.box.append(this.plot);
    this.plot.addEventListener("click", (event) => this.pick(event));
    this.visible = true;
    this.onDrawn = () => {}; // called when something in it may lie elsewhere
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
    this.sizeBox(`calc(${spec.height} * var(--live-tall))`, spec.aspect);
    if (spec.figure.layout.scene && !this.turning) {
      this.turning = new Turning(this.plot);
      this.box.dataset.space = "";
      if (!spacePromise) this.waking = new Waking(this.box, () => this.wake(), () => this.host.isCalm);
    }
    if (spec.parts) this.drawnParts ??= new DrawnParts(this, this.host);
  }

  sizeBox(height, aspect) {
    const maxHeight = `min(${height}, var(--lead-most, ${height}))`;
    const shape = aspect ? { height: "auto", aspectRatio: aspect, maxHeight } : { height };
    Object.assign(this.box.style, { aspectRatio: "", maxHeight: "", ...shape });
  }

  /** Whether it waits until somebody wants to see it. */
  get asleep() {
    return Boolean(this.waking?.asleep);
  }

  async wake() {
    await this.host.drawAll([this]);
    return this.drawn;
  }

  get needs() {
    return this.turning ? "space" : "plane";
  }

  /** What stands on the page: the picture, and what a hand can do with it. */
  get parts() {
    const box = this.waking ? this.waking.framed : this.box;
    const shown = [box, this.turning?.words, this.drawnParts?.hint].filter(Boolean);
    if (!this.grip) return shown;
    const frame = element("div", "live-frame"); // beside the picture, of which one hears as a whole
    frame.append(box, this.grip.node);
    return [frame, ...shown.slice(1)];
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
    this.scale = scaleNow();
    const data = enlarged(this.painted(this.spec.figure.data), this.scale);
    const layout = enlarged(this.painted(this.spec.figure.layout), this.scale);
    for (const [uid, attribute, value] of this.values.values()) {
      put(data[this.places.get(uid)], attribute, this.shown(attribute, value));
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
    this.drawnParts?.place(this.scale);
    this.sized.observe(this.box);
    this.seen.observe(this.box);
    this.onDrawn();
  }

  /** Move what changed, all traces at once; what is coarse is drawn whole when nothing moves. */
  flush(coarse = false) {
    this.moved = true;
    const byTrace = new Map();
    for (const [uid, attribute, value] of this.pending.values()) {
      const place = this.places.get(uid);
      if (place === undefined) continue;
      if (!byTrace.has(place)) byTrace.set(place, {});
      byTrace.get(place)[attribute] = this.shown(attribute, value);
    }
    this.pending.clear();
    hearPointer(this.plot, false);
    for (const [place, changes] of byTrace) {
      if (MOVES.some((move) => move(this.plot, place, changes, coarse))) byTrace.delete(place);
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

  shown(attribute, value) {
    return enlargedAt(attribute, this.painted(value), this.scale);
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
    const values = this.under(event);
    if (this.within(values).every((value, i) => value === values[i])) this.onPick(this.spec.picks, values);
  }

  get axes() {
    return [this.plot._fullLayout.xaxis, this.plot._fullLayout.yaxis];
  }

  /** The first and the last value across. */
  get sides() {
    return this.axes[0].range;
  }

  /** Where the picture lies. A page may be shown larger or smaller than it is laid out. */
  measure() {
    const { left, top, width, height } = this.plot.getBoundingClientRect();
    return { left, top, across: this.plot.offsetWidth / width, down: this.plot.offsetHeight / height };
  }

  /** The values of both axes under a pointer. */
  under({ clientX, clientY }, { left, top, across, down } = this.measure()) {
    const [xaxis, yaxis] = this.axes;
    return [
      xaxis.p2d((clientX - left) * across - xaxis._offset),
      yaxis.p2d((clientY - top) * down - yaxis._offset),
    ];
  }

  /** The nearest values to these that the axes have. */
  within(values) {
    return this.axes.map(({ range }, i) => Math.max(range[0], Math.min(range[1], values[i])));
  }

  /** Where values lie, in pixels; nothing if that is outside, or not drawn yet. */
  pixelsOf(values) {
    if (!this.drawn || this.within(values).some((value, i) => value !== values[i])) return null;
    return this.axes.map((axis, i) => axis._offset + axis.d2p(values[i]));
  }

  see(entry) {
    this.visible = entry.isIntersecting;
    if (this.waiting) this.flush();
  }

  async resize() {
    const { clientWidth: width, clientHeight: height } = this.plot;
    const now = this.plot._fullLayout;
    if (!this.drawn || !width || (width === now?.width && height === now?.height)) return;
    await this.Plotly.relayout(this.plot, { width, height });
    if (this.left) return;
    this.drawnParts?.place(this.scale);
    this.onDrawn();
  }

  leave() {
    this.left = true;
    this.waking?.leave();
    this.sized.disconnect();
    this.seen.disconnect();
    if (this.drawn) this.Plotly.purge(this.plot);
    this.drawn = false;
  }
}

/** Whether a value is the one that stands there, number by number or word by word. */
function isSame(one, other) {
  if (one === other) return true;
  const isRow = [one, other].every(Array.isArray) || [one, other].every((each) => ArrayBuffer.isView(each));
  if (!isRow || one.length !== other.length) return false;
  return one.every((value, i) => Object.is(value, other[i]));
}

/** Set `path`, such as marker.color, in a nested object. */
function put(target, path, value) {
  const keys = path.split(".");
  const last = keys.pop();
  for (const key of keys) target = target[key] ??= {};
  target[last] = value;
}
