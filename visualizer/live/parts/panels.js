// The panels of a scene as elements: controls, pictures, sentences and readouts.

function buildRows(rows, stage) {
  return rows.map((columns) => {
    const row = element("div", "live-row");
    row.style.setProperty("--columns", columns.map(({ share }) => `minmax(0, ${share}fr)`).join(" "));
    let lead = null;
    for (const { panels, order } of columns) {
      const column = element("div", "live-column");
      for (const [place, panel] of panels.entries()) {
        const box = buildPanel(panel, stage);
        if (order[place] > 0) box.style.setProperty("--order", order[place]);
        if (order[place] < 0) lead = box;
        column.append(box);
      }
      row.append(column);
    }
    // What moves while its controls are at work: a picture, or a program that is executed.
    lead ??= row.querySelector(".live-panel-picture") ?? row.querySelector(".live-panel-lit");
    lead?.classList.add("live-lead");
    return row;
  });
}

function buildPanel(panel, stage) {
  const box = element("section", `live-panel live-panel-${panel.kind}`);
  if (panel.lit?.some(Boolean)) box.classList.add("live-panel-lit");
  if (panel.wraps) box.classList.add("live-panel-wraps");
  if (panel.title) {
    const title = element("h2", "live-title");
    title.textContent = panel.title;
    box.append(title);
  }
  if (panel.style === "code") letKeysScroll(box, panel.title);
  box.append(...PANELS[panel.kind](panel, stage));
  return box;
}

const PANELS = {
  controls: ({ items }, stage) => items.map((item) => stage.addControl(item).box),
  picture: ({ picture }, stage) => stage.addPicture(picture).parts,
  text: ({ lines, style, lit }, stage) =>
    lines.map((line, place) => {
      const text = element(style === "code" ? "code" : "p", `live-text live-${style}`);
      stage.numbers.write(text, line);
      const name = lit[place];
      if (name) {
        const light = () => {
          text.classList.toggle("live-lit", stage.numbers.values.get(name) === 1);
          text.setAttribute("aria-current", String(stage.numbers.values.get(name) === 1));
        };
        stage.numbers.listen([name], light);
      }
      return text;
    }),
  goals: (panel, stage) => buildGoals(panel, stage),
  readouts: ({ names }, stage) => {
    const list = element("dl", "live-readouts");
    list.append(
      ...names.map((name) => {
        const [pair, term, value] = [element("div"), element("dt"), element("dd")];
        term.textContent = stage.numbers.quantities[name].label;
        value.append(stage.numbers.element(name));
        pair.append(term, value);
        return pair;
      }),
    );
    return [list];
  },
};
