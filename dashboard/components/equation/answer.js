// The end of the way forward and the beginning of the way back, told: the answer p, the loss, and the blame of a logit.

/** @import { Equation } from "../types" */
/** @import { Trace } from "./trace.js" */

import { ordinal, percent, text } from "../shared/numbers.js";
import { answers, called, count, digit, isBlame, logits, rank, standing } from "./called.js";
import { mostly, sumIn } from "./contributions.js";

/**
 * The loss, and which class or which example it comes from.
 *
 * @param {Trace} trace
 * @param {Equation} equation
 */
export function loss(trace, { rhs }) {
  const { N } = trace.sizes;
  const value = trace.array("L").data[0];
  const is = `The loss is ${text(value)}`;
  if (trace.digit.given && answers(trace)) {
    const mean = N > 1 ? `, the mean over ${count(N)} examples of` : ":";
    const distance = `${is}${mean} half the squared distance between the answers and what is wanted.`;
    return `${distance} ${mostly("it", shares(trace, rhs, value))}`.trimEnd();
  }
  if (N > 1) return `${is}, the mean over ${count(N)} examples. ${mostly("it", shares(trace, rhs, value))}`.trimEnd();
  const p = trace.array("p").data[trace.label];
  const right = `the right class, ${digit(trace, trace.label)},`;
  if (answers(trace)) {
    const wanted = `for ${right} the network answers ${text(p)}; wanted are 1 there and 0 for all others.`;
    return `${is}: ${wanted} ${mostly("it", shares(trace, rhs, value))}`.trimEnd();
  }
  if (p === 0)
    return `${is}: ${right} was given a probability that rounds to 0. The less it is given, the larger the loss.`;
  if (Math.abs(value + Math.log(p)) <= 1e-9 * value) {
    const given = `${right} was given a probability of ${percent(p)}`;
    return `${is}: ${given}, and this is minus its logarithm. The less it is given, the larger the loss.`;
  }
  const all = `${is}, added up over all ${count(trace.array("p").data.length)} classes.`;
  return `${all} ${mostly("it", shares(trace, rhs, value))}`.trimEnd();
}

/**
 * What each example adds to the loss, or with one example each class; the largest first. None where a probability is
 * so near 0 or 1 that only core still knows its logarithm.
 *
 * @param {Trace} trace
 * @param {Equation["rhs"]} rhs
 * @param {number} value
 */
function shares(trace, rhs, value) {
  const sum = sumIn(rhs);
  if (!sum) return [];
  const { terms } = trace.calculator.terms(sum, trace.calculator.at({}));
  const alone = trace.sizes.N === 1;
  /** @type {Map<number, number>} */
  const found = new Map();
  for (const { bound, value } of terms) found.set(bound[alone ? 1 : 0], (found.get(bound[alone ? 1 : 0]) ?? 0) + value);
  const whole = terms.reduce((total, term) => total + term.value, 0);
  if (!whole || !Number.isFinite(whole)) return [];
  const scale = value / whole;
  const label = (/** @type {number} */ i) => () => (alone ? digit(trace, i) : `example ${i}`);
  const parts = [...found].map(([i, part]) => ({ label: label(i), value: part * scale }));
  return parts.sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
}

/**
 * The probability of a class, and the logits that it hangs on.
 *
 * @param {Trace} trace
 * @param {Equation} equation
 * @param {number} k
 */
export function answer(trace, equation, k) {
  const { data, shape } = trace.array("p");
  const { example, entry } = trace.locate("p", k);
  const classes = shape[shape.length - 1];
  const from = k - entry[0];
  const own = data.subarray(from, from + classes);
  const value = data[k];
  const who = digit(trace, entry[0]);
  const there = example === null ? "" : ` in example ${example}`;
  if (answers(trace)) {
    return `The network answers ${text(value)} for ${who}${there}, ${standing(own, entry[0])} of ${count(classes)}.`;
  }
  const order = rank(own, entry[0]);
  const sure = order === 1 ? "more than any other class" : `the ${ordinal(order)} most likely`;
  const is = `The network gives ${who} a probability of ${chance(value)}${there}, ${sure}`;
  const z = trace.array(logits(trace)).data.subarray(from, from + classes);
  if (classes === 1) return `${is}.`;
  if (!sumIn(equation.rhs)) return `${is}: that is the sigmoid of its logit, ${text(z[entry[0]])}.`;
  const other = best(z, order === 1 ? entry[0] : -1);
  const apart = Math.abs(z[entry[0]] - z[other]);
  const rival = `${digit(trace, other)}, the ${order === 1 ? "next" : "most likely"}`;
  const why = `its logit, ${text(z[entry[0]])}, is ${text(apart)} ${order === 1 ? "above" : "below"} that of ${rival}`;
  const times = Math.exp(apart);
  const [more, less] = order === 1 ? [who, digit(trace, other)] : [digit(trace, other), who];
  const so = ` That makes ${more} ${text(times)} times as likely as ${less}.`;
  return `${is}: ${why}.${Number.isFinite(times) && value > 0 ? so : ""}`;
}

/**
 * Where the largest of some numbers is, but for one.
 *
 * @param {import("../types").Numbers} data
 * @param {number} without
 */
function best(data, without) {
  let found = without === 0 ? 1 : 0;
  for (let i = 0; i < data.length; i++) if (i !== without && data[i] > data[found]) found = i;
  return found;
}

/** @param {number} p */
const chance = (p) => (p === 0 ? "0 %" : percent(p));

/**
 * The blame of a logit: how far the answer is from the truth.
 *
 * @param {Trace} trace
 * @param {Equation} equation
 * @param {number} k
 */
export function push(trace, { name }, k) {
  const { N } = trace.sizes;
  const { example } = trace.locate(name, k);
  const [p, y, value] = ["p", "y", name].map((array) => trace.array(array).data[k]);
  const there = example === null ? "" : ` in example ${example}`;
  const who = called(trace, name, k, example);
  const [says, truth] = answers(trace)
    ? [`answers ${text(p)} for ${who}${there}`, `${text(y)} is wanted`]
    : [`says ${chance(p)} for ${who}${there}`, `the truth is ${chance(y)}`];
  const sees = `The network ${says}, and ${truth}`;
  const which = trace.digit.given && answers(trace) ? "output" : "logit";
  const push = p === y ? `nothing pushes this ${which}` : `this ${which} is pushed ${p > y ? "down" : "up"} by`;
  const far = p === y ? "" : ` ${text(Math.abs(p - y))}`;
  const mean = N > 1 ? ` shared among ${count(N)} examples,` : "";
  const its = isBlame(trace, name) || N > 1 ? "Its blame, the error signal δ," : "Its blame";
  return `${sees}: ${push}${far}. ${its}${mean} is ${text(value)}.`;
}
