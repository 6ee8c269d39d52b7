// The curves of a run as far as a page knows them: what is new is put behind what is there.

import { decode } from "../shared/pixels.js";

/** @import { News } from "./feed.js" */

/** @typedef {"steps" | "loss" | "means" | "shares" | "seconds"} Series */
/** @typedef {Record<Series, string>} Points float32 in base64, all of one length */

const SERIES = /** @type {Series[]} */ (["steps", "loss", "means", "shares", "seconds"]);
const MOST = 2400; // points of a curve; more cannot be told apart

export class Course {
  constructor() {
    this.clear();
  }

  clear() {
    /** The last step that is known. @type {number} */
    this.taken = 0;
    /** @type {[step: number, loss: number, accuracy: number][]} */
    this.epochs = [];
    /** @type {Record<Series, number[]>} */
    this.points = { steps: [], loss: [], means: [], shares: [], seconds: [] };
  }

  /** @param {News} news */
  take({ again, epochs = [], points, taken }) {
    if (!points || taken === undefined) return;
    if (again) this.clear();
    this.taken = taken;
    this.epochs.push(...epochs);
    for (const name of SERIES) this.points[name].push(...numbers(points[name]));
    if (this.points.steps.length > MOST) this.thin();
  }

  /** Of every stretch of steps the lowest loss and the highest stay, so that old ones and new are drawn as densely. */
  thin() {
    const { steps, loss } = this.points;
    const stretch = this.taken / (MOST / 4);
    /** @type {number[]} */
    const kept = [];
    for (let k = 0; k < steps.length; ) {
      const which = Math.floor(steps[k] / stretch);
      let [low, high] = [k, k];
      for (; k < steps.length && Math.floor(steps[k] / stretch) === which; k += 1) {
        if (loss[k] < loss[low]) low = k;
        if (loss[k] > loss[high]) high = k;
      }
      kept.push(...new Set([Math.min(low, high), Math.max(low, high)]));
    }
    for (const name of SERIES) this.points[name] = kept.map((k) => this.points[name][k]);
  }

  /**
   * When a step was taken, in seconds of training.
   *
   * @param {number} step
   */
  secondsAt(step) {
    const { steps, seconds } = this.points;
    if (step <= 0 || !steps.length) return 0;
    const after = steps.findIndex((other) => other >= step);
    return seconds[after < 0 ? seconds.length - 1 : after];
  }
}

/** @param {string} text */
function numbers(text) {
  const bytes = decode(text);
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
}
