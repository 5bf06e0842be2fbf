// The class in this tab: comes in by a link, hears the news, and does what the teacher says.

const TURNING = 10_000; // ms until a page that was turned to is given up
const DESK_PAGE = "class";

class Room {
  constructor({ words, chapters }) {
    Object.assign(this, { words, seat: readSeat(), orders: null, here: 0, news: null, given: "", calls: 0 });
    this.line = new Line(words);
    this.line.onPass = () => this.draw();
    this.pause = new Pause(words);
    this.limits = new Limits(chapters);
    addEventListener("hashchange", () => this.take());
    document.addEventListener("live-release", () => this.stray());
    document.addEventListener("live-progress", ({ detail }) => {
      this.progress = detail;
      this.draw();
    });
  }

  get isTeacher() {
    return Boolean(this.seat?.key);
  }

  /** Take what a run of the page brought; without a class nothing is to be done. */
  take() {
    const { data } = this.component;
    const isNew = this.token !== data.token; // a page that was loaded, or a server started again
    [this.token, this.page] = [data.token, data.page];
    if (!data.url) return;
    const link = takeLink();
    if (link) this.enter(link);
    else if (data.desk && ![this.seat?.key, this.over].includes(data.desk.key)) this.sit(data.desk);
    else if (this.seat && isNew && this.given !== data.token) this.enter(this.seat);
    if (!this.seat) return;
    this.line.paint(this.component.parentElement);
    this.arrive(data);
    this.draw();
  }

  async post(name, body) {
    const answer = await fetch(this.at(name), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ token: this.token, ...body }),
    });
    if (answer.ok) return answer.json();
    throw Object.assign(new Error(await answer.text()), { status: answer.status });
  }

  at(name) {
    return new URL(`${this.component.data.url}/${name}`, document.baseURI);
  }

  /** Come in, or back in. */
  async enter(asked, wait = FIRST_WAIT) {
    const token = (this.entering = this.token);
    this.line.paint(this.component.parentElement);
    try {
      const { code, key, secret, called } = asked;
      const answer = await this.post(key ? "desk" : "join", { code, key, secret, called });
      this.given = token;
      const same = asked.secret && asked.secret === answer.secret;
      this.sit(key ? { code: answer.code, key } : { ...(same ? asked : {}), ...answer });
    } catch (error) {
      if (this.entering !== this.token) return; // a later run has asked again
      if (error.status === undefined || error.status === 409 || error.status >= 500) {
        await sleep(wait * (0.5 + Math.random()));
        if (this.given !== this.token) this.enter(asked, Math.min(2 * wait, LONGEST_WAIT));
      } else if (asked.secret) {
        this.end(error.message);
      } else {
        this.refuse(asked, error.message);
      }
    }
  }

  refuse({ code, key }, sentence) {
    if (this.seat) return this.line.say(sentence, WARNING); // who is in a class stays there
    if (!key) return this.line.ask(code, sentence, (typed) => this.enter({ code: typed }), () => this.line.hide());
    this.bid(sentence);
  }

  /** Take a place, and listen. */
  sit(seat) {
    this.news?.stop();
    [this.seat, this.orders, this.here] = [seat, null, 0];
    this.given = this.token;
    writeSeat(seat);
    const right = seat.key ? { code: seat.code, key: seat.key } : { code: seat.code, secret: seat.secret };
    this.news = new News(this.at("news"), right, (line) => this.hear(line), (is) => this.miss(is));
    this.line.paint(this.component.parentElement);
    this.line.say(seat.key ? "" : filled(this.words.you_are_in, seat), HEARD);
    this.draw();
    this.line.show();
  }

  hear(line) {
    if (line.ended) return this.end(line.ended);
    if (line.here !== undefined) this.here = line.here;
    if (this.isTeacher) document.dispatchEvent(new CustomEvent("visualizer-class-news", { detail: line }));
    if (line.orders) this.obey(line.orders);
    this.draw();
  }

  miss(is) {
    if (is !== this.missing && (is || this.missing)) this.line.say(is ? this.words.lost : "", is ? WARNING : "");
    this.missing = is;
  }

  /** Do what is said, as far as the browser can; the rest is done by the page when it runs. */
  obey(orders) {
    const before = this.orders;
    this.orders = orders;
    if (this.isTeacher) return;
    this.limits.take(orders, this.page);
    if (this.pause.is && !orders.paused) this.line.say(this.words.goes_on, PASSING);
    this.pause.set(orders.paused, this.line.root);
    const shows = ({ shown, rounds, open_up_to }) => JSON.stringify([shown, rounds, open_up_to]);
    const isShown = shows(before ?? { shown: [], rounds: {}, open_up_to: "" }) === shows(orders);
    if (orders.called > (this.seat.called ?? 0)) {
      this.lead(orders.follows ? "" : this.words.you_came);
    } else if (orders.follows && !this.seat.astray && orders.place !== this.seat.place) {
      this.lead("");
    } else if (!isShown) {
      this.component.setTriggerValue("obey", `${orders.version}`);
    }
    if (before?.task?.number !== orders.task?.number) this.line.end(STANDING);
    if (!before?.follows || orders.follows) return;
    this.note({ astray: false });
    for (const kind of [STANDING, ASTRAY]) this.line.end(kind);
  }

  note(changes) {
    this.seat = { ...this.seat, ...changes };
    writeSeat(this.seat);
  }

  /** Go to where the teacher is. */
  async lead(sentence) {
    const { called, page, place } = this.orders;
    this.note({ called, place, astray: false });
    this.line.say(sentence, PASSING);
    this.draw();
    if (this.leading) return; // then it is looked again whether that is where the teacher is
    this.leading = true;
    const stages = [...(globalThis.liveStages?.shown ?? [])].filter((stage) => stage.link?.url);
    try {
      if (page !== this.page || !stages.length) throw new Error("another page");
      for (const stage of stages) await globalThis.liveStages.lead(stage);
    } catch {
      this.calls += 1;
      this.turning = page === this.page ? null : { page, until: performance.now() + TURNING };
      this.component.setTriggerValue("lead", `${this.token.slice(0, 8)}-${this.calls}`);
    }
    this.leading = false;
    if (this.orders && this.orders.place !== place && !this.seat.astray) this.lead("");
  }

  /** See whether a run of the page has left the way of the teacher. */
  arrive({ page, astray }) {
    if (this.orders && !this.isTeacher) this.limits.take(this.orders, page);
    if (this.turning?.page === page || this.turning?.until < performance.now()) this.turning = null;
    if (!this.orders?.follows || this.turning || this.leading) return;
    if (astray || page !== this.orders.page) this.stray();
  }

  stray() {
    if (this.isTeacher || !this.orders?.follows || this.seat.astray) return;
    this.note({ astray: true });
    this.line.say(this.words.astray, ASTRAY);
    this.draw();
  }

  draw() {
    if (!this.seat) return;
    const { words, seat, orders } = this;
    if (this.isTeacher) return this.drawDesk();
    this.line.name(seat.code, filled(words.you, seat), filled(words.look, seat), seat.colour);
    const stands = this.stands();
    if (this.line.isQuiet && stands) this.line.say(stands, STANDING);
    this.line.offer([
      ...(orders?.follows && seat.astray ? [{ name: "return", label: words.return, main: true, act: () => this.lead("") }] : []),
      { name: "another", label: words.another, short: words.another_short, help: words.another_help, act: () => this.another() },
      { name: "leave", label: words.leave, help: words.leave_help, act: () => this.leave() },
    ]);
  }

  /** What holds until something else does: that the teacher leads, or a task and how far it is done. */
  stands() {
    const { words, seat, orders, progress } = this;
    if (orders?.follows && !seat.astray) return words.follows;
    if (!orders?.task) return "";
    const { moves = 0, reached = 0 } = progress?.number === orders.task.number ? progress : {};
    const [one, many] = reached ? [words.reached_in_one, words.reached_in_many] : [words.one_move, words.many_moves];
    const count = reached || moves;
    const far = count === 1 ? one : filled(many, { count });
    return count ? `${orders.task.said} ${far}` : orders.task.said;
  }

  drawDesk() {
    const { words, orders, here } = this;
    const many = here === 1 ? words.one_here : filled(words.many_here, { count: here });
    this.line.name(this.seat.code, here ? many : words.nobody_here);
    const toggle = (order, is) => () => this.order(order, !is);
    if (this.page === DESK_PAGE) return this.line.offer([]); // it has buttons of its own
    this.line.offer([
      { name: "come", label: words.come, help: words.come_help, act: () => this.order("come", true) },
      { name: "follow", label: words.follow, help: words.follow_help, pressed: Boolean(orders?.follows), act: toggle("follow", orders?.follows) },
      { name: "pause", label: words.pause, help: words.pause_help, pressed: Boolean(orders?.paused), act: toggle("pause", orders?.paused) },
      { name: "desk", label: words.desk, help: words.desk_help, act: () => this.turnToDesk() },
    ]);
  }

  async order(order, on) {
    try {
      const { code, key } = this.seat;
      const answer = await this.post("order", { code, key, order, on });
      this.orders = answer.orders;
      this.line.say(answer.said || (order === "come" ? this.words.called : ""), PASSING);
    } catch (error) {
      this.line.say(error.status ? error.message : this.words.failed, WARNING);
    }
    this.draw();
  }

  /** The menu's own link: the page is turned, not loaded. */
  turnToDesk() {
    const link = document.querySelector(`[data-testid="stTopNavLink"][href$="/${DESK_PAGE}"], [data-testid="stSidebarNavLink"][href$="/${DESK_PAGE}"]`);
    if (link) link.click();
    else location.assign(new URL(DESK_PAGE, document.baseURI));
  }

  async another() {
    try {
      const { code, secret } = this.seat;
      this.note(await this.post("look", { code, secret }));
      this.line.say("");
    } catch (error) {
      if (error.status === 404) return this.end(error.message);
      this.line.say(error.status ? error.message : this.words.failed, WARNING);
    }
    this.draw();
  }

  leave() {
    const { code, secret } = this.seat;
    this.post("leave", { code, secret }).catch(() => {}); // it counts as gone soon anyway
    this.forget();
    this.line.hide();
  }

  /** Say that it is over; the page stays as it is. */
  end(sentence) {
    this.over = this.seat?.key; // whose desk may be open still
    this.forget();
    this.bid(sentence);
  }

  bid(sentence) {
    this.line.name("", "");
    this.line.say(sentence);
    this.line.offer([{ name: "dismiss", label: this.words.dismiss, act: () => this.line.hide() }]);
    this.line.show();
  }

  forget() {
    const hadLimits = this.orders?.open_up_to;
    this.news?.stop();
    this.pause.set(false, this.line.root);
    this.limits.take(null, this.page);
    [this.seat, this.orders, this.news] = [null, null, null];
    writeSeat(null);
    if (hadLimits) this.component.setTriggerValue("obey", "left");
  }
}

export default function ({ data }) {
  const held = (globalThis.classRoom ??= {});
  if (held.room) return;
  held.room = new Room(data);
  held.take = () => {
    held.room.component = held.component;
    held.room.take();
  };
  if (held.component) held.take();
}
