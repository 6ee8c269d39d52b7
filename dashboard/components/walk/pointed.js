// Where a letter of a formula is pointed at, the units on a stage that show its numbers are ringed.

import { POINTED } from "../shared/letters.js";

/** @import { Scene } from "../network/scene" */
/** @import { Sheets } from "./story" */

const LETTERS = { x: "x", p: "p", a: "a", z: "z", δ: "dz" };

/**
 * Until the function that is handed back is called.
 *
 * @param {ParentNode} root
 * @param {() => Scene | Sheets} scene what is on show; sheets have no columns
 */
export function ring(root, scene) {
  /** @param {Event} event */
  const pointed = (event) => {
    const name = arrayOf(/** @type {CustomEvent<string>} */ (event).detail);
    const shown = scene();
    const columns = "columns" in shown ? shown.columns : [];
    root.querySelectorAll(".column").forEach((column, k) => {
      column.classList.toggle("pointed", name !== "" && columns[k] === name);
    });
  };
  document.addEventListener(POINTED, pointed);
  return () => document.removeEventListener(POINTED, pointed);
}

/**
 * The array of core that a letter stands for: "δ(2)" is dz2.
 *
 * @param {string} letter
 */
export function arrayOf(letter) {
  const [, sign, layer] = letter.match(/^(.)(?:\((\d+)\))?$/u) ?? [];
  const own = LETTERS[/** @type {keyof typeof LETTERS} */ (sign)];
  return own ? own + (layer ?? "") : "";
}
