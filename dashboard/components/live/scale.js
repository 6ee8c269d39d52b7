// Axes of a chart that grows: few, round ticks, as the charts of a run that has ended have them.

import { split, text } from "../shared/numbers.js";

/** @typedef {{ at: number, text: string }} Tick */
/** @typedef {{ place: (value: number) => number, ticks: Tick[] }} Scale `place` is from 0 to 1 */

const MOST_TICKS = 8;
const STARTS = [99, 98, 95, 90, 80, 50]; // percent, where an axis of accuracies may begin

/**
 * A logarithmic axis; from 0.1 to 10 before there are any losses.
 *
 * @param {number[]} losses
 * @returns {Scale}
 */
export function lossScale(losses) {
  const known = losses.filter((loss) => Number.isFinite(loss) && loss > 0).map(Math.log10);
  const least = known.length ? known.reduce((a, b) => Math.min(a, b)) : -1;
  const most = known.length ? known.reduce((a, b) => Math.max(a, b)) : 1;
  const margin = 0.06 * Math.max(most - least, 0.3);
  const [low, high] = [least - margin, most + margin];
  const powers = Array.from({ length: Math.ceil(high) - Math.floor(low) + 1 }, (_, k) => Math.floor(low) + k);
  const fine = powers.flatMap((k) => [1, 2, 5].map((m) => m * 10 ** k)).filter((at) => inside(Math.log10(at)));
  /** @param {number} at */
  function inside(at) {
    return at >= low && at <= high;
  }
  const apart = Math.ceil(powers.length / MOST_TICKS);
  const ticks =
    fine.length <= MOST_TICKS ? fine : powers.filter((k, n) => n % apart === 0 && inside(k)).map((k) => 10 ** k);
  return {
    place: (loss) => (Math.log10(loss) - low) / (high - low),
    ticks: ticks.map((at) => ({
      at,
      text: split(at).power === null ? String(Number(at.toPrecision(3))) : text(at, 1).replace(/^1×/, ""),
    })),
  };
}

/**
 * An axis in percent from 0, or from just below the second halves of all shares once one of them is past 90 %.
 *
 * @param {number[][]} shares
 * @returns {Scale & { start: number }}
 */
export function shareScale(shares) {
  const later = shares
    .flatMap((some) => some.slice(Math.floor(some.length / 2)))
    .filter(Number.isFinite)
    .map((share) => 100 * share);
  const least = later.reduce((a, b) => Math.min(a, b), 100);
  const most = later.reduce((a, b) => Math.max(a, b), 0);
  const start = (most > 90 && STARTS.find((from) => from < least)) || 0;
  const end = 100 + (100 - start) / 100;
  const apart = [0.25, 0.5, 1, 2, 5, 10, 20].find((size) => (100 - start) / size <= 5) ?? 25;
  const first = Math.ceil(start / apart);
  const ticks = Array.from({ length: Math.floor(100 / apart) - first + 1 }, (_, k) => (first + k) * apart);
  return {
    start,
    place: (share) => (100 * share - start) / (end - start),
    ticks: ticks.map((at) => ({ at: at / 100, text: `${Number(at.toFixed(2))} %` })),
  };
}

/**
 * An axis from 0 to an end.
 *
 * @param {number} end
 * @returns {Scale}
 */
export function plainScale(end) {
  const rough = end / 5 || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const each = [1, 2, 5, 10].map((m) => m * power).find((size) => size >= rough) ?? rough;
  const count = Math.floor(end / each + 1e-9);
  return {
    place: (value) => value / (end || 1),
    ticks: Array.from({ length: count + 1 }, (_, k) => ({
      at: k * each,
      text: Number((k * each).toPrecision(6)).toLocaleString("en"),
    })),
  };
}
