// What the teacher has hidden, locked and not opened yet. For calm, not for secrecy: it is the
// student's own browser, and whoever looks behind it harms nobody.

const IN_MENU = '[data-testid="stTopNavLink"], [data-testid="stSidebarNavLink"], [data-testid="stPageLink-NavLink"]';

class Limits {
  constructor(chapters) {
    this.chapters = chapters; // name, path and title of each
    this.isLocked = () => false;
    this.closed = new Set();
    this.again = new MutationObserver(() => this.mark());
  }

  /** Do on a page what the orders say; nothing without any. */
  take(orders, page) {
    const root = document.documentElement;
    if (orders?.hidden.length) root.dataset.classHidden = orders.hidden.join(" ");
    else delete root.dataset.classHidden;
    const [locked, task] = [orders?.locked ?? [], orders?.task];
    const free = task?.page === page && task.free.length ? task.free : null; // all others rest then
    this.isLocked = (name) => locked.includes(name) || Boolean(free && !free.includes(name));
    this.closed = new Set(this.beyond(orders?.open_up_to, orders?.page));
    this.again.disconnect();
    this.mark();
    if (locked.length || free || this.closed.size) {
      this.again.observe(document.body, { childList: true, subtree: true });
    }
  }

  /** The paths of the pages after the last open one, but for that to which all are called. */
  beyond(last, called) {
    const place = this.chapters.findIndex(([name]) => name === last);
    if (place < 0) return [];
    return this.chapters.slice(place + 1).filter(([name]) => name !== called).map(([, path]) => path);
  }

  mark() {
    for (const control of document.querySelectorAll(".live-control")) {
      const is = this.isLocked(control.dataset.control);
      if (control.hasAttribute("data-class-locked") === is) continue;
      control.toggleAttribute("data-class-locked", is);
      control.inert = is;
    }
    for (const { grips, ways } of globalThis.liveStages?.shown ?? []) {
      for (const { node, spec } of grips.values()) node.inert = spec.moves.some(this.isLocked);
      for (const { node, changes } of ways.buttons.values()) {
        node.inert = Object.keys(changes).some(this.isLocked);
      }
    }
    for (const link of document.querySelectorAll(IN_MENU)) {
      const is = this.closed.has(new URL(link.href).pathname.split("/").pop());
      if (link.hasAttribute("data-class-closed") !== is) link.toggleAttribute("data-class-closed", is);
    }
  }
}
