// One entry worked out, part by part: the rows through which a person steps inside an operation.

/** @import { Trace } from "./trace.js" */
/** @import { At, Cases, Equation, Row, Tree } from "../types" */

import { feeds as visitFeeds } from "./feeds.js";
import { largest } from "./terms.js";
import { children, nodes } from "./tree.js";

const LEAVES = new Set(["ref", "number", "symbol", "index"]);
const TERMS = 6;

/**
 * The rows for one entry, in the order in which they are computed.
 *   term   one of the largest terms of a sum, with the running total
 *   rest   all its other terms together
 *   part   a part of the equation that is done, the whole equation last
 *
 * @param {Trace} trace
 * @param {Equation} equation
 * @param {At} at
 */
export function working(trace, equation, at) {
  const { calculator } = trace;
  /** @type {Row[]} */
  const rows = [];

  const taken = (/** @type {Cases} */ t) => {
    const branch = t.args.find(([, condition]) => calculator.condition(condition)(at.slice()));
    return branch ? [branch[0]] : [];
  };

  const visit = (/** @type {Tree} */ t, /** @type {boolean} */ last) => {
    if (LEAVES.has(t.op) && !last) return;
    if (t.op === "sum") {
      const { body, terms, place } = calculator.terms(t, at);
      const shown = largest(terms, TERMS);
      let running = 0;
      for (const term of shown) {
        running += term.value;
        rows.push({ kind: "term", tree: body, sum: t, at: place(term), value: term.value, running });
      }
      if (terms.length > shown.length) {
        const others = terms.slice(shown.length);
        const total = calculator.of(t)(at.slice());
        rows.push({
          kind: "rest",
          sum: t,
          at,
          count: others.length,
          zero: others.filter((term) => term.value === 0).length,
          value: total - running,
          running: total,
        });
      }
      if (terms.length > 1) rows.push({ kind: "part", tree: t, at, value: calculator.of(t)(at.slice()), last });
      return;
    }
    const inner = t.op === "ref" ? [] : t.op === "cases" ? taken(t) : children(t);
    for (const child of inner) if (child.op !== "number") visit(child, false);
    const sign = t.op === "mul" && t.args.length === 2 && t.args[0].op === "number";
    if (last || !(sign || ([...nodes(t)].every((u) => LEAVES.has(u.op) || u === t) && t.op !== "call"))) {
      rows.push({ kind: "part", tree: t, at, value: calculator.of(t)(at.slice()), last });
    }
  };
  visit(equation.rhs, true);
  return rows;
}

/**
 * The entries of each array that feed an entry at these indices, or the part of its computation that a row shows.
 *
 * @param {Trace} trace
 * @param {Equation} equation
 * @param {At} at
 * @param {Row | null} row
 * @returns {Map<string, Set<number>>}
 */
export function feeding(trace, equation, at, row) {
  /** @type {Map<string, Set<number>>} */
  const feeds = new Map();
  const tree = row?.kind === "rest" ? row.sum : (row?.tree ?? equation.rhs);
  visitFeeds(trace.calculator, tree, (row?.at ?? at).slice(), (name, k) => {
    const own = feeds.get(name);
    if (own) own.add(k);
    else feeds.set(name, new Set([k]));
  });
  return feeds;
}
