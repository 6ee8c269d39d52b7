// What a student has done is kept in this browser and nowhere else: which exercises, and, for who wants it, when each
// of them comes back.

import { answered, day } from "./days.js";

const DONE = "chainrule.done";
const AGAIN = "chainrule.again";
const RECEIPTS = "chainrule.receipts";
const CHANGED = "chainrule-done";

/** @import { Cards } from "./days.js" */
/** @typedef {{ on: boolean, cards: Cards }} Again */

/** @returns {Set<string>} */
export function kept() {
  const ids = read(DONE);
  return new Set(Array.isArray(ids) ? ids : []);
}

/** @param {string[]} ids @param {string} [receipt] by which the server knows again that it has seen them solved */
export function keep(ids, receipt) {
  if (receipt) write(RECEIPTS, { ...receipts(), ...Object.fromEntries(ids.map((id) => [id, receipt])) });
  write(DONE, [...new Set([...kept(), ...ids])]);
}

/** @returns {Record<string, string>} */
export function receipts() {
  const found = read(RECEIPTS);
  return found && typeof found === "object" && !Array.isArray(found) ? found : {};
}

/** @returns {Again} */
export function again() {
  const found = read(AGAIN);
  const cards = Object.entries(found?.cards ?? {}).filter(([, card]) => well(card));
  return { on: found?.on === true, cards: Object.fromEntries(cards) };
}

/** @param {any} card */
const well = (card) => Number.isInteger(card?.step) && /^\d{4}-\d\d-\d\d$/.test(card?.due);

/** Whether questions come back. What was solved before counts as solved today. @param {boolean} on */
export function want(on) {
  const today = day(new Date());
  let { cards } = again();
  if (on) for (const id of kept()) cards = answered(cards, id, true, today);
  write(AGAIN, { on, cards });
}

/** @param {string[]} ids @param {boolean} right */
export function remember(ids, right) {
  const { on, cards } = again();
  if (!on) return;
  let after = cards;
  for (const id of ids) after = answered(after, id, right, day(new Date()));
  if (after !== cards) write(AGAIN, { on, cards: after });
}

/** What no lesson asks any more. @param {string[]} ids */
export function forget(ids) {
  const { on, cards } = again();
  const left = Object.entries(cards).filter(([id]) => !ids.includes(id));
  if (left.length < Object.keys(cards).length) write(AGAIN, { on, cards: Object.fromEntries(left) });
}

/** @param {string} key */
function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null; // storage is blocked, or holds something else
  }
}

/** @param {string} key @param {unknown} value */
function write(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    return; // storage is blocked or full: the verdict on the page is enough
  }
  dispatchEvent(new Event(CHANGED));
}

/**
 * Draws now, and whenever what is kept changes, here or in another tab.
 *
 * @param {() => void} draw
 * @returns {() => void} ends it
 */
export function follow(draw) {
  draw();
  addEventListener(CHANGED, draw);
  addEventListener("storage", draw);
  return () => {
    removeEventListener(CHANGED, draw);
    removeEventListener("storage", draw);
  };
}
