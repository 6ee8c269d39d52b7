// The cells that feed a result travel into it: copies of them, from their pictures to its cell.

/** @import { Figure } from "./figure.js" */

import { context } from "../shared/element.js";

const TIME = 440; // milliseconds that one is under way
const APART = 9; // between one and the next, so that the strongest go first
const MOST = 14; // of one array
const [LEAST, WIDEST] = [5, 36]; // pixels of a side, so that one is seen and none is a bar

/** @typedef {{ x: number, y: number, width: number, height: number }} Box by its middle */

/**
 * Lets the strongest of the cells that feed an entry fly to it. What is returned ends it at once.
 *
 * All of them are drawn on one canvas: an element for each would be a layer for each.
 *
 * @param {HTMLElement} over what holds all figures
 * @param {Map<string, Figure>} figures
 * @param {string} output
 * @param {number} entry
 * @param {Map<string, Set<number>>} feeds
 */
export function fly(over, figures, output, entry, feeds) {
  const target = figures.get(output);
  if (!target) return () => {};
  const origin = over.getBoundingClientRect();
  const to = places(target, origin)(entry);
  const cells = [...feeds].flatMap(([name, fed]) => {
    const figure = figures.get(name);
    if (!figure || figure === target) return [];
    const place = places(figure, origin);
    return strongest(figure, fed).map((k, rank) => ({
      from: place(k),
      colour: figure.picture.colourOf(k),
      begins: rank * APART,
    }));
  });
  if (!cells.length) return () => {};
  const canvas = sheetOver(over);
  const density = globalThis.devicePixelRatio || 1;
  const [left, top, width, height] = around([to, ...cells.map(({ from }) => from)]);
  Object.assign(canvas, { className: "flying", width: width * density, height: height * density });
  Object.assign(canvas.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
  const g = context(canvas);
  g.setTransform(density, 0, 0, density, -left * density, -top * density);
  g.strokeStyle = target.picture.colours.text;
  over.append(canvas);
  const start = performance.now();
  let frame = 0;
  const step = (/** @type {number} */ now) => {
    g.clearRect(left, top, width, height);
    let moving = false;
    for (const { from, colour, begins } of cells) {
      const share = Math.min(1, Math.max(0, (now - start - begins) / TIME));
      if (share === 1) continue;
      moving = true;
      g.fillStyle = colour;
      draw(g, from, to, share * share * (3 - 2 * share));
    }
    if (moving) frame = requestAnimationFrame(step);
    else canvas.remove();
  };
  frame = requestAnimationFrame(step);
  return () => {
    cancelAnimationFrame(frame);
    canvas.remove();
  };
}

/** @type {WeakMap<HTMLElement, HTMLCanvasElement>} */
const sheets = new WeakMap(); // to make a canvas anew for each flight would take a millisecond

/** What is drawn on, over these figures. @param {HTMLElement} over */
function sheetOver(over) {
  const sheet = sheets.get(over) ?? document.createElement("canvas");
  sheets.set(over, sheet);
  sheet.setAttribute("aria-hidden", "true");
  return sheet;
}

/**
 * The least room that holds all of these: what lies outside of it need not be painted again.
 *
 * @param {Box[]} boxes
 */
function around(boxes) {
  const [low, high] = [-1, 1].map((side) => [
    side * Math.max(...boxes.map(({ x, width }) => side * x + width / 2 + 1)),
    side * Math.max(...boxes.map(({ y, height }) => side * y + height / 2 + 1)),
  ]);
  const [left, top] = low.map(Math.floor);
  return [left, top, Math.ceil(high[0]) - left, Math.ceil(high[1]) - top];
}

/**
 * A cell on its way.
 *
 * @param {CanvasRenderingContext2D} g
 * @param {Box} from
 * @param {Box} to
 * @param {number} share of the way
 */
function draw(g, from, to, share) {
  const x = from.x + (to.x - from.x) * share - from.width / 2;
  const y = from.y + (to.y - from.y) * share - from.height / 2;
  g.fillRect(x, y, from.width, from.height);
  g.strokeRect(x, y, from.width, from.height);
}

/**
 * @param {Figure} figure
 * @param {Set<number>} cells
 */
function strongest({ picture }, cells) {
  const { data } = picture.array;
  return [...cells].sort((one, other) => Math.abs(data[other]) - Math.abs(data[one])).slice(0, MOST);
}

/**
 * Where entries are drawn, as seen from `origin`.
 *
 * @param {Figure} figure
 * @param {DOMRect} origin
 * @returns {(k: number) => Box}
 */
function places({ picture }, origin) {
  const { left, top } = picture.over.getBoundingClientRect();
  return (k) => {
    const [x, y, w, h] = picture.box(k);
    const [width, height] = [w, h].map((side) => Math.min(WIDEST, Math.max(LEAST, side)));
    return { x: left - origin.left + x + w / 2, y: top - origin.top + y + h / 2, width, height };
  };
}
