// The functions and relations that a derived equation may hold, in numbers.

/** @import { Relation } from "../types" */

/** @type {Record<string, (...args: number[]) => number>} */
export const FUNCTIONS = {
  exp: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
  tanh: Math.tanh,
  abs: Math.abs,
  sign: Math.sign,
  max: Math.max,
  quotient: (a, b) => Math.floor(a / b),
  remainder: (a, b) => a - b * Math.floor(a / b),
  winner: (k, ...among) => (among.indexOf(Math.max(...among)) === k ? 1 : 0),
  erf,
};

/** @type {Record<Relation, (a: number, b: number) => boolean>} */
export const RELATIONS = {
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  "==": (a, b) => a === b,
};

/**
 * The series of Abramowitz & Stegun 7.1.6 near zero, the continued fraction 7.1.14 beyond.
 *
 * @param {number} x
 */
function erf(x) {
  const u = Math.abs(x);
  if (u > 6) return Math.sign(x);
  if (u < 2.5) {
    let term = u;
    let total = u;
    for (let k = 1; k < 60; k++) {
      term *= (2 * u * u) / (2 * k + 1);
      total += term;
    }
    return (Math.sign(x) * 2 * Math.exp(-u * u) * total) / Math.sqrt(Math.PI);
  }
  let fraction = u;
  for (let k = 60; k > 0; k--) fraction = u + k / 2 / fraction;
  return Math.sign(x) * (1 - Math.exp(-u * u) / fraction / Math.sqrt(Math.PI));
}
