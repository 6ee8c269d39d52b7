// The way back, told: where a gradient came from. It reads the form of the equation, and knows no kind of layer.

/** @import { Equation, Tree } from "../types" */
/** @import { Told } from "./told.js" */
/** @import { Trace } from "./trace.js" */

import { text } from "../shared/numbers.js";
import { blame, called, capital, count, isBlame, logits, often, uncapital } from "./called.js";
import { contributions, inside, mostly } from "./contributions.js";
import { parts, switches } from "./form.js";
import { times } from "./forward.js";
import { moment, paths } from "./normalised.js";
import { classOf, written } from "./place.js";
import { single } from "./product.js";
import { told } from "./told.js";
import { nodes, references } from "./tree.js";

/**
 * What made entry k of a gradient.
 *
 * @param {Trace} trace
 * @param {Equation} equation
 * @param {number} k
 */
export function backward(trace, equation, k) {
  const all = told(trace, equation, k);
  for (const kind of [cancelled, returned, spread, counted, used, moment, paths, passed]) {
    const words = kind(all);
    if (words) return words;
  }
  return `${capital(blame(trace, equation.name, k))} is ${text(all.value)}.`;
}

/** Terms that leave nothing but a rounding error. @param {Told} told */
function cancelled({ trace, equation, at, k, value }) {
  const { name } = equation;
  const terms = trace.cancelling(equation, at, k);
  if (!terms) return null;
  const error = value ? `, all but a rounding error of ${text(value, 2)}` : "";
  const [what, it] = trace.isParameter(name)
    ? [`The gradient of ${called(trace, name, k)}`, "it"]
    : [capital(blame(trace, name, k)), "its output"];
  return `${what} is 0: its ${count(terms)} terms cancel${error}. Changing ${it} a little does not move the loss.`;
}

/** The same number again, from where the value went. @param {Told} told */
function returned({ trace, equation, at, value, example, who }) {
  const { rhs, name } = equation;
  if (rhs.op !== "ref") return null;
  const from = trace.calculator.place(rhs)(at);
  if (String(trace.array(rhs.name).shape) === String(trace.array(name).shape)) {
    return `${who} was passed on as it is, so the blame that arrives passes unchanged: ${text(value)}.`;
  }
  const there = called(trace, rhs.name, from, example);
  return `${who} was only moved to ${there}, so the blame that arrives there comes back whole: ${text(value)}.`;
}

/** What an entry sent to many sums comes back from all of them. @param {Told} told */
function spread({ trace, equation, at, value, example, who }) {
  const { rhs, name } = equation;
  if (rhs.op !== "sum" || trace.isParameter(name)) return null;
  const from = references(rhs).find((t) => trace.isGradient(t.name));
  if (!from) return null;
  const n = inside(trace, rhs, at);
  if (!n) return `${who} feeds no sum, so nothing that it holds can reach the loss.`;
  const end = classOf(trace) === "class" ? "logit" : "output";
  const noun = trace.wire(from.name) === logits(trace) ? end : isUnit(trace, from.name) ? "unit" : "sum";
  const feeds = `${who} feeds ${count(n)} ${noun}${n === 1 ? "" : "s"}`;
  const most = mostly(
    "it",
    contributions(trace, rhs, at, () => from, example),
  );
  if (!most) return `${feeds}, but each blame times its weight is 0: no blame arrives.`;
  return `${feeds}, and a blame of ${text(value)} arrives. ${most}`;
}

/**
 * @param {Trace} trace
 * @param {string} name
 */
const isUnit = (trace, name) => trace.locate(name, 0).entry.length === 1;

/** The gradient of what is added as it is: a bias. @param {Told} told */
function counted(told) {
  const { trace, equation, at, value, who } = told;
  const { rhs, name } = equation;
  if (rhs.op !== "sum" || !trace.isParameter(name)) return null;
  const { body, terms, place: there } = trace.calculator.terms(rhs, at);
  if (body.op !== "ref") return null;
  const from = body;
  if (terms.length === 1) {
    const own = blame(trace, from.name, trace.calculator.place(from)(there(terms[0])));
    return `${who} is added as it is, so its gradient is ${own}: ${text(value)}.`;
  }
  const most = mostly(
    "it",
    contributions(trace, rhs, at, () => from),
  );
  const kind = isBlame(trace, from.name) ? "blames" : "blames that arrive";
  const added = `${who} is added ${often(terms.length)}, so its gradient adds up ${count(terms.length)} ${kind}`;
  return `${added}: ${text(value)}. ${most}`.trimEnd();
}

/** The gradient of a factor: what it was multiplied by, times the blame. @param {Told} told */
function used(told) {
  const { trace, equation, at, value, who } = told;
  const { rhs, name } = equation;
  if (rhs.op !== "sum" || !trace.isParameter(name)) return null;
  const { body, terms, place: there } = trace.calculator.terms(rhs, at);
  const from = references(body).find((t) => trace.isGradient(t.name));
  const came = references(body).find((t) => !trace.isGradient(t.name));
  if (body.op !== "mul" || !from || !came) return null;
  if (terms.length === 1) return single(told, came, from, there(terms[0]));
  const n = inside(trace, rhs, at);
  const most = mostly(
    "it",
    contributions(trace, rhs, at, () => from),
  );
  const gradient = `what came in times the blame there, added up, is ${text(value)}`;
  return `${who} is used ${often(n)}: ${gradient}. ${most || "Every product is 0."}`;
}

/** Blame that passes one place, times a factor. @param {Told} told */
function passed(told) {
  const { trace, equation, at, value, example, who } = told;
  const [from, ...others] = parts(equation.rhs, (t) => t.op === "ref" && trace.isGradient(t.name));
  if (from?.op !== "ref") return null;
  const factors = /** @type {Tree[]} */ (others);
  const of = (/** @type {Tree} */ t) => trace.calculator.of(t)(at.slice());
  const factor = factors.reduce((product, t) => product * of(t), 1);
  const arriving = trace.calculator.of(from)(at.slice());
  const origin = trace.calculator.place(from)(at);
  const there = called(trace, from.name, origin, example);
  if (arriving === 0) return `No blame arrives at ${called(trace, from.name, origin)}, so none passes back.`;
  const all = factors.flatMap((t) => [...nodes(t)]);
  if (factors.every((t) => t.op === "number")) {
    const averaged = `${who} is one of ${count(Math.round(1 / factor))} numbers averaged into ${there}`;
    const gets = `it gets ${text(factor)} of the blame that arrives there, ${text(arriving)}`;
    return `${averaged}: ${gets}, so ${text(value)}.`;
  }
  if (all.some((t) => t.op === "call" && t.name === "winner")) {
    const won = `${who} was the largest of its window, and the winner takes it all`;
    if (factor) return `${won}: the blame that arrives at ${there}, ${text(value)}.`;
    return `${who} was not the largest of its window: nothing it did reached the loss, so no blame comes back.`;
  }
  const mask = factors.find((t) => t.op === "ref" && trace.role(t.name) === "value" && !trace.byName.has(t.name));
  const arrives = `the blame that arrives, ${text(arriving)},`;
  if (mask && factors.length === 1) {
    if (factor === 0) return `${who} was dropped in this pass: nothing it did reached the loss, so no blame passes.`;
    if (factor === 1)
      return `${who} was passed on as it is, so the blame that arrives passes unchanged: ${text(value)}.`;
    return `${who} was kept and ${times(factor)}, so ${arrives} is ${times(factor)} too: ${text(value)}.`;
  }
  const own = all.find((t) => t.op === "ref" && trace.isParameter(t.name));
  if (own && factors.length === 1) {
    const scale = `${written(trace, references(own)[0].name)} = ${text(factor)}`;
    return `${who} was multiplied by ${scale}, so ${arrives} passes times that: ${text(value)}.`;
  }
  if (own?.op === "ref") {
    const scale = `${written(trace, own.name)} over the spread, ${text(factor)}`;
    return `${who} was moved by fixed numbers, so ${arrives} passes times ${scale}: ${text(value)}.`;
  }
  return sloped(told, trace.byName.get(trace.wire(from.name)), factor, arriving);
}

/**
 * Blame that passes an activation function.
 *
 * @param {Told} told
 * @param {Equation | undefined} sent what the blame is of
 * @param {number} slope
 * @param {number} arriving
 */
function sloped({ trace, k, value, who }, sent, slope, arriving) {
  const from = sent?.rhs.op === "call" ? sent.rhs.args[0] : undefined;
  if (sent?.rhs.op !== "call" || from?.op !== "ref") return null;
  const input = `${written(trace, from.name)} = ${text(trace.array(from.name).data[k])}`;
  const two = switches(trace, sent.rhs.name);
  if (two && slope === 1) return `${who} is on (${input}), so the blame that arrives passes unchanged: ${text(value)}.`;
  const off = two && slope === 0 && trace.array(sent.name).data[k] === 0;
  if (off) return `${who} is off (${input}): nothing it did reached the loss, so no blame passes.`;
  const steep = `At ${input} the slope of ${sent.rhs.name} is ${Math.abs(slope) < 0.1 ? "only " : ""}${text(slope)}`;
  return `${steep}. The blame that arrives at ${uncapital(who)}, ${text(arriving)}, passes times that: ${text(value)}.`;
}
