// Tabs as the ARIA practices describe them: arrow keys move between them, one panel is open.

import { element } from "../../shared/element.js";

/** @type {Record<string, number>} */
const MOVES = { ArrowRight: 1, ArrowLeft: -1 };

/**
 * Calls `open(name)` when a tab is chosen; tabs are named by their panels: panel-why → "why".
 *
 * @param {HTMLElement} root
 * @param {(name: string) => void} open
 */
export function tabs(root, open) {
  const all = [.../** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[role=tab]"))];
  const choose = (/** @type {HTMLElement} */ tab) => {
    for (const one of all) {
      const chosen = one === tab;
      one.setAttribute("aria-selected", String(chosen));
      one.tabIndex = chosen ? 0 : -1;
      element(root, `#${one.getAttribute("aria-controls")}`).hidden = !chosen;
    }
    open(tab.id.replace("tab-", ""));
  };
  for (const tab of all) {
    tab.onclick = () => choose(tab);
    tab.onkeydown = (event) => {
      const move = MOVES[event.key];
      if (!move) return;
      event.preventDefault();
      event.stopPropagation();
      const shown = all.filter(({ hidden }) => !hidden);
      const next = shown[(shown.indexOf(tab) + move + shown.length) % shown.length];
      next.focus();
      choose(next);
    };
  }
}
