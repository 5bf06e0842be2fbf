export default function (component) {
  const room = (globalThis.classRoom ??= {});
  room.component = component;
  room.take?.();
}
