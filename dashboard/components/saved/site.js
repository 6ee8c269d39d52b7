// The first page of a saved course: what is typed is looked for in the titles, the questions and the headings.

import { element } from "../shared/element.js";

const field = element(document, "#find", HTMLInputElement);
const said = element(document, "#found");
const rows = [...document.querySelectorAll("li[data-words]")];

field.oninput = () => {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const row of rows) {
    const here = row.getAttribute("data-words") ?? "";
    const fits = words.every((word) => here.includes(word));
    row.toggleAttribute("hidden", !fits);
    shown += Number(fits);
  }
  said.textContent = words.length ? `${shown} of ${rows.length}` : "";
};
