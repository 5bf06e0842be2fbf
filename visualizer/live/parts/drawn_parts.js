// The parts of a picture under a hand: a line is dragged as the thumb of its slider is, and a click
// opens in place how its number is worked out. They lie over the picture; the drawing below knows
// nothing of them. A screen reader finds buttons here; what sets a number for it is the slider.

const HELD_LINE = 26; // px: so wide is a line for a finger
const ROOM_ROUND_TEXT = 6; // px
const STIR = 3; // px that a mouse may move in a click

class DrawnParts {
  constructor(view, host) {
    this.host = host;
    this.view = view;
    this.plot = view.plot;
    this.box = view.box;
    this.layer = drawn("svg", "live-lines live-drawn-parts", { role: "toolbar" });
    this.worked = element("p", "live-worked", { hidden: "" });
    this.hint = element("p", "live-hint");
    this.parts = [];
    this.box.classList.add("live-held");
    this.box.setAttribute("role", "group"); // an image has no parts
    this.plot.setAttribute("aria-hidden", "true");
    this.box.append(this.layer, this.worked);
    this.flow = new Flow(this.box);
    this.layer.addEventListener("keydown", (event) => this.press(event));
  }

  /** Take the parts of a picture and the numbers of its stage, once all its sliders are there. */
  take({ items, label, hints }, numbers) {
    this.numbers = numbers;
    this.layer.setAttribute("aria-label", label);
    const open = this.open?.spec.name;
    this.parts = items.map((spec) => new DrawnPart(spec, this));
    this.layer.replaceChildren(...this.parts.map(({ node }) => node));
    this.reach(this.parts[0]);
    this.show(this.parts.find(({ spec }) => spec.name === open));
    numbers.listen(items.flatMap(({ says }) => numbers.sourcesOf(says)), () => this.write());
    this.hint.replaceChildren(
      ...Object.entries(hints).map(([pointer, words]) => {
        const said = element("span", `live-hint-${pointer}`);
        said.textContent = words;
        return said;
      }),
    );
  }

  /** Put every part over its own in the picture as it has just been drawn. */
  place(scale) {
    const { xaxis, yaxis, width, height } = this.plot._fullLayout;
    const at = ([x, y]) => [xaxis._offset + xaxis.c2p(x), yaxis._offset + yaxis.c2p(y)];
    this.layer.setAttribute("viewBox", `0 0 ${width} ${height}`);
    for (const part of this.parts) part.place(at, scale, this.textOf(part.spec, xaxis, yaxis));
    this.settle();
  }

  /** Where a text of the picture stands, if a part has one. */
  textOf({ text }, xaxis, yaxis) {
    if (!text) return null;
    const [uid, which] = text;
    const node = this.plot.querySelectorAll(`.scatterlayer .trace${uid} .textpoint text`)[which];
    if (!node) return null;
    const { x, y, width, height } = node.getBBox();
    return { x: x + xaxis._offset, y: y + yaxis._offset, width, height };
  }

  /** Everything stands still: say what each part has come to, and let travel what has changed. */
  rest() {
    for (const { shape, spec } of this.parts) {
      const says = `${spec.label}: ${this.numbers.fill(spec.says)}`;
      if (shape.getAttribute("aria-label") !== says) shape.setAttribute("aria-label", says);
    }
    if (!this.parts.every(({ way }) => way)) return; // before they are drawn nothing can travel
    const before = this.carried;
    this.carried = new Map(this.parts.map(({ spec }) => [spec.name, this.numbers.values.get(spec.carries)]));
    const differs = ({ spec: { name } }) => !Object.is(before?.get(name), this.carried.get(name));
    if (before && this.view.visible) this.flow.run(this.parts.filter(differs), this.numbers);
  }

  toggle(part) {
    this.show(this.open === part ? null : part);
  }

  /** Open how the number of a part is worked out, or close what is open. */
  show(part) {
    this.open = part ?? null;
    for (const each of this.parts) each.shape.setAttribute("aria-expanded", String(each === this.open));
    this.worked.hidden = !this.open;
    this.worked.replaceChildren();
    if (!this.open) return;
    this.worked.dataset.worked = this.open.spec.name;
    this.live = pieces(this.open.spec.says).map((piece) => {
      const word = element("span", piece.name ? "live-number" : "");
      word.textContent = piece.text ?? "";
      if (piece.name) word.style.setProperty("--quantity", `var(--live-${this.numbers.quantities[piece.name]?.colour})`);
      this.worked.append(word);
      return { word, piece };
    });
    this.write();
    this.settle();
  }

  write() {
    if (!this.open) return;
    for (const { word, piece } of this.live) {
      const text = piece.text ?? this.numbers.text(piece.name, piece.inBrackets);
      if (word.textContent !== text) word.textContent = text;
    }
  }

  /** Put what is open in its place, all of it within the picture. */
  settle() {
    if (!this.open?.at) return;
    const [x, y] = this.open.at;
    this.worked.style.left = `${x}px`;
    this.worked.style.top = `${y}px`;
    const over = x + this.worked.offsetWidth / 2 - this.box.clientWidth;
    const under = this.worked.offsetWidth / 2 - x;
    this.worked.style.left = `${x - Math.max(0, over) + Math.max(0, under)}px`;
  }

  /** One part is reached by the Tab key. */
  reach(part) {
    for (const each of this.parts) each.shape.setAttribute("tabindex", each === part ? "0" : "-1");
  }

  /** Left and right go from part to part, up and down move a line; Enter or space opens it. */
  press(event) {
    const part = this.parts.find(({ shape }) => shape === event.target);
    if (!part || event.ctrlKey || event.metaKey || event.altKey) return;
    const place = this.parts.indexOf(part);
    const last = this.parts.length - 1;
    const next = { ArrowRight: Math.min(last, place + 1), ArrowLeft: Math.max(0, place - 1), Home: 0, End: last };
    const steps = { ArrowUp: 1, ArrowDown: -1 };
    if (event.key in next) this.parts[next[event.key]].shape.focus();
    else if (event.key in steps && part.slider) part.slider.nudge(steps[event.key]);
    else if (event.key === "Enter" || event.key === " ") event.repeat || this.toggle(part);
    else if (event.key === "Escape" && this.open) this.show(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

/** One part: a line with its label, or a node. */
class DrawnPart {
  constructor(spec, parts) {
    this.spec = spec;
    this.parts = parts;
    this.node = drawn("g", "live-part");
    // The button is the line alone: between it and its text lies what is no part.
    this.shape = drawn(spec.node ? "circle" : "path", "live-grip", { role: "button", "data-part": spec.name });
    this.text = drawn("rect", "live-grip-text");
    this.knob = drawn("circle", "live-knob");
    this.node.append(this.shape);
    if (spec.text) this.node.append(this.text);
    if (this.slider) {
      this.node.classList.add("live-part-moves");
      this.node.append(this.knob);
      this.hold = new Hold(this.node, this);
      this.node.addEventListener("pointerdown", (event) => {
        if (event.isPrimary && event.button === 0) this.node.setPointerCapture(event.pointerId);
      });
      this.node.addEventListener("pointermove", (event) => event.isPrimary && this.pull(event));
      this.shape.addEventListener("focus", () => parts.host.warm(spec.control));
    }
    this.shape.addEventListener("focus", () => parts.reach(this));
    this.node.addEventListener("click", () => this.wasPulled || parts.toggle(this));
    this.node.addEventListener("mousedown", (event) => event.preventDefault()); // keys go on where the hand was
    this.node.addEventListener("pointerdown", (event) => {
      if (!event.isPrimary) return; // a second finger ends no drag
      this.wasPulled = false;
      this.shape.focus({ preventScroll: true });
    });
  }

  get slider() {
    return this.parts.host.controls.get(this.spec.control);
  }

  place(at, scale, text) {
    const [[x0, y0], [x1, y1]] = (this.way = this.spec.way.map(at));
    this.at = at(this.spec.at);
    const put = (node, values) => {
      for (const [name, value] of Object.entries(values)) node.setAttribute(name, value);
    };
    if (this.spec.node) put(this.shape, { cx: x0, cy: y0, r: (this.spec.node * scale) / 2 });
    else put(this.shape, { d: this.line(scale) });
    this.shape.style.strokeWidth = this.spec.node ? 3 * scale : HELD_LINE;
    put(this.knob, { cx: (x0 + x1) / 2, cy: (y0 + y1) / 2, r: 5 * scale });
    if (!text) return;
    const room = ROOM_ROUND_TEXT;
    put(this.text, {
      x: text.x - room, y: text.y - room, width: text.width + 2 * room, height: text.height + 2 * room, rx: room,
    });
  }

  /** The path of a line between the nodes at its ends. */
  line(scale) {
    const [[x0, y0], [x1, y1]] = this.way;
    const shares = this.spec.ends.map((end) => (end * scale) / 2 / Math.hypot(x1 - x0, y1 - y0));
    const at = (share) => `${x0 + share * (x1 - x0)},${y0 + share * (y1 - y0)}`;
    return `M${at(shares[0])}L${at(1 - shares[1])}`;
  }

  set held(isHeld) {
    this.slider.held = isHeld;
  }

  /** From here on the number follows what holds the line. */
  begin() {
    this.from = null;
    this.slider.begin();
  }

  /** A pixel to the right, or up, is a pixel on the track of the slider. */
  pull({ clientX, clientY, buttons }) {
    if (this.hold.kind !== "slide" || !(buttons & 1)) return;
    const { slider, hold } = this;
    if (!this.from) {
      if (Math.hypot(clientX - hold.x, clientY - hold.y) < STIR) return;
      // Asked for once: to measure in every frame would lay out the page in every frame.
      const places = (slider.positions.length - 1) / slider.range.clientWidth;
      this.from = { x: clientX, y: clientY, index: slider.index, places };
      this.wasPulled = true;
      this.node.classList.add("live-part-pulled");
    }
    const way = clientX - this.from.x - (clientY - this.from.y);
    slider.slideTo(this.from.index + way * this.from.places);
  }

  takeBack() {
    this.slider.takeBack();
  }

  lift() {
    this.node.classList.remove("live-part-pulled");
    this.slider.lift();
  }
}
