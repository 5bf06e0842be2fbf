// News of a class: an answer of the server that goes on, line by line, begun again when it breaks.

const FIRST_WAIT = 500; // ms
const LONGEST_WAIT = 20_000; // ms
const SILENCE = 40_000; // ms: a beat comes every 15 seconds
const TOLD_LATE = 4_000; // ms without news until it is said

const sleep = (time) => new Promise((done) => setTimeout(done, time));

class News {
  /**
   * @param url Where the news come from.
   * @param body What gives the right to them.
   * @param hear Takes each line.
   * @param miss Is told whether they are missing.
   */
  constructor(url, body, hear, miss) {
    Object.assign(this, { url, body, hear, miss, over: false });
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
    clearTimeout(this.late);
  }

  async run() {
    let wait = FIRST_WAIT;
    while (!this.over) {
      try {
        if (await this.listen()) wait = FIRST_WAIT;
      } catch {
        // the network: it is tried again
      }
      if (this.over) return;
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
    const answer = await fetch(this.url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(this.body),
      signal: this.abort.signal,
    });
    if (answer.status === 403 || answer.status === 404) {
      this.take({ ended: await answer.text() });
      return false;
    }
    if (!answer.ok) throw new Error(`answer ${answer.status}`);
    return this.read(answer.body.pipeThrough(new TextDecoderStream()).getReader());
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
    clearTimeout(this.late);
    this.late = undefined;
    this.miss(false);
    if (line.ended) this.stop();
    this.hear(line);
  }
}
