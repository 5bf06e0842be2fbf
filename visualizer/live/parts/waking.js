// A picture in space comes last: what draws in space is a large script, and slow to draw without a
// graphics card. It comes when somebody scrolls to it or presses the button that stands in its place;
// where it is on the first screen already, as soon as all else is there and nothing moves.

const BEFORE_WAKING = 1000; // ms
const WAKE = "Show it in space";
const WAKING = "It is on its way …";

class Waking {
  /**
   * `draw` draws the picture and returns whether that went well; `isCalm` tells whether nothing else
   * comes or moves.
   */
  constructor(box, draw, isCalm) {
    [this.box, this.draw, this.isCalm] = [box, draw, isCalm];
    this.asleep = true;
    this.away = false; // whether it was seen to be out of sight
    this.button = element("button", "live-button live-wake", { type: "button" });
    this.button.textContent = WAKE;
    this.button.addEventListener("click", () => this.wake());
    this.frame = element("div", "live-frame", { tabindex: "-1" });
    this.seen = new IntersectionObserver((entries) => this.see(entries.at(-1)));
    this.seen.observe(box);
  }

  /** The picture, and what stands over it. */
  get framed() {
    this.frame.replaceChildren(this.box, ...(this.done ? [] : [this.button]));
    return this.frame;
  }

  see({ isIntersecting, boundingClientRect: { width } }) {
    clearTimeout(this.soon);
    if (isIntersecting && this.away) this.wake();
    else if (isIntersecting && !navigator.connection?.saveData) this.wakeSoon();
    this.away ||= !isIntersecting && width > 0; // what has no place on the page yet is not away
  }

  wakeSoon() {
    this.soon = setTimeout(() => (this.isCalm() ? this.wake() : this.wakeSoon()), BEFORE_WAKING);
  }

  async wake() {
    if (!this.asleep) return;
    clearTimeout(this.soon);
    this.asleep = false;
    this.button.textContent = WAKING;
    this.done = await this.draw();
    if (!this.done) {
      this.asleep = true; // to be tried again
      this.button.textContent = WAKE;
      return;
    }
    if (document.activeElement === this.button) this.frame.focus({ preventScroll: true });
    this.button.remove();
    this.leave();
  }

  leave() {
    clearTimeout(this.soon);
    this.seen.disconnect();
  }
}
