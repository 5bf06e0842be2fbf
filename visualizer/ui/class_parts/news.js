// News of a class: an answer of the server that goes on, line by line, begun again when it breaks.
// A proxy may hold an answer back until its end: then each line is an answer of its own.

const FIRST_WAIT = 500; // ms
const LONGEST_WAIT = 20_000; // ms
const HELD_BACK = 8_000; // ms without a first line, after which each is asked for by itself
const SILENCE = 40_000; // ms: a beat comes every 15 seconds
const TOLD_LATE = 4_000; // ms without news until it is said

const PUT_OUT = 410; // the status that tells a student that the teacher has put them out
const OVER = [403, 404, PUT_OUT]; // after which there is nothing to listen for

const sleep = (time) => new Promise((done) => setTimeout(done, time));

/** Whether the app itself says that there is no such place; a filter or a proxy may say 403 as well. */
const isOver = ({ status, headers }) => OVER.includes(status) && headers.has("x-class");

class News {
  /**
   * @param from Where the news come from.
   * @param body What gives the right to them.
   * @param hear Takes each line.
   * @param miss Is told whether they are missing.
   */
  constructor(from, body, hear, miss) {
    Object.assign(this, { from, body, hear, miss, over: false, version: -1, single: false });
    this.wake = () => this.ready?.();
    addEventListener("online", this.wake);
    document.addEventListener("visibilitychange", this.wake);
    this.run();
  }

  stop() {
    this.over = true;
    this.abort?.abort();
    removeEventListener("online", this.wake);
    document.removeEventListener("visibilitychange", this.wake);
    for (const timer of [this.late, this.held]) clearTimeout(timer);
  }

  async run() {
    let wait = FIRST_WAIT;
    while (!this.over) {
      let came = false;
      try {
        came = await this.listen();
      } catch {
        // the network: it is tried again
      }
      clearTimeout(this.held); // or it would break the next answer off
      if (this.over) return;
      if (came) wait = FIRST_WAIT;
      if (came && (this.single || this.again)) continue;
      this.late ??= setTimeout(() => this.miss(true), TOLD_LATE);
      // Not all of a class at the same moment.
      const ready = new Promise((done) => (this.ready = done));
      await Promise.race([sleep(wait * (0.5 + Math.random())), ready]);
      wait = Math.min(2 * wait, LONGEST_WAIT);
    }
  }

  /** Listen until the answer ends; tell whether anything came. */
  async listen() {
    this.abort = new AbortController();
    if (!this.single) this.held = setTimeout(() => this.askSingly(), HELD_BACK);
    const answer = await fetch(this.from, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(this.single ? { ...this.body, after: this.version } : this.body),
      signal: this.abort.signal,
    });
    if (isOver(answer)) {
      const ended = answer.status === PUT_OUT ? await answer.text() : true;
      this.take({ ended }); // nobody is there any more whom these news are for
      return false;
    }
    if (!answer.ok) throw new Error(`answer ${answer.status}`);
    return this.read(answer.body.pipeThrough(new TextDecoderStream()).getReader());
  }

  askSingly() {
    this.single = true;
    this.abort.abort();
  }

  async read(reader) {
    let [rest, came] = ["", false];
    for (;;) {
      const silence = setTimeout(() => this.abort.abort(), SILENCE);
      const { done, value } = await reader.read().finally(() => clearTimeout(silence));
      if (done || this.over) return came;
      const lines = (rest + value).split("\n");
      rest = lines.pop();
      for (const line of lines) this.take(JSON.parse(line));
      came ||= lines.length > 0;
    }
  }

  take(line) {
    if (this.over) return;
    this.calm();
    this.version = line.version ?? line.orders?.version ?? this.version;
    this.again = Boolean(line.again); // it ends, and is to be asked for anew: so the class knows who is awake
    if (line.ended) this.stop();
    this.hear(line);
  }

  /** The server is there. */
  calm() {
    for (const timer of [this.late, this.held]) clearTimeout(timer);
    this.late = undefined;
    this.miss(false);
  }
}
