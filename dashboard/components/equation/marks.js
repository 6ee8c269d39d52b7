// A mark is an entry that a person pins or points at: {name, k}.

import { flatten, unflatten } from "./trace.js";

/** The mark that "W1,602,7" in the address of the page stands for; null where there is no such entry. */
export function read(words, trace) {
  const [name, ...entry] = (words ?? "").split(",");
  const array = trace.array(name);
  if (!array || entry.length !== array.shape.length) return null;
  if (!entry.every((i, d) => /^\d+$/.test(i) && Number(i) < array.shape[d])) return null;
  return { name, k: flatten(entry.map(Number), array) };
}

export function write(mark, trace) {
  return mark ? [mark.name, ...unflatten(mark.k, trace.array(mark.name))].join(",") : "";
}
