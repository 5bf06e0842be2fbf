export default function (component) {
  const held = (globalThis.classRoom ??= {});
  held.taskComponent = component;
  held.takeTask?.();
}
