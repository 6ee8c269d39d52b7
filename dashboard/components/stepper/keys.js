// Which key does what. They are heard wherever the focus is, unless what has the focus wants them for itself; Enter,
// and undoing, within the stepper.

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
  PageDown: "next",
  " ": "next",
  ArrowLeft: "back",
  PageUp: "back",
  Home: "first",
  End: "last",
  ArrowDown: "inside",
  ArrowUp: "outward",
  i: "inside",
  p: "play",
  P: "play",
};

const TYPED = "input:not(.slider, [type=checkbox], [type=radio]), select, textarea, [contenteditable]"; // a dial, too
const SHUT = "[role=combobox][aria-expanded=false]"; // a list to choose from, where there is nothing to move along
const CHOSEN = "[role=tab], [role=option], [role=menuitem], [role=slider], [type=radio]"; // by arrows
const PRESSED = "button, a, summary, [type=checkbox], [role=button]"; // by the space bar
const ACROSS = ["ArrowRight", "ArrowLeft", "PageDown", "PageUp"];

/**
 * From now on `obey` hears the keys, and says whether it had a use for one; returns what makes it deaf again.
 *
 * @param {HTMLElement} element
 * @param {(command: Command) => boolean} obey
 */
export function hearKeys(element, obey) {
  const press = (/** @type {KeyboardEvent} */ event) => {
    const [target] = event.composedPath();
    if (event.defaultPrevented || !(target instanceof Element)) return;
    if (target.matches(SHUT) !== (event.eventPhase === Event.CAPTURING_PHASE)) return;
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    const command = commandOf({ key, ctrlKey, metaKey, altKey, shiftKey, target }, element.contains(target));
    if (command && obey(command)) event.preventDefault();
  };
  document.addEventListener("keydown", press);
  document.addEventListener("keydown", press, true); // for lists to choose from, which pass no key on
  return () => {
    document.removeEventListener("keydown", press);
    document.removeEventListener("keydown", press, true);
  };
}

/**
 * @param {Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey"> & { target: Pick<Element,
 *   "matches"> }} event
 * @param {boolean} within the stepper
 * @returns {Command | null}
 */
export function commandOf({ key, ctrlKey, metaKey, altKey, shiftKey, target }, within) {
  const on = (/** @type {string} */ selector) => target.matches(selector);
  if (ctrlKey || metaKey) {
    const letter = within ? key.toLowerCase() : "";
    return letter === "y" || (letter === "z" && shiftKey) ? "redo" : letter === "z" ? "undo" : null;
  }
  if (altKey) return null;
  if (key === "Escape") return within || on("body") ? "leave" : null;
  if (key === "Enter") return within ? (on(".stepper, .slider") ? "enter" : "reveal") : null;
  if (on(TYPED) && !(on(SHUT) && ACROSS.includes(key))) return null;
  if (on(CHOSEN) && key !== "PageDown" && key !== "PageUp") return null;
  if (key === " " && on(PRESSED)) return null;
  return COMMANDS[key] ?? null;
}
