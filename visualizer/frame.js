// What Streamlit's frame leaves out for those who hear the page or use the keys.

const MENU = '[data-testid="stExpandSidebarButton"]';
const POPOVER = '[data-testid="stPopoverBody"]';
const REACHED = "input:not(:disabled), button:not(:disabled), a[href]";
const TYPED_INTO = "textarea, select, [contenteditable], [role=combobox], [role=grid], [data-testid=stDataFrame], canvas, input:not([type=range], [type=button], [type=checkbox], [type=radio])";
const OVER_THE_PAGE = `${POPOVER}, [role=dialog], [data-testid="stMainMenuPopover"]`;
const ANSWER = "explained";

/** The button that opens the menu on a narrow screen is named as it reads there. */
function nameMenu() {
  document.querySelector(MENU)?.setAttribute("aria-label", "Menu");
}

/** Who opens a popover by a key is in it, and stays in it when the button that was pressed goes. */
function followPopover(keys) {
  const popover = document.querySelector(POPOVER);
  if (popover !== keys.popover) keys.opens = true; // and what is in it comes piece by piece
  keys.popover = popover;
  if (!keys.down || !popover) return;
  if (keys.opens || document.activeElement === document.body) popover.querySelector(REACHED)?.focus();
}

/** A link to the answer closes the popover in which it stands, and takes the focus along. */
function goToAnswer(event) {
  if (!event.target.closest?.(`${POPOVER} a[href="#${ANSWER}"]`)) return;
  const [place, opener] = [document.getElementById(ANSWER), document.querySelector(".st-key-predict button")];
  opener?.click();
  if (!place) return;
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
}

/** What the page says of itself holds, and nothing new while it says nothing. */
function followPresenting() {
  const [tools] = document.getElementsByClassName("st-key-head_tools");
  const [on, off] = [1, 0].map((is) => tools?.querySelectorAll(`[class*="_presenting_${is}"]`).length);
  if (on !== off) document.documentElement.toggleAttribute("data-present", on > off);
}

/** P switches, Escape leads back where it closes nothing else. */
function pressForPresenting(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.defaultPrevented) return;
  const leads = event.key === "Escape" && document.documentElement.hasAttribute("data-present");
  if (!leads && event.key.toLowerCase() !== "p") return;
  if (event.target.closest?.(TYPED_INTO) || document.querySelector(OVER_THE_PAGE)) return;
  document.querySelector(".st-key-present button")?.click();
}

function followFrame() {
  if (globalThis.frameFollowed) return;
  const keys = { down: false, popover: null, opens: false };
  addEventListener("keydown", () => ([keys.down, keys.opens] = [true, false]), true);
  addEventListener("pointerdown", () => (keys.down = false), true);
  document.addEventListener("click", goToAnswer);
  // Before a popover closes, which Escape is then for.
  addEventListener("keydown", pressForPresenting, true);
  const follow = () => {
    nameMenu();
    followPopover(keys);
    followPresenting();
  };
  // Both come and go: with the width of the window, with a click.
  globalThis.frameFollowed = new MutationObserver(follow);
  globalThis.frameFollowed.observe(document.body, { childList: true, subtree: true });
  follow();
}
