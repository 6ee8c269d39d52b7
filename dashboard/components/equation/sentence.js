// What happens at a step, in one plain sentence about one entry. It reads the equation and the shapes of its arrays,
// and knows no kind of layer.

/** @import { Equation, Numbers } from "../types" */
/** @import { Trace } from "./trace.js" */

import { ordinal, percent, text } from "../shared/numbers.js";
import { MOMENTS, place, written } from "./place.js";
import { nodes, references } from "./tree.js";

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
 * With a quadratic loss the last numbers are the answer as they are, and no probabilities.
 *
 * @param {Trace} trace
 */
export const answers = (trace) => trace.equation("p").rhs.op === "ref";

/**
 * The sentence about entry k of what an equation computes; without an equation, about the input.
 *
 * @param {Trace} trace
 * @param {Equation | undefined} equation
 * @param {number} k
 */
export function sentence(trace, equation, k) {
  if (!equation) return input(trace);
  const letters = trace.outside(equation, trace.at(equation, k)).map((name) => trace.names[name].letter);
  const edges = letters.map((letter) => ` ${letter} counts as 0 where the sum runs past its edge.`);
  return happening(trace, equation, k) + edges.join("");
}

/** @param {Trace} trace */
function input(trace) {
  const { data } = trace.array("x");
  const { N } = trace.sizes;
  const plain = data.every((v) => v >= 0 && v <= 1);
  const scale = plain ? "0 is paper, 1 is ink" : "on the scale that this network learned on, where more is more ink";
  const one = trace.digit.own ? "Your image," : `A handwritten ${trace.digit.label},`;
  const digits = N > 1 ? `${N} handwritten digits, each` : one;
  return `${digits} as ${data.length / N} numbers: ${scale}. Press → to let it through the network.`;
}

/**
 * @param {Trace} trace
 * @param {Equation} equation
 * @param {number} k
 */
function happening(trace, equation, k) {
  const { name, rhs } = equation;
  const { calculator } = trace;
  if (trace.isGradient(name)) return gradient(trace, equation, k);
  if (name === "L") return loss(trace);
  if (name === "p") return answer(trace, k);
  const { data } = trace.array(name);
  const value = data[k];
  const where = capital(place(trace, name, k));
  const at = trace.at(equation, k);
  const sum = [...nodes(rhs)].find((t) => t.op === "sum");
  if (sum && !MOMENTS[written(trace, name)]) {
    const { terms } = calculator.terms(sum, at);
    const some = terms.filter((term) => term.value !== 0).length;
    const [all, alive] = [terms.length, some].map((count) => count.toLocaleString("en"));
    return `${where} adds up ${all} products, ${alive} of them not zero, to ${text(value)}${standing(data, k)}.`;
  }
  if (rhs.op === "ref") {
    const from = `${place(trace, rhs.name, calculator.place(rhs)(at))} of ${written(trace, rhs.name)}`;
    return `${where} is ${text(value)}: the same number as ${from}, at another place.`;
  }
  const feeding = references(rhs);
  if (feeding.length === 1) {
    const before = calculator.of(feeding[0])(at.slice());
    if (value === 0 && before < 0) return `${where} stays silent: ${text(before)} is below zero, so it passes on 0.`;
    if (value === before) return `${where} passes on its ${text(value)} as it is.`;
    return `${where} turns ${text(before)} into ${text(value)}.`;
  }
  return `${where} is ${text(value)}${standing(data, k)}.`;
}

/** @param {Trace} trace */
function loss(trace) {
  const { N } = trace.sizes;
  const is = `The loss is ${text(trace.array("L").data[0])}`;
  if (N > 1) return `${is}, the mean over ${N} examples.`;
  const p = trace.array("p").data[trace.label];
  const right = `the right class, ${trace.label},`;
  if (!answers(trace)) return `${is}: ${right} was given a probability of ${percent(p)}.`;
  return `${is}: for ${right} the network answers ${text(p)}; wanted are 1 there and 0 for all others.`;
}

/**
 * @param {Trace} trace
 * @param {number} k
 */
function answer(trace, k) {
  const { data, shape } = trace.array("p");
  const { example, entry } = trace.locate("p", k);
  const classes = shape[shape.length - 1];
  const from = example === null ? 0 : example * classes;
  const own = data.subarray(from, from + classes);
  const value = data[k];
  const there = example === null ? "" : ` in example ${example}`;
  if (answers(trace)) {
    const size = largestOf(own, k - from);
    return `The network answers ${text(value)} for class ${entry[0]}${there}, ${size} of ${classes}.`;
  }
  const order = rank(own, k - from);
  const sure = order === 1 ? "more than any other class" : `the ${ordinal(order)} most likely`;
  return `The network gives class ${entry[0]} a probability of ${percent(value)}${there}, ${sure}.`;
}

/**
 * @param {Trace} trace
 * @param {Equation} equation
 * @param {number} k
 */
function gradient(trace, equation, k) {
  const { name } = equation;
  const { data } = trace.array(name);
  const value = data[k];
  const where = place(trace, name, k);
  const delta = written(trace, name) === "δ";
  const parameter = trace.isParameter(name);
  const is = `${delta ? "δ" : "The gradient"} of ${where} is`;
  const moving = trace.wire(name) === "x" ? `the ink at ${where}` : delta ? "its input" : "its output";
  const cancelling = trace.cancelling(equation, trace.at(equation, k), k);
  if (cancelling) {
    const error = value ? `, all but a rounding error of ${text(value, 2)}` : "";
    const still = `Changing ${parameter ? "it" : moving} a little does not move the loss.`;
    return `${is} 0: its ${cancelling.toLocaleString("en")} terms cancel${error}. ${still}`;
  }
  if (value === 0) {
    const zero = nothing(trace, equation, k);
    if (zero) return `${is} ${text(value)} because ${zero}.`;
    return `${is} ${text(value)}: a small change of ${parameter ? where : moving} does not move the loss.`;
  }
  const moves = `raising ${parameter ? "it" : moving} ${value < 0 ? "lowers" : "raises"} the loss`;
  return `${is} ${text(value)}${standing(data, k)}: ${moves}.`;
}

/**
 * What makes a product of one term zero, in words; null where that is not all there is to it.
 *
 * @param {Trace} trace
 * @param {Equation} equation
 * @param {number} k
 */
function nothing(trace, equation, k) {
  const { calculator } = trace;
  const at = trace.at(equation, k);
  let t = equation.rhs;
  while (t.op === "sum" && calculator.bound(t.low)(at) === calculator.bound(t.high)(at)) {
    at[calculator.slot(t.index)] = calculator.bound(t.low)(at);
    t = t.of;
  }
  if (t.op !== "mul") return null;
  const zero = t.args.find((factor) => calculator.of(factor)(at.slice()) === 0);
  if (!zero) return null;
  if (zero.op !== "ref") return "the slope is 0 here: nothing passes";
  const where = place(trace, zero.name, calculator.place(zero)(at));
  if (!trace.isGradient(zero.name)) return `${where} is 0`;
  return `nothing arrives: ${written(trace, zero.name) === "δ" ? "δ" : "the gradient"} of ${where} is 0`;
}

/**
 * Where an entry stands among those of its array, by size.
 *
 * @param {Numbers} data
 * @param {number} k
 */
const standing = (data, k) => (data.length > 1 ? `, ${largestOf(data, k)} of ${data.length.toLocaleString("en")}` : "");

/**
 * @param {Numbers} data
 * @param {number} k
 */
function largestOf(data, k) {
  const order = rank(data, k);
  return `the ${order === 1 ? "" : `${ordinal(order)} `}largest in size`;
}

/** @param {string} words */
const capital = (words) => words[0].toUpperCase() + words.slice(1);
