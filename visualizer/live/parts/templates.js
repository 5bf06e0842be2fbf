// Sentences with live numbers in them: "z = {z}" becomes text and elements that follow z.

function pieces(template) {
  return template.split(/(\{\w+\})/).filter(Boolean).map((piece) =>
    /^\{\w+\}$/.test(piece) ? { name: piece.slice(1, -1) } : { text: piece },
  );
}

/** The live numbers of a stage: their values, and whoever wants to hear of a change. */
class Numbers {
  constructor(quantities) {
    this.quantities = quantities;
    this.values = new Map();
    this.listeners = [];
    this.changed = new Set();
  }

  set(name, value) {
    if (Object.is(this.values.get(name), value)) return;
    this.values.set(name, value);
    this.changed.add(name);
  }

  text(name) {
    const quantity = this.quantities[name];
    if (!quantity) return `{${name}}`;
    const value = this.values.get(name);
    if (value === undefined) return "–";
    if (quantity.style !== "choice") return written(value, quantity).padStart(quantity.width, "\u00a0");
    return this.fill(quantity.choices[Math.round(value)] ?? "–");
  }

  fill(template) {
    return pieces(template).map((piece) => piece.text ?? this.text(piece.name)).join("");
  }

  /** Every quantity that the text of `name` depends on. */
  sources(name) {
    const own = this.quantities[name]?.choices ?? [];
    return [name, ...own.flatMap((choice) => this.sourcesOf(choice))];
  }

  sourcesOf(template) {
    return pieces(template).filter((piece) => piece.name).flatMap((piece) => this.sources(piece.name));
  }

  listen(names, update) {
    this.listeners.push({ names: new Set(names), update });
  }

  /** Tell the listeners of every number that changed since the last call. */
  publish() {
    if (!this.changed.size) return;
    const changed = this.changed;
    this.changed = new Set();
    for (const { names, update } of this.listeners) {
      for (const name of names) {
        if (changed.has(name)) {
          update();
          break;
        }
      }
    }
  }

  /** Return an element that always shows the number `name`. */
  element(name) {
    const kind = this.quantities[name]?.style === "choice" ? "live-words" : "live-number";
    const output = element("span", kind, { "data-quantity": name });
    output.style.setProperty("--quantity", `var(--live-${this.quantities[name]?.colour})`);
    const update = () => {
      const text = this.text(name);
      if (output.textContent !== text) output.textContent = text;
      output.dataset.value = String(this.values.get(name) ?? "");
    };
    this.listen(this.sources(name), update);
    update();
    return output;
  }

  /** Fill `parent` with a template whose numbers stay live. */
  write(parent, template) {
    for (const piece of pieces(template)) {
      parent.append(piece.name ? this.element(piece.name) : document.createTextNode(piece.text));
    }
  }
}

function element(tag, className = "", attributes = {}) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}
