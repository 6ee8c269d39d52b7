// Arrays that travel with one byte an entry are drawn from that; numbers that are read are asked for exactly.

import { nodes } from "./calculator.js";
import { unflatten } from "./trace.js";

const known = (array, entry) =>
  array.exact || (array.slices ?? []).some((index) => index.every((i, d) => i === null || i === entry[d]));

/** Is the k-th entry of an array as core computed it? */
export const isExact = (array, k) => known(array, unflatten(k, array));

/** The slice to ask for so that one entry becomes exact: the whole picture that it is a cell of. None where it is exact already. */
export function missingAt(trace, { name, k }) {
  const array = trace.array(name);
  if (isExact(array, k)) return [];
  return [[name, unflatten(k, array).map((i, d) => (d === 0 ? null : i))]];
}

/** The slices of coarse arrays that an equation reads at an entry and that are not exact yet: [[name, [index or null, …]], …]. */
export function missing(trace, equation, at) {
  const { calculator } = trace,
    found = new Map();
  for (const t of nodes(equation.rhs)) {
    const array = t.op === "ref" && trace.array(t.name);
    if (!array || array.exact) continue;
    const bound = new Set([...nodes(equation.rhs)].filter((u) => u.op === "sum").map((u) => u.index));
    const index = t.indices.map((i) => (i.op === "index" && !bound.has(i.name) ? calculator.of(i)(at) : null));
    if (!known(array, index)) found.set(`${t.name} ${index}`, [t.name, index]);
  }
  return [...found.values()];
}

/** Puts exact numbers into a coarse array. */
export function refine(trace, name, index, values) {
  const array = trace.array(name);
  const { shape, strides, data } = array;
  let places = [0];
  shape.forEach((size, d) => {
    const range = index[d] === null ? Array.from({ length: size }, (_, i) => i) : [index[d]];
    places = places.flatMap((start) => range.map((i) => start + i * strides[d]));
  });
  places.forEach((k, i) => (data[k] = values[i]));
  trace.calculator.sorted.clear();
  (array.slices ??= []).push(index);
}
