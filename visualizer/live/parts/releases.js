// How a release reaches the server: by a request of its own, whose answer is the next moment. Where
// there is no such way, it goes through the component, which has the whole page run.

const PATIENCE = 4000; // ms without an answer before a release is told again
const AGAIN = 1500; // ms after which a release of a page that was left is told again
const TRIES = 4;
const LONGEST_HOLD = 2000; // ms that a click waits for the releases before it
const LET_GO = "live-let-go"; // tells a stage to release what still moves
const PROGRESS = "live-progress"; // tells how far somebody has got with a task of their class
const RELEASE = "live-release"; // tells whoever wants to know that something was let go of
const NO_SETTINGS = ["embed", "embed_options"]; // of an address: Streamlit's own

const newest = new Map(); // by token: the latest version that an answer told of
const underway = new Set(); // releases without an answer
let passing = null; // the button whose click has waited

function tellServer(stage, release, tries = TRIES) {
  if (Object.keys(release.values).length) document.dispatchEvent(new Event(RELEASE));
  if (!stage.link?.url) return tellComponent(stage, release);
  const told = ask(stage.link, stage.name, release)
    .then((bytes) => bytes && hear(stage, bytes))
    .catch((error) => {
      console.info(`A release goes through the page: ${error.message}`);
      if (stage.root.isConnected) return tellComponent(stage, release);
      // The page was left with it, and with that its component.
      if (tries > 1) setTimeout(() => tellServer(stage, release, tries - 1), AGAIN);
    })
    .finally(() => underway.delete(told));
  if (Object.keys(release.values).length) underway.add(told); // else no click has to wait for it
}

function tellComponent(stage, { name, values, since, wanted }) {
  if (stage.waiting?.name !== name || !stage.root.isConnected) return;
  stage.awaitAnswer();
  stage.heard?.();
  const told = new Promise((resolve) => (stage.heard = resolve)).then(() => underway.delete(told));
  underway.add(told);
  stage.component.setTriggerValue("commit", { name, values, since, wanted });
}

/** Return the answer to a release; nothing where a later one has overtaken it. */
async function ask({ url, token, stage }, scene, { name, values, since, wanted, lead, ahead }) {
  const answer = await fetch(new URL(url, document.baseURI), {
    method: "POST",
    keepalive: true, // though the page be left
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ token, stage, scene, name, values, since, wanted, lead, ahead }),
  });
  if (answer.status === 204 || answer.status === 429) return null; // later, it is told again
  if (!answer.ok) throw new Error(`answer ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

async function hear(stage, bytes) {
  const { header } = unpack(bytes);
  const { token } = stage.link;
  if (header.task) document.dispatchEvent(new CustomEvent(PROGRESS, { detail: header.task }));
  newest.set(token, Math.max(header.version, newest.get(token) ?? 0));
  if (!stage.root.isConnected) return catchUpAll(); // it was left with the release on its way
  if (header.version >= stage.version) writeAddress(header.address);
  if (header.scene === stage.name && needsLate(stage, bytes)) {
    if (header.answered === stage.waiting?.name) clearTimeout(stage.patience); // it has come
    if (lateFails(stage)) throw new Error("a part of it does not come");
    await complete(stage).catch((error) => {
      if (stage.root.isConnected) throw error;
    });
    if (!stage.root.isConnected) return catchUpAll(); // it was left meanwhile
  }
  if (header.scene === stage.name) stage.read(bytes);
  if (header.renew) runPage(stage);
}

/** Go where the teacher of the class is; what is seen there comes as the answer to a release does. */
async function lead(stage) {
  if (stage.waiting || stage.moving) return; // whoever moves something goes their own way
  stage.releases += 1;
  const name = `${stage.instance}-${stage.releases}`;
  const bytes = await ask(stage.link, stage.name, { name, values: {}, lead: true });
  if (bytes) await hear(stage, bytes);
}

/** Have the page run if the stage shows less than an answer told of. */
function catchUp(stage) {
  if (stage.version < newest.get(stage.link?.token)) runPage(stage);
}

function catchUpAll() {
  for (const stage of stages.shown) catchUp(stage);
}

function runPage(stage) {
  const version = newest.get(stage.link.token);
  if (stage.asked === version) return;
  stage.asked = version;
  stage.component.setTriggerValue("renew", version);
}

const sorted = (query) => [...query].map(String).sort().join("&");

/** One move is one step of the browser's history. */
function writeAddress(address) {
  const [now, next] = [new URLSearchParams(location.search), new URLSearchParams(address)];
  for (const key of NO_SETTINGS) for (const value of now.getAll(key)) next.append(key, value);
  if (sorted(now) === sorted(next)) return;
  history.pushState(history.state, "", next.size ? `?${next}` : location.pathname);
}

const ASK_NOTHING = ".live-stage, .live-answer"; // whose buttons ask the server for nothing

/** A click on a button follows what was released before it, which goes another way. */
async function holdClick(event) {
  const button = event.target.closest?.("button");
  if (!button || button === passing || button.closest(ASK_NOTHING)) return;
  for (const { root } of stages.shown) root.dispatchEvent(new Event(LET_GO));
  if (!underway.size) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const patience = new Promise((resolve) => setTimeout(resolve, LONGEST_HOLD));
  await Promise.race([Promise.all(underway), patience]);
  passing = button;
  button.click();
  passing = null;
}

const stages = (globalThis.liveStages ??= {});
stages.shown ??= new Set();
stages.lead = lead;
if (!stages.clicksWait) document.addEventListener("click", holdClick, true);
stages.clicksWait = true;
