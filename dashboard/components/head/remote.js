// Which key does what for who presents; what a person types into is left alone.

/** @typedef {"present" | "leave" | "black" | "fill"} Command */

const TYPED = "input:not([type=checkbox], [type=radio], [type=range]), select, textarea, [contenteditable]";
const OPEN = "[role=dialog], [data-baseweb=popover], [role=listbox]"; // Esc shuts these first

/** @type {Record<string, Command>} */
const PRESENTING = { Escape: "leave", F5: "fill", f: "leave", F: "leave", ".": "black", b: "black", B: "black" };
/** @type {Record<string, Command>} */
const BEFORE = { f: "present", F: "present" };

/**
 * What a key asks for.
 *
 * @param {KeyboardEvent} event
 * @param {boolean} presenting
 * @returns {Command | null}
 */
export function commandOf(event, presenting) {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  const target = /** @type {Element | undefined} */ (event.composedPath()[0]);
  if (ctrlKey || metaKey || altKey || (shiftKey && key === "F5")) return null;
  if (target?.matches?.(TYPED) || (key === "Escape" && target?.closest?.(OPEN))) return null;
  return (presenting ? PRESENTING : BEFORE)[key] ?? null;
}
