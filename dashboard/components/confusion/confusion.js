// The confusion matrix: a button for each pair of label and guess, whose digits a click asks for.

/** @import { Mounted, Palette } from "../types" */

import { element } from "../shared/element.js";
import { one } from "../shared/opinion.js";
import { isDark, paint } from "../shared/theme.js";

/** @typedef {{ counts: number[][], chosen: [label: number, guess: number], colours: Palette }} Data */

/** @param {Mounted<Data>} mounted */
export default function ({ data, parentElement: root, setStateValue }) {
  const section = element(root, ".confusion");
  const { counts, chosen } = data;
  paint(section, data.colours);
  const strongest = isDark(section) ? 48 : 33; // percent of a colour
  const most = Math.max(1, ...counts.flatMap((row, label) => row.filter((_, guess) => guess !== label)));
  element(root, "caption").textContent =
    "Rows: what the digit is. Columns: what it was taken for. Choose a cell to see its digits.";
  const head = document.createElement("tr");
  head.innerHTML = `<td></td>${counts.map((_, guess) => `<th scope="col">${guess}</th>`).join("")}`;
  element(root, "thead").replaceChildren(head);

  const cell = (/** @type {number} */ count, /** @type {number} */ label, /** @type {number} */ guess) => {
    const right = label === guess;
    const share = right ? 0.3 : count / most;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = String(count);
    button.disabled = count === 0;
    const times = count === 1 ? "once" : `${count} times`;
    button.setAttribute("aria-label", `${times} ${one(label)} was ${right ? "read right" : `taken for ${one(guess)}`}`);
    button.setAttribute("aria-pressed", String(chosen[0] === label && chosen[1] === guess));
    const colour = `var(--${right ? "truth" : "loss"}) ${Math.round(12 + strongest * share)}%`;
    if (count) button.style.background = `color-mix(in srgb, ${colour}, transparent)`;
    button.onclick = () => setStateValue("cell", [label, guess]);
    const cell = document.createElement("td");
    cell.append(button);
    return cell;
  };
  const rows = counts.map((row, label) => {
    const line = document.createElement("tr");
    line.innerHTML = `<th scope="row">${label}</th>`;
    line.append(...row.map((count, guess) => cell(count, label, guess)));
    return line;
  });
  element(root, "tbody").replaceChildren(...rows);
}
