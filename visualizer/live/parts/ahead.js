// The stage of another page, over the page that is open, until that other page has come: a class that
// is called sees at once what its teacher shows. It is to be looked at; what is dragged is the page's.

const LONGEST_COVER = 15_000; // ms
const OF_THEME = [
  "background-color", "base-radius", "code-background-color", "code-font", "font", "primary-color",
  "red-background-color", "red-color", "red-text-color", "secondary-background-color", "text-color",
];

let cover = null; // what lies over the page: {box, stage, page, below, timer}
let looks = 0; // how often one began or ended: what comes for another covers nothing

/**
 * Show what the teacher of a class shows on another page, and return once the page may be asked for.
 *
 * @param stage A stage of the page that is open.
 * @param words The title of the other page, and what is said of it meanwhile.
 */
async function lookAhead(stage, words) {
  looks += 1;
  const look = looks;
  stage.releases += 1;
  const name = `${stage.instance}-${stage.releases}`;
  const bytes = await ask(stage.link, stage.name, { name, values: {}, lead: true, ahead: true });
  if (!bytes) return;
  const [wait, length] = [...new Uint32Array(bytes.slice(0, 8).buffer)];
  await shared.bring(bytes.slice(8, 8 + length));
  const moment = await expandInTurn(bytes.slice(8 + length));
  if (look === looks && stage.root.isConnected) coverPage(stage, words, moment);
  await new Promise((resolve) => setTimeout(resolve, wait));
}

function coverPage({ root: beside }, { title, said }, moment) {
  endLook();
  const { scene } = unpack(moment).header;
  const box = element("div", "live-ahead");
  const [heading, text] = [element("h1", "live-ahead-title"), element("p", "live-ahead-said", { role: "status" })];
  [heading.textContent, text.textContent] = [title, said];
  const root = element("div", "live-stage", { "data-stage": "loading" });
  root.inert = true;
  box.append(heading, text, root);
  const style = getComputedStyle(beside);
  for (const each of OF_THEME) box.style.setProperty(`--st-${each}`, style.getPropertyValue(`--st-${each}`));
  const page = beside.closest('[data-testid="stMain"]');
  const { top } = page.getBoundingClientRect();
  const { left, right } = beside.getBoundingClientRect();
  const under = Math.max(top, document.querySelector('[data-testid="stHeader"]')?.getBoundingClientRect().bottom ?? 0);
  box.style.inset = `${under}px 0 0`;
  box.style.paddingInline = `${left}px ${document.documentElement.clientWidth - right}px`;
  page.inert = true;
  document.body.append(box);
  const stage = new Stage(root, scene, shared.scenes.get(scene));
  const below = new Set([...stages.shown].map(({ link }) => link?.stage));
  cover = { box, stage, page, below, timer: setTimeout(endLook, LONGEST_COVER) };
  stage.take({ data: moment });
}

/** Take the cover away once a stage of the other page is drawn; one that it covers may run again. */
function uncover(stage) {
  if (!cover || cover.below.has(stage.link?.stage)) return;
  const isDrawn = () => stage.root.dataset.stage !== "loading";
  if (isDrawn()) return endLook();
  const watching = new MutationObserver(() => {
    if (!isDrawn()) return;
    watching.disconnect();
    endLook();
  });
  watching.observe(stage.root, { attributes: true, attributeFilter: ["data-stage"] });
}

function endLook() {
  looks += 1;
  if (!cover) return;
  clearTimeout(cover.timer);
  cover.stage.leave();
  cover.box.remove();
  cover.page.inert = false;
  cover = null;
}

Object.assign((globalThis.liveStages ??= {}), { lookAhead, endLook });
