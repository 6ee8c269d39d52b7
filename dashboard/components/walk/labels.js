// A word at a dot of a curve stands where it covers least: beside its dot, clear of the curve and of other words.

/** @typedef {{ x: number, y: number, words: string }} Dot */
/** @typedef {{ left: number, top: number, right: number, bottom: number }} Box */
/** @typedef {{ x: number, y: number, anchor: "start" | "end" }} Label */

const LETTER = 7.2; // the width of one, about
const [ABOVE, BELOW] = [13, 4]; // of a line of words, from where it stands
const APART = 10; // from its dot, across
const LIFTS = [-10, 5, 20, -28, 38, -46, 56, -64, 74]; // from its dot, down: the nearest are tried first

/**
 * Where the word of each dot stands: beside it, or in a corner where there is no room for that.
 *
 * @param {Dot[]} dots
 * @param {[number, number][]} line points of what must not be covered
 * @param {Box} room
 * @returns {Label[]}
 */
export function place(dots, line, room) {
  /** @type {Box[]} */
  const taken = dots.map(({ x, y }) => ({ left: x - 6, top: y - 6, right: x + 6, bottom: y + 6 }));
  return dots.map(({ x, y, words }) => {
    /** @type {{ cost: number, label: Label, box: Box }} */
    let best = { cost: Infinity, label: { x, y, anchor: "start" }, box: taken[0] };
    const beside = LIFTS.flatMap((lift) => [
      { x: x + APART, y: y + lift, anchor: /** @type {const} */ ("start") },
      { x: x - APART, y: y + lift, anchor: /** @type {const} */ ("end") },
    ]);
    for (const [far, label] of [...beside, ...corners(room)].entries()) {
      const box = around(label, words);
      const covered = line.filter(([px, py]) => inside(box, px, py)).length;
      const over = taken.filter((other) => overlaps(box, other)).length;
      const cost = 1000 * beyond(box, room) + 100 * over + 20 * covered + far;
      if (cost < best.cost) best = { cost, label, box };
    }
    taken.push(best.box);
    return best.label;
  });
}

/** Two lines in each corner, where a curve often is not. @param {Box} room @returns {Label[]} */
function corners({ left, top, right, bottom }) {
  const lines = [top + ABOVE, top + ABOVE + 18, bottom - BELOW - 18, bottom - BELOW];
  return lines.flatMap((y) => [
    { x: right, y, anchor: "end" },
    { x: left, y, anchor: "start" },
  ]);
}

/** The box of a word that stands there. @param {Label} label @param {string} words @returns {Box} */
export function around({ x, y, anchor }, words) {
  const width = LETTER * words.length;
  const left = anchor === "start" ? x : x - width;
  return { left, top: y - ABOVE, right: left + width, bottom: y + BELOW };
}

/** @param {Box} box @param {number} x @param {number} y */
const inside = (box, x, y) => x > box.left && x < box.right && y > box.top && y < box.bottom;

/** @param {Box} a @param {Box} b */
const overlaps = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** Over how many edges of the room a box reaches. @param {Box} box @param {Box} room */
function beyond(box, room) {
  const over = [box.left < room.left, box.top < room.top, box.right > room.right, box.bottom > room.bottom];
  return over.filter(Boolean).length;
}
