// What is said about a stage, in the place that the page has for it: headings, sentences, a program.

const answers = new Map(); // by name of the stage

/** Show `blocks` as the answer of a stage, or what was shown last. */
function showAnswer(stage, blocks = answers.get(stage)) {
  const place = globalThis.liveStages.places?.get(stage);
  answers.set(stage, blocks);
  if (!place || !blocks) return;
  let box = place.querySelector(".live-answer");
  if (!box) place.append((box = element("div", "live-answer")));
  const kinds = String(blocks.map(({ kind }) => kind));
  if (box.kinds !== kinds) {
    box.kinds = kinds;
    box.said = blocks.map(({ kind }) => BLOCKS[kind]());
    box.replaceChildren(...box.said.map(({ whole }) => whole));
  }
  // What has not changed stays, and so does the button that has the focus.
  blocks.forEach(({ pieces }, each) => say(box.said[each], pieces));
}

const BLOCKS = {
  heading: () => block(element("h3", "live-heading")),
  text: () => block(element("p", "live-said")),
  code: () => listing("Copy the code"),
};

(globalThis.liveStages ??= {}).showAnswer = showAnswer;
