// Moves what Plotly has drawn in space. `Plotly.restyle` derives a whole figure anew, 15 to 20 ms
// and as long again for the browser; the objects of the scene take new numbers in one or two. The
// numbers also go into the figure's data, and the next release draws the figure whole.
// (Names of Plotly's own; tests compare what is seen with what Plotly draws.)

const SOLID_NUMBERS = new Set(["x", "y", "z", "intensity"]);

/** Move one trace in space, coarsely or not; return false, with nothing changed, where only Plotly can. */
function moveInSpace(plot, place, changes, coarse) {
  const trace = plot._fullData?.[place];
  const drawn = sceneOf(plot)?.traces?.[trace?.uid];
  if (!drawn?.update || !Object.keys(changes).every((name) => SOLID_NUMBERS.has(name))) return false;
  const { x, y, z } = { ...trace, ...changes };
  if (!x?.length || x.length !== y?.length || x.length !== z?.length) return false;
  Object.assign(plot.data[place], changes);
  Object.assign(trace, changes, { _length: x.length });
  drawn.update(coarse ? thinned(trace) : trace);
  return true;
}

/** Show at once what moved in space; left alone, it would show a frame later. */
function showSpace(plot) {
  sceneOf(plot)?.glplot?.redraw();
}

/**
 * Whether a picture in space finds out what lies under the pointer. For that it reads its pixels
 * back after each redraw and waits until they are there, a third of the time of a drag. The finger
 * is on a slider then.
 */
function hearPointer(plot, hears) {
  const gl = sceneOf(plot)?.glplot?.gl;
  if (!gl) return;
  if (hears) delete gl.readPixels;
  else gl.readPixels = () => {};
}

function sceneOf(plot) {
  return plot._fullLayout?.scene?._scene;
}
