// What Python sends while the network stays as it is: passes of other digits, and answers to questions.
// Other components bring them to the stepper. All import this module, and the browser loads a module once.

/** @import { Answer } from "../../types" */

/** @typedef {{ pass: Uint8Array, answer: Answer }} Messages by their kinds */

/** @type {Map<keyof Messages, (message: any) => void>} */
const receivers = new Map();
/** @type {Map<keyof Messages, any>} */
const last = new Map();

/**
 * `f` hears every message of a kind from now on, and the last one that came before.
 *
 * @template {keyof Messages} Kind
 * @param {Kind} kind
 * @param {(message: Messages[Kind]) => void} f
 */
export function listen(kind, f) {
  receivers.set(kind, f);
  if (last.has(kind)) f(last.get(kind));
}

/**
 * @template {keyof Messages} Kind
 * @param {Kind} kind
 * @param {Messages[Kind]} message
 */
export function deliver(kind, message) {
  last.set(kind, message);
  receivers.get(kind)?.(message);
}
