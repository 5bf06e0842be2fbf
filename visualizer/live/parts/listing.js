// Text to be copied, such as a program in colours.

/** Return what shows a text and a button called `copy`, and where its words go. */
function listing(copy) {
  const [whole, program, code] = [element("div", "live-listing"), element("pre", "live-program"), element("code")];
  program.append(code);
  whole.append(copyBar(code, copy), program);
  return block(whole, code);
}

function block(whole, words = whole) {
  return { whole, words };
}

function say(said, pieces) {
  const text = JSON.stringify(pieces);
  if (said.text === text) return;
  said.text = text;
  said.words.replaceChildren(...pieces.map(([mark, piece]) => (mark ? marked(mark, piece) : piece)));
}

function marked(mark, text) {
  const piece = ["strong", "code"].includes(mark) ? element(mark) : element("span", `live-${mark}`);
  piece.textContent = text;
  return piece;
}

// A program may be larger than its place: who has no mouse scrolls it with the arrow keys.
function letKeysScroll(box, title) {
  box.tabIndex = 0;
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", title || "Program");
}
