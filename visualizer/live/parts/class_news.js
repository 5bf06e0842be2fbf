// The desk of a class shows what its students do: when there is news of them, its stage asks the
// server for what it leads to, not more often than somebody could follow.

const NEWS = "visualizer-class-news"; // what the page is told when a student has done something
const DESK = "class"; // the stage
const BETWEEN = 500; // ms from one question to the next

let askedAt = -Infinity;
let asking = null; // the timer of a question that is still to come

function hearNews() {
  const wait = askedAt + BETWEEN - performance.now();
  asking ??= setTimeout(askForNews, Math.max(0, wait));
}

function askForNews() {
  asking = null;
  // One that was taken off the page while it was still on its way gets no answer ever.
  const desks = [...stages.shown].filter(({ link, root }) => link?.stage === DESK && root.isConnected);
  // Who comes back to it is told again; nobody looks at a page in the background.
  if (!desks.length || document.hidden) return;
  askedAt = performance.now();
  // What is under way may have been found before the news.
  if (desks.some(({ waiting }) => waiting)) return hearNews();
  for (const desk of desks) desk.commit({}, false, NEWS);
  setTimeout(askForMore, BETWEEN);
}

/** Trainings that were too many for one look are run at the next ones. */
function askForMore() {
  const waits = ({ link, numbers }) => link?.stage === DESK && numbers.values.get("n_waiting") > 0;
  if ([...stages.shown].some(waits)) hearNews();
}

if (!stages.hearsNews) {
  document.addEventListener(NEWS, hearNews);
  document.addEventListener("visibilitychange", hearNews);
}
stages.hearsNews = true;
