// What a person changed, to go back to and forward again. Python computes each state anew.

/** @import { Edits } from "../types" */

export class Revisions {
  /**
   * @param {() => Edits} current the state on show
   * @param {(changes: Edits) => void} send asks Python for a state
   */
  constructor(current, send) {
    this.current = current;
    this.send = send;
    /** @type {Edits[]} */
    this.past = [];
    /** @type {Edits[]} */
    this.future = [];
    /** @type {Edits | null} */
    this.before = null; // the state before the passing ones
  }

  forget() {
    this.past = [];
    this.future = [];
    this.before = null;
  }

  /**
   * A passing state, as under a dragged dial, is not remembered.
   *
   * @param {Edits} next
   * @param {boolean} lasting
   */
  set(next, lasting) {
    this.before ??= this.current();
    if (lasting) {
      this.past.push(this.before);
      this.future = [];
      this.before = null;
    }
    this.send(next);
  }

  get canUndo() {
    return this.past.length > 0;
  }

  get canRedo() {
    return this.future.length > 0;
  }

  undo() {
    const state = this.past.pop();
    if (!state) return;
    this.future.push(this.current());
    this.send(state);
  }

  redo() {
    const state = this.future.pop();
    if (!state) return;
    this.past.push(this.current());
    this.send(state);
  }
}
