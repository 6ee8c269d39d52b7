// Arrays that travel with one byte an entry are drawn from that; numbers that are read are asked for exactly.

/** @import { Trace } from "./trace.js" */
/** @import { At, Mark, NamedArray, Slice, Tree } from "../types" */

import { unflatten } from "./packet.js";
import { nodes, references } from "./tree.js";

/**
 * @param {NamedArray} array
 * @param {Slice} entry
 */
const known = (array, entry) =>
  array.exact || (array.slices ?? []).some((index) => index.every((i, d) => i === null || i === entry[d]));

/**
 * Is the k-th entry of an array as core computed it?
 *
 * @param {NamedArray} array
 * @param {number} k
 */
export const isExact = (array, k) => known(array, unflatten(k, array));

/**
 * The slice to ask for so that one entry becomes exact: the picture that it is a cell of. None where it is exact.
 *
 * @param {Trace} trace
 * @param {Mark} mark
 * @returns {[name: string, index: Slice][]}
 */
export function missingAt(trace, { name, k }) {
  const array = trace.array(name);
  if (isExact(array, k)) return [];
  return [[name, unflatten(k, array).map((i, d) => (d === 0 ? null : i))]];
}

/**
 * The slices of coarse arrays that a tree reads at an entry and that are not exact yet.
 *
 * @param {Trace} trace
 * @param {Tree} tree
 * @param {At} at
 */
export function missing(trace, tree, at) {
  const { calculator } = trace;
  /** @type {Map<string, [name: string, index: Slice]>} */
  const found = new Map();
  for (const t of references(tree)) {
    const array = trace.array(t.name);
    if (array.exact) continue;
    const bound = new Set([...nodes(tree)].filter((u) => u.op === "sum").map((u) => u.index));
    const index = t.indices.map((i) => (i.op === "index" && !bound.has(i.name) ? calculator.of(i)(at) : null));
    if (!known(array, index)) found.set(`${t.name} ${index}`, [t.name, index]);
  }
  return [...found.values()];
}

/**
 * Puts exact numbers into a coarse array.
 *
 * @param {Trace} trace
 * @param {string} name
 * @param {Slice} index
 * @param {number[]} values
 */
export function refine(trace, name, index, values) {
  const array = trace.array(name);
  const { shape, strides, data } = array;
  let places = [0];
  shape.forEach((size, d) => {
    const own = index[d];
    const range = own === null ? Array.from({ length: size }, (_, i) => i) : [own];
    places = places.flatMap((start) => range.map((i) => start + i * strides[d]));
  });
  places.forEach((k, i) => {
    data[k] = values[i];
  });
  trace.calculator.sorted.clear();
  array.slices = [...(array.slices ?? []), index];
}
