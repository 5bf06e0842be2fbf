// Sentences with live numbers in them: "z = {z}" becomes text and elements that follow z.

function pieces(template) {
  return template.split(/(\{\w+\}|\{\(\w+\)\})/).filter(Boolean).map((piece) => {
    const [, open, name] = /^\{(\(?)(\w+)\)?\}$/.exec(piece) ?? [];
    return name ? { name, inBrackets: Boolean(open) } : { text: piece };
  });
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

  text(name, inBrackets = false) {
    if (inBrackets) return bracketed(this.text(name));
    const quantity = this.quantities[name];
    if (!quantity) return `{${name}}`;
    const value = this.values.get(name);
    if (quantity.style === "veiled") return quantity.veil;
    if (value === undefined) return "–";
    if (quantity.style !== "choice") return written(value, quantity).padStart(quantity.width, "\u00a0");
    return this.fill(quantity.choices[Math.round(value)] ?? "–");
  }

  fill(template) {
    return pieces(template).map((piece) => piece.text ?? this.text(piece.name, piece.inBrackets)).join("");
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

  /** Return an element that always shows the number `name`, if need be in brackets. */
  element(name, inBrackets = false) {
    const kind = this.quantities[name]?.style === "choice" ? "live-words" : "live-number";
    const output = element("span", kind, { "data-quantity": name });
    output.style.setProperty("--quantity", `var(--live-${this.quantities[name]?.colour})`);
    const update = () => {
      const text = this.text(name, inBrackets);
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
      parent.append(piece.name ? this.element(piece.name, piece.inBrackets) : document.createTextNode(piece.text));
    }
  }
}
