// The page stands still, and asks to look up; what was typed or dragged is there afterwards.

class Pause {
  constructor(words) {
    this.words = words;
    this.box = made("div", "class-pause", { role: "alertdialog", "aria-modal": "true", tabindex: "-1" });
    const [title, text] = [made("p", "class-pause-title", { id: "class-pause-title" }), made("p")];
    [title.textContent, text.textContent] = [words.paused_title, words.paused];
    this.box.append(title, text);
    this.box.setAttribute("aria-labelledby", title.id);
    this.stilled = [];
  }

  get is() {
    return this.box.isConnected;
  }

  /** Begin or end; the line stays, so that everybody can leave. */
  set(on, line) {
    if (on === this.is) return;
    if (on) {
      this.focused = document.activeElement;
      document.activeElement?.blur?.(); // what was being typed is told
      for (const { root } of globalThis.liveStages?.shown ?? []) root.dispatchEvent(new Event("live-let-go"));
      this.stilled = [...document.body.children].filter((node) => node !== line && !node.inert && node.tagName !== "SCRIPT");
      for (const node of this.stilled) node.inert = true;
      this.box.style.cssText = line.style.cssText;
      line.after(this.box);
      this.box.focus();
      return;
    }
    for (const node of this.stilled) node.inert = false;
    const hadFocus = this.box.contains(document.activeElement);
    this.box.remove();
    if (hadFocus && this.focused?.isConnected) this.focused.focus({ preventScroll: true });
  }
}
