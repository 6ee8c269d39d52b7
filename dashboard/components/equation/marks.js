// A mark is an entry that a person pins or points at: {name, k}.

/** @import { Trace } from "./trace.js" */
/** @import { Mark } from "../types" */

import { flatten, unflatten } from "./packet.js";

/**
 * The mark that "W1,602,7" in the address of the page stands for; null where there is no such entry.
 *
 * @param {string | null | undefined} words
 * @param {Trace} trace
 * @returns {Mark | null}
 */
export function read(words, trace) {
  const [name, ...entry] = (words ?? "").split(",");
  if (!trace.has(name)) return null;
  const array = trace.array(name);
  if (entry.length !== array.shape.length) return null;
  if (!entry.every((i, d) => /^\d+$/.test(i) && Number(i) < array.shape[d])) return null;
  return { name, k: flatten(entry.map(Number), array) };
}

/**
 * @param {Mark | null} mark
 * @param {Trace} trace
 */
export function write(mark, trace) {
  return mark ? [mark.name, ...unflatten(mark.k, trace.array(mark.name))].join(",") : "";
}
