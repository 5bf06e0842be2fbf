// A picture in space under fingers and the wheel: the page scrolls past it, and it is zoomed where that
// is meant. Plotly alone would hold the page fast, and its own zoom soon loses the picture.
// (Names of Plotly's own; tests see what they do.)

const NEAREST = 0.7; // distances of the eye, between which the picture is neither lost nor entered
const FARTHEST = 6;
const ZOOM_OF_A_PIXEL = 0.003; // a notch of a wheel, about 100 px, is a third
const PIXELS_OF_A_LINE = 16;
const TURN_WORDS = {
  mouse: "Drag to turn it. The wheel zooms while Ctrl or Cmd is down.",
  touch: "Turn it with one finger, sideways first. Two fingers zoom.",
};

class Turning {
  constructor(plot) {
    this.plot = plot;
    this.kind = ""; // "open" until it is known, then "turn" or "scroll"; "zoom" with two fingers
    this.words = element("p", "live-hint");
    for (const [pointer, words] of Object.entries(TURN_WORDS)) {
      this.words.append(element("span", `live-hint-${pointer}`));
      this.words.lastChild.textContent = words;
    }
    // Before Plotly hears of it, which would keep the page from scrolling.
    const listen = (name, act, passive) =>
      plot.addEventListener(name, act, { capture: true, passive });
    listen("wheel", (event) => this.roll(event), false);
    listen("touchstart", (event) => this.start(event), true);
    listen("touchmove", (event) => this.move(event), false);
    for (const end of ["touchend", "touchcancel"]) listen(end, (event) => this.end(event), true);
  }

  get scene() {
    return sceneOf(this.plot);
  }

  roll(event) {
    event.stopPropagation();
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault(); // or the whole page would be zoomed
    if (!this.scene) return;
    const pixels = event.deltaY * (event.deltaMode ? PIXELS_OF_A_LINE : 1);
    this.zoom(this.scene.camera.distance * Math.exp(ZOOM_OF_A_PIXEL * pixels));
    this.keep();
  }

  zoom(distance) {
    this.scene.camera.distance = Math.min(FARTHEST, Math.max(NEAREST, distance));
  }

  start(event) {
    if (event.touches.length === 1) {
      this.kind = "open";
      [this.x, this.y] = [event.touches[0].clientX, event.touches[0].clientY];
      return;
    }
    this.kind = "zoom";
    this.spread = spreadOf(event.touches);
    this.distance = this.scene?.camera.distance;
    event.stopPropagation();
  }

  move(event) {
    if (this.kind === "open") this.judge(event.touches[0]);
    if (this.kind === "turn") return;
    event.stopPropagation();
    if (this.kind !== "zoom") return;
    if (event.cancelable) event.preventDefault();
    if (event.touches.length !== 2 || !this.distance || !this.spread) return;
    this.zoom((this.distance * this.spread) / spreadOf(event.touches));
  }

  judge({ clientX, clientY }) {
    const [across, along] = [Math.abs(clientX - this.x), Math.abs(clientY - this.y)];
    if (Math.max(across, along) >= STRAY) this.kind = across > along ? "turn" : "scroll";
  }

  end(event) {
    if (event.touches.length) return;
    // Plotly notes what a mouse turned, not what fingers did; the next answer would turn it back.
    if (this.kind === "turn" || this.kind === "zoom") this.keep();
    this.kind = "";
  }

  keep() {
    this.scene?.saveLayout(this.plot.layout);
  }
}

function spreadOf([one, other]) {
  return Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
}
