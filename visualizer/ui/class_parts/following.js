// What a student's page does of what the teacher says.

const LONGEST_LOOK = 4_000; // ms until the page is asked for, whether or not its stage came ahead of it
const TURNING = 10_000; // ms until a page that was turned to is given up

class Following {
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
    this.anew ||= !isShown; // where all are led by a run of the page, that shows it as well
    if (orders.called > (this.seat.called ?? 0)) {
      this.lead(orders.follows ? "" : this.words.you_came);
    } else if (orders.follows && !this.seat.astray && orders.place !== this.seat.place) {
      this.lead("");
    } else if (this.anew) {
      this.showAnew();
    }
    if (before?.task?.number !== orders.task?.number) this.line.end(STANDING);
    if (!before?.follows || orders.follows) return;
    this.note({ astray: false });
    for (const kind of [STANDING, ASTRAY]) this.line.end(kind);
  }

  /** Have the page run, which shows an answer or asks its question again. */
  showAnew() {
    this.anew = false;
    this.component.setTriggerValue("obey", `${this.orders?.version}`);
  }

  note(changes) {
    this.seat = { ...this.seat, ...changes };
    writeSeat(this.seat);
  }

  /** Go to where the teacher is. */
  async lead(sentence) {
    const { called, page, place } = this.orders;
    const before = { called: this.seat.called, place: this.seat.place };
    if (this.ahead !== page) globalThis.liveStages?.endLook?.(); // what lies over the page is right no more
    this.ahead = page;
    this.note({ called, place, astray: false });
    this.line.say(sentence, PASSING);
    this.draw();
    if (this.leading) return; // then it is looked again whether that is where the teacher is
    this.leading = true;
    const stages = [...(globalThis.liveStages?.shown ?? [])].filter((stage) => stage.link?.url);
    if (page !== this.page && stages.length) await this.lookAhead(stages[0], page);
    try {
      if (page !== this.page || !stages.length) throw new Error("another page");
      for (const stage of stages) await globalThis.liveStages.lead(stage);
      if (this.anew) this.showAnew();
    } catch {
      this.anew = false;
      this.calls += 1;
      this.unled = before;
      this.turning = page === this.page ? null : { page, from: this.page, until: performance.now() + TURNING };
      this.component.setTriggerValue("lead", `${this.token.slice(0, 8)}-${this.calls}`);
    }
    this.leading = false;
    if (this.orders && this.orders.place !== place && !this.seat.astray) this.lead("");
  }

  /** Show what the teacher shows on another page; the page itself comes when the server gets to it. */
  async lookAhead(stage, page) {
    const [, , title] = this.limits.chapters.find(([name]) => name === page) ?? [];
    if (!title) return;
    const looking = globalThis.liveStages.lookAhead(stage, { title, said: this.words.rest_comes });
    await Promise.race([looking.catch(() => {}), sleep(LONGEST_LOOK)]);
  }

  /** See whether a run of the page has left the way of the teacher. */
  arrive({ page, astray }) {
    if (this.orders && !this.isTeacher) this.limits.take(this.orders, page);
    if (this.turning && ![this.turning.page, this.turning.from].includes(page)) globalThis.liveStages?.endLook?.();
    const isLed = this.turning?.page === page;
    if (isLed || this.turning?.until < performance.now()) this.turning = null;
    if (isLed && this.orders && page !== this.orders.page) return this.lead(""); // the teacher went on meanwhile
    if (!this.orders?.follows || this.turning || this.leading) return;
    if (astray || page !== this.orders.page) this.stray();
  }

  stray() {
    if (this.isTeacher || !this.orders?.follows || this.seat.astray) return;
    this.note({ astray: true });
    this.line.say(this.words.astray, ASTRAY);
    this.draw();
  }

  /** What holds until something else does: that the teacher leads, or a task and how far it is done. */
  stands() {
    const { words, seat, orders, progress } = this;
    if (orders?.follows && !seat.astray) return words.follows;
    if (!orders?.task) return "";
    const far = howFar(words, progress?.number === orders.task.number ? progress : {});
    return `${orders.task.said} ${far}`.trim();
  }
}
