// "Fool it": x + ε · sign(∂L/∂x), here in the browser while ε is being moved, and what is to be said of it.
// Goodfellow, Shlens and Szegedy, "Explaining and Harnessing Adversarial Examples", 2015.

/** @import { Board } from "../../types" */
/** @import { Trace } from "../../equation/trace.js" */

import { share } from "../../shared/numbers.js";
import { one } from "../../shared/opinion.js";
import { argmax, decode } from "../../shared/pixels.js";
import { at } from "./alive.js";

/**
 * @typedef {object} Still
 * @property {ArrayLike<number>} x before a pixel is moved, of all digits
 * @property {ArrayLike<number>} signs of ∂L/∂x there
 */

/**
 * @param {Trace} trace
 * @returns {Still}
 */
export function still(trace) {
  const { x, signs } = trace.board;
  if (x && signs) return { x: new Float32Array(decode(x).buffer), signs: new Int8Array(decode(signs).buffer) };
  return { x: trace.array("x").data, signs: Float64Array.from(trace.array("dx").data, Math.sign) };
}

/**
 * x with each pixel moved by ε of the way from paper to ink, but not beyond either.
 *
 * @param {Board} board
 * @param {ArrayLike<number>} x
 * @param {ArrayLike<number>} signs
 * @param {number} epsilon
 */
export function moved({ paper, ink }, x, signs, epsilon) {
  return Float64Array.from(x, (v, n) => {
    const k = n % 784;
    const [low, high] = [at(paper, k), at(ink, k)];
    return Math.min(Math.max(v, high), Math.max(Math.min(v, low), v + epsilon * (high - low) * signs[n]));
  });
}

/**
 * Signs thrown like coins, the same ones each time.
 *
 * @param {number} count
 */
export function coins(count) {
  let state = 1; // of the generator of Park and Miller, 1988
  return Float64Array.from({ length: count }, () => {
    state = (state * 48271) % 2147483647;
    return state % 65536 < 32768 ? 1 : -1;
  });
}

const sure = (/** @type {number} */ p) =>
  share(p).replace(" %", "\u00a0%").replace("> ", "more than ").replace("< ", "less than ");
const hundredths = (/** @type {number} */ v) => `${Number((100 * v).toFixed(1))}\u00a0%`;

/**
 * What became of the reading.
 *
 * @param {ArrayLike<number>} before
 * @param {ArrayLike<number>} after
 * @param {number} label whose loss is raised
 * @param {number} epsilon
 */
export function verdict(before, after, label, epsilon) {
  const [was, is] = [before, after].map(argmax);
  if (!epsilon) return `Nothing is moved yet. It reads ${one(was)}, with ${sure(before[was])}. Move the slider.`;
  const far = `No pixel moved by more than ${hundredths(epsilon)} of the way from paper to ink.`;
  const now = `${one(is)}${was === is ? "" : " now"}, with ${sure(after[is])}`;
  const then = `${one(was)}, with ${sure(before[was])}`;
  const fate = was === label ? "It is fooled" : "It changed its mind";
  if (was !== is) return `${fate}: it reads ${now}, where it read ${then}. ${far}`;
  if (was === label) return `It still reads ${now} instead of ${sure(before[was])}. ${far}`;
  const rose = after[label] > before[label];
  const truth = `the ${label} ${rose ? "rose" : "fell"} from ${sure(before[label])} to ${sure(after[label])}`;
  const long = rose ? "so long a step went too far, and " : "";
  return `It read ${one(was)} before, which is wrong, and still does; ${long}${truth}. ${far}`;
}

/**
 * The same moves without knowing which way.
 *
 * @param {ArrayLike<number>} before
 * @param {ArrayLike<number>} thrown
 */
export function chance(before, thrown) {
  const [was, is] = [before, thrown].map(argmax);
  const same = was === is ? "leave it at" : "make it read";
  return `Moves just as long whose signs were thrown like coins ${same} ${one(is)}, with ${sure(thrown[is])}.`;
}
