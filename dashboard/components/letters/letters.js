// Point at a letter of a lesson, and the same letter is lit in the sentence, in the formulas and in the pictures.
// Components that draw letters of their own hear of it by an event of the document, see ../shared/letters.js.

/** @import { Mounted } from "../types" */

import { letterAt, light, POINTED, say } from "../shared/letters.js";

const PATIENCE = 40; // looks for the equation, a quarter of a second apart, while the lesson is drawn

/** @param {Mounted<{ at: string }>} mounted */
export default function ({ data }) {
  /** @param {PointerEvent} event */
  const over = (event) => say(letterAt(/** @type {Element} */ (event.composedPath()[0])));
  /** @param {Event} event */
  const pointed = (event) => light(document, /** @type {CustomEvent<string>} */ (event).detail);
  document.addEventListener("pointerover", over);
  document.addEventListener(POINTED, pointed);
  const stop = data.at && /^[A-Za-z]+\d*$/.test(data.at) ? lead(data.at) : () => {};
  return () => {
    document.removeEventListener("pointerover", over);
    document.removeEventListener(POINTED, pointed);
    stop();
  };
}

/** Who was led there once may scroll on: it is not done again. @type {string} */
let led = "";

/**
 * Scroll to an equation as soon as it is there: to that of another layer, where the lesson has no such one.
 *
 * @param {string} name
 */
function lead(name) {
  const here = `${location.pathname}${location.search}`;
  if (led === here) return () => {};
  let looks = 0;
  const timer = setInterval(() => {
    const stem = name.replace(/\d+$/, "");
    const alike = [...document.querySelectorAll(`[id^="eq-${stem}"]`)].find(({ id }) =>
      /^\d*$/.test(id.slice(3 + stem.length)),
    );
    const found = document.getElementById(`eq-${name}`) ?? (looks > PATIENCE / 4 ? alike : null);
    looks += 1;
    if (!found && looks < PATIENCE) return;
    clearInterval(timer);
    led = here;
    found?.scrollIntoView({ block: "center" });
    found?.classList.add("led-to");
  }, 250);
  return () => clearInterval(timer);
}
