// The task of a link, in the line in which else a class is named. It needs no room: the page itself
// tells of it, and the answer to each release of how far it is. In a class it waits.

/** How many moves were made at a task, and with how many it was reached; nothing before the first. */
function howFar(words, { moves = 0, reached = 0 }) {
  const count = reached || moves;
  if (!count) return "";
  const [one, many] = reached ? [words.reached_in_one, words.reached_in_many] : [words.one_move, words.many_moves];
  return count === 1 ? one : filled(many, { count });
}

class LinkTask {
  constructor(room) {
    Object.assign(this, { room, words: room.words, line: room.line, told: null, clicks: 0 });
    this.line.onFree = () => this.draw();
    document.addEventListener("live-progress", ({ detail }) => {
      if (detail.number) return; // a class's task, which the link's own waits for
      if (this.told) this.told = { ...this.told, ...detail };
      this.draw();
    });
  }

  /** Take what a run of the page brought. */
  take(component) {
    const before = this.told;
    const { task, token, page } = component.data;
    Object.assign(this, { component, told: task, token, page });
    if (before && !task && !this.room.seat) {
      this.room.limits.take(null, page);
      if (this.line.owner === this) this.line.hide();
    }
    this.wait();
    this.draw();
  }

  /** In a class its teacher leads: nothing is locked for a link's sake, and that is said once. */
  rest() {
    if (this.told) this.room.limits.take(null, this.page);
    this.wait();
  }

  wait() {
    if (!this.told || !this.room.seat || !this.line.root.isConnected || this.waits === this.token) return;
    this.waits = this.token;
    this.line.say(this.words.task_waits, PASSING);
  }

  draw() {
    const { words, line, told, page, room } = this;
    if (!told || room.seat || (line.root.isConnected && line.owner !== this)) return;
    const isHere = told.page === page;
    const isOver = isHere && !told.reached && (told.astray || (told.most && told.moves >= told.most));
    line.title(words.task, this);
    line.say(`${told.said} ${this.far(isHere)}`.trim(), STANDING);
    line.offer([
      isHere
        ? { name: "again", label: words.again, help: words.again_help, main: Boolean(isOver), act: () => this.ask("again") }
        : { name: "to", label: words.to_task, help: words.to_task_help, main: true, act: () => this.ask("to") },
      { name: "leave-task", label: words.leave_task, help: words.leave_task_help, act: () => this.ask("leave") },
    ]);
    line.paint(this.component.parentElement);
    line.show();
    room.limits.take({ hidden: [], locked: [], task: told }, page);
  }

  far(isHere) {
    const { words, told } = this;
    const far = howFar(words, told);
    if (told.reached || !isHere) return far;
    if (told.astray) return words.otherwise;
    if (told.most && told.moves >= told.most) return `${far} ${words.no_moves_left}`;
    return far || words.only_you;
  }

  ask(what) {
    this.clicks += 1;
    this.component.setTriggerValue("word", `${what}-${this.token.slice(0, 8)}-${this.clicks}`);
  }
}
