// How numbers are written: four significant digits, or fewer where no more are there, a real minus sign, powers of ten
// where they are short. Just below 1 the distance to 1 has digits of its own: 0.99943.

export const MINUS = "\u2212";

/** @type {Record<string, string>} */
const SUPERSCRIPTS = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

/**
 * The parts of a number as it is printed: its digits, and the power of ten or null.
 *
 * @param {number} value
 * @param {number} [significant]
 * @param {number} [apart] digits of the distance to 1, of a number below it
 * @returns {{ digits: string, power: number | null }}
 */
export function split(value, significant = 4, apart = significant - 2) {
  if (!Number.isFinite(value))
    return { digits: Number.isNaN(value) ? "not a number" : value < 0 ? `${MINUS}∞` : "∞", power: null };
  if (value === 0) return { digits: "0", power: null };
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e5) {
    const whole = Number.isInteger(value) || Number(value.toPrecision(significant)) === value;
    const text = whole ? String(value) : size > 0.99 && size < 1 ? near(value, apart) : value.toPrecision(significant);
    return { digits: (text.includes("e") ? String(Number(text)) : text).replace("-", MINUS), power: null };
  }
  const [digits, power] = value.toExponential(significant - 1).split("e");
  return { digits: digits.replace("-", MINUS), power: Number(power) };
}

/**
 * A number whose distance to 1 is what matters.
 *
 * @param {number} value
 * @param {number} apart digits of the distance
 */
const near = (value, apart) => value.toFixed(Math.min(16, Math.max(1, apart) - 1 - magnitude(1 - Math.abs(value))));

/**
 * How many digits the distance to 1 has in an array: of p four, for ln p and 1 − p hang on it.
 *
 * @param {string} name
 */
export const apartIn = (name) => (name === "p" ? 4 : 2);

/**
 * A number as plain text: −0.03125, 4.215×10⁻⁷.
 *
 * @param {number} value
 * @param {number} [significant]
 */
export function text(value, significant = 4) {
  const { digits, power } = split(value, significant);
  return power === null ? digits : `${digits}×10${[...String(power)].map((c) => SUPERSCRIPTS[c]).join("")}`;
}

/**
 * The same in two significant digits, for the ends of a scale.
 *
 * @param {number} value
 */
export const brief = (value) => text(value, 2);

/**
 * A probability: 4.21 %, and near certainty as many nines as it takes: 99.99999 %.
 *
 * @param {number} p
 */
export function percent(p) {
  if (p === 1) return "100 %";
  return p > 0.0001 ? `${(100 * p).toFixed(Math.max(2, -2 - magnitude(1 - p)))} %` : text(p);
}

/**
 * A probability at a glance, in as little room as a bar leaves: 4.2 %, or beyond which end it lies.
 *
 * @param {number} p
 */
export function share(p) {
  if (p > 0.9995) return "> 99.9 %";
  return p < 0.0005 ? "< 0.1 %" : `${(100 * p).toFixed(1)} %`;
}

/**
 * The power of ten of a number's first digit.
 *
 * @param {number} value
 */
const magnitude = (value) => Number(value.toExponential().split("e")[1]);

/**
 * "first", "second", … "14th": where something stands in an order.
 *
 * @param {number} n
 */
export function ordinal(n) {
  const words = ["", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
  if (n < words.length) return words[n];
  const ending = n % 100 >= 11 && n % 100 <= 13 ? "th" : (["th", "st", "nd", "rd"][n % 10] ?? "th");
  return `${n.toLocaleString("en")}${ending}`;
}
