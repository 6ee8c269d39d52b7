// What a sentence calls the things that it speaks of: "the 9", "the blame of unit 3", "x̂ of unit 3", "ten".

/** @import { Numbers } from "../types" */
/** @import { Trace } from "./trace.js" */

import { ordinal } from "../shared/numbers.js";
import { classOf, place, written } from "./place.js";
import { references } from "./tree.js";

/**
 * The name of the logits: what the probabilities are made of.
 *
 * @param {Trace} trace
 */
export const logits = (trace) => references(trace.equation("p").rhs)[0].name;

/**
 * With a quadratic loss the last numbers are the answer as they are, and no probabilities.
 *
 * @param {Trace} trace
 */
export const answers = (trace) => trace.equation("p").rhs.op === "ref";

/**
 * Entry k of an array, or of the gradient by it: a logit by the digit that it stands for, all else by its place. The
 * example is left out where it is `within`.
 *
 * @param {Trace} trace
 * @param {string} name
 * @param {number} k
 * @param {number | null} [within]
 */
export function called(trace, name, k, within = null) {
  const wire = trace.wire(name);
  const { example, entry } = trace.locate(name, k);
  if (wire === "p" || wire === logits(trace)) {
    const outside = example !== null && example !== within;
    return digit(trace, entry[0]) + (outside ? ` of example ${example}` : "");
  }
  const words = place(trace, name, k, within);
  if (trace.isParameter(name)) {
    const last = references(trace.equation(logits(trace)).rhs).some((t) => t.name === wire);
    const inputs = trace.digit.given && trace.names[name].layer === 1; // those of the network are called so themselves
    const from = inputs ? words : words.replace(/ from input (?=\d+ )/, " from unit ");
    return last ? from.replace(/unit (\d+)$/, (_, unit) => digit(trace, Number(unit))) : from;
  }
  const hat = trace.names[name].accent === "hat" ? `${written(trace, wire)}\u0302 of ` : "";
  return hat + words;
}

/**
 * A class: the digits have names of their own.
 *
 * @param {Trace} trace
 * @param {number} k
 */
export function digit(trace, k) {
  const { shape } = trace.array("p");
  if (trace.digit.given) return `${classOf(trace)} ${k}`;
  return shape[shape.length - 1] <= 10 ? `the ${k}` : `class ${k}`;
}

/**
 * Is a gradient the δ of a sum, its blame? All others are blame that arrives.
 *
 * @param {Trace} trace
 * @param {string} name
 */
export const isBlame = (trace, name) => written(trace, name) === "δ";

/**
 * Entry k of a gradient.
 *
 * @param {Trace} trace
 * @param {string} name
 * @param {number} k
 * @param {number | null} [within]
 */
export const blame = (trace, name, k, within = null) =>
  `the blame ${isBlame(trace, name) ? "of" : "that arrives at"} ${called(trace, name, k, within)}`;

const COUNTS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/**
 * A count, up to ten in words.
 *
 * @param {number} n
 */
export const count = (n) => COUNTS[n] ?? n.toLocaleString("en");

/**
 * "once", "twice", "three times".
 *
 * @param {number} n
 */
export const often = (n) => ["never", "once", "twice"][n] ?? `${count(n)} times`;

/**
 * The rank of entry k by size among all of its array: 1 is the largest.
 *
 * @param {Numbers} data
 * @param {number} k
 */
export function rank(data, k) {
  const size = Math.abs(data[k]);
  let larger = 0;
  for (let i = 0; i < data.length; i++) if (Math.abs(data[i]) > size) larger++;
  return larger + 1;
}

/**
 * "the largest in size", "the third largest in size".
 *
 * @param {Numbers} data
 * @param {number} k
 */
export function standing(data, k) {
  const order = rank(data, k);
  return `the ${order === 1 ? "" : `${ordinal(order)} `}largest in size`;
}

/**
 * For the beginning of a sentence; a letter of a formula stays as it is.
 *
 * @param {string} words
 */
export const capital = (words) => (/^[a-z]{2}/.test(words) ? words[0].toUpperCase() + words.slice(1) : words);

/** @param {string} words */
export const uncapital = (words) => words[0].toLowerCase() + words.slice(1);
