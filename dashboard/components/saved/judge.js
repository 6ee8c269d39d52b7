// What Python says to an answer: it has written out every case, and the first that holds is the verdict.

import { readNumber } from "../shared/read_number.js";

/** @typedef {{ right: boolean, says: string }} Verdict in HTML */
/** @typedef {Verdict & { low: number, high: number }} Case the numbers between, and both of these */
/** @typedef {{ cases: Case[], whole?: boolean } | { choices: Verdict[], nothing: Verdict }} Says */

/**
 * @param {Says} says
 * @param {string} answer what was typed, or the place of what was chosen; empty where nothing was
 * @returns {Verdict}
 */
export function judge(says, answer) {
  if ("choices" in says) return answer ? says.choices[Number(answer)] : says.nothing;
  const got = readNumber(answer, says.whole);
  if (typeof got === "string") return { right: false, says: `<p>${got}</p>` };
  const found = says.cases.find(({ low, high }) => low <= got && got <= high);
  if (!found) throw new Error(`nothing is said to ${got}`);
  return found;
}
