// A pass forward, here in the browser, from an x that is being changed under a person's hand. It is computed from the
// equations, as every number that was not sent is; Python computes the same when the hand comes to rest.

/** @import { Board, Equation } from "../../types" */
/** @import { Trace } from "../../equation/trace.js" */

import { Calculator } from "../../equation/calculator.js";

export class Alive {
  /** @param {Trace} trace whose network, parameters and digits these are */
  constructor(trace) {
    this.trace = trace;
    /** @type {Equation[]} */
    this.forward = trace.equations.filter(({ direction, name }) => direction === "forward" && name !== "L");
    /** @type {Map<string, { shape: number[], strides: number[], data: Float64Array }>} */
    this.arrays = new Map();
    for (const name of ["x", ...this.forward.map((equation) => equation.name)]) {
      const { shape, strides, data } = trace.array(name);
      this.arrays.set(name, { shape, strides, data: Float64Array.from(data) });
    }
    this.calculator = new Calculator({
      array: (name) => this.arrays.get(name) ?? trace.array(name),
      sizes: trace.sizes,
      definitions: trace.definitions,
    });
  }

  /**
   * What the first digits are taken for.
   *
   * @param {ArrayLike<number>} x of the first digit, or of the first ones one after another; the others stay
   * @returns {number[]} p of the first digit
   */
  reading(x) {
    this.array("x").data.set(x);
    for (const equation of this.forward) {
      const { shape, data } = this.array(equation.name);
      data.set(this.calculator.entries(equation, shape));
    }
    const { data } = this.array("p");
    return [...data.subarray(0, data.length / this.trace.sizes.N)];
  }

  /** @param {string} name */
  array(name) {
    const array = this.arrays.get(name);
    if (!array) throw new Error(`no pass forward computes ${name}`);
    return array;
  }
}

/**
 * What an array holds of the first example.
 *
 * @param {Trace} trace
 * @param {string} name
 */
export function firstOf(trace, name) {
  const { data } = trace.array(name);
  return data.subarray(0, data.length / trace.sizes.N);
}

/**
 * @param {number | number[]} numbers one for all pixels, or one for each
 * @param {number} k
 */
export const at = (numbers, k) => (typeof numbers === "number" ? numbers : numbers[k]);

/**
 * x of grey levels, on the scale that the network was trained on.
 *
 * @param {Board} board
 * @param {Uint8Array} levels
 */
export const onScale = ({ paper, ink }, levels) =>
  Float64Array.from(levels, (v, k) => at(paper, k) + (v / 255) * (at(ink, k) - at(paper, k)));
