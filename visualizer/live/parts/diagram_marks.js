// What the drawing of a network is made of: nodes of SVG, widths of lines, colours of bytes.

const SVG = "http://www.w3.org/2000/svg";
const [THINNEST, WIDEST] = [0.8, 8]; // px: of a line

function drawn(tag, className, attributes = {}) {
  const made = document.createElementNS(SVG, tag);
  made.setAttribute("class", className);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

/** Light a part or a unit: not, faintly or brightly. */
function light(node, how) {
  ["", "live-faint", "live-bright"].forEach((name, place) => name && node?.classList.toggle(name, how === place));
}

/** Return how wide a line is, in px. */
function widthOfWeight(size) {
  return Math.min(WIDEST, THINNEST + 1.6 * size);
}

/** The same for a gradient: they reach over many powers of ten, and each makes a line wider. */
function widthOfGradient(size) {
  return size > 1e-4 ? Math.min(WIDEST, THINNEST + 1.8 * (Math.log10(size) + 4)) : THINNEST;
}

function partOf(event) {
  const part = event.target.closest?.("[data-code]");
  return part ? Number(part.dataset.code) : null;
}

/** Return the colour of each byte: one colour for less, one for more, the paper for none. */
function tableOf(palette, isDark, low, high) {
  const rgb = (name) => palette[name][isDark ? 1 : 0].match(/\w\w/g).map((part) => parseInt(part, 16));
  const [less, more, paper] = [rgb(low), rgb(high), isDark ? [14, 17, 23] : [255, 255, 255]];
  return Array.from({ length: 256 }, (_, byte) => {
    const share = Math.min(1, Math.abs(byte - 128) / 127);
    const full = byte < 128 ? less : more;
    return paper.map((part, i) => part + (full[i] - part) * share);
  });
}

/** Paint bytes, row by row from the top, as the picture of a unit. */
function paintField(canvas, field, table) {
  const side = Math.round(Math.sqrt(field.length));
  if (canvas.width !== side) canvas.width = canvas.height = side;
  const pixels = new ImageData(side, side);
  for (let i = 0; i < field.length; i += 1) {
    pixels.data.set(table[Math.round(field[i])], 4 * i);
    pixels.data[4 * i + 3] = 255;
  }
  canvas.getContext("2d").putImageData(pixels, 0, 0);
}
