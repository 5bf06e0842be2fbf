// A listing by itself, without a stage.

export default function ({ data, parentElement }) {
  let shown = parentElement.listed;
  if (!shown) {
    shown = parentElement.listed = listing(data.copy);
    parentElement.append(shown.whole);
    const program = shown.words.parentElement;
    if (data.height) {
      program.style.maxHeight = `${data.height}px`;
      letKeysScroll(program, data.label);
    }
  }
  say(shown, data.pieces);
}
