// What the page sees: scenes that arrive, and stages that are mounted on them.

const KEPT_SCENES = 8;
const shared = globalThis.liveStages;
shared.scenes ??= new Map();
shared.wanted ??= new Map();
shared.mounted ??= new WeakMap();

/** Mount or update a stage once its scene is here; return what takes it away. */
shared.mount = async (given) => {
  const component = { ...given, data: await expandInTurn(given.data) };
  const { header } = unpack(component.data);
  const scene = await sceneNamed(header.scene);
  const place = component.parentElement;
  let stage = shared.mounted.get(place);
  let focused = null;
  if (!stage) {
    const root = element("div", "live-stage", { "data-stage": "loading" });
    place.append(root);
    stage = new Stage(root, header.scene, scene);
    shared.mounted.set(place, stage);
    shared.shown.add(stage);
  } else if (stage.name !== header.scene && (!header.link || stage.accepts(header))) {
    focused = focusIn(stage.root);
    stage.build(header.scene, scene);
  }
  stage.take(component);
  focused?.()?.focus({ preventScroll: true });
  catchUp(stage);
  uncover(stage);
  return () => {
    // Streamlit also calls this when newer data overtook a mount that was still under way.
    if (place.isConnected) return;
    stage.leave();
    shared.mounted.delete(place);
    shared.shown.delete(stage);
  };
};

function sceneNamed(name) {
  if (shared.scenes.has(name)) return Promise.resolve(shared.scenes.get(name));
  return new Promise((resolve) => {
    shared.wanted.set(name, [...(shared.wanted.get(name) ?? []), resolve]);
  });
}

/** Take in a scene, for whoever waits for it. */
shared.bring = async (data) => {
  const scene = unpack(await expandInTurn(data));
  const { name } = scene.header;
  shared.scenes.delete(name);
  shared.scenes.set(name, scene);
  for (const old of [...shared.scenes.keys()].slice(0, -KEPT_SCENES)) shared.scenes.delete(old);
  for (const resolve of shared.wanted.get(name) ?? []) resolve(scene);
  shared.wanted.delete(name);
};

for (const ready of shared.waiting ?? []) ready();
shared.waiting = [];
