// What Python sends while the network stays as it is: passes of other digits, and answers to questions.
// Other components bring them to the stepper. All import this module, and the browser loads a module once.

const receivers = new Map(),
  last = new Map();

/** `f` hears every message of a kind from now on, and the last one that came before. */
export function listen(kind, f) {
  receivers.set(kind, f);
  if (last.has(kind)) f(last.get(kind));
}

export function deliver(kind, message) {
  last.set(kind, message);
  receivers.get(kind)?.(message);
}
