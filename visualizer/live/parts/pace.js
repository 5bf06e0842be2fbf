// How much of a picture in space is drawn while a finger is down: less, once frames take too long.

const SLOWEST_FRAME = 33; // ms: 30 frames a second
const COARSE = 1; // only every second point of a surface
const SPARSE = 2; // and only two of three positions

class Pace {
  constructor() {
    this.level = 0;
    this.frames = 0;
    this.slow = 0; // frames in a row
  }

  /** Take how long a frame took in ms: the next one may have to be lighter. */
  took(time) {
    this.slow = time > SLOWEST_FRAME ? this.slow + 1 : 0; // a single one is a hiccup
    if (this.slow < 2) return;
    this.slow = 0;
    this.level = Math.min(SPARSE, this.level + 1);
  }

  get coarse() {
    return this.level >= COARSE;
  }

  /** Begin a frame; return whether pictures in space pass it over. */
  passes() {
    this.frames += 1;
    return this.level >= SPARSE && this.frames % 3 === 0;
  }

  /** The finger is up: all is drawn, and the next drag begins with a little more than this one. */
  rest() {
    this.level = Math.max(0, this.level - 1);
  }
}

const thinnings = new Map(); // by points along a side

/** Return a mesh over a square grid with every second point only; any other trace as it is. */
function thinned(trace) {
  const side = Math.sqrt(trace.x?.length ?? 0);
  if (trace.type !== "mesh3d" || side % 2 !== 1 || trace.i?.length !== 2 * (side - 1) ** 2) return trace;
  if (!thinnings.has(side)) thinnings.set(side, thinningOf(side));
  const { places, corners } = thinnings.get(side);
  const lighter = { ...trace, ...corners, _length: places.length };
  for (const name of SOLID_NUMBERS) lighter[name] = places.map((place) => trace[name][place]);
  return lighter;
}

function thinningOf(side) {
  const [places, i, j, k] = [[], [], [], []];
  const few = (side + 1) / 2;
  for (let row = 0; row < few; row += 1) {
    for (let column = 0; column < few; column += 1) {
      places.push(2 * (row * side + column));
      if (row === few - 1 || column === few - 1) continue;
      const first = row * few + column;
      i.push(first, first + 1);
      j.push(first + 1, first + few + 1);
      k.push(first + few, first + few);
    }
  }
  return { places, corners: { i, j, k } };
}
