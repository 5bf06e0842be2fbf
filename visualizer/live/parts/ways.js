// What leads out of trouble: buttons below a stage, each of which makes a move.

class Ways {
  constructor(stage) {
    this.stage = stage;
    this.root = element("div", "live-ways", {
      role: "group",
      "aria-label": "Ways out of trouble",
      tabindex: "-1",
    });
    this.buttons = new Map(); // by name
  }

  /** Offer what helps now. Who has the focus keeps it; where the button is gone, its place has it. */
  show(ways = []) {
    const held = this.root.contains(document.activeElement) && document.activeElement;
    const names = ways.map(({ name }) => name);
    for (const [name, { node }] of this.buttons) if (!names.includes(name)) this.forget(name, node);
    ways.forEach(({ name, label, changes }, place) => {
      const button = this.buttons.get(name) ?? this.make(name);
      button.changes = changes;
      if (button.node.textContent !== label) button.node.textContent = label;
      const there = this.root.children[place];
      if (there !== button.node) this.root.insertBefore(button.node, there ?? null);
    });
    if (held && document.activeElement !== held) {
      (held.isConnected ? held : this.root).focus({ preventScroll: true });
    }
    this.rest(false);
  }

  take(changes) {
    if (this.waits) return; // it is meant for what stood before
    this.stage.settle();
    this.stage.commit(changes, true, undefined, true);
  }

  /** Do nothing while another answer is on its way; a button that has the focus keeps it. */
  rest(waits) {
    this.waits = waits;
    for (const { node } of this.buttons.values()) {
      if (waits) node.setAttribute("aria-disabled", "true");
      else node.removeAttribute("aria-disabled");
    }
  }

  make(name) {
    const button = { node: element("button", "live-button", { type: "button" }) };
    button.node.addEventListener("click", () => this.take(button.changes));
    this.buttons.set(name, button);
    return button;
  }

  forget(name, node) {
    this.buttons.delete(name);
    node.remove();
  }
}
