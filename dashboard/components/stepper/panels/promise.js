// What the slope promises of a step, beside what comes of it, in a sentence; and what the step does to everybody else.

/** @import { Changed, Everybody, Proposal } from "../../types" */

import { share, text } from "../../shared/numbers.js";

const AGREE = 0.9; // the share of the promise from which line and curve are called one
const TENTH = 0.1;
const SPACE = "\u00a0"; // at which no line ends

/**
 * Why the loss after the step is what the slope promises, or is not.
 *
 * @param {Proposal} proposal
 */
export function verdict({ before, predicted, after, curve }) {
  if (![before, predicted, after].every(Number.isFinite))
    return "The step is so long that the loss after it is no number any more.";
  const promised = before - predicted;
  if (promised === 0) return "The slope along this step is 0: it promises nothing.";
  if (promised < 0)
    return "This step leads uphill by the slope here: the optimizer goes by what it remembers, or shrinks weights.";
  const fell = before - after;
  const lowest = curve.filter(([t]) => t >= 0).reduce((best, point) => (point[1] < best[1] ? point : best));
  const bent = "The slope holds where it was measured. On the way it changes, for the loss is a curve";
  const why = `${bent}, and this step is too long for the line.`;
  if (predicted < 0) {
    const cannot = `The slope promises a loss of ${text(predicted)}, below 0, which no loss is`;
    const came = fell < 0 ? "It rises" : fell < promised ? "It falls" : "It comes";
    return `${cannot}. ${came} to ${text(after)} instead. ${why}`;
  }
  if (fell < 0) {
    const first = lowest[1] < before ? `falls to ${text(lowest[1])} on the way and then rises` : "rises";
    return `The slope promises that the loss falls to ${text(predicted)}, but it ${first} to ${text(after)}. ${why}`;
  }
  const kept = fell / promised;
  if (kept > 2 - AGREE) return `The loss falls even further than the slope promises: it bends downwards on the way.`;
  const words = `Of the fall that the slope promises, ${rounded(kept)} comes true`;
  if (kept >= AGREE) return `${words}: so near, the curve and its tangent are almost one.`;
  const tenth = curve.find(([t]) => Math.abs(t - TENTH) < 1e-9);
  const near = tenth ? (before - tenth[1]) / (promised * TENTH) : 0;
  const shorter = near > kept && near <= 1 ? ` After a tenth of the step it is ${rounded(near)}.` : "";
  return `${words}. ${bent}.${shorter}`;
}

/**
 * Why this rate was chosen.
 *
 * @param {Proposal} proposal
 */
export function reason({ rate, predicted }) {
  const which =
    predicted > 0 ? "the largest usual one at which the slope promises no loss below 0" : "the smallest usual one";
  return `The rate ${rate} was chosen for you: it is ${which}. Set another one and look.`;
}

/**
 * A share of 1 as a whole per cent, but never as all or nothing where it is not.
 *
 * @param {number} share
 */
function rounded(share) {
  const whole = Math.round(100 * share);
  if (share > 0 && whole === 0) return `less than 1${SPACE}%`;
  return share < 1 && whole === 100 ? `more than 99${SPACE}%` : `${whole}${SPACE}%`;
}

const count = (/** @type {number} */ n) => n.toLocaleString("en");

/**
 * What the step does to the test digits, in whole sentences.
 *
 * @param {Everybody} found
 */
export function crowd({ count: n, of, less, lost, gained }) {
  const bound = n < of ? `All ${count(of)} would take too long in this network: these are the first ${count(n)}. ` : "";
  const sure = less ? `For ${count(less)} of them the truth gets less than before` : "The truth of none gets less";
  const right = (/** @type {number} */ k) => `${count(k)} ${k === 1 ? "was" : "were"}`;
  const turned =
    lost || gained
      ? `${right(lost)} read right and ${lost === 1 ? "is" : "are"} now wrong, ${count(gained)} the other way round`
      : "none is read otherwise in a way that counts: no right one turns wrong, and no wrong one right";
  return `${bound}${sure}; ${turned}.`;
}

/**
 * One digit before and after, for its caption.
 *
 * @param {Changed} one
 */
export function about({ label, truth: [before, after], read: [was, is] }) {
  const words = `${label}: ${share(before)} → ${share(after)}`;
  return { share: words, read: was === is ? `read as ${is}` : `read as ${is}, not ${was}` };
}
