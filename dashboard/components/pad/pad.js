// A pad on a page of its own component. Python hears of it after each stroke.

/** @import { Mounted, Palette } from "../types" */

import { element } from "../shared/element.js";
import { hearButtons, PAD, Pad } from "../shared/pad.js";

/** @typedef {{ root: HTMLElement, setState: Mounted<unknown>["setStateValue"] }} Place */

/** @type {WeakMap<HTMLElement, Place>} */
const places = new WeakMap(); // one for each place on the page

/** @param {Mounted<{ colours: Palette }>} mounted */
export default function ({ data, parentElement, setStateValue }) {
  const root = element(parentElement, ".drawing-pad");
  const place = places.get(root) ?? listen(root, data.colours);
  place.setState = setStateValue;
  places.set(root, place);
  root.inert = false; // from now on a click is heard
}

/**
 * @param {HTMLElement} root
 * @param {Palette} colours
 */
function listen(root, { value, negative }) {
  /** @type {Place} */
  const place = { root, setState: () => {} };
  const changed = (/** @type {string | null} */ drawing) => place.setState("drawing", drawing);
  root.innerHTML = PAD;
  const pad = new Pad(element(root, ".pad", HTMLCanvasElement), { down: negative[1], up: value[1] }, { changed });
  hearButtons(root, () => pad);
  return place;
}
