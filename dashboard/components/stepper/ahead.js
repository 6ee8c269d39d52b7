// A person who has taken a step takes another one: what it will show is made while nothing else is to be done.

const PAUSE = 30; // milliseconds without a step, after which there is time for the next one

export class Ahead {
  constructor() {
    this.pause = 0;
    this.idle = 0;
  }

  /**
   * Does these pieces of work when the browser has nothing else to do, one at a time, in place of those that are left.
   *
   * @param {(() => void)[]} work
   */
  make(work) {
    this.stop();
    const [first, ...rest] = work;
    if (!first) return;
    const idle = globalThis.requestIdleCallback ?? setTimeout; // Safari has none
    this.pause = setTimeout(() => {
      this.idle = idle(() => {
        first();
        this.make(rest);
      });
    }, PAUSE);
  }

  /** Leaves undone what is left. */
  stop() {
    clearTimeout(this.pause);
    (globalThis.cancelIdleCallback ?? clearTimeout)(this.idle);
  }
}
