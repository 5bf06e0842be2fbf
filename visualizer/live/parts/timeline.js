// The steps of a training as one more control, which can also move by itself.

const SPEEDS = [2, 10, 30, 60]; // steps per second
const LONGEST_FRAME = 250; // ms; a longer pause between two frames is not made up for

class Timeline extends Slider {
  constructor(spec, host) {
    super({ digits: 0, symbol: "", unit: "", ...spec }, host);
    this.box.classList.add("live-timeline");
    this.playing = 0;
    const [role, name] = ["group", `${this.id}-label`];
    this.buttons = element("div", "live-buttons", { role, "aria-labelledby": name });
    this.play = this.button("Play", "play", () => (this.playing ? this.pause() : this.start()));
    this.button("To the start", "start", () => this.jump(-Infinity));
    this.button(`Back ${spec.jumps[0]}`, "back", () => this.jump(-spec.jumps[0]));
    this.buttons.append(this.play);
    for (const jump of spec.jumps) this.button(`+${jump}`, `forward-${jump}`, () => this.jump(jump));
    this.buttons.append(this.speeds());
    this.box.append(this.buttons);
    if (spec.waits) this.wait(spec.waits);
  }

  /** Stand still until the page lets it move. */
  wait(why) {
    for (const part of [this.range, this.field, ...this.buttons.querySelectorAll("button, select")]) {
      part.disabled = true;
    }
    const said = element("p", "live-note live-veil");
    said.textContent = why;
    this.box.append(said);
  }

  begin() {
    super.begin();
    this.pause(false); // the release of the thumb tells
  }

  button(text, action, act) {
    // A page may have two timelines: "Play" alone would not say what.
    const id = `${this.id}-${action}`;
    const names = `${id} ${this.id}-label`;
    const attributes = { type: "button", id, "data-action": action, "aria-labelledby": names };
    const button = element("button", "live-button", attributes);
    button.textContent = text;
    button.addEventListener("click", act);
    this.buttons.append(button);
    return button;
  }

  speeds() {
    const label = element("label", "live-speed");
    const name = `Speed, ${this.spec.label}`;
    const choice = element("select", "live-button", { "data-action": "speed", "aria-label": name });
    for (const speed of SPEEDS) {
      const option = element("option", "", { value: String(speed) });
      option.textContent = `${speed} steps/s`;
      choice.append(option);
    }
    this.speed = matchMedia("(prefers-reduced-motion: reduce)").matches ? SPEEDS[0] : this.spec.speed;
    choice.value = String(this.speed);
    choice.addEventListener("change", () => (this.speed = Number(choice.value)));
    label.append(document.createTextNode("Speed "), choice);
    return label;
  }

  get last() {
    return this.positions.length - 1;
  }

  take(setting, keep) {
    super.take(setting, keep);
    this.mark();
  }

  stand(index) {
    super.stand(index);
    this.range.setAttribute("aria-valuetext", `${this.shown} of ${exact(this.positions.at(-1), 0)}`);
  }

  jump(by) {
    this.pause(false);
    this.byKey = true; // clicks in a row count as one, like keys
    const index = Math.max(0, Math.min(this.last, this.index + by));
    if (index !== this.index) {
      this.place(index);
      this.host.moved(this.key);
    }
    this.host.released(this.key);
  }

  /** Play from here to the end; from the end, once more from the start. */
  start() {
    if (this.index >= this.last) {
      this.place(0);
      this.host.moved(this.key);
    }
    this.host.warm(this.key); // what did not come at the first try is asked for again
    let before = performance.now();
    let due = 0;
    const tick = (now) => {
      if (this.host.isCold(this.key) || waitsForLate(this.host, this.key)) before = now; // nothing passes before it can be seen
      // A frame may bear a time before the click that started it; a hidden tab sleeps for long.
      due += (Math.max(0, Math.min(LONGEST_FRAME, now - before)) / 1000) * this.speed;
      before = now;
      const steps = Math.floor(due);
      due -= steps;
      if (steps) {
        this.place(Math.min(this.last, this.index + steps));
        this.host.moved(this.key);
      }
      if (this.index >= this.last) this.pause();
      else this.playing = requestAnimationFrame(tick);
    };
    this.playing = requestAnimationFrame(tick);
    this.mark();
  }

  pause(release = true) {
    if (!this.playing) return;
    cancelAnimationFrame(this.playing);
    this.playing = 0;
    this.mark();
    if (release) this.host.released(this.key);
  }

  mark() {
    const text = this.playing ? "Pause" : "Play";
    if (this.play.textContent !== text) this.play.textContent = text;
    this.play.dataset.playing = String(Boolean(this.playing));
  }
}
