// How a stage shows what was looked up: numbers, pictures that can be moved, others drawn whole.

const NEEDS = ["", "plane", "space"]; // what a picture is drawn with, in the order of the pictures
const NOTHING = [];
const LEISURE = 120; // ms without a move after an answer, after which pictures are drawn whole

class Drawing {
  /** What is moved: a control, or a point that sets two. */
  hand(key) {
    return this.controls.get(key) ?? this.grips.get(key);
  }

  /** Where a number stands that may have a control; who moves it is ahead of it. */
  numberOf(name) {
    for (const grip of this.grips.values()) if (grip.isAway && grip.spec.moves.includes(name)) return grip.values[name];
    return this.controls.get(name)?.value ?? this.numbers.values.get(name);
  }

  /** Let the texts in the pictures follow the numbers in them. */
  listenForTexts() {
    for (const picture of this.pictures.values()) {
      for (const [target, templates] of Object.entries(picture.spec.texts)) {
        const [uid, attribute] = target.split(/\.(.*)/);
        const sources = templates.flatMap((template) => this.numbers.sourcesOf(template));
        const write = () =>
          picture.set(uid, attribute, templates.map((template) => this.numbers.fill(template)));
        this.numbers.listen(sources, write);
        write();
      }
      const { label } = picture.spec;
      const describe = () => picture.describe(this.numbers.fill(label));
      this.numbers.listen(this.numbers.sourcesOf(label), describe);
      describe();
      picture.drawnParts?.take(picture.spec.parts, this.numbers);
    }
  }

  /** Give the pictures their new axes; never under a finger. */
  layOut() {
    for (const [name, changes] of Object.entries(this.layouts)) this.pictures.get(name)?.layOut(changes);
    this.layouts = {};
  }

  /** Show an answer: what can be moved is moved, the rest is drawn whole. */
  drawNow() {
    const pictures = [...this.pictures.values()];
    if (themeOf(this.root) !== this.colours) return this.drawAll();
    for (const picture of pictures) if (picture.movable && picture.waiting) picture.flush();
    for (const grip of this.grips.values()) grip.put();
    const unmovable = pictures.filter((each) => !each.movable && !each.asleep && !this.coming.has(each));
    if (unmovable.length) this.drawAll(unmovable);
    else this.tell();
    this.drawSoon();
  }

  /** Draw whole what was moved, when nothing moves: the pointer finds what was drawn, not moved. */
  drawSoon() {
    clearTimeout(this.leisure);
    this.leisure = setTimeout(async () => {
      for (const picture of this.pictures.values()) {
        if (this.moving || this.waiting) return; // the next answer comes here again
        if (!picture.moved) continue;
        await picture.draw(globalThis.Plotly, this.colours);
        await new Promise((resolve) => setTimeout(resolve));
      }
    }, LEISURE);
  }

  /**
   * Draw pictures whole: all of them at the start and when the theme changes. Those that need no
   * library come first, those in space last, if they are wanted.
   */
  async drawAll(pictures = this.pictures.values()) {
    this.paint();
    const order = [...pictures].filter(({ asleep }) => !asleep);
    order.sort((one, other) => NEEDS.indexOf(one.needs) - NEEDS.indexOf(other.needs));
    for (const picture of order) this.coming.add(picture);
    try {
      for (const picture of order) {
        // Between two pictures that nobody has seen yet a finger may move.
        if (picture.needs && !picture.drawn) await breath();
        const Plotly = picture.needs ? await loadPlotly(this.urls, picture.needs) : null;
        this.coming.delete(picture);
        await picture.draw(Plotly, this.colours);
      }
      this.complain("");
    } catch (error) {
      console.warn(error);
      this.complain(
        "The pictures could not be loaded from this server. The numbers and sliders still work; " +
          "reload the page to try again.",
      );
    }
    for (const picture of order) this.coming.delete(picture);
    this.tell();
  }

  /** Whether all pictures that are wanted are there, and nothing moves or waits for an answer. */
  get isCalm() {
    return !this.coming.size && !this.moving && !this.waiting;
  }

  /** Show what a moment has, which answers a move that was let go of, or came with the page. */
  showAll(played) {
    this.markLate(NOTHING);
    this.show(this.fixed, 0);
    if (this.meanwhile) this.show(this.meanwhile, 0);
    // Where they stand, all its controls show the same.
    const [[key, first] = []] = this.firstRows;
    if (key !== undefined) this.show(this.joint, first + this.settings[key].index);
    for (const [key, sweep] of this.sweeps) this.show(sweep, this.settings[key].index);
    if (!played) this.goals.stand();
    if (this.moving) this.showMoving();
    this.numbers.publish();
  }

  show(sweep, position) {
    for (const [name, values] of sweep.quantities) this.numbers.set(name, values[position]);
    for (const [picture, uid, attribute, row] of sweep.moves) {
      const value = row(position);
      if (value !== undefined) this.pictures.get(picture)?.set(uid, attribute, value); // it may be veiled
    }
  }

  showMoving() {
    if (this.grips.has(this.moving)) return this.showDragged(this.grips.get(this.moving));
    const { index } = this.controls.get(this.moving);
    const first = this.firstRows.get(this.moving);
    if (first !== undefined) this.show(this.joint, first + index);
    const sweep = this.sweeps.get(this.moving);
    if (sweep) this.show(sweep, index);
    for (const [key, control] of this.controls) {
      const { follows } = control.spec;
      if (follows && key !== this.moving) control.mirror(this.numbers.values.get(follows));
    }
  }

  /** Show what the place of a point leads to; what is not known before the release says so. */
  showDragged(grip) {
    const { sweep, late } = this.grids?.get(grip.key) ?? {};
    if (!sweep || !grip.cell) return;
    this.show(sweep, grip.index);
    this.markLate(late);
    for (const [name, value] of Object.entries(grip.values)) this.controls.get(name)?.mirror(value);
  }

  /** Show what stood before a point was taken. */
  putBack(key) {
    if (this.moving === key) {
      clearTimeout(this.keys); // of this one: a slider's keys still have their release before them
      this.moving = null;
    }
    this.hand(key).drop();
    for (const control of this.controls.values()) control.stand(control.index);
    this.showAll(true);
    this.schedule();
    this.rest();
  }

  /** Mark the numbers called so, and no others, as out of date. */
  markLate(names) {
    if (this.late === names) return;
    this.late = names;
    for (const node of this.root.querySelectorAll("[data-quantity]")) {
      node.classList.toggle("live-late", names.includes(node.dataset.quantity));
    }
  }

  complain(sentence) {
    if (this.trouble.textContent !== sentence) this.trouble.textContent = sentence;
  }

  paint() {
    this.colours = themeOf(this.root);
    this.root.dataset.theme = this.colours;
    for (const [name, [light, dark]] of Object.entries(this.scene.palette)) {
      this.root.style.setProperty(`--live-${name}`, this.colours === "dark" ? dark : light);
    }
  }

  schedule() {
    this.frame ??= requestAnimationFrame((now) => this.draw(now));
  }

  /** One frame: numbers and light pictures at once, heavy ones at most half of the time. */
  draw(now) {
    this.frame = null;
    if (this.moving && this.fresh(this.moving)) {
      this.showMoving();
      this.numbers.publish();
    }
    const pictures = [...this.pictures.values()].filter((picture) => picture.waiting);
    for (const picture of pictures) if (!picture.spec.heavy) picture.flush();
    for (const grip of this.grips.values()) grip.put();
    const heavy = pictures.filter((picture) => picture.spec.heavy);
    if (heavy.length && this.moving) requestAnimationFrame((next) => this.pace.took(next - now));
    if (heavy.length && now >= this.heavyUntil && !this.pace.passes()) {
      const start = performance.now();
      for (const picture of heavy) picture.flush(this.moving !== null && this.pace.coarse);
      // From the beginning of this frame: what takes less than half of one is drawn in each.
      this.heavyUntil = now + 2 * (performance.now() - start);
    }
    this.drawnCount += 1;
    this.root.dataset.drawn = String(this.drawnCount);
    if (heavy.some((picture) => picture.waiting)) this.schedule();
    this.tell();
  }
}

/** Light or dark, by the background that Streamlit's theme gives. */
function themeOf(node) {
  const probe = element("span");
  probe.style.color = "var(--st-background-color)";
  node.append(probe);
  const [red, green, blue] = getComputedStyle(probe).color.match(/[\d.]+/g).map(Number);
  probe.remove();
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128 ? "dark" : "light";
}
