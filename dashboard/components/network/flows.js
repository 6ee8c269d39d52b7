// What the lines of a walk carry, and how its numbers are written.

/** @import { Pass } from "./scene" */

import { MINUS } from "../shared/numbers.js";

/** Three significant digits, with a true minus. @param {number} v */
export const text = (v) => {
  const size = Math.abs(v);
  const places = size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.0005 || size === 0 ? 3 : 4;
  return v === 0 ? "0" : v.toFixed(places).replace("-", MINUS);
};

/** The places of the two numbers that are largest in size. @param {number[]} numbers */
export const heaviest = (numbers) =>
  numbers
    .map((v, k) => [Math.abs(v), k])
    .sort((a, b) => b[0] - a[0])
    .slice(0, 2)
    .map(([, k]) => k);

/** @param {number} p */
export const percent = (p) =>
  (p < 0.0005 ? "< 0.1 %" : `${(100 * p).toFixed(p < 0.995 ? 1 : 2)} %`).replace(" ", "\u00a0");

/** What flows along the line from unit i to unit j of a gap; of blame, what passes the bend of unit i if `passing`.
 * @param {string} kind
 * @param {Pass} pass
 * @param {number} gap
 * @param {Pass} main
 * @param {boolean} [passing]
 * @returns {number[][] | null}
 */
export function flowing(kind, pass, gap, main, passing = false) {
  const a = pass.arrays[`a${gap}`];
  const delta = pass.arrays[`dz${gap + 1}`];
  const W = pass.W[gap];
  if (kind === "signal") return a.map((v, i) => W[i].map((w) => v * w));
  if (kind === "gradient") return a.map((v) => delta.map((d) => v * d));
  if (kind === "weight") return W;
  if (kind === "blame") return a.map((_, i) => W[i].map((w, j) => w * delta[j] * (passing ? pass.bend[gap][i] : 1)));
  if (kind === "moved") return W.map((row, i) => row.map((w, j) => w - main.W[gap][i][j]));
  return null;
}
