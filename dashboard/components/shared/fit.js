// A formula that is wider than its place is set smaller, down to a size that can still be read; beyond that it scrolls.

const SMALLEST = 11; // pixels

/**
 * @param {HTMLElement} place
 * @param {HTMLElement | MathMLElement | null} formula in it, whose size is set
 */
export function fit(place, formula) {
  if (!formula) return;
  formula.style.fontSize = "";
  const size = Number.parseFloat(getComputedStyle(formula).fontSize);
  const [room, wide] = [place.clientWidth, place.scrollWidth];
  if (wide > room) formula.style.fontSize = `${Math.max(SMALLEST, Math.floor((size * room * 0.99) / wide))}px`;
}
