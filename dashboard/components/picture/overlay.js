// What lies over a picture: everything fades but what feeds the entry that is looked at, and some entries are framed.

/** @import { Picture } from "./picture.js" */

import { context } from "../shared/element.js";

const OUTLINED = 300; // cells that are still outlined one by one

/** @typedef {{ k: number, colour: string, width: number }} Frame */
/** @typedef {{ feeds?: Set<number> | null, frames?: Frame[] }} Marking */

/**
 * @param {Picture} picture
 * @param {Marking} marking
 */
export function markOn(picture, { feeds = null, frames = [] }) {
  const g = context(picture.over);
  g.clearRect(0, 0, picture.width, picture.height);
  if (feeds && feeds.size < picture.array.data.length) fade(g, picture, feeds);
  for (const one of frames) frame(g, picture, one);
}

/**
 * @param {CanvasRenderingContext2D} g
 * @param {Picture} picture
 * @param {Set<number>} feeds
 */
function fade(g, picture, feeds) {
  const { left, width, height, colours } = picture;
  g.globalAlpha = 0.72;
  g.fillStyle = colours.background;
  g.fillRect(left, 0, width - left, height);
  g.globalAlpha = 1;
  if (picture.layout.list) g.drawImage(picture.faded(), 0, 0, width, height);
  for (const k of feeds) {
    const [x, y, w, h] = picture.box(k);
    g.clearRect(x, y, Math.max(1, w), Math.max(1, h));
  }
  if (feeds.size) outline(g, picture, feeds);
}

/**
 * A line around the tiles that feed whole, and around each cell of those that feed in part.
 *
 * @param {CanvasRenderingContext2D} g
 * @param {Picture} picture
 * @param {Set<number>} feeds
 */
function outline(g, picture, feeds) {
  const { layout, cell, left, colours } = picture;
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const k of feeds) {
    const [t] = layout.find(k);
    counts.set(t, (counts.get(t) ?? 0) + 1);
  }
  g.lineWidth = 1.5;
  g.strokeStyle = colours.text;
  for (const [t, count] of counts) {
    if (count < layout.cells.length || layout.tiles.length === 1) continue;
    const [x, y] = layout.spot(t, 0);
    g.strokeRect(left + x * cell[0] - 1, y * cell[1] - 1, layout.columns * cell[0] + 2, layout.rows * cell[1] + 2);
  }
  const cells = [...feeds].filter((k) => (counts.get(layout.find(k)[0]) ?? 0) < layout.cells.length);
  if (cells.length > OUTLINED || cell[0] < 3) return;
  for (const k of cells) g.strokeRect(...picture.box(k));
}

/**
 * A frame that stays visible where cells are small, on a line of the background's colour.
 *
 * @param {CanvasRenderingContext2D} g
 * @param {Picture} picture
 * @param {Frame} frame
 */
function frame(g, picture, { k, colour, width }) {
  const [x, y, w, h] = picture.box(k);
  const grow = Math.max(0, 7 - w) / 2;
  const stroke = (/** @type {string} */ style, /** @type {number} */ wide) => {
    g.lineWidth = wide;
    g.strokeStyle = style;
    g.strokeRect(x - grow, y - grow, w + 2 * grow, h + 2 * grow);
  };
  stroke(picture.colours.background, width + 2);
  stroke(colour, width);
}
