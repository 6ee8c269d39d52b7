// What is to be filled in at a step: the entries of its array, and behind the last step every parameter after the
// update.

/** @import { Equation } from "../types" */
/** @import { Trace } from "../equation/trace.js" */
/** @import { Mistake } from "../equation/mistakes.js" */

import { blame, called, capital } from "../equation/called.js";
import { readSteps } from "../equation/codec.js";
import { explained, hint } from "../equation/mistakes.js";
import { text } from "../shared/numbers.js";

const WHOLE = 9; // entries of an array that is filled in whole; of a larger one
const FEW = 3; // the largest are

/**
 * A cell to be filled in.
 *
 * @typedef {object} Cell
 * @property {number} k the entry
 * @property {string} words what it is called
 * @property {() => number} value
 * @property {(typed: number) => string} hint what is said to a wrong number
 */

/** @typedef {{ key: string, name: string, columns: number, cells: Cell[] }} Sheet the cells of one array, by rows */

/**
 * Is every number of this network to be filled in, and not only the gradients?
 *
 * @param {Trace} trace
 */
export const isSmall = (trace) =>
  Boolean(trace.digit.given) && trace.equations.every(({ name }) => sizeOf(trace, name) <= WHOLE);

/**
 * The sheets of a step, none where nothing is to be filled in.
 *
 * @param {Trace} trace
 * @param {Equation | undefined} equation
 * @returns {Sheet[]}
 */
export function sheets(trace, equation) {
  if (!equation || !(trace.isGradient(equation.name) || isSmall(trace))) return [];
  if (equation.rhs.op === "ref") return []; // it is there already
  const own = sheet(trace, equation);
  const last = equation === trace.equations[trace.equations.length - 1];
  return last && isSmall(trace) ? [own, ...updates(trace)] : [own];
}

/**
 * @param {Trace} trace
 * @param {string} name
 */
const sizeOf = (trace, name) => trace.array(name).shape.reduce((all, n) => all * n, 1);

/**
 * @param {Trace} trace
 * @param {Equation} equation
 * @returns {Sheet}
 */
function sheet(trace, equation) {
  const { name } = equation;
  const { shape } = trace.array(name);
  const whole = sizeOf(trace, name) <= WHOLE;
  const entries = whole ? Array.from({ length: sizeOf(trace, name) }, (_, k) => k) : largest(trace, name);
  const { rate } = readSteps(trace.changes.steps);
  const cells = entries.map((k) => ({
    k,
    words: title(trace, name, k),
    value: () => trace.array(name).data[k],
    hint: (/** @type {number} */ typed) => hint(trace, equation, k, typed, rate),
  }));
  return { key: name, name, columns: whole && shape.length === 2 ? shape[1] : entries.length, cells };
}

/**
 * @param {Trace} trace
 * @param {string} name
 */
function largest(trace, name) {
  const { data } = trace.array(name);
  const order = Array.from(data, (_, k) => k).sort((a, b) => Math.abs(data[b]) - Math.abs(data[a]));
  return order.slice(0, FEW).sort((a, b) => a - b);
}

/**
 * What a cell is called.
 *
 * @param {Trace} trace
 * @param {string} name
 * @param {number} k
 */
function title(trace, name, k) {
  if (!trace.isGradient(name)) return name === "L" ? "The loss" : capital(called(trace, name, k));
  return capital(trace.isParameter(name) ? `the gradient of ${called(trace, name, k)}` : blame(trace, name, k));
}

/**
 * Every parameter after the update θ − η ∂L/∂θ.
 *
 * @param {Trace} trace
 * @returns {Sheet[]}
 */
function updates(trace) {
  const { rate } = readSteps(trace.changes.steps);
  const parameters = [...trace.arrays.values()].filter(({ name }) => trace.isParameter(name) && trace.has(`d${name}`));
  return parameters
    .filter(({ name }) => !trace.isGradient(name))
    .map(({ name, data, shape }) => ({
      key: `new ${name}`,
      name,
      columns: shape[shape.length - 1],
      cells: Array.from(data, (before, k) => ({
        k,
        words: `${capital(called(trace, name, k))} after the update`,
        value: () => before - rate * trace.array(`d${name}`).data[k],
        hint: (/** @type {number} */ typed) => updated(typed, before, rate, trace.array(`d${name}`).data[k]),
      })),
    }));
}

/**
 * What is said to a wrong new parameter.
 *
 * @param {number} typed
 * @param {number} before
 * @param {number} rate
 * @param {number} gradient
 */
function updated(typed, before, rate, gradient) {
  /** @type {Mistake[]} */
  const usual = [
    ["That is uphill: the gradient is subtracted.", before + rate * gradient],
    [`The learning rate is missing: it is ${text(rate)}.`, before - gradient],
    ["That is the step alone: it is added to what was there.", -rate * gradient],
    ["That is the learning rate times the gradient: subtract it from what was there.", rate * gradient],
    ["Nothing has moved yet: that is the number of before.", before],
  ];
  return explained(typed, before - rate * gradient, usual);
}
