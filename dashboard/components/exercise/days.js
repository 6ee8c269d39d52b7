// Solved questions come back after 1, 5 and 14 days of the reader's calendar. A card says of a question how often it
// has come back and on which day it does so next; after the last time it is learnt, and comes no more.

export const WAITS = [1, 5, 14]; // days

/** @typedef {{ step: number, due: string }} Card */
/** @typedef {Record<string, Card>} Cards */

/**
 * The day of the reader's calendar, "2026-11-27"; such days can be compared as text.
 *
 * @param {Date} now
 */
export const day = (now) =>
  [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");

/**
 * So many days later. At noon no change of the clock leads to another day.
 *
 * @param {string} from
 * @param {number} days
 */
export function later(from, days) {
  const [year, month, date] = from.split("-").map(Number);
  return day(new Date(year, month - 1, date + days, 12));
}

/**
 * The questions that are due, those first that have waited longest.
 *
 * @param {Cards} cards
 * @param {string} today
 */
export const due = (cards, today) =>
  Object.keys(cards)
    .filter((id) => cards[id].step < WAITS.length && cards[id].due <= today)
    .sort((a, b) => (cards[a].due < cards[b].due ? -1 : cards[a].due > cards[b].due ? 1 : a < b ? -1 : 1));

/**
 * The day on which the next question comes back after today, or nothing.
 *
 * @param {Cards} cards
 * @param {string} today
 */
export const next = (cards, today) =>
  Object.values(cards)
    .filter((card) => card.step < WAITS.length && card.due > today)
    .map((card) => card.due)
    .sort()[0];

/**
 * The cards after an answer. What is not due is left as it is, so an answer that is told twice counts once; a question
 * that was missed begins again.
 *
 * @param {Cards} cards
 * @param {string} id
 * @param {boolean} right
 * @param {string} today
 * @returns {Cards}
 */
export function answered(cards, id, right, today) {
  const card = cards[id];
  if (!card) return right ? { ...cards, [id]: { step: 0, due: later(today, WAITS[0]) } } : cards;
  if (card.due > today || card.step >= WAITS.length) return cards;
  const step = right ? card.step + 1 : 0;
  return { ...cards, [id]: { step, due: later(today, WAITS[Math.min(step, WAITS.length - 1)]) } };
}
