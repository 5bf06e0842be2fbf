// What there is to play for. A goal is reached by a move on its stage, most of them while the finger
// is still down, and this browser keeps it; where nothing may be stored, this page does.

const GOALS = "visualizer.goals";
const reachedGoals = (globalThis.visualizerGoals ??= new Set());

/** Take over what this or another tab has kept. */
function readGoals() {
  try {
    for (const name of JSON.parse(localStorage.getItem(GOALS) ?? "[]")) reachedGoals.add(String(name));
  } catch {
    // nothing is stored here, or no list of names
  }
}

function keepGoal(name) {
  readGoals();
  reachedGoals.add(name);
  try {
    localStorage.setItem(GOALS, JSON.stringify([...reachedGoals].sort()));
  } catch {
    // refused: it counts until the page is left
  }
}

/** Let whoever comes next start with none. */
function forgetGoals() {
  reachedGoals.clear();
  try {
    localStorage.removeItem(GOALS);
  } catch {
    // refused: nothing was kept
  }
}

// Another tab that still knew them would keep them again.
addEventListener("storage", ({ key, newValue }) => {
  if (key !== GOALS || newValue !== null) return;
  reachedGoals.clear();
  for (const { goals } of globalThis.liveStages.shown ?? []) goals.show();
});

function buildGoals({ items, every, heading, words }, stage) {
  readGoals();
  const title = element("span", "live-goals-title");
  title.textContent = heading;
  const list = element("ul", "live-goals-list", { "aria-label": heading, tabindex: "-1" });
  const count = element("span", "live-goals-count");
  const heard = element("span", "live-hidden", { role: "status", "aria-live": "polite" });
  const told = (text, places) => text.replace(/\{(\w+)\}/g, (_, name) => places[name]);
  const marks = items.map(({ name, sentence }) => {
    const [item, mark, state] = [element("li", "live-goal", { "data-goal": name }), element("span"), element("span", "live-hidden")];
    mark.setAttribute("aria-hidden", "true");
    item.append(mark, ` ${sentence} `, state);
    list.append(item);
    return () => {
      const isReached = reachedGoals.has(name);
      item.dataset.reached = String(isReached);
      mark.textContent = isReached ? "✓" : "○";
      state.textContent = isReached ? words.reached : words.open;
    };
  });
  const again = element("button", "live-button live-goals-again", { type: "button" });
  again.textContent = words.again;
  const show = () => {
    for (const mark of marks) mark();
    const reached = every.filter((name) => reachedGoals.has(name)).length;
    count.textContent = reached ? told(words.count, { reached, total: every.length }) : "";
    again.hidden = !reached;
  };
  // Those that have not held since the page last ran: what a link, a choice, Undo or another page
  // brings is not reached, and neither is what follows from it without a move.
  const open = new Set();
  const holds = (number) => stage.numbers.values.get(number) === 1;
  const stand = () => {
    for (const { name, number } of items) holds(number) ? open.delete(name) : open.add(name);
  };
  for (const { name, sentence, number } of items) {
    stage.numbers.listen([number], () => {
      if (!holds(number)) open.add(name);
      else if (open.has(name) && !reachedGoals.has(name)) {
        keepGoal(name);
        heard.textContent = told(words.heard, { sentence });
        show();
      }
    });
  }
  again.addEventListener("click", () => {
    forgetGoals();
    stand(); // what holds now has to be left first
    heard.textContent = words.forgotten;
    show();
    list.focus(); // the button is gone
  });
  stage.goals = { stand, show };
  show();
  return [title, list, count, again, heard];
}
