// What a scene leaves behind: large arrays of which little is seen before something is moved. They are
// asked for once somebody is about to move something; see late_route.py.

const KEPT_LATE = 4;
const lateArrays = new Map(); // those that have come, by their name
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

/**
 * Have what the scene of a stage left behind. It fails where nothing comes, also since the page shows
 * something else by now; then it is tried again at the next need.
 */
async function complete(stage) {
  const { shared, scene, link } = stage;
  if (!lacksLate(stage) || !link?.late) return;
  const { late } = scene;
  if (!lateComing.has(late)) {
    lateComing.set(late, fetchLate(late, link).finally(() => lateComing.delete(late)));
  }
  await lateComing.get(late);
  fillLate(shared, late);
  if (stage.shared !== shared) return;
  if (stage.moving) stage.schedule();
  stage.tell();
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
