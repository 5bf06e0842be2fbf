// Brings what all stages need: the browser's half, which travels packed.

const TOO_OLD = "This browser is too old to read what the page sends. Any from 2023 on can.";

/** Say in the place of a stage that nothing will come. */
function sayTooOld({ parentElement }) {
  const words = document.createElement("p");
  words.className = "live-trouble";
  words.setAttribute("role", "alert");
  words.textContent = TOO_OLD;
  parentElement.replaceChildren(words);
}

async function begin(packed) {
  const whole = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  const named = `${await new Response(whole).text()}\n//# sourceURL=st-bidi-live_library.js`;
  const url = URL.createObjectURL(new Blob([named], { type: "text/javascript" }));
  await import(url);
  URL.revokeObjectURL(url);
}

const isSame = (one, other) =>
  one?.length === other.length && one.every((byte, place) => byte === other[place]);

function bringLibrary(data) {
  const stages = (globalThis.liveStages ??= {});
  if (isSame(stages.begun, data)) return; // the page has run again
  stages.begun = data;
  if (globalThis.DecompressionStream) return begin(data);
  Object.assign(stages, { mount: sayTooOld, bring: () => {} });
  for (const ready of stages.waiting ?? []) ready();
}
