// Keeps the student's runs in this browser's own storage, each under a key of its own.

const KEY = /^visualizer\.kept_run\.([0-9a-f]{16})$/;
const MOST_RUNS = 24; // that are told to the server
const MOST_LETTERS = 600_000; // of them all: what a browser may send is limited
const keyOf = (id) => `visualizer.kept_run.${id}`;

// A page outlives its component, and may outlive its session too.
const done = (globalThis.visualizerRuns ??= { asked: new Set(), refused: new Set(), turns: new Set() });
// Where an answer was given: one that is lost with its page is given again on the next.
const answered = (done.answered ??= new WeakSet());

/** Carry out the changes of a session that this page has not seen yet; tell whether all could be. */
function write(session, changes) {
  let isWhole = true;
  for (const [turn, id, text] of changes) {
    if (done.turns.has(`${session} ${turn}`)) continue;
    try {
      if (text === null) localStorage.removeItem(keyOf(id));
      else localStorage.setItem(keyOf(id), text);
      done.turns.add(`${session} ${turn}`);
    } catch {
      isWhole = false; // it is tried again with the next change: there may be room by then
    }
  }
  return isWhole;
}

/** Return the stored runs as pairs of id and text, and how many more there are. */
function read() {
  const ids = Object.keys(localStorage).map((key) => KEY.exec(key)?.[1]).filter(Boolean).sort();
  const runs = [];
  let letters = 0;
  for (const id of ids) {
    const text = localStorage.getItem(keyOf(id));
    if (runs.length === MOST_RUNS || letters + text.length > MOST_LETTERS) continue;
    letters += text.length;
    runs.push([id, text]);
  }
  return { runs, more: ids.length - runs.length };
}

export default function ({ data: { session, asks, changes }, parentElement, setTriggerValue }) {
  let isAllowed = true;
  try {
    void localStorage.length; // throws where nothing may be stored
    if (asks && !done.asked.has(session) && !answered.has(parentElement)) {
      answered.add(parentElement);
      const found = read();
      // Most students have none, and then the server need not hear of it.
      if (found.runs.length || found.more) setTriggerValue("found", { session, ...found });
      else done.asked.add(session);
    }
  } catch {
    isAllowed = false;
  }
  const refused = !isAllowed || !write(session, changes);
  if (refused === done.refused.has(session)) return;
  if (refused) done.refused.add(session);
  else done.refused.delete(session); // there was room again
  setTriggerValue("found", { session, refused });
}
