// What is said about a stage, in the place that the page has for it: headings, sentences, a program.

const answers = new Map(); // by name of the stage

/** Show `blocks` as the answer of a stage, or what was shown last. */
function showAnswer(stage, blocks = answers.get(stage)) {
  const place = globalThis.liveStages.places?.get(stage);
  answers.set(stage, blocks);
  if (!place || !blocks) return;
  let box = place.querySelector(".live-answer");
  if (!box) place.append((box = element("div", "live-answer")));
  const text = JSON.stringify(blocks);
  if (box.shown === text) return;
  box.shown = text;
  box.replaceChildren(...blocks.map(({ kind, pieces }) => BLOCKS[kind](pieces)));
}

const BLOCKS = {
  heading: (pieces) => filled(element("h3", "live-heading"), pieces),
  text: (pieces) => filled(element("p", "live-said"), pieces),
  code: (pieces) => {
    const box = element("pre", "live-program");
    box.append(filled(element("code"), pieces));
    return box;
  },
};

function filled(box, pieces) {
  for (const [mark, text] of pieces) box.append(mark ? marked(mark, text) : text);
  return box;
}

function marked(mark, text) {
  const piece = ["strong", "code"].includes(mark) ? element(mark) : element("span", `live-${mark}`);
  piece.textContent = text;
  return piece;
}

(globalThis.liveStages ??= {}).showAnswer = showAnswer;
