// Which cells of which arrays a tree reads at an entry.

/** @import { At, Sum, Tree } from "../types" */
/** @import { Calculator } from "./calculator.js" */

import { children, nodes } from "./tree.js";

/** @typedef {(name: string, k: number) => void} Visit is called for every cell */

/**
 * Every cell that feeds a tree; sums run through their range, cases take their branch.
 *
 * @param {Calculator} calculator
 * @param {Tree} t
 * @param {At} at
 * @param {Visit} visit
 * @returns {void}
 */
export function feeds(calculator, t, at, visit) {
  if (t.op === "ref") {
    const k = calculator.place(t)(at);
    if (k >= 0) visit(t.name, k);
  } else if (t.op === "sum") {
    feedsOfSum(calculator, t, at, visit);
  } else if (t.op === "cases") {
    for (const [value, condition] of t.args) {
      for (const side of condition.args ?? []) feeds(calculator, side, at, visit);
      if (calculator.condition(condition)(at)) return feeds(calculator, value, at, visit);
    }
  } else {
    for (const child of children(t)) feeds(calculator, child, at, visit);
  }
}

/**
 * @param {Calculator} calculator
 * @param {Sum} t
 * @param {At} at
 * @param {Visit} visit
 */
function feedsOfSum(calculator, t, at, visit) {
  const s = calculator.slot(t.index);
  const start = calculator.bound(t.low)(at);
  const end = calculator.bound(t.high)(at);
  const body = [...nodes(t.of)];
  const inner = body.some((u) => u.op === "sum" || u.op === "cases");
  const references = inner ? [] : body.filter((u) => u.op === "ref");
  const places = references.map((u) => ({ name: u.name, place: calculator.place(u) }));
  for (at[s] = start; at[s] <= end; at[s]++) {
    if (inner) feeds(calculator, t.of, at, visit);
    for (const { name, place } of places) {
      const k = place(at);
      if (k >= 0) visit(name, k);
    }
  }
}
