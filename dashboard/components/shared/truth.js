// A person says what their own drawing truly is: one of ten buttons. The same one again takes it back.

import { element } from "./element.js";

export class Truth {
  /**
   * @param {HTMLElement} place
   * @param {(label: number | null) => void} say
   */
  constructor(place, say) {
    this.place = place;
    /** @type {number | null} */
    this.label = null;
    place.classList.add("truths");
    place.setAttribute("role", "group");
    place.setAttribute("aria-label", "What it truly is");
    const one = (/** @type {unknown} */ _, /** @type {number} */ k) =>
      `<button type="button" aria-pressed="false" data-class="${k}">${k}</button>`;
    place.innerHTML = `<span>It truly is</span>${Array.from({ length: 10 }, one).join("")}`;
    for (let k = 0; k < 10; k++)
      element(place, `[data-class="${k}"]`).onclick = () => {
        this.show(this.label === k ? null : k);
        say(this.label);
      };
  }

  /** @param {number | null} label */
  show(label) {
    this.label = label;
    for (const button of this.place.querySelectorAll("button"))
      button.setAttribute("aria-pressed", String(Number(button.dataset.class) === label));
  }
}
