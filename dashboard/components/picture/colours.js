// The colours of a picture: the ends of its signed scale, the scale as a legend shows it, and the ink on a cell.

/** @import { Colours, Role } from "../types" */
/** @import { Channels, Poles } from "../shared/pixels.js" */

import { brightness, signed } from "../shared/pixels.js";
import { channels } from "../shared/theme.js";

/**
 * The two ends of a signed scale about the background, for what a role stands for.
 *
 * @param {Colours} colours
 * @param {Role} role
 * @returns {Poles}
 */
export function poles(colours, role) {
  const [negative, positive] =
    role === "gradient"
      ? [colours["gradient-negative"], colours.gradient]
      : [colours["value-negative"], colours[role === "parameter" ? "value" : role]];
  return { zero: channels(colours.background), negative: channels(negative), positive: channels(positive) };
}

/** @param {Channels} colour */
export const css = (colour) => `rgb(${colour})`;

const STOPS = 8; // of a legend, on either side of zero

/**
 * A scale as the colours along it, from zero or from the negative end.
 *
 * @param {Poles} ends
 * @param {boolean} negative
 */
export function scale(ends, negative) {
  const stops = [];
  for (let s = negative ? -STOPS : 0; s <= STOPS; s++) stops.push(css(signed(s, STOPS, ends)));
  return stops;
}

/**
 * The page's ink or its paper: the one that is legible on a cell of this colour.
 *
 * @param {Channels} cell
 * @param {Colours} colours
 */
export function inkOn(cell, { text, background }) {
  const apart = (/** @type {string} */ ink) => Math.abs(brightness(channels(ink)) - brightness(cell));
  return apart(text) >= apart(background) ? text : background;
}
