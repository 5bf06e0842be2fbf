// The stage: looks up what the position of a control leads to, shows it, and tells the server
// once, when the control is let go.

const KEY_PAUSE = 250; // ms without a key before a value moved by keys counts as let go

class Stage extends Drawing {
  constructor(root, name, scene) {
    super();
    this.root = root;
    this.pictures = new Map();
    this.controls = new Map();
    this.grips = new Map(); // points of pictures that can be dragged
    this.coming = new Set(); // pictures that are about to be drawn whole
    this.status = element("p", "live-hidden", { "aria-live": "polite", role: "status" });
    this.trouble = element("p", "live-trouble", { role: "alert" });
    this.instance = Math.random().toString(36).slice(2, 10);
    this.releases = 0;
    this.drawnCount = 0;
    this.pace = new Pace();
    this.heavyUntil = 0;
    this.version = -1; // of what is seen
    this.ways = new Ways(this);
    root.append(this.trouble, this.ways.root, this.status);
    this.build(name, scene);
    root.addEventListener(LET_GO, () => this.settle());
  }

  build(name, { header, array }) {
    const kept = this.pictures;
    this.forget();
    this.name = name;
    this.scene = header;
    this.shared = readShared(header.shared, array);
    if (header.late) fillLate(this.shared, header.late);
    this.numbers = new Numbers(header.quantities);
    this.controls = new Map();
    this.grips = new Map();
    this.pictures = new Map();
    this.kept = kept;
    this.grids = null; // key of a point to where it can be dragged
    this.moving = null; // key of the control that was moved and not yet let go
    this.waiting = null; // {name, values} of a release without an answer
    this.goals = { stand() {}, show() {} };
    const rows = buildRows(header.rows, this);
    while (this.trouble.nextSibling !== this.ways.root) this.trouble.nextSibling.remove();
    this.trouble.after(...rows); // the rest keeps its place, and with it the focus
    for (const [old, picture] of kept) if (this.pictures.get(old) !== picture) picture.leave();
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
    const picture = this.kept.get(name) ?? new View(name, (...picked) => this.pick(...picked), this);
    picture.take(spec, this.scene.dark, this.scene.palette);
    this.pictures.set(name, picture);
    picture.grip = spec.grip && new Grip(spec.grip, picture, this);
    picture.onDrawn = () => picture.grip?.put();
    if (picture.grip) this.grips.set(spec.grip.key, picture.grip);
    return picture;
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
    const played = Object.keys(this.waiting?.values ?? {}).length > 0 && !this.waiting.helped;
    this.waiting = null;
    this.heard?.(); // clicks may follow
    this.version = header.version ?? 0;
    if (header.answer) showAnswer(this.link.stage, header.answer);
    if (header.moves) showMoves(header.moves);
    this.ways.show(header.ways);
    this.fixed = readSweep(header.fixed, array);
    this.meanwhile = header.meanwhile && lacksLate(this) ? readSweep(header.meanwhile, array) : null;
    Object.assign(this, readSweeps(header, array));
    const kept = this.grids && this.ground === header.ground ? this.grids : []; // of the same scene
    this.grids = new Map([...kept, ...readGrids(header.grids, array)]);
    this.ground = header.ground;
    for (const [key, control] of this.controls) {
      control.take(this.settings[key], control.held || this.moving === key);
    }
    for (const [key, grip] of this.grips) grip.take(this.grids.get(key), grip.held || this.moving === key);
    this.layouts = header.layouts;
    if (![...this.controls.values(), ...this.grips.values()].some(({ held }) => held)) this.layOut();
    this.urls = header.plotly ?? this.urls;
    this.showAll(played);
    this.drawNow();
    if (this.moving) this.warm(this.moving); // a server that was started again knows nothing of it
  }

  /** Say whether what is seen belongs to where the controls stand. */
  tell() {
    const fresh = !this.waiting && (!this.moving || this.fresh(this.moving));
    const state = fresh ? "ready" : "waiting";
    this.root.dataset.stage = this.coming.size ? "loading" : state;
    this.root.setAttribute("aria-busy", String(!fresh || this.coming.size > 0));
    // What is only asked for leaves all that is seen as it is.
    const changes = this.moving || Object.keys(this.waiting?.values ?? {}).length > 0;
    const stale = Boolean(!fresh && changes);
    this.root.toggleAttribute("data-stale", stale);
    this.ways.rest(stale);
    if (fresh && !this.moving) this.announce();
  }

  announce() {
    const text = this.numbers.fill(this.scene.announcement);
    if (this.announced !== undefined && this.announced !== text) this.status.textContent = text;
    this.announced = text;
    for (const { drawnParts } of this.pictures.values()) drawnParts?.rest();
  }

  /** A sweep holds while every other control stands where it stood when it was computed. */
  fresh(key) {
    const own = this.grips.get(key)?.spec.moves ?? [];
    const exact = this.waiting?.exact && !Object.keys(this.waiting.values).every((name) => own.includes(name));
    if (exact || this.isCold(key) || waitsForLate(this, key)) return false;
    for (const [other, control] of this.controls) {
      const counts = other !== key && !own.includes(other);
      if (counts && control.index !== this.settings[other].index) return false;
    }
    return true;
  }

  /** Whether what the control leads to has yet to be asked for. */
  isCold(key) {
    return Boolean(this.hand(key)?.spec.cold) && !this.sweeps?.has(key) && !this.grids?.has(key);
  }

  /** Ask for what a control leads to that somebody is about to move. */
  warm(key) {
    complete(this).catch(() => {}); // it says so itself, and is tried again at the next need
    const { wanted = key } = this.waiting ?? {};
    const asked = this.waiting !== null && this.waiting.wanted === key;
    const other = this.moving && this.moving !== key;
    // Whoever was asked for since takes its place.
    if (!this.sweeps || other || asked || !(this.isCold(key) || wanted !== key)) return;
    if (this.hand(key).spec.cold) this.commit({}, false, key);
  }

  /** Wait no longer for what the scene left behind: nothing plays unseen, and the page runs. */
  doWithoutLate() {
    for (const control of this.controls.values()) control.pause?.();
    this.complain(NO_LATE);
    // A release has the page run itself.
    if (!this.waiting) this.component.setTriggerValue("renew", this.version);
  }

  moved(key) {
    this.settle(key);
    this.moving = key;
    for (const { drawnParts } of this.pictures.values()) drawnParts?.flow.still();
    this.warm(key); // it may have been moved by keys while the mouse was elsewhere
    this.schedule();
  }

  /** Let go of whatever else still moves: one control at a time. */
  settle(key) {
    for (const [other, control] of this.controls) if (other !== key) control.pause?.(false);
    if (this.moving && this.moving !== key) this.release(this.moving);
  }

  released(key) {
    const control = this.hand(key);
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
      this.pace.rest();
    }
    const { values, spec } = this.hand(key);
    // What an unanswered release said counts for more than where the server last saw it.
    const known = (name) => this.waiting?.values[name] ?? this.settled(name);
    const news = Object.entries(values).filter(([name, value]) => value !== known(name));
    if (!news.length) return this.grips.has(key) ? this.putBack(key) : this.rest();
    // Nobody waits for the grid of a point any more while sliders are moved; and where a point was let
    // go, its grid comes only if it has not come yet.
    const wanted = !this.grips.has(key) && (spec.cold || this.grips.size) ? key : undefined;
    this.commit(Object.fromEntries(news), this.grips.has(key), wanted);
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
   * what has been carried out is not done twice, and the rest is done in its order. What a way out
   * has `helped` to, no hand has reached; what a hand moves after it, it has.
   */
  commit(values, exact, wanted = this.waiting?.wanted, helped = false) {
    this.releases += 1;
    const now = Object.fromEntries(Object.keys(values).map((key) => [key, this.releases]));
    this.waiting = {
      name: `${this.instance}-${this.releases}`,
      values: { ...this.waiting?.values, ...values },
      since: { ...this.waiting?.since, ...now },
      exact: exact || Boolean(this.waiting?.exact),
      wanted, // the cold control that somebody is about to move
      helped: Object.keys(values).length ? helped : this.waiting?.helped,
    };
    this.send();
    this.tell();
  }

  /** Send the release; under the same name again where no answer comes, since it is one release. */
  send() {
    tellServer(this, this.waiting);
    this.awaitAnswer();
  }

  awaitAnswer() {
    clearTimeout(this.patience);
    this.patience = setTimeout(() => this.send(), PATIENCE);
  }

  /** Stop everything that would still happen by itself. */
  forget() {
    for (const timer of [this.patience, this.keys, this.leisure]) clearTimeout(timer);
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
