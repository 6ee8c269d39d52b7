// What a person changed, and the steps they took, as the address of the page has them. Python reads and writes the same
// texts in dashboard/views/step/edits.py and by_hand.py.

/** @typedef {{ name: string, k: number, value: number }} Edit entry k of the input or of a parameter, set to a value */

/**
 * The edits in "x:350:0.9~W1:12:-0.3".
 *
 * @param {string} text
 * @returns {Edit[]}
 */
export function readEdits(text) {
  const parts = text.split("~").filter(Boolean);
  return parts.map((part) => part.split(":")).map(([name, k, value]) => ({ name, k: Number(k), value: Number(value) }));
}

/**
 * The text with one edit more; setting an entry again replaces it. Seven digits are all that float32 carries.
 *
 * @param {string} text
 * @param {Edit} edit
 */
export function withEdit(text, { name, k, value }) {
  const others = text.split("~").filter((part) => part && !part.startsWith(`${name}:${k}:`));
  return [...others, `${name}:${k}:${Number(value.toPrecision(7))}`].join("~");
}

/** @typedef {{ optimizer: string, rate: number, taken: string[] }} Steps each "digit:label:count" */

/**
 * The steps in "sgd,0.1,321:2:1,322:2:4".
 *
 * @param {string} text
 * @returns {Steps}
 */
export function readSteps(text) {
  const [optimizer, rate, ...taken] = text.split(",");
  return { optimizer, rate: Number(rate), taken };
}

/** @param {Steps} steps */
export const writeSteps = ({ optimizer, rate, taken }) => [optimizer, rate, ...taken].join(",");

/**
 * One step: from which digit on, under which label of the first, on how many.
 *
 * @param {number} digit
 * @param {number} label
 * @param {number} count
 */
export const oneStep = (digit, label, count) => `${digit}:${label}:${count}`;
