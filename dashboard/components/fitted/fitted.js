// Formulas that Streamlit draws are fitted into their places, and again whenever something is drawn or the window
// changes.

/** @import { Mounted } from "../types" */

import { fit } from "../shared/fit.js";

/** @param {Mounted<{ places: string }>} mounted */
export default function ({ data }) {
  let asked = 0;
  const again = () => {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(() => {
      for (const place of document.querySelectorAll(data.places))
        fit(/** @type {HTMLElement} */ (place), place.querySelector(".katex"));
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
