// What a pointer that is down on a slider means: a tap sets a value, a sideways move slides it, and a
// finger that scrolls the page passes over it. Browsers move the thumb as soon as a finger is down.

const STRAY = 8; // px that a finger may tremble before it is known what it does

class Hold {
  constructor(range, slider) {
    this.slider = slider;
    this.kind = ""; // "open" until it is known, then "slide" or "scroll"
    const listen = (name, act) => range.addEventListener(name, act);
    listen("pointerdown", (event) => event.isPrimary && this.start(event));
    listen("pointermove", (event) => event.isPrimary && this.kind === "open" && this.judge(event));
    listen("pointerup", (event) => event.isPrimary && this.end());
    listen("pointercancel", (event) => event.isPrimary && this.end(true));
  }

  start({ pointerType, button, clientX, clientY }) {
    if (button) return; // a menu comes, and nobody hears of the end
    this.asked = null;
    [this.x, this.y] = [clientX, clientY];
    this.kind = "open";
    this.slider.held = true;
    if (pointerType === "mouse") this.slide();
  }

  judge({ clientX, clientY }) {
    const [across, along] = [Math.abs(clientX - this.x), Math.abs(clientY - this.y)];
    if (Math.max(across, along) < STRAY) return;
    if (across > along) this.slide();
    else this.kind = "scroll";
  }

  slide() {
    this.kind = "slide";
    this.slider.begin();
  }

  /** Whether the browser may move the thumb; what it asked for counts if this ends as a tap. */
  takes(index) {
    if (this.kind !== "open" && this.kind !== "scroll") return true;
    this.asked = index;
    return false;
  }

  end(cancelled = false) {
    const { kind } = this;
    this.kind = "";
    if (kind === "open" && !cancelled && this.asked !== null) this.slider.tap(this.asked);
    if (kind === "slide" && cancelled) this.slider.takeBack();
    this.slider.lift();
  }
}
