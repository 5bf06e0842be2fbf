// What has changed travels once, when everything is at rest: from the lines into the sum, and on from
// node to node. Drops are moved by the browser's own animations, off the path of the next drag.

const INTO_SUM = 150; // ms along the lines, all at once
const ONWARD = 83; // ms from each node to the next
const CALM = matchMedia("(prefers-reduced-motion: reduce)");

class Flow {
  constructor(box) {
    this.layer = element("div", "live-flow", { "aria-hidden": "true" });
    box.append(this.layer);
  }

  /** Let what each of these parts carries go along its way; `parts` are in the order of the way. */
  run(parts, numbers) {
    this.still();
    if (CALM.matches) return;
    const lines = parts.filter(({ spec }) => !spec.node);
    const nodes = parts.filter(({ spec }) => spec.node);
    for (const part of lines) this.drop(part, numbers, 0, INTO_SUM);
    const start = lines.length ? INTO_SUM : 0;
    for (const [place, part] of nodes.entries()) this.drop(part, numbers, start + place * ONWARD, ONWARD);
  }

  drop({ spec, way }, numbers, delay, duration) {
    const drop = element("span", "live-drop");
    drop.textContent = numbers.text(spec.carries);
    drop.style.setProperty("--quantity", `var(--live-${numbers.quantities[spec.control || spec.carries].colour})`);
    this.layer.append(drop);
    const frames = way.map(([x, y]) => ({ transform: `translate(${x}px, ${y}px) translate(-50%, -50%)`, opacity: 1 }));
    drop.animate(frames, { delay, duration, easing: "linear" }).onfinish = () => drop.remove();
  }

  /** A hand is at work: nothing travels. */
  still() {
    if (this.layer.firstChild) this.layer.replaceChildren();
  }
}
