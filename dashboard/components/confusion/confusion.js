// The confusion matrix: a button for each pair of label and guess, whose digits a click asks for.

import { isDark, paint } from "../shared/theme.js";

export default function ({ data, parentElement: root, setStateValue }) {
  const section = root.querySelector(".confusion");
  paint(section, data.colours);
  const most = Math.max(1, ...data.counts.flatMap((row, label) => row.filter((_, guess) => guess !== label)));
  root.querySelector("caption").textContent =
    "Rows: what the digit is. Columns: what it was taken for. Choose a cell to see its digits.";
  const head = document.createElement("tr");
  head.innerHTML = "<td></td>" + data.counts.map((_, guess) => `<th scope="col">${guess}</th>`).join("");
  root.querySelector("thead").replaceChildren(head);
  root.querySelector("tbody").replaceChildren(
    ...data.counts.map((row, label) => {
      const line = document.createElement("tr");
      line.innerHTML = `<th scope="row">${label}</th>`;
      row.forEach((count, guess) => {
        const cell = document.createElement("td");
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = count;
        button.disabled = count === 0;
        button.setAttribute(
          "aria-label",
          `${count} ${label === guess ? `times a ${label} was read right` : `times a ${label} was taken for a ${guess}`}`,
        );
        button.setAttribute("aria-pressed", data.chosen[0] === label && data.chosen[1] === guess);
        const share = label === guess ? 0.3 : count / most;
        if (count)
          button.style.background = `color-mix(in srgb, var(--${label === guess ? "truth" : "loss"}) ${Math.round(12 + (isDark(section) ? 48 : 33) * share)}%, transparent)`;
        button.onclick = () => setStateValue("cell", [label, guess]);
        cell.append(button);
        line.append(cell);
      });
      return line;
    }),
  );
}
