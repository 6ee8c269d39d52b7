// What the first hidden units look for: the weights into each as a picture of the image that it reads.

/** @import { Colours } from "../types" */

import { context } from "../shared/element.js";
import { signed } from "../shared/pixels.js";
import { channels } from "../shared/theme.js";

const COLUMNS = 5; // pictures side by side
const SIDE = 28; // of a picture
const MOST = 127; // a byte has the full colour

/**
 * One picture for each unit, in rows.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Int8Array} now
 * @param {Int8Array | null} start is taken from it
 * @param {Colours} colours
 * @param {number} step
 */
export function drawWeights(canvas, now, start, { background, negative, value }, step) {
  const pixels = SIDE * SIDE;
  const units = now.length / pixels;
  const g = context(canvas);
  const poles = { zero: channels(background), negative: channels(negative), positive: channels(value) };
  canvas.width = COLUMNS * (SIDE + 1) - 1;
  canvas.height = Math.ceil(units / COLUMNS) * (SIDE + 1) - 1;
  for (let unit = 0; unit < units; unit++) {
    const image = g.createImageData(SIDE, SIDE);
    for (let k = 0; k < pixels; k++) {
      const at = unit * pixels + k;
      image.data.set([...signed(now[at] - (start?.[at] ?? 0), MOST, poles), 255], 4 * k);
    }
    g.putImageData(image, (unit % COLUMNS) * (SIDE + 1), Math.floor(unit / COLUMNS) * (SIDE + 1));
  }
  const less = start ? ", less those at the start" : "";
  canvas.setAttribute("aria-label", `Weights into the first ${units} hidden units after step ${step}${less}.`);
}
