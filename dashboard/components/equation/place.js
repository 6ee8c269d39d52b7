// What an entry of an array is called: "unit 7", "pixel (21, 14)", "class 3", "the weight from input 602 to unit 7".

/** @import { Trace } from "./trace.js" */

import { references } from "./tree.js";

/** @type {Record<string, string>} */
export const MOMENTS = { μ: "the mean", "σ²": "the variance" };

/**
 * The letter of an array.
 *
 * @param {Trace} trace
 * @param {string} name
 */
export const written = (trace, name) => trace.names[name].letter ?? "";

/**
 * What a number of the answer is called: with a quadratic loss on examples of one's own it stands for no class.
 *
 * @param {Trace} trace
 */
export const classOf = (trace) => (trace.digit.given && trace.equation("p").rhs.op === "ref" ? "output" : "class");

/**
 * Entry k of an array, or of the gradient by it, in words; the example is left out where it is `within`.
 *
 * @param {Trace} trace
 * @param {string} name
 * @param {number} k
 * @param {number | null} [within]
 */
export function place(trace, name, k, within = null) {
  const { example, entry } = trace.locate(name, k);
  const outside = example !== null && example !== within;
  return named(trace, trace.wire(name), entry) + (outside ? ` of example ${example}` : "");
}

/**
 * @param {Trace} trace
 * @param {string} wire
 * @param {number[]} entry
 * @returns {string}
 */
function named(trace, wire, entry) {
  if (wire === "L") return "the loss";
  if (wire === "p" || wire === "y") return `${classOf(trace)} ${entry[0]}`;
  if (trace.isParameter(wire)) return parameter(trace, wire, entry);
  const letter = written(trace, wire);
  const side = wire === "x" && entry.length === 1 ? sideOf(trace) : 0;
  if (side) return `pixel (${Math.floor(entry[0] / side)}, ${entry[0] % side})`;
  if (MOMENTS[letter]) return MOMENTS[letter] + (entry.length ? ` of ${owner(trace, wire)} ${entry[0]}` : "");
  if (wire === "x" && trace.digit.given && entry.length === 1) return `input ${entry[0]}`;
  if (!entry.length) return letter;
  if (entry.length === 3) return `channel ${entry[0]} at (${entry.slice(1).join(", ")})`;
  return entry.length === 1 ? `unit ${entry[0]}` : `unit (${entry.join(", ")})`;
}

/**
 * Whether the moments of one unit or of a whole channel are meant.
 *
 * @param {Trace} trace
 * @param {string} moment
 */
function owner(trace, moment) {
  const readers = trace.equations.filter(({ rhs }) => references(rhs).some((t) => t.name === moment));
  return readers.some(({ name }) => trace.locate(name, 0).entry.length === 3) ? "channel" : "unit";
}

/**
 * The side of the square image that the input is as a row of pixels; 0 where it is none.
 *
 * @param {Trace} trace
 */
function sideOf(trace) {
  if (trace.digit.given) return 0;
  const { shape } = trace.array("x");
  const side = Math.sqrt(shape[shape.length - 1]);
  return Number.isInteger(side) ? side : 0;
}

/**
 * @param {Trace} trace
 * @param {string} name
 * @param {number[]} entry
 */
function parameter(trace, name, entry) {
  const letter = written(trace, name);
  const equation = reader(trace, name);
  const channels = equation && trace.locate(equation.name, 0).entry.length === 3; // then a filter goes over the image
  if (letter === "b") return `the bias of ${channels ? "filter" : "unit"} ${entry[0]}`;
  if (letter !== "W") return `${letter} of ${channels ? "channel" : "unit"} ${entry[0]}`;
  if (channels) return `weight (${entry.slice(2).join(", ")}) of filter ${entry[0]} on channel ${entry[1]}`;
  const from = equation && references(equation.rhs).find((t) => !trace.isParameter(t.name));
  const input = from?.name === "x" ? named(trace, "x", [entry[0]]) : `input ${entry[0]}`;
  return `the weight from ${input} to unit ${entry[1]}`;
}

/**
 * The forward equation that reads a parameter.
 *
 * @param {Trace} trace
 * @param {string} name
 */
function reader(trace, name) {
  return trace.equations.find(({ rhs }) => references(rhs).some((t) => t.name === name));
}
