// The way forward, told: what an entry was made of. It reads the form of the equation, and knows no kind of layer.

/** @import { Equation, Ref, Tree } from "../types" */
/** @import { Told } from "./told.js" */
/** @import { Trace } from "./trace.js" */

import { text } from "../shared/numbers.js";
import { called, count, logits, uncapital } from "./called.js";
import { contributions, inside, mostly, sumIn } from "./contributions.js";
import { parts, slopeAt, switches } from "./form.js";
import { classOf, MOMENTS, written } from "./place.js";
import { told } from "./told.js";
import { references } from "./tree.js";

const FLAT = 1e-9; // below this a slope is a difference of numbers so alike that its digits are rounding errors

/**
 * What made entry k of a value.
 *
 * @param {Trace} trace
 * @param {Equation} equation
 * @param {number} k
 */
export function forward(trace, equation, k) {
  const all = told(trace, equation, k);
  for (const kind of [copied, largestOfWindow, function_, weighed, averaged, centred, stretched, masked]) {
    const words = kind(all);
    if (words) return words;
  }
  return `${all.who} is ${text(all.value)}.`;
}

/** @param {Told} told */
const comesTo = ({ trace, at }, /** @type {Tree} */ t) => trace.calculator.of(t)(at.slice());

/**
 * What a reference points at.
 *
 * @param {Told} told
 * @param {Ref} t
 */
const of = ({ trace, at, example }, t) => called(trace, t.name, trace.calculator.place(t)(at), example);

/** The same number again: moved, or let through. @param {Told} told */
function copied(told) {
  const { trace, equation, value, who } = told;
  const { rhs, name } = equation;
  if (rhs.op !== "ref") return null;
  if (String(trace.array(rhs.name).shape) === String(trace.array(name).shape)) {
    return `${who} passes on its ${text(value)} as it is.`;
  }
  const same = `the same number as ${of(told, rhs)} of ${written(trace, rhs.name)}`;
  return `${who} is ${text(value)}: ${same}, at another place.`;
}

/** The largest number of a window. @param {Told} told */
function largestOfWindow(told) {
  const { equation, value, who } = told;
  const { rhs } = equation;
  if (rhs.op !== "call" || rhs.name !== "max") return null;
  const window = rhs.args.filter((t) => t.op === "ref");
  const winner = window.find((t) => comesTo(told, t) === value);
  if (!winner) return null;
  const others = `the other ${count(window.length - 1)} of its window are left out`;
  const equal = window.filter((t) => comesTo(told, t) === value).length;
  const first = equal > 1 ? `, the first of ${count(equal)} that are equal` : "";
  const takes = `${who} takes the largest of ${count(window.length)}: ${text(value)}`;
  return `${takes}, from ${of(told, winner)}${first}; ${others}.`;
}

/** An activation function. @param {Told} told */
function function_(told) {
  const { trace, equation, value, who } = told;
  const { rhs } = equation;
  if (rhs.op !== "call" || rhs.args.length !== 1 || rhs.args[0].op !== "ref") return null;
  const from = rhs.args[0];
  const before = comesTo(told, from);
  const input = `${written(trace, from.name)} = ${text(before)}`;
  const slope = slopeAt(trace, rhs.name, before);
  const two = switches(trace, rhs.name);
  if (two && value === 0 && slope === 0) return `${who} stays silent: ${input} is not above zero, so it passes on 0.`;
  if (two && value === before && slope === 1) return `${who} is on: it passes on its ${input} as it is.`;
  const steep = Math.abs(slope) < FLAT ? "next to 0" : `${Math.abs(slope) < 0.1 ? "only " : ""}${text(slope)}`;
  return `${who}: ${rhs.name} turns ${input} into ${text(value)}. Its slope there is ${steep}.`;
}

/** A weighted sum and its bias. @param {Told} told */
function weighed(told) {
  const { trace, equation, at, value, example, who } = told;
  const { rhs } = equation;
  const sum = rhs.op === "add" ? rhs.args.find((t) => t.op === "sum") : undefined;
  const bias = rhs.op === "add" ? rhs.args.find((t) => t.op === "ref") : undefined;
  if (!sum || !bias) return null;
  const input = (/** @type {Tree} */ body) => references(body).find((t) => !trace.isParameter(t.name));
  const from = contributions(trace, sum, at, input, example);
  const some = from.filter((part) => part.value !== 0).length;
  const beyond = from.length - inside(trace, sum, at);
  const alive = some < from.length ? ` (${count(some)} not zero)` : "";
  const which = beyond ? ` (${count(beyond)} beyond the edge)` : alive;
  const isLogit = equation.name === logits(trace) && classOf(trace) === "class";
  const whose = isLogit ? `The logit of ${uncapital(who)}` : who;
  const products = `${count(from.length)} products${which}`;
  const adds = `${whose} adds up ${products} to ${text(comesTo(told, sum))}`;
  const b = comesTo(told, bias);
  const whole = b === 0 ? "; its bias is 0" : `, and its bias of ${text(b)} makes ${text(value)}`;
  return `${adds}${whole}. ${mostly("the sum", from)}`.trimEnd();
}

/** A mean, or a variance, which is a mean of squares. @param {Told} told */
function averaged(told) {
  const { trace, equation, at, value, example, who } = told;
  const { rhs, name } = equation;
  const sum = rhs.op === "mul" ? sumIn(rhs) : undefined;
  const { body } = sum ? trace.calculator.terms(sum, at) : { body: null };
  if (!sum || (body?.op !== "ref" && body?.op !== "pow")) return null;
  const from = contributions(trace, sum, at, (t) => references(t)[0], example);
  const n = from.length;
  if (n === 1 && body.op === "ref") return `${who} is ${text(value)}: its only number.`;
  if (n === 1) return `${who} is ${text(value)}: its only number is the mean itself.`;
  if (body.op === "ref") {
    const added = `${count(n)} numbers that add up to ${text(comesTo(told, sum))}, divided by ${n}`;
    const is = MOMENTS[written(trace, name)] ? "is" : "is the mean of its window,";
    return `${who} ${is} ${text(value)}: ${added}. ${mostly("the sum", from)}`.trimEnd();
  }
  const scaled = from.map((part) => ({ ...part, value: part.value / n }));
  const squares = `the mean of ${count(n)} squared distances from the mean`;
  return `${who} is ${text(value)}: ${squares}. ${mostly("it", scaled)}`.trimEnd();
}

/** A distance from a mean in units of the spread. @param {Told} told */
function centred(told) {
  const { trace, equation, at, value, who } = told;
  const { rhs } = equation;
  if (rhs.op !== "mul" || rhs.args.length !== 2) return null;
  const distance = rhs.args.find((t) => t.op === "add");
  const scale = rhs.args.find((t) => t.op === "pow");
  const [from, mean] = distance ? references(distance) : [];
  if (!distance || !scale || !mean) return null;
  const apart = comesTo(told, distance);
  const side = apart < 0 ? "below" : "above";
  const letter = written(trace, from.name);
  const [z, middle] = [from, mean].map((t) => text(comesTo(told, t)));
  const lies = `${letter} = ${z} lies ${text(Math.abs(apart))} ${side} the mean of ${middle}`;
  const spread = text(1 / trace.calculator.of(scale)(at.slice()));
  return `${who} is ${text(value)}: ${lies}, and the spread √(σ² + ε) by which that is divided is ${spread}.`;
}

/** Stretched by one parameter and shifted by another. @param {Told} told */
function stretched(told) {
  const { trace, equation, value, who } = told;
  const { rhs } = equation;
  const product = rhs.op === "add" ? rhs.args.find((t) => t.op === "mul") : undefined;
  const shift = rhs.op === "add" ? rhs.args.find((t) => t.op === "ref") : undefined;
  const [by, what] = product ? parts(product, (t) => t.op === "ref" && trace.isParameter(t.name)) : [];
  if (!product || !shift || by?.op !== "ref" || what?.op !== "ref") return null;
  const stretch = `${written(trace, by.name)} = ${text(comesTo(told, by))} times x̂ = ${text(comesTo(told, what))} is`;
  const shifted = `${written(trace, shift.name)} = ${text(comesTo(told, shift))} shifts that to ${text(value)}`;
  return `${who}: ${stretch} ${text(comesTo(told, product))}, and ${shifted}.`;
}

/** Kept or dropped by a mask that chance made. @param {Told} told */
function masked(told) {
  const { trace, equation, value, who } = told;
  const { rhs } = equation;
  if (rhs.op !== "mul" || rhs.args.length !== 2) return null;
  const [mask, from] = parts(rhs, (t) => t.op === "ref" && !trace.byName.has(t.name));
  if (mask?.op !== "ref" || from?.op !== "ref") return null;
  const m = comesTo(told, mask);
  const before = text(comesTo(told, from));
  if (m === 0) return `${who} is dropped in this pass: it passes on 0 instead of its ${before}.`;
  if (m === 1) return `${who} passes on its ${before} as it is: nothing is left out.`;
  const changed = `${before} becomes ${text(value)}`;
  return `${who} is kept and ${times(m)}, because ${left(m)} are left out on average: ${changed}.`;
}

/** @param {number} m */
export const times = (m) => (m === 2 ? "doubled" : `multiplied by ${text(m)}`);

/** @param {number} m */
const left = (m) => (m === 2 ? "half of the units" : `${Number((100 * (1 - 1 / m)).toPrecision(3))} % of the units`);
