// A drawing becomes what MNIST's digits are, as dashboard/data/normalised.py does it: scaled into 20 × 20 pixels, its
// centre of mass in the middle of 28 × 28 (LeCun et al. 1998, section III.A).

/** @import { Picture } from "./resized.js" */

import { resized } from "./resized.js";

const SIDE = 28;
const BOX = 20;
const MIDDLE = 14; // where MNIST has the centre of mass, counted from 0
const LEAST = 0.25; // of the strongest ink: what is less is no stroke
const DIGITS = 1e9; // what half a pixel is does not hang on the order in which ink was added up

/** @typedef {{ scale: number, left: number, top: number }} Place of all 28 × 28 pixels: one's side, and the corner */

/**
 * Its grey levels, and the place in the drawing that they came from; nothing where there is no ink.
 *
 * @param {Picture} drawing
 * @returns {{ levels: Uint8Array, place: Place } | null}
 */
export function centred({ levels, width, height }) {
  const most = levels.reduce((a, b) => Math.max(a, b), 0) / 255;
  const ink = levels.map((v) => (v / 255 > LEAST * most ? v : 0));
  if (!most) return null;
  const inked = [...ink.keys()].filter((k) => ink[k]);
  const rows = ends(inked.map((k) => Math.floor(k / width)));
  const columns = ends(inked.map((k) => k % width));
  const cut = clipping({ levels: ink, width, height }, rows, columns);
  const scale = BOX / Math.max(cut.width, cut.height);
  const small = resized(cut, ...fitting(cut, scale));
  const [left, top] = [centre(small, true), centre(small, false)];
  const found = new Uint8Array(SIDE * SIDE);
  small.levels.forEach((v, k) => {
    found[(top + Math.floor(k / small.width)) * SIDE + left + (k % small.width)] = v;
  });
  return { levels: found, place: { scale: 1 / scale, left: columns[0] - left / scale, top: rows[0] - top / scale } };
}

/**
 * The least and the greatest.
 *
 * @param {number[]} numbers
 * @returns {[number, number]}
 */
const ends = (numbers) => [numbers.reduce((a, b) => Math.min(a, b)), numbers.reduce((a, b) => Math.max(a, b))];

/**
 * @param {Picture} picture
 * @param {[number, number]} rows the first and the last
 * @param {[number, number]} columns
 * @returns {Picture}
 */
function clipping({ levels, width }, [top, bottom], [left, right]) {
  const [across, down] = [right - left + 1, bottom - top + 1];
  const found = Uint8Array.from({ length: across * down }, (_, k) => {
    const v = levels[(top + Math.floor(k / across)) * width + left + (k % across)];
    return Math.trunc((v / 255) * 255); // as NumPy cuts it off, which may be one less
  });
  return { levels: found, width: across, height: down };
}

/**
 * Width and height in the box.
 *
 * @param {Picture} cut
 * @param {number} scale
 * @returns {[number, number]}
 */
const fitting = ({ width, height }, scale) => [Math.max(1, even(width * scale)), Math.max(1, even(height * scale))];

/**
 * Where the first column (or row) is to be, so that the mass is in the middle.
 *
 * @param {Picture} small
 * @param {boolean} across
 */
function centre({ levels, width, height }, across) {
  let [mass, moment] = [0, 0];
  levels.forEach((v, k) => {
    mass += v;
    moment += v * (across ? k % width : Math.floor(k / width));
  });
  const at = Math.round((moment / mass) * DIGITS) / DIGITS;
  return Math.min(SIDE - (across ? width : height), Math.max(0, MIDDLE - even(at)));
}

/** The nearest whole number, and of two the even one, as Python rounds. @param {number} x */
function even(x) {
  const below = Math.floor(x);
  if (x - below !== 0.5) return Math.round(x);
  return below % 2 ? below + 1 : below;
}
