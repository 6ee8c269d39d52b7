// What a network takes a digit for: a bar for each class, and a sentence that holds it against what the digit truly is.

import { share } from "./numbers.js";
import { argmax } from "./pixels.js";

/** @typedef {"The label says" | "You say"} Teller whose word it is what a digit truly is */

/**
 * @param {HTMLElement} list
 * @param {ArrayLike<number> | null} p of each class; null where there is nothing to read
 * @param {number | null} [label]
 */
export function showBars(list, p, label = null) {
  const best = p ? argmax(p) : -1;
  list.replaceChildren(...Array.from(p ?? { length: 10 }, (_, k) => bar(p?.[k] ?? null, k, label, best)));
}

/**
 * The probability of a class; null where there is none.
 *
 * @param {number | null} p
 * @param {number} k
 * @param {number | null} label
 * @param {number} best
 */
function bar(p, k, label, best) {
  const row = document.createElement("li");
  row.className = `${k === best ? "best" : ""} ${k === label ? "label" : ""}`;
  const track = `<span class="track"><span class="fill" style="width:${100 * Math.min(1, p ?? 0)}%"></span></span>`;
  row.innerHTML = `<b>${k}</b>${track}<span class="share">${p === null ? "–" : share(p)}</span>`;
  return row;
}

/**
 * "a 7", "an 8".
 *
 * @param {number} k
 */
export const one = (k) => `${k === 8 ? "an" : "a"} ${k}`;

/**
 * What the network says, and whether it is right, as far as somebody said what the digit is.
 *
 * @param {ArrayLike<number>} p
 * @param {number | null} [label]
 * @param {Teller} [teller]
 */
export function opinion(p, label = null, teller = "The label says") {
  const best = argmax(p);
  const sure = share(p[best]).replace("> ", "more than ").replace(" %", "\u00a0%");
  const says = `The network says <span class="value">${best}</span>, with a probability of ${sure}.`;
  if (label === null) return `${says} Is it right?`;
  const truth = `${teller} <span class="truth">${label}</span>`;
  return best === label ? `${says} ${truth}, too.` : `${says} ${truth}, which got ${share(p[label])}.`;
}
