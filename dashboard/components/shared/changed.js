// What is drawn from some values is drawn anew when one of them has changed.

/** @type {WeakMap<object, Map<string, string>>} */
const seen = new WeakMap();

/**
 * Are these values others than at the last call for the same part of the same owner? They are told apart as text.
 *
 * @param {object} owner
 * @param {string} part
 * @param {...unknown} values
 */
export function changed(owner, part, ...values) {
  const parts = seen.get(owner) ?? new Map();
  const now = values.join(" ");
  seen.set(owner, parts);
  if (parts.get(part) === now) return false;
  parts.set(part, now);
  return true;
}
