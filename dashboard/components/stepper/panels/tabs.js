// Tabs as the ARIA practices describe them: arrow keys move between them, one panel is open.

/** Calls `open(name)` when a tab is chosen; tabs are named by their panels: panel-why → "why". */
export function tabs(element, open) {
  const all = [...element.querySelectorAll("[role=tab]")];
  const choose = (tab, focus) => {
    for (const one of all) {
      const chosen = one === tab;
      one.setAttribute("aria-selected", chosen);
      one.tabIndex = chosen ? 0 : -1;
      element.querySelector(`#${one.getAttribute("aria-controls")}`).hidden = !chosen;
    }
    if (focus) tab.focus();
    open(tab.id.replace("tab-", ""));
  };
  all.forEach((tab, k) => {
    tab.onclick = () => choose(tab);
    tab.onkeydown = (event) => {
      const move = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!move) return;
      event.preventDefault();
      event.stopPropagation();
      choose(all[(k + move + all.length) % all.length], true);
    };
  });
  return (name) => choose(all.find((tab) => tab.id === `tab-${name}`));
}
