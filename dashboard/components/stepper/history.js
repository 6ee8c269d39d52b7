// What a person changed, to go back to and forward again. Python computes each state anew.

export class History {
  /** `send(changes)` asks Python for a state. */
  constructor(send) {
    this.send = send;
    this.forget();
  }

  forget() {
    this.past = [];
    this.future = [];
    this.before = null;
  }

  /** `current` is the state on show. A passing state, as under a dragged dial, is not remembered. */
  set(current, next, lasting) {
    this.before ??= current;
    if (lasting) {
      this.past = [...this.past, this.before];
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

  undo(current) {
    if (!this.canUndo) return;
    this.future = [...this.future, current];
    this.send(this.past.at(-1));
    this.past = this.past.slice(0, -1);
  }

  redo(current) {
    if (!this.canRedo) return;
    this.past = [...this.past, current];
    this.send(this.future.at(-1));
    this.future = this.future.slice(0, -1);
  }
}
