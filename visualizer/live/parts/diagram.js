// A network as a drawing: a picture in every unit, a line for every weight, a dot for every bias.
// It looks up and draws, like every picture of a stage; each line and dot can be chosen.

const ROOM = 26; // px beside a unit, for its bias and for names
const GRIP = 14; // px: so wide is a line for a finger
const ROOM_FOR_NAMES = 48; // px: two lines of the name of an input
const ROOM_FOR_TWO = 26; // px between two units: for a number below one and above the next

class DiagramView {
  constructor(name, onPick) {
    this.name = name;
    this.onPick = onPick;
    this.box = element("div", "live-picture live-diagram", { "data-figure": name, role: "group" });
    this.lines = drawn("svg", "live-lines");
    this.box.append(this.lines);
    this.box.addEventListener("click", (event) => this.choose(partOf(event)));
    this.box.addEventListener("keydown", (event) => this.press(event));
    this.sized = new ResizeObserver(() => this.place());
    this.visible = true;
  }

  take(spec, dark, palette) {
    this.spec = spec;
    this.palette = palette;
    this.movable = this.drawn = false;
    this.values = new Map();
    this.pending = new Map();
    this.box.style.height = `calc(${spec.height} * var(--live-tall))`;
    this.build();
  }

  get parts() {
    return [this.box];
  }

  get needs() {
    return "";
  }

  /** Make every unit, line and dot that there can be; what is not there now is hidden. */
  build() {
    const { inputs, n_layers: n, n_outputs: outputs, most_units: most, words } = this.spec;
    this.units = [];
    this.weights = new Map(); // code → {part, line, source, target}
    this.lines.replaceChildren();
    for (const old of this.box.querySelectorAll(".live-unit, .live-through, .live-input, .live-unit-text")) old.remove();
    this.inputs = inputs.map((text) => {
      const made = element("span", "live-input", { title: text });
      made.textContent = text;
      this.box.append(made);
      return made;
    });
    for (let layer = 0; layer < n; layer += 1) {
      const isOutput = layer === n - 1;
      const below = layer ? most : inputs.length;
      this.units.push([]);
      for (let unit = 0; unit < (isOutput ? outputs : most); unit += 1) {
        const name = this.fill(isOutput ? words.output : words.hidden, { layer: layer + 1, unit: unit + 1, number: unit });
        const id = `unit_${layer + 1}_${unit + 1}`;
        const box = element("canvas", "live-unit", { "data-unit": id, title: name, role: "img", "aria-label": name });
        const text = `${id}.text` in this.spec.texts ? element("span", "live-unit-text") : null;
        const through = `${id}.through` in this.spec.texts ? element("span", "live-through", { "aria-hidden": "true" }) : null;
        through?.append(element("span"), element("span"));
        this.box.append(...[box, text, through].filter(Boolean));
        this.units[layer].push({ box, text, through, name, isOutput });
        for (let input = 0; input <= below; input += 1) this.addPart(layer, unit, input);
      }
    }
  }

  addPart(layer, unit, input) {
    const { most_units: most } = this.spec;
    const code = (layer * most + unit) * (most + 1) + input;
    const part = drawn("g", "live-part", { role: "radio", "data-code": code, tabindex: "-1", "aria-checked": "false" });
    const kind = input ? "path" : "circle";
    const line = drawn(kind, `live-${input ? "weight" : "bias"}`);
    part.append(line, drawn(kind, "live-grip"));
    this.lines.append(part);
    this.weights.set(code, { part, line, grip: part.lastChild, layer, unit, input });
  }

  fill(template, places) {
    return template.replace(/\{(\w+)\}/g, (_, name) => places[name]);
  }

  set(uid, attribute, value) {
    const key = `${uid}.${attribute}`;
    const known = this.values.get(key);
    if (known !== undefined && isSame(known, value)) return;
    this.values.set(key, value);
    this.pending.set(key, value);
  }

  describe(label) {
    if (this.box.getAttribute("aria-label") !== label) this.box.setAttribute("aria-label", label);
    this.lines.setAttribute("role", "radiogroup");
    this.lines.setAttribute("aria-label", this.spec.words.choose);
  }

  layOut() {}

  get waiting() {
    return this.drawn && this.pending.size > 0;
  }

  async draw(_, colours) {
    if (this.left) return;
    this.colours = colours;
    const table = (low, high) => tableOf(this.palette, colours === "dark", low, high);
    this.tables = { hidden: table("negative", "positive"), output: table("fail", "pass") };
    this.tables.classes = (this.spec.output_colors ?? []).map((name) => table(name, name));
    for (const [key, value] of this.values) this.pending.set(key, value);
    this.drawn = this.movable = true;
    this.flush();
    this.moved = false;
    this.sized.observe(this.box);
    this.nameParts();
  }

  flush() {
    this.moved = true;
    const changes = this.pending;
    this.pending = new Map();
    if (changes.has("net.sizes")) this.place();
    if (changes.has("net.weights") || changes.has("net.gradients")) this.weigh();
    if (changes.has("net.chosen")) this.mark();
    if (changes.has("net.point")) this.dot();
    for (const [key, value] of changes) {
      const [name, attribute] = key.split(".");
      if (key === "net.lit") this.weights.forEach(({ part }, code) => light(part, value[code]));
      else if (attribute === "lit") light(this.unit(name).box, value);
      else if (attribute === "field") this.paint(name, value);
      else if (attribute === "text") this.write(name, value[0]);
      else if (attribute === "through") this.writeThrough(name, value);
    }
  }

  unit(name) {
    const [layer, unit] = name.split("_").slice(1).map(Number);
    return this.units[layer - 1]?.[unit - 1] ?? {};
  }

  write(name, text) {
    const place = name.startsWith("input_") ? this.inputs[Number(name.slice(6)) - 1] : this.unit(name).text;
    if (place && place.textContent !== text) place.textContent = text;
  }

  count(layer) {
    return Math.round(this.values.get("net.sizes")?.[layer] ?? 1);
  }

  /** Put every unit, line and dot in its place. */
  place() {
    if (!this.drawn) return;
    const { clientWidth: width, clientHeight: height } = this.box;
    const [n, scale] = [this.spec.n_layers, (this.scale = scaleNow())];
    const room = ROOM * scale;
    const most = Math.max(this.inputs.length, ...this.units.map((_, layer) => this.count(layer)));
    const size = Math.max(22, Math.min(this.spec.largest * scale, height / most - 10, width / (1.9 * (n + 1))));
    this.lines.setAttribute("viewBox", `0 0 ${width} ${height}`);
    const across = (column) => room + size / 2 + (column * (width - size - 2 * room)) / n;
    const down = (place, count) => (height * (place + 0.5)) / count;
    const stand = (box, x, y, wide, tall = wide) => {
      Object.assign(box.style, { left: `${x - wide / 2}px`, top: `${y - tall / 2}px`, width: `${wide}px`, height: `${tall}px` });
    };
    const tall = Math.max(size, Math.min(ROOM_FOR_NAMES * scale, height / this.inputs.length - 10));
    this.inputs.forEach((box, place) => stand(box, across(0), down(place, this.inputs.length), size + room, tall));
    this.units.forEach((units, layer) => {
      units.forEach(({ box, text, through }, unit) => {
        through?.toggleAttribute("data-close", height / this.count(layer) - size < ROOM_FOR_TWO * scale);
        for (const each of [box, text, through].filter(Boolean)) {
          each.hidden = unit >= this.count(layer);
          stand(each, across(layer + 1), down(unit, this.count(layer)), size);
        }
      });
    });
    for (const each of this.weights.values()) {
      const { part, line, grip, layer, unit, input } = each;
      const below = layer ? this.count(layer - 1) : this.inputs.length;
      each.isThere = unit < this.count(layer) && input <= below;
      part.style.display = each.isThere ? "" : "none";
      if (!each.isThere) continue;
      const [x, y] = [across(layer + 1), down(unit, this.count(layer))];
      if (input === 0) {
        for (const circle of [line, grip]) {
          circle.setAttribute("cx", x - size / 2);
          circle.setAttribute("cy", y + size / 2);
        }
        grip.setAttribute("r", 12);
        continue;
      }
      const from = across(layer) + (layer ? size / 2 : (size + room) / 2);
      const start = down(input - 1, below);
      const middle = (from + x - size / 2) / 2;
      const path = `M${from},${start}C${middle},${start} ${middle},${y} ${x - size / 2},${y}`;
      for (const curve of [line, grip]) curve.setAttribute("d", path);
      grip.style.strokeWidth = GRIP;
    }
    this.weigh();
    this.mark();
    this.nameParts();
  }

  /** Show every number by width, colour and dashes: the weights, or their gradients. */
  weigh() {
    const values = this.values.get(this.spec.gradients ? "net.gradients" : "net.weights");
    if (!values || !this.scale) return; // before anything is in its place
    const widthOf = this.spec.gradients ? widthOfGradient : widthOfWeight;
    for (const [code, { line, input, isThere }] of this.weights) {
      if (!isThere) continue;
      const value = values[code];
      const size = this.scale * widthOf(Math.abs(value));
      line.classList.toggle("live-minus", value < 0);
      if (input) line.style.strokeWidth = size;
      else line.setAttribute("r", 2.5 + size / 2);
    }
  }

  /** Mark the part that is chosen; one part is reached by the Tab key. */
  mark() {
    const { chosen } = this;
    const there = [...this.weights].filter(([, { isThere }]) => isThere).map(([code]) => code);
    const reached = there.includes(chosen) ? chosen : there[0];
    for (const [code, { part }] of this.weights) {
      part.setAttribute("aria-checked", String(code === chosen));
      part.setAttribute("tabindex", code === reached ? "0" : "-1");
    }
  }

  get chosen() {
    return Math.round(this.values.get("net.chosen") ?? -1);
  }

  /** Say what every part is; not while it moves. */
  nameParts() {
    const values = this.values.get("net.weights");
    if (!values) return;
    for (const [code, { part, layer, unit, input, isThere }] of this.weights) {
      if (!isThere) continue;
      const target = this.units[layer][unit].name;
      const source = layer ? this.units[layer - 1][input - 1]?.name : this.spec.inputs[input - 1];
      const value = visible(values[code], 2);
      const gradient = visible(this.values.get("net.gradients")?.[code] ?? NaN, 4);
      const template = input ? this.spec.words.weight : this.spec.words.bias;
      part.setAttribute("aria-label", this.fill(template, { source, target, value, gradient }));
    }
    for (const { box, through, name } of this.units.flat()) {
      if (!through) continue;
      const [z, activation] = [...through.children].map(({ textContent }) => textContent);
      box.setAttribute("aria-label", this.fill(this.spec.words.unit, { name, z, activation }));
    }
  }

  /** Mark the point in the picture of every unit. */
  dot() {
    const [across, down] = this.values.get("net.point");
    this.box.style.setProperty("--across", across);
    this.box.style.setProperty("--down", down);
    this.box.toggleAttribute("data-outside", [across, down].some((share) => !(share >= 0 && share <= 1)));
  }

  /** Write what a unit makes of the point: z, and its activation. */
  writeThrough(name, texts) {
    const { through } = this.unit(name);
    texts.forEach((text, place) => through && (through.children[place].textContent = text.trim()));
  }

  paint(name, field) {
    const { box, isOutput } = this.unit(name);
    if (!box) return;
    // One output says who passes; each of several says something of its own.
    const says = isOutput && (this.spec.n_outputs ?? 1) === 1;
    const own = isOutput ? this.tables.classes[Number(name.split("_")[2]) - 1] : undefined;
    paintField(box, field, own ?? (says ? this.tables.output : this.tables.hidden));
  }

  choose(code) {
    if (code === null || code === this.chosen) return;
    this.onPick([this.spec.picks], [code], this.spec.wanted);
  }

  /** Arrow keys go from part to part; the space bar or Enter chooses one. */
  press(event) {
    const code = partOf(event);
    if (code === null) return;
    const there = [...this.weights].filter(([, { isThere }]) => isThere).map(([each]) => each);
    const place = there.indexOf(code);
    const next = { ArrowDown: place + 1, ArrowRight: place + 1, ArrowUp: place - 1, ArrowLeft: place - 1, Home: 0, End: there.length - 1 };
    if (event.key === " " || event.key === "Enter") event.repeat || this.choose(code);
    else if (event.key in next) this.weights.get(there.at(next[event.key] % there.length)).part.focus();
    else return;
    event.preventDefault();
  }

  leave() {
    this.left = true;
    this.sized.disconnect();
  }
}
