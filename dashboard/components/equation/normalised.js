// The blame that passes a normalisation, told: it goes straight through x̂, and through the mean and the variance.

/** @import { Tree } from "../types" */
/** @import { Told } from "./told.js" */

import { MINUS, text } from "../shared/numbers.js";
import { blame, capital, count } from "./called.js";
import { contributions, mostly, sumIn } from "./contributions.js";
import { parts } from "./form.js";
import { MOMENTS, written } from "./place.js";
import { ROUNDING } from "./trace.js";
import { references } from "./tree.js";

/**
 * A product with a sum of paths, in which each path but one sums over all that share the mean and the variance.
 *
 * @param {Told} told
 */
export function paths({ trace, equation, at, value, k }) {
  const { calculator } = trace;
  const of = (/** @type {Tree} */ t) => calculator.of(t)(at.slice());
  const [together, ...others] = parts(equation.rhs, (t) => t.op === "add" && sumIn(t) !== undefined);
  if (together?.op !== "add" || !others.length) return null;
  const scale = others.reduce((product, t) => product * (t ? of(t) : 1), 1);
  const found = together.args.map((path) => ({ way: way(path), value: scale * of(path) }));
  const size = found.reduce((total, path) => total + Math.abs(path.value), 0);
  const signed = (/** @type {number} */ v) => (v === 0 ? "0" : `${v > 0 ? "+" : MINUS}${text(Math.abs(v))}`);
  const [first, second, third] = found.map((path) => `${path.way} (${signed(path.value)})`);
  const all = `${first}, ${second} and ${third}`;
  const where = capital(blame(trace, equation.name, k));
  if (!size) return `${where} is 0: none arrives by any of its three paths, ${all}.`;
  if (Math.abs(value) < ROUNDING * size) return `${where} is 0, for its three paths cancel: ${all}.`;
  return `${where} is ${text(value)}, by three paths: ${all}.`;
}

/**
 * The blame of a mean or a variance: every number that was measured by it hands some back.
 *
 * @param {Told} told
 */
export function moment({ trace, equation, at, value, example, who }) {
  const letter = written(trace, trace.wire(equation.name));
  const sum = sumIn(equation.rhs);
  if (!MOMENTS[letter] || !sum) return null;
  const scale = parts(equation.rhs, (t) => t === sum)
    .slice(1)
    .reduce((product, t) => product * (t ? trace.calculator.of(t)(at.slice()) : 1), 1);
  const from = (/** @type {Tree} */ body) => references(body).find((t) => trace.isGradient(t.name));
  const each = contributions(trace, sum, at, from, example).map((part) => ({ ...part, value: scale * part.value }));
  const all = each.length === 1 ? "one x̂" : `${count(each.length)} x̂`;
  const does = letter === "μ" ? `is taken off in ${all}` : `scales ${all}`;
  const most = mostly("it", each);
  if (!most) return `${who} ${does}, but none of them returns any blame.`;
  const times = letter === "μ" ? `−1 / √(σ² + ε) = ${text(scale)}` : `x̂ and −1 / 2(σ² + ε) = ${text(scale)}`;
  return `${who} ${does}; each returns its blame times ${times}, in all ${text(value)}. ${most}`;
}

/**
 * Which way a path goes: only the one through the variance has x̂ as a factor of its sum.
 *
 * @param {Tree} path
 */
function way(path) {
  const factors = path.op === "mul" ? path.args : [path];
  if (!factors.some((t) => t.op === "sum")) return "straight through x̂";
  return factors.some((t) => t.op === "ref") ? "through the variance σ²" : "through the mean μ";
}
