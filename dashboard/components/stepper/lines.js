// A browser breaks no line within a formula: one that is too long is set as several, each from a sign of its own on.

import { MINUS } from "../shared/numbers.js";

const SIGNS = ["=", "+", MINUS]; // before which a line may end
const COMMA = ","; // after which it may

/**
 * A formula as pieces, between which a line may end.
 *
 * @param {string} content in MathML
 * @param {string} [name] of a class that all get
 */
export function lines(content, name = "") {
  const page = document.createElement("template");
  page.innerHTML = `<math>${content}</math>`;
  const whole = /** @type {Element} */ (page.content.firstElementChild);
  return pieces([...whole.children]).map((piece) => {
    const formula = /** @type {Element} */ (whole.cloneNode(false));
    if (name) formula.setAttribute("class", name);
    formula.append(...piece);
    return formula;
  });
}

const LETTER = 11; // pixels that one of a formula takes, at most
const LEAST = 0.66; // of the usual size: below it there is a scroll bar

/**
 * Sets formulas as small as it takes for each piece to fit its line. False where the least is still too large.
 *
 * @param {HTMLElement} place where they stand
 * @param {number} width of it
 */
export function shrink(place, width) {
  place.style.removeProperty("--fit");
  // measuring lays the page out at once, so only what may be too long is measured
  if (![...place.children].some((piece) => LETTER * (piece.textContent?.length ?? 0) > width)) return true;
  for (let fit = 1; fit > LEAST && place.scrollWidth > place.clientWidth; ) {
    fit = Math.max(LEAST, Math.min(fit - 0.04, (fit * place.clientWidth) / place.scrollWidth));
    place.style.setProperty("--fit", String(fit));
  }
  return place.scrollWidth <= place.clientWidth;
}

/**
 * A sign begins a new piece. A sum is taken apart, and what its terms stand in is there around each of them.
 *
 * @param {Element[]} parts
 */
function pieces(parts) {
  /** @type {Element[][]} */
  const found = [[]];
  for (const part of parts) {
    const inner = part.matches("mrow.part, mrow:not([class])") ? pieces([...part.children]) : [];
    if (inner.length > 1) {
      inner.forEach((piece, k) => {
        const around = /** @type {Element} */ (part.cloneNode(false));
        around.append(...piece);
        if (k) found.push([around]);
        else found[found.length - 1].push(around);
      });
      continue;
    }
    const last = found[found.length - 1];
    const sign = part.localName === "mo" && SIGNS.includes(part.textContent ?? "");
    if (sign && last.length && last.some((one) => one.localName !== "mo")) found.push([part]);
    else last.push(part);
    if (part.localName === "mo" && part.textContent === COMMA) found.push([]);
  }
  return found.filter((piece) => piece.length);
}
