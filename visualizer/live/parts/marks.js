// Moves the marks that Plotly has drawn. `Plotly.restyle` derives a whole figure anew, 15 to 25 ms
// for a change of one line; setting what stands in the page takes less than one. What is set here
// also goes into the figure's data, and the next release draws the figure whole.

const MOVABLE = new Set(["x", "y", "text", "line.width", "line.color"]);

/** Move the marks of one flat trace; return false, with nothing changed, where only Plotly can. */
function moveMarks(plot, place, changes) {
  const trace = plot._fullData?.[place];
  if (trace?.type !== "scatter" || !Object.keys(changes).every((name) => MOVABLE.has(name))) return false;
  const group = plot.querySelector(`.scatterlayer .trace${trace.uid}`);
  if (!group) return false;
  const x = changes.x ?? plot.data[place].x;
  const y = changes.y ?? plot.data[place].y;
  const parts = partsOf(plot, trace, group, x, y, changes.text);
  if (!parts) return false;
  for (const [name, value] of Object.entries(changes)) put(plot.data[place], name, value);
  if (changes.x || changes.y) placeMarks(plot, trace, parts, x, y);
  if (changes.text) changes.text.forEach((text, i) => writeText(parts.texts[i], text));
  if (changes["line.width"] !== undefined) parts.line.style.strokeWidth = `${changes["line.width"]}px`;
  if (changes["line.color"] !== undefined) parts.line.style.stroke = changes["line.color"];
  return true;
}

/** Return the elements of a trace, or null if they are not one for each number. */
function partsOf(plot, trace, group, x, y, text) {
  if (x.length !== y.length) return null;
  const has = (mode) => trace.mode.includes(mode);
  const fill = trace.fill === "toself" ? group.querySelector("path.js-fill") : null;
  if (trace.fill && trace.fill !== "none" && !fill) return null;
  // Plotly draws a line with gaps in pieces; the first one takes all of it, and the others go.
  const [line, ...pieces] = has("lines") ? group.querySelectorAll("path.js-line") : [];
  if (has("lines") && !line) return null;
  const points = has("markers") ? [...group.querySelectorAll(".points path.point")] : [];
  const texts = has("text") ? [...group.querySelectorAll(".textpoint text")] : [];
  if (has("markers") && points.length !== x.length) return null;
  if (has("text") && texts.length !== x.length) return null;
  if (text && !(text.length === texts.length && text.every((words, i) => fits(texts[i], words)))) return null;
  return { fill, line, pieces, points, texts };
}

/** Whether an element of text has a line for each line of the words, and they are plain. */
function fits(node, words) {
  const lines = words.split("<br>");
  const spans = node.querySelectorAll("tspan.line");
  if (lines.some((line) => /[<&]/.test(line) || !line)) return false;
  return lines.length === 1 ? spans.length === 0 && node.textContent !== "" : spans.length === lines.length;
}

function writeText(node, words) {
  const lines = words.split("<br>");
  if (lines.length === 1) node.textContent = words;
  else node.querySelectorAll("tspan.line").forEach((span, i) => (span.textContent = lines[i]));
}

function placeMarks(plot, trace, { fill, line, pieces, points, texts }, x, y) {
  const xaxis = plot._fullLayout[axisName(trace.xaxis ?? "x")];
  const yaxis = plot._fullLayout[axisName(trace.yaxis ?? "y")];
  line?.setAttribute("d", pathThrough(x, y, xaxis, yaxis, ""));
  for (const piece of pieces) showMark(piece, false);
  fill?.setAttribute("d", pathThrough(x, y, xaxis, yaxis, "Z"));
  for (let i = 0; i < points.length; i += 1) {
    const [left, top] = [xaxis.c2p(x[i]), yaxis.c2p(y[i])];
    // A mark that may stand on the edge of the picture must not wander beyond it.
    const seen = trace.cliponaxis !== false || (isWithin(left, xaxis) && isWithin(top, yaxis));
    if (!showMark(points[i], seen && isPlace(left, top))) continue;
    points[i].setAttribute("transform", `translate(${left},${top})`);
  }
  for (let i = 0; i < texts.length; i += 1) {
    const [left, top] = [xaxis.c2p(x[i]), yaxis.c2p(y[i])];
    if (!showMark(texts[i].parentNode, isPlace(left, top))) continue;
    for (const node of [texts[i], ...texts[i].querySelectorAll("tspan.line")]) {
      node.setAttribute("x", left);
      node.setAttribute("y", top);
    }
  }
}

/** Show a mark, or hide it; return whether it shows. */
function showMark(node, shows) {
  if (shows === !("hidden" in node.dataset)) return shows;
  node.style.display = shows ? "" : "none";
  if (shows) delete node.dataset.hidden;
  else node.dataset.hidden = "";
  return shows;
}

/** Show every mark again; Plotly keeps the elements, and decides anew which of them there are. */
function showAllMarks(plot) {
  for (const node of plot.querySelectorAll(".scatterlayer [data-hidden]")) showMark(node, true);
}

function isPlace(left, top) {
  return Number.isFinite(left) && Number.isFinite(top);
}

/** The entry of a layout for the axis of a trace: y2 is yaxis2. */
function axisName(short) {
  return `${short[0]}axis${short.slice(1)}`;
}

function isWithin(pixel, axis) {
  return pixel >= -0.5 && pixel <= axis._length + 0.5;
}

/** Return a path through the points, with a gap wherever one of its numbers is none. */
function pathThrough(x, y, xaxis, yaxis, close) {
  let path = "";
  let pen = "M";
  for (let i = 0; i < x.length; i += 1) {
    const [left, top] = [xaxis.c2p(x[i]), yaxis.c2p(y[i])];
    if (Number.isFinite(left) && Number.isFinite(top)) {
      path += `${pen}${far(left)},${far(top)}`;
      pen = "L";
    } else if (pen === "L") {
      path += close;
      pen = "M";
    }
  }
  return pen === "L" ? path + close : path;
}

/** A pixel, not so far outside that the browser loses the line that leads there. */
function far(pixel) {
  return Math.max(-1e5, Math.min(1e5, pixel)).toFixed(1);
}
