// What the sentence about an entry is made from, on the way forward and back.

/** @import { At, Equation } from "../types" */
/** @import { Trace } from "./trace.js" */

import { called, capital } from "./called.js";

/**
 * An entry with all that its sentence is made from.
 *
 * @typedef {object} Told
 * @property {Trace} trace
 * @property {Equation} equation
 * @property {At} at
 * @property {number} k
 * @property {number} value
 * @property {number | null} example
 * @property {string} who what the entry is called
 */

/**
 * Entry k of what an equation computes.
 *
 * @param {Trace} trace
 * @param {Equation} equation
 * @param {number} k
 * @returns {Told}
 */
export function told(trace, equation, k) {
  const { name } = equation;
  return {
    trace,
    equation,
    at: trace.at(equation, k),
    k,
    value: trace.array(name).data[k],
    example: trace.locate(name, k).example,
    who: capital(called(trace, name, k)),
  };
}
