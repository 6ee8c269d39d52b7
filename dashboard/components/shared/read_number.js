// A number as people type it: -0.021, −2,1e-2, 2.1·10^-2, 3/4. Lessons read the same (lessons/exercises/number.py).

const LONGEST = 60; // characters

/** @type {[sign: RegExp, same: string][]} */
const SAME = [
  [/−/g, "-"],
  [/[·×]|\\cdot/g, "*"],
  [/,/g, "."],
  [/[{}\s$]/g, ""],
  [/E/g, "e"],
];

const NUMBER = /^([+-]?)(\d+\.?\d*|\.\d+)(?:(?:e|[*x]10\^)\(?([+-]?\d{1,3})\)?)?(?:\/(\d+\.?\d*|\.\d+))?$/;

/**
 * The number that a text writes, or what is wrong with it in a sentence.
 *
 * @param {string} text
 * @param {boolean} whole whether a whole one is asked for, which is then the example
 * @returns {number | string}
 */
export function readNumber(text, whole = false) {
  const plain = SAME.reduce((words, [sign, same]) => words.replace(sign, same), text);
  const found = plain.length <= LONGEST ? NUMBER.exec(plain) : null;
  const such = whole ? "one whole number, such as 42" : "one number, such as -0.0213, 2.13e-2 or 3/4";
  if (!found) return plain ? `Type ${such}.` : "Type a number first.";
  const [, sign, digits, power, below] = found;
  if (below && Number(below) === 0) return "That divides by zero.";
  const value = Number(`${digits}e${power ?? 0}`) / Number(below ?? 1);
  if (!Number.isFinite(value)) return "That number is too large.";
  return sign === "-" ? -value : value;
}
