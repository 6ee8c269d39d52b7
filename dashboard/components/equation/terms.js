// The terms of a sum: in order of size, and how many of them are written out.

/** @import { At, Sum, Term, Terms, Tree } from "../types" */
/** @import { Calculator } from "./calculator.js" */

/**
 * The terms of a sum, largest first, sums directly inside it multiplied out.
 *
 * @param {Calculator} calculator
 * @param {Sum} t
 * @param {At} at
 * @returns {Terms}
 */
export function sortTerms(calculator, t, at) {
  /** @type {Sum[]} */
  const chain = [];
  /** @type {Tree} */
  let body = t;
  for (; body.op === "sum"; body = body.of) chain.push(body);
  /** @type {Term[]} */
  const found = [];
  const slots = chain.map((sum) => calculator.slot(sum.index));
  const f = calculator.of(body);
  const here = at.slice();
  const walk = (/** @type {number} */ depth) => {
    if (depth === chain.length) {
      found.push({ bound: slots.map((s) => here[s]), value: f(here) });
      return;
    }
    const end = calculator.bound(chain[depth].high)(here);
    for (let k = calculator.bound(chain[depth].low)(here); k <= end; k++) {
      here[slots[depth]] = k;
      walk(depth + 1);
    }
  };
  walk(0);
  found.sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const place = (/** @type {Term} */ term) => {
    const there = at.slice();
    slots.forEach((s, d) => {
      there[s] = term.bound[d];
    });
    return there;
  };
  return { body, terms: found, place };
}

/**
 * The terms to write out, of terms in order of size: `most` of them, not a zero among them unless all are, and never
 * all but one.
 *
 * @param {Term[]} terms
 * @param {number} most
 */
export function largest(terms, most) {
  const nonzero = Math.max(1, terms.filter((term) => term.value !== 0).length);
  const count = Math.min(most, nonzero);
  return terms.slice(0, terms.length === count + 1 && nonzero > count ? count + 1 : count);
}
