// What a scene leaves behind: large arrays of which little is seen before something is moved. They are
// asked for once somebody is about to move something; see routes/late.py.

const KEPT_LATE = 4;
const lateArrays = new Map(); // those that have come, by their name
const LATE_PAUSE = 3000; // ms after a request that failed before the next one
const LATE_TRIES = 2; // after which whatever waits for it waits no longer
const NO_LATE =
  "A part of the pictures could not be loaded from this server. What you move is shown once you " +
  "let go of it; reload the page to try again.";
const lateAgain = new Map(); // when those whose request has failed may be asked for again, by their name
const lateComing = new Map(); // promises of those that are on their way

/** Give a scene's arrays what has come of those that it left behind. */
function fillLate(shared, name) {
  const late = lateArrays.get(name);
  late?.forEach(({ values }, place) => (shared[shared.length - late.length + place].values = values));
}

function lacksLate({ shared }) {
  return shared.some(({ values }) => !values);
}

/** Whether what is moved is drawn of arrays that have not come. */
function waitsForLate(stage, key) {
  if (!lacksLate(stage)) return false;
  const joint = stage.firstRows?.has(key) ? stage.joint : null;
  const sweeps = [joint, stage.sweeps?.get(key), stage.grids?.get(key)?.sweep];
  return sweeps.some((sweep) => sweep?.moves.some(([, , , row]) => row.of && !row.of.values));
}

/** Whether an answer shows other slices of what has not come than are seen now. */
function needsLate(stage, bytes) {
  if (!lacksLate(stage)) return false;
  const { header, array } = unpack(bytes, stage.shared);
  return slicesSeen(readSweeps(header, array)) !== slicesSeen(stage);
}

/** Which slices of what has not come are seen where the controls stand; see meanwhile.py. */
function slicesSeen({ joint, firstRows, sweeps, settings }) {
  const slices = {};
  const look = ({ moves }, position) => {
    for (const [picture, uid, attribute, row] of moves) {
      if (row.of && !row.of.values) slices[`${picture} ${uid} ${attribute}`] = row.at(position);
    }
  };
  const [[key, first] = []] = firstRows;
  if (key !== undefined) look(joint, first + settings[key].index);
  for (const [key, sweep] of sweeps) look(sweep, settings[key].index);
  return JSON.stringify(slices);
}

/**
 * Have what the scene of a stage left behind. It fails where nothing comes, also since the page shows
 * something else by now; then it is tried again at the next need.
 */
async function complete(stage) {
  const { shared, scene, link } = stage;
  if (!lacksLate(stage) || !link?.late) return;
  const { late } = scene;
  if (!lateComing.has(late)) {
    lateComing.set(late, bringLate(late, stage).finally(() => lateComing.delete(late)));
  }
  await lateComing.get(late);
  fillLate(shared, late);
  if (stage.shared !== shared) return;
  if (stage.trouble.textContent === NO_LATE) stage.complain("");
  if (stage.moving) stage.schedule();
  stage.tell();
}

/** Ask until it comes, never at once after a failure; where it does not come, the page runs. */
async function bringLate(name, stage) {
  for (let tries = 1; ; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, (lateAgain.get(name) ?? 0) - performance.now()));
    try {
      await fetchLate(name, stage.link);
      lateAgain.delete(name);
      return;
    } catch (error) {
      console.info(`A landscape did not come: ${error.message}`);
      lateAgain.set(name, performance.now() + LATE_PAUSE);
      if (tries < LATE_TRIES && stage.root.isConnected) continue;
      if (stage.root.isConnected) stage.doWithoutLate();
      throw error;
    }
  }
}

/** Whether the last request for what a scene left behind has failed just now. */
function lateFails({ scene }) {
  return lateAgain.get(scene.late) > performance.now();
}

async function fetchLate(name, { late, token, stage }) {
  const answer = await fetch(new URL(late, document.baseURI), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ token, stage, late: name }),
  });
  if (answer.status !== 200) throw new Error(`answer ${answer.status}`);
  const { header, array } = unpack(await expand(new Uint8Array(await answer.arrayBuffer())));
  lateArrays.set(name, readShared(header.shared, array));
  for (const old of [...lateArrays.keys()].slice(0, -KEPT_LATE)) lateArrays.delete(old);
}
