// Keeps for this tab which guess was made on each page: a reload knows it, and so does a server that
// was started again. It is not in the address, which is copied and handed on with the answer.

const KEY = "visualizer.guessed";

// A page outlives its component, and may outlive its session too. Of each session: whether it was
// told what is kept here, and whether it knows it, so that what it says from then on is kept.
const [TOLD, KNOWS] = ["told", "knows"];
const sessions = (globalThis.visualizerGuessed ??= new Map());

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
  const agrees = heard || !kept || kept === guesses;
  if (!agrees && sessions.get(session) !== KNOWS) {
    if (!sessions.has(session)) setTriggerValue("found", { session, guesses: kept });
    sessions.set(session, TOLD);
    return; // until the session has heard of it
  }
  sessions.set(session, KNOWS);
  write(guesses);
}
