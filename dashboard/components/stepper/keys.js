// Which key does what. Arrow keys work wherever nothing else on the page wants them; Enter, and undoing, within the
// stepper.

/**
 * What a key asks for. "enter" steps inside from the stepper itself or its slider; anywhere else Enter, "reveal", is
 * taken only where a result is hidden.
 *
 * @typedef {"next" | "back" | "first" | "last" | "play" | "inside" | "outward" | "leave" | "enter" | "reveal"
 *   | "undo" | "redo"} Command
 */

/** @type {Record<string, Command>} */
const COMMANDS = {
  ArrowRight: "next",
  ArrowLeft: "back",
  Home: "first",
  End: "last",
  ArrowDown: "inside",
  ArrowUp: "outward",
  i: "inside",
  p: "play",
  P: "play",
};

/**
 * From now on `obey` hears the keys, and says whether it had a use for one; returns what makes it deaf again.
 *
 * @param {HTMLElement} element
 * @param {(command: Command) => boolean} obey
 */
export function hearKeys(element, obey) {
  const press = (/** @type {KeyboardEvent} */ event, /** @type {boolean} */ within) => {
    const command = commandOf(event, within);
    if (command && obey(command)) event.preventDefault();
  };
  const elsewhere = (/** @type {KeyboardEvent} */ event) => {
    if (event.target === document.body) press(event, false);
  };
  element.onkeydown = (event) => press(event, true);
  document.addEventListener("keydown", elsewhere);
  return () => document.removeEventListener("keydown", elsewhere);
}

/**
 * @param {Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "target">} event
 * @param {boolean} within
 * @returns {Command | null}
 */
export function commandOf({ key, ctrlKey, metaKey, altKey, shiftKey, target }, within) {
  const on = (/** @type {string} */ selector) => /** @type {Element} */ (target).matches?.(selector) ?? false;
  if (ctrlKey || metaKey) {
    const letter = within ? key.toLowerCase() : "";
    return letter === "y" || (letter === "z" && shiftKey) ? "redo" : letter === "z" ? "undo" : null;
  }
  if (altKey) return null;
  if (key === "Escape") return "leave";
  if (key === "Enter") return within ? (on(".stepper, .slider") ? "enter" : "reveal") : null;
  return on("input:not(.slider), select, textarea") ? null : (COMMANDS[key] ?? null);
}
