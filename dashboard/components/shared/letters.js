// Which letter of a formula is meant, as KaTeX sets it or as MathML, and where else it stands. A letter is its sign,
// its accent and its layer: a of layer 1 is another one than a of layer 2, but the same for every unit.

export const POINTED = "chainrule-letter";

const SIGN = ".mord.mathnormal, mi:not(.katex-mathml *)"; // KaTeX hides a copy for screen readers

/**
 * The name of a letter, such as "δ(2)"; empty where there is none.
 *
 * @param {Element | null | undefined} element
 */
export function letterAt(element) {
  const sign = element?.matches?.(SIGN) ? element : null;
  const letter = sign?.textContent?.trim() ?? "";
  if (!sign || letter.length !== 1 || inAnIndex(sign)) return "";
  return accent(sign) + letter + layer(sign);
}

/** @param {Element} sign */
const inAnIndex = (sign) =>
  Boolean(sign.closest(".msupsub, .op-limits, .mop")) ||
  Boolean(
    sign.parentElement?.closest("mrow, msub, msup, msubsup, munder")?.matches?.("munder") ||
      below(sign, "msub, msup, msubsup", 0),
  );

/** Does the sign stand in another part of such an element than in this one? @param {Element} sign
 * @param {string} kind @param {number} part */
function below(sign, kind, part) {
  for (let at = sign; at.parentElement; at = at.parentElement) {
    if (at.parentElement.matches(kind) && [...at.parentElement.children].indexOf(at) !== part) return true;
    if (at.parentElement.matches("math")) return false;
  }
  return false;
}

/** @param {Element} sign */
function accent(sign) {
  const over = sign.closest(".accent, mover");
  return over?.textContent?.includes("^") ? "^" : "";
}

/** The layer in brackets above the letter. @param {Element} sign */
function layer(sign) {
  const held = sign.closest(".accent, mover") ?? sign;
  const script = held.parentElement?.matches("msup, msubsup, msub")
    ? held.parentElement
    : /** @type {Element | null} */ (held.nextElementSibling?.matches(".msupsub") ? held.nextElementSibling : null);
  return script?.textContent?.match(/\(\d+\)/)?.[0] ?? "";
}

/** @param {string} name */
export function say(name) {
  document.dispatchEvent(new CustomEvent(POINTED, { detail: name }));
}

/**
 * Light the letters of this name in a part of the page, and no others.
 *
 * @param {ParentNode} root
 * @param {string} name
 */
export function light(root, name) {
  for (const lit of root.querySelectorAll(".lit")) lit.classList.remove("lit");
  if (!name) return;
  for (const sign of root.querySelectorAll(SIGN)) if (letterAt(sign) === name) sign.classList.add("lit");
}
