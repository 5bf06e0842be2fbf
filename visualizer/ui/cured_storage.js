// Keeps in this browser whom a student cured in the bug clinic, and with how many instruments.

const KEY = "visualizer.cured";
const NAME = /^[0-9a-z]{1,16}$/;

// A page outlives its component, and may outlive its session too.
const done = (globalThis.visualizerCured ??= { told: new WeakMap(), turns: new Set(), gone: new Set() });

/** Return what is kept of `most` patients: the code of each and the fewest instruments. */
function read(most) {
  const kept = new Map();
  let found = [];
  try {
    found = JSON.parse(localStorage.getItem(KEY) ?? "[]");
  } catch {
    // nothing may be stored, or it is no such list
  }
  for (const entry of Array.isArray(found) ? found : []) {
    if (!Array.isArray(entry)) continue;
    const [name, count] = entry;
    if (NAME.test(name) && Number.isInteger(count) && kept.size < most) kept.set(name, count);
  }
  return kept;
}

function write(kept) {
  try {
    if (kept.size) localStorage.setItem(KEY, JSON.stringify([...kept]));
    else localStorage.removeItem(KEY);
  } catch {
    // refused: it counts until the page is left
  }
}

/** Bring the top of the page into sight, once for each time that the student went on. */
function beginAtTheTop(session, goes) {
  const turn = `${session} ${goes}`;
  if (!goes || done.gone.has(turn)) return;
  done.gone.add(turn);
  document.querySelector('[data-testid="stMain"]')?.scrollTo({ top: 0 });
}

export default function ({
  data: { session, asks, cured, forgets, most, goes }, parentElement, setTriggerValue,
}) {
  beginAtTheTop(session, goes);
  const turn = `${session} ${forgets}`;
  if (forgets && !done.turns.has(turn)) {
    done.turns.add(turn);
    write(new Map());
  }
  const kept = read(most);
  const before = kept.size;
  let isNew = false;
  for (const [name, count] of cured) {
    if (kept.has(name) && kept.get(name) <= count) continue;
    if (!kept.has(name) && kept.size >= most) continue;
    kept.set(name, count);
    isNew = true;
  }
  if (isNew) write(kept);
  // Which session was told, and where: a server that was started again knows nothing.
  if (!asks || done.told.get(parentElement) === session) return;
  done.told.set(parentElement, session);
  if (before) setTriggerValue("found", { session, cured: [...kept] });
}
