// Pieces of MathML: what formulas are set from.

import { MINUS, split } from "../shared/numbers.js";

export const row = (content = "", attributes = "") => `<mrow${attributes}>${content}</mrow>`;
export const op = (sign = "", attributes = "") => `<mo${attributes}>${sign}</mo>`;
export const brackets = (content = "") => row(`${op("(")}${content}${op(")")}`);
export const spaced = (sign = "") => op(sign, ' lspace="0.25em" rspace="0.25em"');
export const tight = (sign = "") => op(sign, ' lspace="0" rspace="0"');

export const THIN_SPACE = '<mspace width="0.17em"/>';

/**
 * A number as MathML.
 *
 * @param {number} value
 * @param {string} [attributes]
 * @param {number} [apart] digits of the distance to 1
 */
export function number(value, attributes = "", apart = 2) {
  const { digits, power } = split(value, 4, apart);
  const mantissa = `<mn>${digits}</mn>`;
  if (power === null) return row(mantissa, attributes);
  const exponent = `<mn>${String(power).replace("-", MINUS)}</mn>`;
  return row(`${mantissa}${op("×", ' lspace="0.1em" rspace="0.1em"')}<msup><mn>10</mn>${exponent}</msup>`, attributes);
}

/** The whole formula as an element's content. */
export const math = (content = "", attributes = "") => `<math${attributes}>${content}</math>`;

/**
 * The name of an index, with its primes.
 *
 * @param {string} name
 */
export function letter(name) {
  const plain = name.replaceAll("'", "");
  if (plain === name) return `<mi>${name}</mi>`;
  return row(`<mi>${plain}</mi>${tight("′".repeat(name.length - plain.length))}`);
}

/** 1 where a condition holds, else 0. */
export const oneWhere = (condition = "") =>
  `<mn class="one">1</mn>${op("[", ' lspace="0.05em"')}${condition}${op("]")}`;
