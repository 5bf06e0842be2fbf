// A point of a picture that a mouse, a finger or the arrow keys hold: it sets two numbers at once. What
// each place leads to is asked for once somebody is about to take it; a drag looks it up.

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] };
const LEAP = 5; // places at once with Shift
const SAME = 1e-3; // of the way between two places
const DIGITS = 2; // that are said at least

class Grip {
  constructor(spec, picture, host) {
    [this.spec, this.picture, this.host, this.key] = [spec, picture, host, spec.key];
    this.node = element("div", "live-point", {
      role: "slider", tabindex: "0", "aria-label": spec.label, "data-grip": spec.key,
    });
    this.early = []; // keys that were pressed before the grid came
    this.drop();
    this.listen();
  }

  listen() {
    const listen = (name, act) => this.node.addEventListener(name, act);
    listen("pointerenter", () => {
      if (!this.host.link?.url) return; // where the page would have to run for it
      this.pointed = setTimeout(() => this.host.warm(this.key), POINTED);
    });
    listen("pointerleave", () => clearTimeout(this.pointed));
    listen("focusin", () => this.host.warm(this.key));
    listen("pointerdown", (event) => event.isPrimary && event.button === 0 && this.start(event));
    listen("pointermove", (event) => event.isPrimary && this.held && this.follow(event));
    listen("pointerup", (event) => event.isPrimary && this.held && this.lift());
    listen("lostpointercapture", () => this.held && this.lift()); // it was hidden under the finger
    listen("pointercancel", (event) => event.isPrimary && this.held && this.takeBack());
    listen("keydown", (event) => this.press(event));
  }

  /** Forget where it was dragged to. */
  drop() {
    this.ends?.abort();
    [this.held, this.byKey, this.wanted, this.cell] = [false, false, null, null];
  }

  /** Whether it was moved, and what that leads to is not told yet. */
  get isAway() {
    return Boolean(this.cell || this.wanted);
  }

  /** The numbers where it stands: those of a place of the grid, or what is held until that comes. */
  get place() {
    const { grid, cell } = this;
    if (cell && grid) return [grid.across[cell[0]], grid.up[cell[1]]];
    return this.wanted ?? this.spec.moves.map((name) => this.host.numberOf(name));
  }

  get values() {
    return Object.fromEntries(this.spec.moves.map((name, i) => [name, this.place[i]]));
  }

  /** Its row in the sweep. */
  get index() {
    return this.cell[1] * this.grid.across.length + this.cell[0];
  }

  /** Take the grid of a moment, if it has one; a point that is held stays where it is. */
  take(grid, keep) {
    this.grid = grid;
    if (!keep) this.drop();
    else if (grid && this.wanted) this.cell = this.held ? this.nearest(this.wanted) : this.cellOf(this.wanted);
    this.put();
    if (!grid || !this.early.length) return;
    const keys = this.early.splice(0);
    queueMicrotask(() => keys.forEach((key) => this.step(...key))); // once all that came is shown
  }

  nearest([x, y]) {
    return [nearestOf(this.grid.across, x), nearestOf(this.grid.up, y)];
  }

  /** The place of the grid that is there and not only near it; else what it leads to waits. */
  cellOf(place) {
    const { across, up } = this.grid;
    return across.includes(place[0]) && up.includes(place[1]) ? this.nearest(place) : null;
  }

  start(event) {
    event.preventDefault(); // no text is chosen on the way
    this.node.focus({ preventScroll: true });
    this.node.setPointerCapture(event.pointerId);
    this.host.warm(this.key);
    this.early = [];
    const [x, y] = this.picture.under(event);
    // Asked for once: to measure in every frame would lay out the page in every frame.
    this.measured = null;
    this.ends?.abort();
    this.ends = new AbortController();
    const options = { capture: true, passive: true, signal: this.ends.signal };
    for (const name of ["scroll", "resize"]) addEventListener(name, () => (this.measured = null), options);
    const [left, top] = this.place;
    this.held = true;
    this.byKey = false;
    this.pressed = event; // until it stirs: who only presses moves nothing
    this.off = [left - x, top - y]; // it is seldom taken at its middle
  }

  follow(event) {
    const { pressed, picture } = this;
    const way = pressed ? Math.hypot(event.clientX - pressed.clientX, event.clientY - pressed.clientY) : STIR;
    if (way < STIR) return;
    this.pressed = null;
    this.measured ??= picture.measure();
    const under = picture.under(event, this.measured);
    const place = picture.within(under.map((value, i) => value + this.off[i]));
    this.go(place, this.grid ? this.nearest(place) : null);
  }

  press(event) {
    if (event.key === "Escape" && this.host.moving === this.key) return this.takeBack();
    const way = WAYS[event.key];
    if (!way || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault(); // or the page would scroll
    if (this.held) return;
    if (!this.grid) {
      this.early.push([way, event.shiftKey]); // done when it comes
      return this.host.warm(this.key);
    }
    this.step(way, event.shiftKey);
  }

  /** Go to the next place of the grid that way, and stay where it is the other way. */
  step(way, far) {
    const sides = [this.grid.across, this.grid.up];
    const place = this.place.map((at, i) => nextOf(sides[i], at, way[i] * (far ? LEAP : 1)));
    this.byKey = true;
    this.go(place, this.cellOf(place));
    this.host.released(this.key);
  }

  go(wanted, cell) {
    const stays = cell && this.cell?.join() === cell.join();
    this.wanted = wanted;
    this.cell = cell;
    if (!stays) this.host.moved(this.key);
    for (const other of this.host.grips.values()) if (other.follows(this)) other.drop();
    if (!cell) this.put(); // else it follows what is drawn in this frame
  }

  /** Whether it sets what another point sets: then it stands where that one was moved last. */
  follows(other) {
    return this !== other && this.spec.moves.some((name) => other.spec.moves.includes(name));
  }

  lift() {
    this.held = false;
    this.ends.abort();
    if (this.host.moving === this.key) this.host.released(this.key);
  }

  /** Put back what stood when it was taken. */
  takeBack() {
    this.early = [];
    this.drop();
    this.host.putBack(this.key);
    this.put();
  }

  /** Lie over the point in the picture, and say where that is. */
  put() {
    const at = this.picture.pixelsOf(this.place);
    this.node.hidden = !at;
    if (!at) return;
    this.node.style.translate = `${at[0]}px ${at[1]}px`;
    const [first, last] = this.picture.sides;
    const [across, up] = this.place.map((value) => exact(value, DIGITS));
    const said = this.host.numbers.fill(this.spec.said.replace("{across}", across).replace("{up}", up));
    const words = { valuemin: first, valuemax: last, valuenow: this.place[0], valuetext: said };
    for (const [name, value] of Object.entries(words)) this.node.setAttribute(`aria-${name}`, String(value));
  }
}

/** Return the value so many places further; between two of them, the first place is the next one. */
function nextOf(values, value, leap) {
  const nearest = values[nearestOf(values, value)];
  const same = Math.abs(nearest - value) < SAME * (values[1] - values[0]);
  const at = same ? nearest : value; // a number that was sent is rounded
  const beyond = values.filter((each) => (leap > 0 ? each > at : each < at));
  if (leap < 0) beyond.reverse();
  return leap === 0 ? at : beyond[Math.min(Math.abs(leap), beyond.length) - 1] ?? at;
}

function nearestOf(values, value) {
  let best = 0;
  for (let i = 1; i < values.length; i += 1) {
    if (Math.abs(values[i] - value) < Math.abs(values[best] - value)) best = i;
  }
  return best;
}
