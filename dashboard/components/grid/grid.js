// The runs of a sweep: a button for each pair of values, all of which can be clicked.

/** @import { Mounted, Palette } from "../types" */

import { element } from "../shared/element.js";
import { isDark, paint } from "../shared/theme.js";

/**
 * @typedef {{ run: string, text: string, share: number | null, name: string }} Cell `share` is that of digits that are
 *   read right, `name` what a person called the run
 */
/**
 * @typedef {{ titles: [string, string], across: string[], down: string[], cells: (Cell | null)[][],
 *   colours: Palette }} Data
 */

/** @param {Mounted<Data>} mounted */
export default function ({ data, parentElement: root, setTriggerValue }) {
  const section = element(root, ".grid");
  paint(section, data.colours);
  const { titles, across, down, cells } = data;
  const [acrossTitle, downTitle] = titles;
  const known = cells.flat().flatMap((cell) => cell?.share ?? []);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const strongest = isDark(section) ? 48 : 40; // percent of the colour
  element(root, "caption").textContent = `Across: ${acrossTitle}. Down: ${downTitle}. Choose a cell to open its run.`;
  element(root, "thead").replaceChildren(
    row([head(`${downTitle} ↓  ${acrossTitle} →`, "title"), ...across.map((value) => head(value, "", "col"))]),
  );
  /** @param {Cell} cell */
  const button = ({ run, text, share, name }) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.dataset.run = run;
    made.onclick = () => setTriggerValue("opened", run);
    if (name) made.append(called(name));
    if (share === null) return made;
    const strength = high > low ? (share - low) / (high - low) : 1;
    made.style.background = `color-mix(in srgb, var(--truth) ${Math.round(6 + strongest * strength)}%, transparent)`;
    made.classList.toggle("best", known.length > 1 && share === high);
    return made;
  };
  const focused = /** @type {HTMLElement | null} */ (section.querySelector("button:focus"))?.dataset.run;
  element(root, "tbody").replaceChildren(
    ...down.map((value, j) => {
      const line = across.map((at, k) => {
        const cell = cells[j][k];
        const place = document.createElement("td");
        const made = cell ? button(cell) : document.createElement("span");
        if (!cell) made.textContent = "deleted";
        const said = [cell?.text ?? "deleted", cell?.name].filter(Boolean).join(", ");
        made.setAttribute("aria-label", `${acrossTitle} ${at}, ${downTitle} ${value}: ${said}`);
        if (!cell) made.setAttribute("role", "img");
        place.append(made);
        return place;
      });
      return row([head(value, "", "row"), ...line]);
    }),
  );
  if (focused) /** @type {HTMLElement | null} */ (section.querySelector(`[data-run="${focused}"]`))?.focus();
}

/** @param {string} name */
function called(name) {
  const made = document.createElement("small");
  made.textContent = name;
  return made;
}

/** @param {HTMLElement[]} parts */
function row(parts) {
  const made = document.createElement("tr");
  made.append(...parts);
  return made;
}

/**
 * @param {string} text
 * @param {string} name
 * @param {"row" | "col"} [scope]
 */
function head(text, name, scope) {
  const made = document.createElement(scope ? "th" : "td");
  if (scope) made.setAttribute("scope", scope);
  made.className = name;
  made.textContent = text;
  return made;
}
