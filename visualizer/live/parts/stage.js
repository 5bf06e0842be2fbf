// The stage: looks up what the position of a control leads to, shows it, and tells the server
// once, when the control is let go.

const KEY_PAUSE = 250; // ms without a key before a value moved by keys counts as let go

class Stage extends Drawing {
  constructor(root, name, scene) {
    super();
    this.root = root;
    this.pictures = new Map();
    this.controls = new Map();
    this.status = element("p", "live-hidden", { "aria-live": "polite", role: "status" });
    this.trouble = element("p", "live-trouble", { role: "alert" });
    this.instance = Math.random().toString(36).slice(2, 10);
    this.releases = 0;
    this.drawnCount = 0;
    this.heavyUntil = 0;
    this.version = -1; // of what is seen
    this.build(name, scene);
    root.addEventListener(LET_GO, () => this.settle());
  }

  build(name, { header, array }) {
    const kept = this.pictures;
    this.forget();
    this.name = name;
    this.scene = header;
    this.shared = header.shared.map(array);
    this.numbers = new Numbers(header.quantities);
    this.controls = new Map();
    this.pictures = new Map();
    this.kept = kept;
    this.moving = null; // key of the control that was moved and not yet let go
    this.waiting = null; // {name, values} of a release without an answer
    const rows = buildRows(header.rows, this);
    for (const [old, picture] of kept) if (this.pictures.get(old) !== picture) picture.leave();
    this.root.replaceChildren(this.trouble, ...rows, this.status);
    this.listenForTexts();
  }

  addControl(spec) {
    const control = spec.kind === "timeline" ? new Timeline(spec, this) : new Slider(spec, this);
    this.controls.set(spec.key, control);
    return control;
  }

  addPicture(name) {
    const spec = this.scene.pictures[name];
    const View = spec.kind === "diagram" ? DiagramView : PictureView;
    const picture = this.kept.get(name) ?? new View(name, (...picked) => this.pick(...picked));
    picture.take(spec, this.scene.dark, this.scene.palette);
    this.pictures.set(name, picture);
    return picture;
  }

  listenForTexts() {
    for (const picture of this.pictures.values()) {
      for (const [target, templates] of Object.entries(picture.spec.texts)) {
        const [uid, attribute] = target.split(/\.(.*)/);
        const sources = templates.flatMap((template) => this.numbers.sourcesOf(template));
        const write = () =>
          picture.set(uid, attribute, templates.map((template) => this.numbers.fill(template)));
        this.numbers.listen(sources, write);
        write();
      }
      const { label } = picture.spec;
      const describe = () => picture.describe(this.numbers.fill(label));
      this.numbers.listen(this.numbers.sourcesOf(label), describe);
      describe();
    }
  }

  /** Take what a run of the page brought. */
  take(component) {
    this.component = component;
    const { link } = unpack(component.data).header;
    const isNew = link !== undefined && link.token !== this.link?.token;
    // A server that has been started again knows no release since the last run of the page.
    const held = isNew && this.link ? this.held() : {};
    if (isNew) [this.version, this.waiting] = [-1, null];
    this.link = link;
    this.read(component.data);
    const news = Object.entries(held).filter(([key, value]) => value !== this.settled(key));
    if (news.length) this.commit(Object.fromEntries(news), true);
  }

  /** The numbers that the stage holds, whatever the server knows of them. */
  held() {
    const values = [...this.controls].map(([key, control]) => [key, control.value]);
    return { ...Object.fromEntries(values), ...this.waiting?.values };
  }

  /** Where the server last saw a control. */
  settled(key) {
    const { positions, index } = this.settings[key] ?? { positions: [] };
    return positions[index]; // a click may set what is no control
  }

  /** Whether a moment is news: no older than what is seen, and an answer if one is waited for. */
  accepts({ link, answered, version = 0 }) {
    if ((link ?? this.link)?.token === this.link?.token && version < this.version) return false;
    return !this.waiting || answered === this.waiting.name;
  }

  /** Show what the server found. */
  read(bytes) {
    const { header, array } = unpack(bytes, this.shared);
    if (!this.accepts(header)) {
      if (themeOf(this.root) !== this.colours) this.drawAll();
      return;
    }
    clearTimeout(this.patience);
    this.waiting = null;
    this.heard?.(); // clicks may follow
    this.version = header.version ?? 0;
    if (header.answer) showAnswer(this.link.stage, header.answer);
    if (header.moves) showMoves(header.moves);
    this.fixed = readSweep(header.fixed, array);
    this.joint = readSweep(header.joint.sweep, array);
    this.firstRows = new Map(Object.entries(header.joint.first_rows));
    this.sweeps = new Map(header.sweeps.map(([key, sweep]) => [key, readSweep(sweep, array)]));
    this.settings = header.settings;
    for (const [key, control] of this.controls) {
      control.take(this.settings[key], control.held || this.moving === key);
    }
    this.layouts = header.layouts;
    if (![...this.controls.values()].some(({ held }) => held)) this.layOut();
    this.urls = header.plotly ?? this.urls;
    this.showAll();
    this.drawNow();
    if (this.moving) this.warm(this.moving); // a server that was started again knows nothing of it
  }

  showAll() {
    this.show(this.fixed, 0);
    // Where they stand, all its controls show the same.
    const [[key, first] = []] = this.firstRows;
    if (key !== undefined) this.show(this.joint, first + this.settings[key].index);
    for (const [key, sweep] of this.sweeps) this.show(sweep, this.settings[key].index);
    if (this.moving) this.showMoving();
    this.numbers.publish();
  }

  show(sweep, position) {
    for (const [name, values] of sweep.quantities) this.numbers.set(name, values[position]);
    for (const [picture, uid, attribute, row] of sweep.moves) {
      this.pictures.get(picture).set(uid, attribute, row(position));
    }
  }

  showMoving() {
    const { index } = this.controls.get(this.moving);
    const first = this.firstRows.get(this.moving);
    if (first !== undefined) this.show(this.joint, first + index);
    const sweep = this.sweeps.get(this.moving);
    if (sweep) this.show(sweep, index);
    for (const [key, control] of this.controls) {
      const { follows } = control.spec;
      if (follows && key !== this.moving) control.mirror(this.numbers.values.get(follows));
    }
  }

  /** Say whether what is seen belongs to where the controls stand. */
  tell() {
    const fresh = !this.waiting && (!this.moving || this.fresh(this.moving));
    this.root.dataset.stage = fresh ? "ready" : "waiting";
    this.root.setAttribute("aria-busy", String(!fresh));
    if (fresh && !this.moving) this.announce();
  }

  announce() {
    const text = this.numbers.fill(this.scene.announcement);
    if (this.announced !== undefined && this.announced !== text) this.status.textContent = text;
    this.announced = text;
  }

  /** A sweep holds while every other control stands where it stood when it was computed. */
  fresh(key) {
    if (this.waiting?.exact || this.isCold(key)) return false;
    for (const [other, control] of this.controls) {
      if (other !== key && control.index !== this.settings[other].index) return false;
    }
    return true;
  }

  /** Whether what the control leads to has yet to be asked for. */
  isCold(key) {
    return Boolean(this.controls.get(key)?.spec.cold) && !this.sweeps?.has(key);
  }

  /** Ask for what a control leads to that somebody is about to move. */
  warm(key) {
    const { wanted = key } = this.waiting ?? {};
    const asked = this.waiting !== null && this.waiting.wanted === key;
    const other = this.moving && this.moving !== key;
    // Whoever was asked for since takes its place.
    if (!this.sweeps || other || asked || !(this.isCold(key) || wanted !== key)) return;
    if (this.controls.get(key).spec.cold) this.commit({}, false, key);
  }

  moved(key) {
    this.settle(key);
    this.moving = key;
    this.warm(key); // it may have been moved by keys while the mouse was elsewhere
    this.schedule();
  }

  /** Let go of whatever else still moves: one control at a time. */
  settle(key) {
    for (const [other, control] of this.controls) if (other !== key) control.pause?.(false);
    if (this.moving && this.moving !== key) this.release(this.moving);
  }

  released(key) {
    const control = this.controls.get(key);
    this.settle(key);
    clearTimeout(this.keys);
    // A key that is held down lets go many times a second: wait for its last word.
    this.keys = setTimeout(() => this.release(key), control.byKey ? KEY_PAUSE : 0);
  }

  release(key) {
    clearTimeout(this.keys);
    if (this.moving === key) {
      if (this.frame && this.fresh(key)) this.showMoving(); // the frame will not know it any more
      this.numbers.publish();
      this.moving = null;
    }
    const control = this.controls.get(key);
    // What an unanswered release said counts for more than where the server last saw it.
    const known = this.waiting?.values[key] ?? this.settled(key);
    if (control.value === known) return this.rest();
    this.commit({ [key]: control.value }, false, control.spec.cold ? key : undefined);
  }

  /** Nothing to tell: take over the axes that came while the finger was down. */
  rest() {
    this.layOut();
    this.drawNow();
  }

  typed(key, value) {
    if (this.moving === key) this.moving = null; // the number has the last word, not a key before it
    this.settle(key);
    clearTimeout(this.keys);
    this.commit({ [key]: value }, true);
  }

  /** Set controls by a click into a picture; their sweeps are wanted next. */
  pick(keys, values, wanted) {
    this.settle();
    this.commit(Object.fromEntries(keys.map((key, place) => [key, values[place]])), true, wanted);
  }

  /**
   * Tell the server; what an unanswered release said is said again with it, and which one that was:
   * what has been carried out is not done twice, and the rest is done in its order.
   */
  commit(values, exact, wanted = this.waiting?.wanted) {
    this.releases += 1;
    const now = Object.fromEntries(Object.keys(values).map((key) => [key, this.releases]));
    this.waiting = {
      name: `${this.instance}-${this.releases}`,
      values: { ...this.waiting?.values, ...values },
      since: { ...this.waiting?.since, ...now },
      exact: exact || Boolean(this.waiting?.exact),
      wanted, // the cold control that somebody is about to move
    };
    this.send();
    this.tell();
  }

  /** Send the release; under the same name again where no answer comes, since it is one release. */
  send() {
    tellServer(this, this.waiting);
    clearTimeout(this.patience);
    this.patience = setTimeout(() => this.send(), PATIENCE);
  }

  /** Stop everything that would still happen by itself. */
  forget() {
    clearTimeout(this.patience);
    clearTimeout(this.keys);
    clearTimeout(this.leisure);
    cancelAnimationFrame(this.frame);
    this.frame = null;
    for (const control of this.controls.values()) control.pause?.(false);
  }

  leave() {
    if (this.link?.url && this.moving) this.release(this.moving); // its last word counts
    this.forget();
    this.heard?.();
    for (const picture of this.pictures.values()) picture.leave();
    this.root.remove();
  }
}
