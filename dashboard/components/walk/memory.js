// What was answered in a walk is remembered in this browser and nowhere else.

/** @typedef {Record<string, number | null>} Answers what was picked, by stop; null where the answer was shown */

const REMEMBERED = "chainrule walk";

/** @returns {Record<string, Answers>} by the walk's id */
const kept = () => JSON.parse(localStorage.getItem(REMEMBERED) ?? "{}");

/**
 * What was answered in the walk of this id.
 *
 * @param {string} id
 * @returns {Answers}
 */
export function remembered(id) {
  try {
    return kept()[id] ?? {};
  } catch {
    return {};
  }
}

/**
 * @param {string} id
 * @param {Answers} answers
 */
export function remember(id, answers) {
  try {
    localStorage.setItem(REMEMBERED, JSON.stringify({ ...kept(), [id]: answers }));
  } catch {
    // a browser that keeps nothing: the walk goes on
  }
}
