// Names the button that opens the menu on a narrow screen as it reads there: “Menu”.

const BUTTON = '[data-testid="stExpandSidebarButton"]';

export default function () {
  if (globalThis.menuNaming) return;
  const name = () => document.querySelector(BUTTON)?.setAttribute("aria-label", "Menu");
  // It comes and goes with the width of the window and with the menu itself.
  globalThis.menuNaming = new MutationObserver(name);
  globalThis.menuNaming.observe(document.querySelector('[data-testid="stApp"]'), {
    childList: true,
    subtree: true,
  });
  name();
}
