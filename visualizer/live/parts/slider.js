// A native range over the positions of a control, beside a field for the exact number.

const POINTED = 80; // ms: who only passes over a control asks for nothing

let controlCount = 0;

class Slider {
  constructor(spec, host) {
    this.spec = spec;
    this.host = host;
    this.key = spec.key;
    this.held = false;
    controlCount += 1;
    this.id = `live-control-${controlCount}`;
    this.box = element("div", "live-control", { "data-control": spec.key });
    this.box.style.setProperty("--quantity", `var(--live-${spec.colour})`);
    this.range = element("input", "live-range", { type: "range", min: "0", step: "1", id: this.id });
    this.field = element("input", "live-field", {
      type: "text", inputmode: "decimal", autocomplete: "off", spellcheck: "false",
      "aria-label": `${spec.label}, exact value`, "aria-describedby": `${this.id}-note ${this.id}-error`,
    });
    this.note = element("p", "live-note", { id: `${this.id}-note` });
    this.error = element("p", "live-error", { id: `${this.id}-error`, role: "alert" });
    this.box.append(this.caption(), this.range, this.field, this.note, this.error);
    this.listen();
  }

  caption() {
    const label = element("label", "live-label", { for: this.id, id: `${this.id}-label` });
    if (this.spec.symbol) {
      const symbol = element("span", "live-symbol", { "aria-hidden": "true" });
      symbol.textContent = this.spec.symbol;
      label.append(symbol, " "); // or they are said as one word
    }
    this.words = document.createTextNode(this.spec.label);
    label.append(this.words);
    if (this.spec.help) label.title = this.spec.help;
    return label;
  }

  /** Take the name that it has now: it may set this number, or that. */
  name(label) {
    if (this.words.data === label) return;
    this.words.data = label;
    this.field.setAttribute("aria-label", `${label}, exact value`);
  }

  listen() {
    this.hold = new Hold(this.range, this);
    for (const touch of ["pointerdown", "focusin"]) {
      this.box.addEventListener(touch, () => this.host.warm(this.key));
    }
    this.box.addEventListener("pointerenter", () => {
      if (!this.host.link?.url) return; // where the page would have to run for it
      this.pointed = setTimeout(() => this.host.warm(this.key), POINTED);
    });
    this.box.addEventListener("pointerleave", () => clearTimeout(this.pointed));
    this.range.addEventListener("keydown", () => (this.byKey = true));
    this.range.addEventListener("input", () => {
      const index = Number(this.range.value);
      if (this.hold.takes(index)) this.move(index);
      else this.range.value = String(this.index);
    });
    this.range.addEventListener("change", () => {
      this.held = false;
      this.host.released(this.key);
    });
    this.field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.read();
      if (event.key === "Escape") this.place(this.index);
    });
    this.field.addEventListener("focus", () => this.edit());
    this.field.addEventListener("blur", () => this.read());
  }

  move(index) {
    this.place(index);
    this.host.moved(this.key);
  }

  /** Move to the position that is nearest to a place between two of them. */
  slideTo(place) {
    if (this.box.inert) return; // locked, and so is its line in a drawing
    const index = Math.round(Math.min(this.positions.length - 1, Math.max(0, place)));
    if (index !== this.index) this.move(index);
  }

  /** Move as an arrow key on the thumb does. */
  nudge(by) {
    if (this.box.inert) return;
    this.byKey = true;
    this.slideTo(this.index + by);
    this.host.released(this.key);
  }

  /** From here on the thumb follows what holds it. */
  begin() {
    this.byKey = false;
    this.stood = this.index;
  }

  tap(index) {
    this.begin();
    this.move(index);
  }

  /** Put back what stood when the thumb was taken. */
  takeBack() {
    this.move(Math.min(this.stood, this.positions.length - 1));
  }

  /** The finger is off; back where it started no change event follows, yet the hold is over. */
  lift() {
    this.held = false;
    if (this.host.moving === this.key) this.host.released(this.key);
  }

  /** Take the positions of a moment. A held thumb and a half-typed number stay as they are. */
  take({ positions, index, note = "", label = this.spec.label }, keep = false) {
    this.name(label);
    const draft = this.field.matches(":focus") && this.field.value !== this.shown;
    const text = this.field.value;
    const stood = this.positions?.[this.index];
    this.told = false;
    if (this.note.textContent !== note) this.note.textContent = note;
    this.positions = positions;
    this.range.max = String(positions.length - 1);
    this.stand(Math.min(keep ? this.index : index, positions.length - 1));
    if (this.value !== stood) this.complain(""); // else what it says is still true
    if (draft) this.field.value = text;
  }

  place(index) {
    this.stand(index);
    this.complain("");
  }

  stand(index) {
    this.index = index;
    if (this.range.valueAsNumber !== index) this.range.value = String(index);
    this.show(this.positions[index]);
  }

  /** Show what another control makes of its number; where it stands stays as it is. */
  mirror(value) {
    if (value === undefined || this.field.matches(":focus")) return;
    const nearest = this.positions.findLastIndex((position) => position <= value);
    this.show(value, Math.max(0, nearest));
    this.range.value = String(Math.max(0, nearest));
  }

  show(value, index = this.index) {
    const text = visible(value, this.spec.digits);
    this.shown = text;
    this.field.value = text;
    this.range.setAttribute("aria-valuetext", [text, this.spec.unit].filter(Boolean).join(" "));
    const last = this.positions.length - 1;
    this.range.style.setProperty("--part", last ? String(index / last) : "0");
  }

  /** While it is typed in, the field holds every digit of the number. */
  edit() {
    this.shown = exact(this.value, this.spec.digits);
    this.field.value = this.shown;
    this.field.select();
  }

  get value() {
    return this.positions[this.index];
  }

  /** What is told when it is let go of. */
  get values() {
    return { [this.key]: this.value };
  }

  /** Read the exact number that was typed; keep the old one if it is none. */
  read() {
    if (this.field.value === this.shown) {
      if (!this.told) this.show(this.value);
      return;
    }
    const value = typed(this.field.value);
    const [low, high] = this.spec.limits ?? [this.positions[0], this.positions.at(-1)];
    if (Number.isNaN(value) || value < low || value > high) {
      const said = this.field.value.slice(0, 40);
      const limits = `${exact(low, this.spec.digits)} to ${exact(high, this.spec.digits)}`;
      const allowed = this.spec.allowed || `a number from ${limits}`;
      this.show(this.value);
      const fault = said ? `“${said}” is not ${allowed}.` : `Type ${allowed}.`;
      this.complain(`${fault} It stays ${this.shown}.`);
      return;
    }
    this.complain("");
    this.shown = this.field.value; // so that leaving the field does not tell it again
    this.told = true;
    this.host.typed(this.key, value);
  }

  complain(sentence) {
    if (this.error.textContent !== sentence) this.error.textContent = sentence;
    if (sentence) this.field.setAttribute("aria-invalid", "true");
    else this.field.removeAttribute("aria-invalid");
  }
}
