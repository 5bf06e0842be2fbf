// Keeps for this tab which guess was made on each page: a reload knows it, and so does a server that
// was started again. It is not in the address, which is copied and handed on with the answer.

const KEY = "visualizer.guessed";

// A page outlives its component, and may outlive its session too.
const asked = (globalThis.visualizerGuessed ??= new Set()); // sessions that were told

function read() {
  try {
    return sessionStorage.getItem(KEY) ?? "";
  } catch {
    return ""; // nothing may be stored
  }
}

function write(guesses) {
  try {
    if (guesses) sessionStorage.setItem(KEY, guesses);
    else sessionStorage.removeItem(KEY);
  } catch {
    // refused: it counts until the page is loaded again
  }
}

export default function ({ data: { session, heard, guesses }, setTriggerValue }) {
  const kept = read();
  if (!heard && kept && kept !== guesses) {
    if (!asked.has(session)) setTriggerValue("found", { session, guesses: kept });
    asked.add(session);
    return; // until the session has heard of it
  }
  write(guesses);
}
