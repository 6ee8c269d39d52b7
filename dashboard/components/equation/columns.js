// The arrays of some equations, in the order in which these meet them.

/** @import { Equation } from "../types" */

import { references } from "./tree.js";

/** @param {Equation[]} equations */
export function columns(equations) {
  /** @type {Set<string>} */
  const found = new Set();
  for (const { name, rhs } of equations) {
    for (const t of references(rhs)) found.add(t.name);
    found.add(name);
  }
  return [...found];
}
