// Arrays that travel with one byte an entry are drawn from that; numbers that are read are asked for exactly.

import { nodes } from "./equation.js";

/** The slices of coarse arrays that an equation reads at an entry and that are not exact yet: [[name, [index or null, …]], …]. */
export function missing(trace, equation, at) {
  const { calculator } = trace, found = new Map();
  for (const t of nodes(equation.rhs)) {
    const array = t.op === "ref" && trace.array(t.name);
    if (!array || array.exact) continue;
    const bound = new Set([...nodes(equation.rhs)].filter((u) => u.op === "sum").map((u) => u.index));
    const index = t.indices.map((i) => (i.op === "index" && !bound.has(i.name) ? calculator.of(i)(at) : null));
    if (!array.slices?.has(String(index))) found.set(`${t.name} ${index}`, [t.name, index]);
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
  (array.slices ??= new Set()).add(String(index));
}
