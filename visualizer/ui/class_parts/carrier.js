// What is asked of the class where the server has no routes: through a component, one thing after the
// other. What gets no answer is asked again under the same number, which the server does once.

const PATIENCE = 4_000; // ms without an answer
const BY_PAGE = 3; // times in vain, after which the whole page is run
const APART = 50; // ms: Streamlit takes what is told at one moment for one thing, of this part of the page
const TOLD = ["click", "change", "keydown", "live-release"]; // by which somebody may ask for a run of the page
const RUNNING = ["running", "rerunRequested"]; // as Streamlit tells

/** Whether a run is under way, which another one of the whole page would break off. */
function runs() {
  return RUNNING.includes(document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState);
}

class Carrier {
  /** @param held Has the component in `post` as soon as the page has brought it, and the room. */
  constructor(held) {
    Object.assign(this, { held, count: 0, waiting: null, last: Promise.resolve() });
    this.opening = Math.random().toString(36).slice(2, 10);
    held.hearAnswer = () => this.hear(held.post.data);
    for (const kind of TOLD) document.addEventListener(kind, () => (this.shared ||= this.telling), true);
  }

  /** Return what is answered; an error has the status of a refusal. */
  ask(name, body) {
    const asked = this.last.then(() => this.put(name, body));
    this.last = asked.catch(() => {});
    return asked;
  }

  async put(name, body) {
    this.count += 1;
    const ask = { number: `${this.opening}-${this.count}`, name, body };
    const { status, said } = await new Promise((done) => {
      this.waiting = { ask, done, tries: 0 };
      this.patience = setTimeout(() => this.send(), APART);
    });
    if (status === 200) return said;
    throw Object.assign(new Error(said), { status });
  }

  send() {
    const isThere = Boolean(this.held.post); // else the page is still on its way
    this.patience = setTimeout(() => this.send(), isThere ? PATIENCE : APART);
    if (!isThere || (this.waiting.tries && runs())) return; // what was asked waits for the run of the page
    this.waiting.tries += 1;
    if (this.waiting.tries % BY_PAGE === 0) return this.runPage(); // which tells what was answered, if it was
    this.telling = true;
    this.held.post.setTriggerValue("ask", this.waiting.ask);
    setTimeout(() => this.told(), 0);
  }

  /** What somebody did at that very moment has had this part of the page run only. */
  told() {
    if (this.shared) setTimeout(() => this.runPage(), APART);
    this.telling = this.shared = false;
  }

  runPage() {
    this.held.room?.component.setTriggerValue("obey", `${this.waiting?.ask.number}`);
  }

  hear({ number, status, said }) {
    if (!this.waiting || number !== this.waiting.ask.number) return;
    clearTimeout(this.patience);
    const { done } = this.waiting;
    this.waiting = null;
    done({ status, said });
  }
}

/** News that are asked for now and then. */
class Polled extends News {
  /** Ask once, and rest; tell whether anything came. `from` asks. */
  async listen() {
    this.single = true; // the next question follows at once
    this.late ??= setTimeout(() => this.miss(true), TOLD_LATE);
    try {
      const { pause, task, ...line } = await this.from("news", { ...this.body, after: this.version, hidden: document.hidden });
      if (this.over) return true;
      this.tell(task);
      if (Object.keys(line).length) this.take(line);
      else this.calm();
      const ready = new Promise((done) => (this.ready = done));
      await Promise.race([sleep(1000 * pause), ready]);
      return true;
    } catch (error) {
      if (!OVER.includes(error.status)) throw error;
      this.take({ ended: error.status === PUT_OUT ? error.message : true });
      return false;
    }
  }

  /** How far a student has got with a task, which a release does not answer here. */
  tell(task) {
    const now = JSON.stringify(task);
    if (task && now !== this.progress) document.dispatchEvent(new CustomEvent("live-progress", { detail: task }));
    this.progress = now;
  }
}
