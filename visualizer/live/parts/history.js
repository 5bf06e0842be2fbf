// A page that the menu opens is one step of the browser's history.
//
// Streamlit takes two, one to the path of the page and one when the page writes its link, so that
// Back had to be pressed twice. What is written while the page opens belongs to its opening, and it
// may be written a moment before the path: React decides. A move of the student's is a step.
//
// After Back and Forward the page of an older run may still come. Streamlit would write its path as
// a step, and what lay ahead would be gone: the student is elsewhere by now, so it is none. Nor is
// what the page there adds to its link by itself.

function joinSteps() {
  const push = history.pushState.bind(history);
  let opening = false; // a page has been opened, and nobody has touched anything since
  let moved = false; // a field or a slider was left, whose link is still to be written
  let early = false; // the last step was none of the student's, and nobody has touched anything since
  let led = false; // Back or Forward has led here, and nothing has been asked for since
  for (const kind of ["pointerdown", "keydown", "popstate"]) {
    addEventListener(kind, () => (opening = moved = early = false), true);
  }
  addEventListener("change", () => (moved = true), true);
  addEventListener("popstate", () => (led = true), true);
  for (const kind of ["pointerdown", "keydown", "click", "drop"]) {
    addEventListener(kind, () => (led = false), true); // a click alone is a screen reader's
  }
  history.pushState = (state, title, url) => {
    const { pathname, search } = new URL(url, location.href);
    const stays = pathname === location.pathname;
    if (led && !stays) return;
    const joins = led || (stays ? opening : early && search === location.search);
    [opening, early, moved] = [opening || !stays, stays && !opening && !moved, false];
    return joins ? history.replaceState(state, title, url) : push(state, title, url);
  };
}

globalThis.liveStages ??= {};
if (!globalThis.liveStages.stepsAreJoined) joinSteps();
globalThis.liveStages.stepsAreJoined = true;
