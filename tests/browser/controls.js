// Every control of a page that keeps something: its name, and what it is at now.
() => {
  const kinds = {
    stSelectbox: (e) => e.innerText.trim() + (e.querySelector("input")?.value ?? ""),
    stNumberInput: (e) => e.querySelector("input").value,
    stTextInput: (e) => e.querySelector("input").value,
    stTextArea: (e) => e.querySelector("textarea").value,
    stCheckbox: (e) => String(e.querySelector("input").checked),
    stRadio: (e) => String([...e.querySelectorAll("input")].findIndex((one) => one.checked)),
    stSlider: (e) => [...e.querySelectorAll("input")].map((one) => one.value).join(),
    stButtonGroup: (e) =>
      [...e.querySelectorAll("button[data-variant]")].map((one) => Number("selected" in one.dataset)).join(""),
    stMultiSelect: (e) => e.innerText.trim(),
    stExpander: (e) => String(e.querySelector("details").open),
    stDateInput: (e) => e.querySelector("input").value,
    stTimeInput: (e) => e.innerText.trim(),
    stColorPicker: (e) => e.innerText.trim(),
    stTabs: (e) => e.querySelector("[role=tab][aria-selected=true]")?.innerText ?? "",
  };
  const found = {};
  const main = document.querySelector("[data-testid=stMain]");
  for (const [kind, value] of Object.entries(kinds)) {
    for (const element of main.querySelectorAll(`[data-testid=${kind}]`)) {
      if (!element.checkVisibility({ visibilityProperty: true })) continue;
      const key = element.closest("[class*=st-key-]")?.className.match(/st-key-([^\s]+)/)?.[1];
      const label =
        kind === "stExpander"
          ? (element.querySelector("summary [data-testid=stMarkdownContainer]")?.innerText ?? "") // its icon turns
          : (element.querySelector("label, [aria-label]")?.innerText ?? "");
      const own = element.parentElement.className.match(/st-key-([^\s]+)/)?.[1];
      let name = `${kind} ${own ?? ""} ${label.trim().split("\n")[0].replace(/[0-9,]+/g, "#")}`.trim();
      while (name in found) name += "'";
      element.dataset.walked = name;
      found[name] = value(element);
    }
  }
  return found;
}
