// The forms that sentences know an equation by.

/** @import { Tree } from "../types" */
/** @import { Trace } from "./trace.js" */

/**
 * The first factor of a product that is of a kind, then all others.
 *
 * @param {Tree} t
 * @param {(factor: Tree) => boolean} is
 * @returns {(Tree | undefined)[]}
 */
export function parts(t, is) {
  const factors = t.op === "mul" ? t.args : [t];
  const one = factors.find(is);
  return [one, ...factors.filter((factor) => factor !== one)];
}

/**
 * The slope of an activation function, by its name in the equations.
 *
 * @param {Trace} trace
 * @param {string} name
 * @param {number} z
 */
export function slopeAt(trace, name, z) {
  return trace.calculator.curve(trace.definitions[`${name}'`])(z);
}

/**
 * Is a function either on or off: one thing above 0 and another below?
 *
 * @param {Trace} trace
 * @param {string} name
 */
export const switches = (trace, name) => trace.definitions[name]?.op === "cases";
