// Which exercises are done is kept in this browser and nowhere else. A badge stands beside one exercise,
// a summary above several; both hear of it when one is solved.

/** @import { Mounted, Palette } from "../types" */

import { element } from "../shared/element.js";
import { paint } from "../shared/theme.js";

const KEPT = "chainrule.done";
const CHANGED = "chainrule-done";

/** @typedef {{ ids: string[], solved: boolean, missed: boolean, colours: Palette }} Data */

/** @param {Mounted<Data>} mounted */
export default function ({ data, parentElement: root }) {
  const line = element(root, ".progress");
  paint(line, data.colours);
  const draw = () => {
    const done = data.ids.filter((id) => kept().has(id)).length;
    const all = data.ids.length;
    line.classList.toggle("done", done === all && !data.missed);
    if (all === 1) line.textContent = !done ? "" : data.missed ? "Done before" : "✓ Done";
    else line.textContent = done === all ? `✓ All ${all} exercises done` : `${done} of ${all} exercises done`;
  };
  if (data.solved) keep(data.ids);
  draw();
  addEventListener(CHANGED, draw);
  addEventListener("storage", draw); // another tab
  return () => {
    removeEventListener(CHANGED, draw);
    removeEventListener("storage", draw);
  };
}

/** @returns {Set<string>} */
function kept() {
  try {
    const ids = JSON.parse(localStorage.getItem(KEPT) ?? "[]");
    return new Set(Array.isArray(ids) ? ids : []);
  } catch {
    return new Set(); // storage is blocked, or holds something else
  }
}

/** @param {string[]} ids */
function keep(ids) {
  try {
    localStorage.setItem(KEPT, JSON.stringify([...new Set([...kept(), ...ids])]));
  } catch {
    return; // storage is blocked or full: the verdict on the page is enough
  }
  dispatchEvent(new Event(CHANGED));
}
