// Where a sum came from: its two largest terms, and how much of it they are.

/** @import { At, Ref, Sum, Tree } from "../types" */
/** @import { Trace } from "./trace.js" */

import { brief, share } from "../shared/numbers.js";
import { called } from "./called.js";
import { nodes, references } from "./tree.js";

/** @typedef {{ label: () => string, value: number }} Contribution what it is called, and its part of the sum */

/**
 * The first sum in a tree.
 *
 * @param {Tree} t
 */
export const sumIn = (t) => [...nodes(t)].find((u) => u.op === "sum");

/**
 * The terms of a sum, the largest first, each called by the entry of `by` that it reads; where they differ in nothing
 * but the example, by that.
 *
 * @param {Trace} trace
 * @param {Sum} sum
 * @param {At} at
 * @param {(body: Tree) => Ref | undefined} by
 * @param {number | null} [within] the example that goes without saying
 * @returns {Contribution[]}
 */
export function contributions(trace, sum, at, by, within = null) {
  const { calculator } = trace;
  const { body, terms, place } = calculator.terms(sum, at);
  const reference = by(body) ?? references(body)[0];
  const examples = body === sum.of && sum.index.replaceAll("'", "") === "n";
  return terms.map((term) => ({
    value: term.value,
    label: () => {
      if (examples) return `example ${term.bound[0]}`;
      return called(trace, reference.name, calculator.place(reference)(place(term)), within);
    },
  }));
}

/**
 * How many terms of a sum lie inside all the arrays that it reads.
 *
 * @param {Trace} trace
 * @param {Sum} sum
 * @param {At} at
 */
export function inside(trace, sum, at) {
  const { calculator } = trace;
  const { body, terms, place } = calculator.terms(sum, at);
  const places = references(body).map((t) => calculator.place(t));
  return terms.filter((term) => {
    const there = place(term);
    return places.every((of) => of(there) >= 0);
  }).length;
}

/** @param {number} value */
const signed = (value) => `${value > 0 ? "+" : ""}${brief(value)}`;

/**
 * The two largest contributions to `whole` and their share of it, by size. They are in order of size; empty where all
 * are 0.
 *
 * @param {string} whole
 * @param {Contribution[]} parts
 */
export function mostly(whole, parts) {
  const some = parts.filter(({ value }) => value !== 0);
  const size = some.reduce((total, { value }) => total + Math.abs(value), 0);
  const [one, two] = some.slice(0, 2).map(({ label, value }) => `${label()} (${signed(value)})`);
  if (!some.length) return "";
  if (some.length === 1) return `All of ${whole} comes from ${one}.`;
  if (some.length === 2) return `All of ${whole} comes from ${one} and ${two}.`;
  const both = (Math.abs(some[0].value) + Math.abs(some[1].value)) / size;
  const from = `(${share(both)} by size)`;
  if (both < 0.5005) return `The largest parts ${from} come from ${one} and ${two}.`;
  return `${both >= 0.9 ? "Nearly all" : "Most"} of ${whole} ${from} comes from ${one} and ${two}.`;
}
