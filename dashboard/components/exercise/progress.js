// Which exercises are done is kept in this browser and nowhere else. A badge stands beside one exercise,
// a summary above several; both hear of it when one is solved.

/** @import { Mounted, Palette } from "../types" */

import { element } from "../shared/element.js";
import { paint } from "../shared/theme.js";
import { follow, keep, kept, remember } from "./kept.js";

/** @typedef {{ ids: string[], solved: boolean, missed: boolean, receipt: string, colours: Palette }} Data */

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
  if (data.solved) keep(data.ids, data.receipt);
  if (data.solved || data.missed) remember(data.ids, data.solved);
  return follow(draw);
}
