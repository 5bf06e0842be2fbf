// How a stage draws: pictures that can be moved are moved, the others are drawn whole.

const LEISURE = 120; // ms without a move after an answer, after which pictures are drawn whole

class Drawing {
  /** Give the pictures their new axes; never under a finger. */
  layOut() {
    for (const [name, changes] of Object.entries(this.layouts)) this.pictures.get(name).layOut(changes);
    this.layouts = {};
  }

  /** Show an answer: what can be moved is moved, the rest is drawn whole. */
  drawNow() {
    const pictures = [...this.pictures.values()];
    if (themeOf(this.root) !== this.colours) return this.drawAll();
    for (const picture of pictures) if (picture.movable && picture.waiting) picture.flush();
    const unmovable = pictures.filter((picture) => !picture.movable);
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

  /** Draw pictures whole: all of them at the start and when the theme changes. */
  async drawAll(pictures = this.pictures.values()) {
    this.paint();
    try {
      const Plotly = await loadPlotly(this.urls);
      for (const picture of pictures) await picture.draw(Plotly, this.colours);
      this.complain("");
    } catch (error) {
      console.warn(error);
      this.complain(
        "The pictures could not be loaded from this server. The numbers and sliders still work; " +
          "reload the page to try again.",
      );
    }
    this.tell();
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
    const heavy = pictures.filter((picture) => picture.spec.heavy);
    if (heavy.length && now >= this.heavyUntil) {
      const start = performance.now();
      for (const picture of heavy) picture.flush();
      const end = performance.now();
      this.heavyUntil = end + (end - start);
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
