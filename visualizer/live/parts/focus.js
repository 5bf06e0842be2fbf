// A stage that is built anew, such as a map that is drawn narrower, leaves the focus where it was: who
// moves a slider by keys would find the keys dead otherwise.

const OWNERS = ["control", "grip", "figure"]; // in data-…: whose parts can have the focus
const FOCUSABLE = "input, select, button, [tabindex]";

/** Return how to find again what has the focus in `root`; nothing where nothing has it there. */
function focusIn(root) {
  const node = document.activeElement;
  if (!node || !root.contains(node)) return null;
  for (const kind of OWNERS) {
    const owner = node.closest(`[data-${kind}]`);
    if (!owner) continue;
    const selector = `[data-${kind}="${owner.getAttribute(`data-${kind}`)}"]`;
    return () => {
      const again = root.querySelector(selector);
      return again && focusablesIn(again)[focusablesIn(owner).indexOf(node)];
    };
  }
  return null;
}

function focusablesIn(owner) {
  return [owner, ...owner.querySelectorAll(FOCUSABLE)];
}
