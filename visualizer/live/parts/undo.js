// Ctrl+Z and Ctrl+Y (on a Mac with Cmd) click the page's own buttons, and clicks in a row wait for
// each other: two that reach the server together would count as one. Whether there is anything for
// the buttons to do comes with each moment.

const NO_ANSWER = 8000; // ms after which a click is given up for lost
const TURNS = ".st-key-undo_move button, .st-key-redo_move button";
const TYPED_INTO = "textarea, [contenteditable], input:not([type=range], [type=button], [type=checkbox], [type=radio])";

class History {
  constructor() {
    this.queue = [];
    this.asked = null; // what was done when the click without an answer was sent
    document.addEventListener("keydown", (event) => this.press(event));
    document.addEventListener("click", (event) => this.click(event), true);
    new MutationObserver(markMoves).observe(document.body, { childList: true, subtree: true });
  }

  press(event) {
    const key = this.meaning(event);
    if (!key || event.target.closest?.(`${TYPED_INTO}, [role=dialog]`)) return;
    event.preventDefault();
    if (event.repeat && this.asked !== null) return; // a key that is held asks for no more than is done
    this.queue.push(key);
    this.next();
  }

  meaning({ key, ctrlKey, metaKey, altKey, shiftKey }) {
    if (altKey || ctrlKey === metaKey) return null;
    const letter = key.toLowerCase();
    if (letter === "z") return shiftKey ? "redo" : "undo";
    return letter === "y" && !shiftKey ? "redo" : null;
  }

  click(event) {
    const button = event.target.closest?.(TURNS);
    if (!button) return;
    if (this.asked !== null) {
      event.stopPropagation();
      this.queue.push(button.closest(".st-key-undo_move") ? "undo" : "redo");
      return;
    }
    this.asked = this.done();
    this.since = performance.now();
    this.watch();
  }

  next() {
    if (this.asked !== null || !this.queue.length) return;
    const button = document.querySelector(`.st-key-${this.queue.shift()}_move button`);
    if (button) button.click();
    else this.next();
  }

  /** What the page says was done so far; it changes with every answer to a click. */
  done() {
    return document.querySelector("[class*=st-key-turns_]")?.className.match(/turns_\d+/)?.[0] ?? "";
  }

  watch() {
    const late = performance.now() - this.since > NO_ANSWER;
    if (late) this.queue = [];
    if (!late && this.done() === this.asked) return setTimeout(() => this.watch(), 20);
    this.asked = null;
    this.next();
  }
}

/**
 * Say on the buttons whether there is a move to take back, and one to make again. It comes after the
 * run that an earlier click asked for, so the server has the last word on what a click can do.
 */
function showMoves([canUndo, canRedo]) {
  globalThis.liveHistory.can = { undo: canUndo, redo: canRedo };
  markMoves();
}

/** Mark the buttons; also those that Streamlit makes anew after the moment has come. */
function markMoves() {
  for (const [name, is] of Object.entries(globalThis.liveHistory.can ?? {})) {
    for (const place of document.getElementsByClassName(`st-key-${name}_move`)) {
      for (const button of place.getElementsByTagName("button")) {
        if (button.ariaDisabled !== String(!is)) button.ariaDisabled = String(!is);
      }
    }
  }
}

globalThis.liveHistory ??= new History();
