// The first page of a saved course: what is typed is looked for in the lessons, and in the names of proofs, letters and
// words, where a letter alone stands for itself and not for every word that has it.

import { element } from "../shared/element.js";

const field = element(document, "#find", HTMLInputElement);
const said = element(document, "#found");
const more = element(document, "#more");
const lessons = [...document.querySelectorAll("li[data-words]")];
const others = [...document.querySelectorAll("li[data-found]")];

/**
 * Shows those that fit, and says how many they are.
 *
 * @param {Element[]} rows
 * @param {(row: Element) => boolean} fits
 */
function sift(rows, fits) {
  for (const row of rows) row.toggleAttribute("hidden", !fits(row));
  return rows.filter(fits).length;
}

field.oninput = () => {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = sift(lessons, (row) => words.every((word) => row.getAttribute("data-words")?.includes(word)));
  const named = sift(others, (row) => {
    const known = row.getAttribute("data-found")?.split(" ") ?? [];
    return words.every((word) => known.some((one) => (word.length > 1 ? one.startsWith(word) : one === word)));
  });
  more.toggleAttribute("hidden", !words.length || !named);
  said.textContent = words.length
    ? `${shown} of ${lessons.length} lessons, and ${named} proofs, letters and words`
    : "";
};
