// The colours of the page's theme, and the palette's colours for it.

/** @import { Colours, Palette } from "../types" */

/**
 * Is the theme around this element a dark one?
 *
 * @param {Element} element
 */
export function isDark(element) {
  return channels(themed(element, "--st-background-color")).reduce((a, b) => a + b) < 384;
}

/**
 * @param {Element} element
 * @param {string} name
 */
const themed = (element, name) => getComputedStyle(element).getPropertyValue(name).trim();

/**
 * Red, green and blue of "#rrggbb" or "rgb(…)".
 *
 * @param {string} colour
 */
export function channels(colour) {
  const hex = colour.match(/^#(..)(..)(..)/);
  if (hex) return hex.slice(1).map((x) => parseInt(x, 16));
  return (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
}

/**
 * Makes the palette's colours CSS variables of the element and returns them: {name: "#rrggbb"}.
 *
 * @param {HTMLElement} element
 * @param {Palette} palette
 * @returns {Colours}
 */
export function paint(element, palette) {
  const shade = isDark(element) ? 1 : 0;
  const colours = Object.fromEntries(Object.entries(palette).map(([name, pair]) => [name, pair[shade]]));
  for (const [name, colour] of Object.entries(colours)) element.style.setProperty(`--${name}`, colour);
  return { ...colours, background: themed(element, "--st-background-color"), text: themed(element, "--st-text-color") };
}
