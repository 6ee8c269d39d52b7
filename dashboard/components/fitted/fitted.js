// A formula that is wider than its place is set smaller, down to a size that can still be read; beyond that it scrolls.

/** @import { Mounted } from "../types" */

const SMALLEST = 11; // pixels

/** @param {Mounted<{ places: string }>} mounted */
export default function ({ data }) {
  let asked = 0;
  const again = () => {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(() => {
      for (const place of document.querySelectorAll(data.places)) fit(/** @type {HTMLElement} */ (place));
    });
  };
  const drawn = new MutationObserver(again);
  drawn.observe(document.body, { childList: true, subtree: true });
  addEventListener("resize", again);
  again();
  return () => {
    cancelAnimationFrame(asked);
    drawn.disconnect();
    removeEventListener("resize", again);
  };
}

/** @param {HTMLElement} place */
function fit(place) {
  const formula = /** @type {HTMLElement | null} */ (place.querySelector(".katex"));
  if (!formula) return;
  formula.style.fontSize = "";
  const size = Number.parseFloat(getComputedStyle(formula).fontSize);
  const [room, wide] = [place.clientWidth, place.scrollWidth];
  if (wide > room) formula.style.fontSize = `${Math.max(SMALLEST, Math.floor((size * room * 0.99) / wide))}px`;
}
