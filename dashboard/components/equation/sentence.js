// What happens at a step, in one plain sentence about one entry. It reads the equation's shape, not the kind of layer.

import { nodes } from "./calculator.js";
import { ordinal, percent, text } from "../shared/numbers.js";

const MOMENTS = { μ: "the mean", "σ²": "the variance" };

/** "unit 7", "pixel (21, 14)", "class 3", "the weight from input 602 to unit 7". */
export function place(trace, name, k) {
  const wire = trace.wire(name),
    { example, entry } = trace.locate(name, k);
  return named(trace, wire, entry) + (example === null ? "" : ` of example ${example}`);
}

function named(trace, wire, entry) {
  const { letter } = trace.names[wire];
  if (wire === "L") return "the loss";
  if (trace.isParameter(wire)) {
    if (letter === "W" && entry.length === 2)
      return `the weight from ${reads(trace, wire) === "x" ? named(trace, "x", [entry[0]]) : `input ${entry[0]}`} to unit ${entry[1]}`;
    if (letter === "W" && entry.length === 4)
      return `weight (${entry.slice(2).join(", ")}) of filter ${entry[0]} on channel ${entry[1]}`;
    if (letter === "b")
      return `the bias of ${trace.array(wire.replace("b", "W")).shape.length === 4 ? "filter" : "unit"} ${entry[0]}`;
    return `${letter} of unit ${entry[0]}`;
  }
  if (wire === "x" && entry.length === 1 && trace.array("x").data.length % 784 === 0)
    return `pixel (${Math.floor(entry[0] / 28)}, ${entry[0] % 28})`;
  if (wire === "p" || wire === "y") return `class ${entry[0]}`;
  if (MOMENTS[letter]) return `${MOMENTS[letter]}${entry.length ? ` of unit ${entry[0]}` : ""}`;
  if (!entry.length) return letter;
  if (entry.length === 3) return `channel ${entry[0]} at (${entry.slice(1).join(", ")})`;
  return entry.length === 1 ? `unit ${entry[0]}` : `unit (${entry.join(", ")})`;
}

/** The wire that these weights read. */
function reads(trace, W) {
  const names = trace.equations.map((equation) =>
    [...nodes(equation.rhs)].filter((t) => t.op === "ref").map((t) => t.name),
  );
  return names.find((found) => found.includes(W))?.find((name) => !trace.isParameter(name));
}

/** The rank of entry k by size among all of its array: 1 is the largest. */
export function rank(data, k) {
  const size = Math.abs(data[k]);
  let larger = 0;
  for (let i = 0; i < data.length; i++) if (Math.abs(data[i]) > size) larger++;
  return larger + 1;
}

function input(trace) {
  const { data } = trace.array("x"),
    plain = data.every((v) => v >= 0 && v <= 1);
  const scale = plain ? "0 is paper, 1 is ink" : "on the scale that this network learned on, where more is more ink";
  const one = trace.digit.own ? "Your image," : `A handwritten ${trace.digit.label},`;
  return `${trace.sizes.N > 1 ? `${trace.sizes.N} handwritten digits, each` : one} as ${data.length / trace.sizes.N} numbers: ${scale}. Press → to let it through the network.`;
}

/** With a quadratic loss the last numbers are the answer as they are, and no probabilities. */
export const answers = (trace) => trace.byName.get("p").rhs.op === "ref";

export function sentence(trace, equation, k) {
  if (!equation) return input(trace);
  const letters = trace.outside(equation, trace.at(equation, k)).map((name) => trace.names[name].letter);
  return (
    happening(trace, equation, k) +
    letters.map((letter) => ` ${letter} counts as 0 where the sum runs past its edge.`).join("")
  );
}

function happening(trace, equation, k) {
  const { name } = equation,
    { data } = trace.array(name),
    value = data[k],
    where = place(trace, name, k);
  if (trace.isGradient(name)) return gradient(trace, name, k, value, where);
  const feeding = [...nodes(equation.rhs)].filter((t) => t.op === "ref");
  const at = trace.at(equation, k);
  if (name === "L") {
    const N = trace.sizes.N;
    if (N === 1 && answers(trace))
      return `The loss is ${text(value)}: for the right class, ${trace.label}, the network answers ${text(trace.array("p").data[trace.label])}; wanted are 1 there and 0 for all others.`;
    if (N > 1) return `The loss is ${text(value)}, the mean over ${N} examples.`;
    return `The loss is ${text(value)}: the right class, ${trace.label}, was given a probability of ${percent(trace.array("p").data[trace.label])}.`;
  }
  if (name === "p") {
    const { example, entry } = trace.locate(name, k),
      classes = trace.array(name).shape.at(-1),
      from = example === null ? 0 : example * classes;
    const order = rank(data.subarray(from, from + classes), k - from),
      sure = order === 1 ? "more than any other class" : `the ${ordinal(order)} most likely`;
    if (answers(trace))
      return `The network answers ${text(value)} for class ${entry[0]}${example === null ? "" : ` in example ${example}`}, ${largestOf(data.subarray(from, from + classes), k - from)} of ${classes}.`;
    return `The network gives class ${entry[0]} a probability of ${percent(value)}${example === null ? "" : ` in example ${example}`}, ${sure}.`;
  }
  const sum = [...nodes(equation.rhs)].find((t) => t.op === "sum");
  if (sum && !MOMENTS[trace.names[name].letter]) {
    const { terms } = trace.calculator.terms(sum, at),
      largest = terms.filter((term) => term.value !== 0).length;
    const standing = data.length > 1 ? `, ${largestOf(data, k)} of ${data.length.toLocaleString("en")}` : "";
    return `${capital(where)} adds up ${terms.length.toLocaleString("en")} products, ${largest.toLocaleString("en")} of them not zero, to ${text(value)}${standing}.`;
  }
  if (equation.rhs.op === "ref")
    return `${capital(where)} is ${text(value)}: the same number as ${place(trace, equation.rhs.name, trace.calculator.place(equation.rhs)(at))} of ${trace.names[equation.rhs.name].letter}, at another place.`;
  if (feeding.length === 1) {
    const before = trace.calculator.of(feeding[0])(at.slice());
    if (value === 0 && before < 0)
      return `${capital(where)} stays silent: ${text(before)} is below zero, so it passes on 0.`;
    if (value === before) return `${capital(where)} passes on its ${text(value)} as it is.`;
    return `${capital(where)} turns ${text(before)} into ${text(value)}.`;
  }
  return `${capital(where)} is ${text(value)}${data.length > 1 ? `, ${largestOf(data, k)} of ${data.length.toLocaleString("en")}` : ""}.`;
}

function gradient(trace, name, k, value, where) {
  const { data } = trace.array(name),
    letter = trace.names[name].letter === "δ" ? "δ" : "The gradient";
  const subject = trace.isParameter(name)
    ? where
    : trace.wire(name) === "x"
      ? `the ink at ${where}`
      : letter === "δ"
        ? "its input"
        : "its output";
  const equation = trace.byName.get(name),
    cancelling = trace.cancelling(equation, trace.at(equation, k), k);
  if (cancelling)
    return `${letter} of ${where} is 0: its ${cancelling.toLocaleString("en")} terms cancel${value ? `, all but a rounding error of ${text(value, 2)}` : ""}. Changing ${trace.isParameter(name) ? "it" : subject} a little does not move the loss.`;
  const start = `${letter} of ${where} is ${text(value)}`;
  if (value === 0) {
    const zero = nothing(trace, equation, k);
    return zero ? `${start} because ${zero}.` : `${start}: a small change of ${subject} does not move the loss.`;
  }
  const moved = value < 0 ? "lowers" : "raises";
  return `${start}${data.length > 1 ? `, ${largestOf(data, k)} of ${data.length.toLocaleString("en")}` : ""}: raising ${trace.isParameter(name) ? "it" : subject} ${moved} the loss.`;
}

/** What makes a product of one term zero, in words; null where that is not all there is to it. */
function nothing(trace, equation, k) {
  const { calculator } = trace,
    at = trace.at(equation, k);
  let t = equation.rhs;
  while (t.op === "sum" && calculator.bound(t.low)(at) === calculator.bound(t.high)(at)) {
    at[calculator.slot(t.index)] = calculator.bound(t.low)(at);
    t = t.of;
  }
  if (t.op !== "mul") return null;
  const zero = t.args.find((factor) => calculator.of(factor)(at.slice()) === 0);
  if (!zero) return null;
  if (zero.op !== "ref") return "the slope is 0 here: nothing passes";
  const cell = calculator.place(zero)(at),
    where = place(trace, zero.name, cell);
  return trace.isGradient(zero.name)
    ? `nothing arrives: ${trace.names[zero.name].letter === "δ" ? "δ" : "the gradient"} of ${where} is 0`
    : `${where} is 0`;
}

const largestOf = (data, k) => {
  const order = rank(data, k);
  return `the ${order === 1 ? "" : `${ordinal(order)} `}largest in size`;
};
const capital = (words) => words[0].toUpperCase() + words.slice(1);
