// The class in this tab: comes in by a link, hears the news, and is seen in the line.

const DESK_PAGE = "class";

class Room extends Following {
  constructor({ words, chapters }, carrier) {
    super();
    Object.assign(this, { words, carrier, seat: readSeat(), orders: null, here: 0, news: null, given: "", calls: 0, turn: 0 });
    this.line = new Line(words);
    this.line.onPass = () => this.draw();
    this.pause = new Pause(words);
    this.limits = new Limits(chapters);
    this.linkTask = new LinkTask(this);
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
    const link = takeLink() ?? this.takeTyped(data);
    if (link) this.follow(link, isNew);
    else if (data.desk && ![this.seat?.key, this.over].includes(data.desk.key)) this.sit(data.desk);
    else if (this.seat && isNew && this.given !== data.token) {
      // A server that has just met this browser could not lead it: that is done once it is in.
      this.seat = { ...this.seat, ...this.unled };
      this.enter(this.seat);
    } else if (data.seated && !this.seat && !this.isEntering) this.departing = this.depart("", "");
    if (isNew || data.page === this.orders?.page) this.unled = null;
    if (!this.seat) return;
    this.line.paint(this.component.parentElement);
    this.arrive(data);
    this.draw();
  }

  /** Return the code that was typed on the page of classes, once, as a link would bring it. */
  takeTyped({ typed, token }) {
    const [code, count] = typed ?? [];
    if (!code || this.typed === `${count} ${token}`) return null;
    this.typed = `${count} ${token}`;
    return { code };
  }

  /** Follow a link to a class, from whatever seat: a teacher keeps the desk, a student stays the same one. */
  follow(link, isNew) {
    const same = this.seat?.code === link.code.replace(/[\s-]+/g, "").toUpperCase();
    const stays = !link.key && (this.seat?.key || (this.seat && same));
    if (!stays) {
      this.turn += 1; // who was to be let in before is not tried again
      return this.enter(link);
    }
    if (this.seat.key) this.hint = this.words.you_lead;
    if (isNew && this.given !== this.token) this.enter(this.seat);
    else if (this.hint) this.line.say(this.hint, PASSING);
  }

  async post(name, body) {
    if (!this.component.data.url) return this.carrier.ask(name, { token: this.token, ...body });
    const answer = await fetch(this.at(name), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ token: this.token, ...body }),
    });
    if (answer.ok) return answer.json();
    const status = answer.headers.has("x-class") ? answer.status : undefined; // else it is no word of the app
    throw Object.assign(new Error(await answer.text()), { status });
  }

  at(name) {
    return new URL(`${this.component.data.url}/${name}`, document.baseURI);
  }

  /** Come in, or back in. */
  async enter(asked, wait = FIRST_WAIT) {
    const [token, turn] = [this.token, this.turn];
    this.isEntering = true;
    await this.departing;
    this.line.paint(this.component.parentElement);
    try {
      const { code, key, secret, called } = asked;
      const answer = await this.post(key ? "desk" : "join", { code, key, secret, called });
      this.given = token;
      const before = this.seat;
      const same = asked.secret && asked.secret === answer.secret;
      this.sit(key ? { code: answer.code, key } : { ...(same ? asked : {}), ...answer });
      if (before?.secret && before.secret !== answer.secret) this.depart(before.code, before.secret);
      if (this.page === DESK_PAGE) this.component.setTriggerValue("obey", `in-${token.slice(0, 8)}`);
    } catch (error) {
      const isLater = error.status === 409 || error.status >= 500 || (error.status === 429 && asked === this.seat);
      if (error.status === undefined || isLater) {
        await sleep(wait * (0.5 + Math.random()));
        if (turn !== this.turn) return; // they have left meanwhile
        if (this.given !== this.token) return this.enter(asked, Math.min(2 * wait, LONGEST_WAIT));
      } else if (asked === this.seat) {
        this.end(error.message);
      } else {
        this.refuse(asked, error.message);
      }
    }
    this.isEntering = false;
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
    this.news = this.newsFor(right, (line) => this.hear(line), (is) => this.miss(is));
    this.line.paint(this.component.parentElement);
    if (seat.key) this.line.say(this.hint ?? "", PASSING);
    else this.line.say(filled(this.words.you_are_in, seat), HEARD);
    this.hint = null;
    this.draw();
    this.line.show();
    this.linkTask.rest();
  }

  newsFor(right, hear, miss) {
    if (this.component.data.url) return new News(this.at("news"), right, hear, miss);
    return new Polled((name, body) => this.carrier.ask(name, body), right, hear, miss);
  }

  hear(line) {
    if (line.ended) return this.end(line.ended === true ? this.overSentence() : line.ended);
    if (line.here !== undefined) this.here = line.here;
    if (this.isTeacher) document.dispatchEvent(new CustomEvent("visualizer-class-news", { detail: line }));
    if (line.orders) this.obey(line.orders);
    this.draw();
  }

  miss(is) {
    if (is !== this.missing && (is || this.missing)) this.line.say(is ? this.words.lost : "", is ? WARNING : "");
    this.missing = is;
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
      if ([404, PUT_OUT].includes(error.status)) return this.end(error.message);
      this.line.say(error.status ? error.message : this.words.failed, WARNING);
    }
    this.draw();
  }

  leave() {
    const { code, secret } = this.seat;
    this.forget();
    this.line.hide();
    this.departing = this.depart(code, secret);
  }

  /** Tell the server until it has heard it: a session that has a seat goes on telling of itself. */
  async depart(code, secret, wait = FIRST_WAIT) {
    try {
      await this.post("leave", { code, secret });
    } catch (error) {
      if (error.status < 500 && error.status !== 409) return;
      await sleep(wait);
      return this.depart(code, secret, Math.min(2 * wait, LONGEST_WAIT));
    }
    this.component.setTriggerValue("obey", "left"); // what was closed is open again
  }

  overSentence() {
    return this.isTeacher ? this.words.desk_ended : this.words.ended;
  }

  /** Say that it is over; the page stays as it is. */
  end(sentence) {
    this.over = this.seat?.key; // whose desk may be open still
    this.forget();
    this.component.setTriggerValue("obey", "over"); // what was closed is open again
    this.bid(sentence);
    if (this.page === DESK_PAGE) this.component.setTriggerValue("obey", `out-${(this.ends = (this.ends ?? 0) + 1)}`);
  }

  bid(sentence) {
    this.line.paint(this.component.parentElement);
    this.line.name("", "");
    this.line.say(sentence);
    this.line.offer([{ name: "dismiss", label: this.words.dismiss, act: () => this.line.hide() }]);
    this.line.show();
  }

  forget() {
    this.turn += 1;
    this.isEntering = false;
    this.given = ""; // or the next class, if the network stutters, would not be tried again
    this.news?.stop();
    this.pause.set(false, this.line.root);
    globalThis.liveStages?.endLook?.();
    this.limits.take(null, this.page);
    [this.seat, this.orders, this.news] = [null, null, null];
    writeSeat(null);
  }
}

function openRoom(said) {
  const held = (globalThis.classRoom ??= {});
  if (held.room) return;
  held.room = new Room(said, new Carrier(held));
  held.take = () => {
    held.room.component = held.component;
    held.room.take();
  };
  held.takeTask = () => held.room.linkTask.take(held.taskComponent);
  if (held.component) held.take();
  if (held.taskComponent) held.takeTask();
}
