// The line above a page: the class, who one is in it, and what can be said.

const [WARNING, HEARD, PASSING, STANDING, ASTRAY] = ["warning", "heard", "passing", "standing", "astray"];
const PASSES = 15_000; // ms
const COLOURS_OF_THEME = ["text-color", "background-color", "secondary-background-color", "primary-color", "font", "base-radius"];

function made(tag, className, attributes = {}) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

const filled = (text, places) => text.replace(/\{(\w+)\}/g, (whole, name) => places[name] ?? whole);

/** Write a text with a short form, which only eyes need. */
function write(node, text, short) {
  if (node.dataset.text === text) return;
  node.dataset.text = text;
  if (!short) return node.replaceChildren(text);
  const [long, brief] = [made("span", "class-long"), made("span", "class-short", { "aria-hidden": "true" })];
  [long.textContent, brief.textContent] = [text, short];
  node.replaceChildren(long, brief);
}

class Line {
  constructor(words) {
    this.words = words;
    this.root = made("section", "class-line", { "aria-label": words.class });
    this.code = made("strong", "class-code");
    this.who = made("span", "class-who");
    this.said = made("span", "class-said", { role: "status" });
    this.tools = made("span", "class-tools");
    this.root.append(this.code, this.who, this.said, this.tools);
    this.size = new ResizeObserver(() => this.measure());
  }

  /** Stand above the app, which makes room for it. */
  show() {
    if (this.root.isConnected) return;
    document.body.prepend(this.root);
    document.documentElement.toggleAttribute("data-class", true);
    this.size.observe(this.root);
  }

  hide() {
    this.size.disconnect();
    this.root.remove();
    document.documentElement.removeAttribute("data-class");
    document.documentElement.style.removeProperty("--class-line");
    this.onFree?.();
  }

  measure() {
    const height = this.root.getBoundingClientRect().height;
    document.documentElement.style.setProperty("--class-line", `${height}px`);
  }

  /** Take the colours that the app has now. */
  paint(from) {
    const style = getComputedStyle(from);
    for (const name of COLOURS_OF_THEME) {
      this.root.style.setProperty(`--st-${name}`, style.getPropertyValue(`--st-${name}`));
    }
  }

  /** Whether there is nothing to read. */
  get isQuiet() {
    return !this.said.textContent || [HEARD, STANDING].includes(this.said.dataset.kind);
  }

  /** Say something: as a warning, for a while, or only for who hears the page. */
  say(text, kind = "") {
    clearTimeout(this.passing);
    this.said.dataset.kind = kind;
    if (this.said.textContent !== text) this.said.textContent = text;
    if (kind === PASSING) this.passing = setTimeout(() => this.pass(), PASSES);
  }

  pass() {
    this.say("");
    this.onPass?.();
  }

  /** Say no more what is of this kind. */
  end(kind) {
    if (this.said.dataset.kind === kind) this.say("");
  }

  /** Name what it is about where that is no class, and whose the line is then. */
  title(text, owner) {
    this.name("", "");
    this.root.setAttribute("aria-label", text);
    this.code.textContent = text;
    this.owner = owner;
  }

  /** Show a class and who one is: a sentence, in short on a phone, and a colour. */
  name(code, sentence, short = "", colour = "") {
    this.owner = null;
    this.root.setAttribute("aria-label", this.words.class);
    this.code.textContent = code ? `${this.words.class} ${code}` : "";
    write(this.who, sentence, short);
    this.who.dataset.colour = colour;
  }

  /** Show these buttons, the same nodes where they are there already. */
  offer(buttons) {
    const kept = new Map([...this.tools.children].map((node) => [node.dataset.tool, node]));
    const nodes = buttons.map((spec) => this.tool(kept.get(spec.name), spec));
    for (const node of kept.values()) if (!nodes.includes(node)) node.remove();
    nodes.forEach((node, place) => {
      if (this.tools.children[place] !== node) this.tools.insertBefore(node, this.tools.children[place] ?? null);
    });
  }

  tool(node, { name, label, short, help, pressed, act, main }) {
    node ??= made("button", "class-button", { type: "button", "data-tool": name });
    write(node, label, short);
    if (help) node.title = help;
    if (pressed !== undefined) node.setAttribute("aria-pressed", String(pressed));
    node.classList.toggle("class-main", Boolean(main));
    node.onclick = act;
    return node;
  }

  /** Ask for the code again that belongs to no class. */
  ask(code, sentence, join, dismiss) {
    this.name("", "");
    this.say(sentence, WARNING);
    const form = made("form", "class-form");
    const field = made("input", "class-field", {
      type: "text", maxlength: "16", autocomplete: "off", autocapitalize: "characters",
      spellcheck: "false", "aria-label": this.words.code,
    });
    field.value = code;
    const send = made("button", "class-button class-main", { type: "submit" });
    send.textContent = this.words.join;
    const close = made("button", "class-button", { type: "button" });
    close.textContent = this.words.dismiss;
    form.append(field, send, close);
    form.onsubmit = (event) => {
      event.preventDefault();
      if (field.value.trim()) join(field.value.trim());
    };
    close.onclick = dismiss;
    this.tools.replaceChildren(form);
    this.show();
    field.select();
  }
}
