// One entry worked out, part by part: the rows through which a person steps inside an operation.

import { children, largest, nodes } from "./calculator.js";

const LEAVES = new Set(["ref", "number", "symbol", "index"]);
const TERMS = 6;

/**
 * The rows for one entry: [{kind, tree, at, value, …}] in the order in which they are computed.
 *   term   one of the largest terms of a sum, with the running total
 *   rest   all its other terms together
 *   part   a part of the equation that is done, the whole equation last
 */
export function working(trace, equation, at) {
  const { calculator } = trace,
    rows = [];

  const visit = (t, last) => {
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
        const others = terms.slice(shown.length),
          total = calculator.of(t)(at.slice());
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
    const inner = t.op === "ref" ? [] : t.op === "cases" ? [branch(t)] : children(t);
    for (const child of inner) if (child.op !== "number") visit(child, false);
    const sign = t.op === "mul" && t.args.length === 2 && t.args[0].op === "number";
    if (last || !(sign || ([...nodes(t)].every((u) => LEAVES.has(u.op) || u === t) && t.op !== "call"))) {
      rows.push({ kind: "part", tree: t, at, value: calculator.of(t)(at.slice()), last });
    }
  };
  const branch = (t) => t.args.find(([, condition]) => calculator.condition(condition)(at.slice()))[0];

  visit(equation.rhs, true);
  return rows;
}

/** The entries of each array that feed an entry at these indices, or the part of its computation that a row shows: name → Set. */
export function feeding(trace, equation, at, row) {
  const feeds = new Map(),
    tree = row?.kind === "rest" ? row.sum : (row?.tree ?? equation.rhs);
  trace.calculator.feeds(tree, (row?.at ?? at).slice(), (name, k) => {
    if (!feeds.has(name)) feeds.set(name, new Set());
    feeds.get(name).add(k);
  });
  return feeds;
}
