// A network that is small enough, drawn whole: its units as cards, its weights on the lines between them, each number
// with its gradient, to be pointed at. What is not worked out yet is a question mark.

/** @import { Trace } from "../equation/trace.js" */

import { isBlame } from "../equation/called.js";
import { readEdits } from "../equation/codec.js";
import { columns } from "../equation/columns.js";
import { written } from "../equation/place.js";
import { references } from "../equation/tree.js";
import { changed } from "../shared/changed.js";
import { text } from "../shared/numbers.js";
import { make } from "../shared/svg.js";

const MOST = 3; // units of a layer, and examples
const ROW = 17; // of a card
const PAD = 7;
const BETWEEN = 26; // cards of a layer
const LINE = 150; // from card to card, at least
const AT = 0.3; // of a line: where those that cross are apart
const DIGIT = 6.8; // the width of a letter
const SMALLEST = 0.87; // of the drawing, at which its letters are still read

/** @typedef {{ name: string, k: number[] }} Entry what a row of a card is of: entries of one array, one an example */
/** @typedef {{ x: number, y: number, width: number, rows: Entry[], title: string }} Card */

export class DrawnMap {
  /** @param {HTMLElement} map which it takes the place of */
  constructor(map) {
    this.map = map;
    this.element = document.createElement("div");
    this.element.className = "drawn-map";
    this.element.hidden = true;
    this.element.tabIndex = 0;
    this.element.setAttribute("role", "group");
    this.element.setAttribute("aria-label", "The network drawn, with its numbers");
    map.after(this.element);
  }

  /**
   * Draws the network, where it is small enough; what is `done` has its numbers.
   *
   * @param {Trace} trace
   * @param {string} current what the step computes
   * @param {(name: string) => boolean} done
   */
  show(trace, current, done) {
    const small = isDrawn(trace);
    this.element.hidden = !small;
    this.map.hidden = small;
    const names = [...trace.arrays.keys()];
    if (!small || !changed(this, "drawing", trace.id, current, names.filter(done).length)) return;
    const { svg, lit } = drawing(trace, current, done);
    this.element.replaceChildren(svg);
    const { clientWidth, scrollWidth } = this.element;
    if (scrollWidth > clientWidth) this.element.scrollLeft = lit * scrollWidth - clientWidth / 2;
  }
}

/**
 * Is it made of rows of few units, with weights between them and nothing else?
 *
 * @param {Trace} trace
 */
const isDrawn = (trace) =>
  Boolean(trace.digit.given) &&
  trace.sizes.N <= MOST &&
  [...trace.arrays.values()].every(({ shape }) => shape.length <= 2 && shape.every((size) => size <= MOST)) &&
  trace.equations.every(({ name }) => name === "L" || trace.isParameter(name) || trace.array(name).shape.length === 2);

/**
 * @param {Trace} trace
 * @param {string} current
 * @param {(name: string) => boolean} done
 */
function drawing(trace, current, done) {
  const { cards, height, width } = placed(trace);
  const svg = make("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": spoken(trace, done) });
  svg.style.maxWidth = `${1.25 * width}px`;
  svg.style.minWidth = `${SMALLEST * width}px`;
  for (let c = 1; c < cards.length; c++) {
    const weights = weightsInto(trace, cards[c][0]);
    if (!weights) continue;
    cards[c - 1].forEach((from, i) => {
      cards[c].forEach((to, j) => {
        svg.append(...connection(trace, [from, to], [weights, i * cards[c].length + j], current, done));
      });
    });
  }
  for (const card of cards.flat()) svg.append(...drawn(trace, card, current, done));
  const column = cards.findIndex(([card]) => isLit(card, current) || trace.wire(current) === weightsInto(trace, card));
  const at = column < 0 ? null : cards[column][0];
  return { svg, lit: at ? (at.x + at.width / 2) / width : 0 };
}

/**
 * Is it this card that the step is about?
 *
 * @param {Card} card
 * @param {string} current
 */
const isLit = ({ rows }, current) => rows.some(({ name }) => name === current || `d${name}` === current);

/**
 * The cards of every layer, from the input to what is wanted.
 *
 * @param {Trace} trace
 */
function placed(trace) {
  const layers = grouped(trace);
  const tallest = Math.max(...layers.map(({ rows, units }) => units * (rows.length * ROW + 2 * PAD + BETWEEN)));
  const words = [...trace.arrays.values()].filter(({ name, shape }) => trace.isParameter(name) && shape.length === 2);
  const line = Math.max(LINE, ...words.map(({ name }) => (DIGIT * room(trace, name) + 20) / (2 * AT)));
  let x = 1;
  const cards = layers.map(({ rows, units, title }) => {
    const widest = Math.max(...rows.map((name) => label(trace, name).length + room(trace, name)));
    const width = 22 + DIGIT * widest;
    const tall = rows.length * ROW + 2 * PAD;
    const free = (tallest - units * tall) / units;
    const layer = Array.from({ length: units }, (_, j) => ({
      x,
      y: free / 2 + j * (tall + free),
      width,
      title: `${title} ${j}`,
      rows: rows.map((name) => ({ name, k: entries(trace, name, j, units) })),
    }));
    x += width + line;
    return layer;
  });
  const last = cards[cards.length - 1][0];
  return { cards, height: tallest, width: last.x + last.width + 1 };
}

/**
 * The arrays of each layer of units in the order in which they are worked out.
 *
 * @param {Trace} trace
 */
function grouped(trace) {
  const forward = trace.equations.filter(({ direction }) => direction === "forward");
  const copied = trace.equation("p").rhs.op === "ref";
  const names = columns(forward).filter((name) => !(name === "p" && copied) && name !== "L");
  /** @type {{ rows: string[], units: number, title: string }[]} */
  const layers = [];
  for (const name of names) {
    const { shape } = trace.array(name);
    if (shape.length === 2 && trace.isParameter(name)) {
      layers.push({ rows: [], units: shape[1], title: "unit" });
      continue;
    }
    if (name === "x") layers.push({ rows: [name], units: shape[1], title: "input" });
    else if (trace.role(name) === "truth") continue;
    else layers[layers.length - 1].rows.push(name);
  }
  layers[layers.length - 1].title = "output";
  layers[layers.length - 1].rows.push("y");
  return layers;
}

/**
 * The entries of unit j: of a parameter one, of a wire one an example.
 *
 * @param {Trace} trace
 * @param {string} name
 * @param {number} j
 * @param {number} units
 */
const entries = (trace, name, j, units) =>
  trace.isParameter(name) ? [j] : Array.from({ length: trace.sizes.N }, (_, n) => n * units + j);

/**
 * @param {Trace} trace
 * @param {string} name
 */
const label = (trace, name) => written(trace, name) || name;

/**
 * The letters that the numbers of a row may need: its values, and their gradients with a sign.
 *
 * @param {Trace} trace
 * @param {string} name
 */
function room(trace, name) {
  const count = trace.isParameter(name) ? 1 : trace.sizes.N;
  const longest = (/** @type {string} */ own) =>
    trace.has(own) ? Math.max(...Array.from(trace.array(own).data, (v) => text(v).length)) : 0;
  return count * (longest(name) + longest(`d${name}`)) + 2 * (count - 1) * 2 + 3;
}

/**
 * The weights that the sums of a card are made with.
 *
 * @param {Trace} trace
 * @param {Card} card
 */
function weightsInto(trace, { rows }) {
  const sum = trace.equations.find(({ name }) => rows.some((row) => row.name === name));
  return sum && references(sum.rhs).find((t) => trace.isParameter(t.name) && t.indices.length === 2)?.name;
}

/**
 * A line, its weight and the weight's gradient.
 *
 * @param {Trace} trace
 * @param {[from: Card, to: Card]} ends
 * @param {[name: string, k: number]} weight
 * @param {string} current
 * @param {(name: string) => boolean} done
 */
function connection(trace, [from, to], [name, k], current, done) {
  const middle = (/** @type {Card} */ { y, rows }) => y + (rows.length * ROW + 2 * PAD) / 2;
  const [x1, y1, x2, y2] = [from.x + from.width, middle(from), to.x, middle(to)];
  const [x, y] = [x1 + AT * (x2 - x1), y1 + AT * (y2 - y1)];
  const lit = [name, `d${name}`].includes(current) ? " lit" : "";
  const words = make("text", { x, y: y + 4, "text-anchor": "middle" });
  words.append(...numbers(trace, name, [k], current, done));
  const width = DIGIT * (words.textContent?.length ?? 0) + 4;
  const behind = make("rect", { x: x - width / 2, y: y - 9, width, height: 18, class: "behind" });
  return [make("line", { x1, y1, x2, y2, class: `wire${lit}` }), behind, words];
}

/**
 * A value and, once it is known, its gradient; each is the entry of the first example to who points at it.
 *
 * @param {Trace} trace
 * @param {string} name
 * @param {number[]} entries
 * @param {string} current
 * @param {(name: string) => boolean} done
 */
function numbers(trace, name, entries, current, done) {
  const part = (/** @type {string} */ own, /** @type {string} */ words) => {
    const span = make("tspan", { class: `${trace.role(own)}${own === current ? " current" : ""}` });
    span.textContent = words;
    if (done(own)) Object.assign(span.dataset, { name: own, cell: String(entries[0]) });
    return span;
  };
  const all = (/** @type {string} */ own) =>
    done(own) ? entries.map((k) => text(trace.array(own).data[k])).join(", ") : "?";
  const changes = readEdits(trace.changes.edits).some((edit) => edit.name === name && entries.includes(edit.k));
  const parts = [part(name, all(name) + (changes ? "*" : ""))];
  const gradient = `d${name}`;
  if (trace.has(gradient) && (done(gradient) || gradient === current)) {
    const sign = isBlame(trace, gradient) ? "δ" : "∂";
    parts.push(part(gradient, `  ${sign}\u2009${all(gradient)}`));
  }
  return parts;
}

/**
 * @param {Trace} trace
 * @param {Card} card
 * @param {string} current
 * @param {(name: string) => boolean} done
 */
function drawn(trace, card, current, done) {
  const { x, y, width, rows } = card;
  const height = rows.length * ROW + 2 * PAD;
  const lit = rows.some(({ name }) => name === current || `d${name}` === current) ? " lit" : "";
  /** @type {SVGElement[]} */
  const parts = [make("rect", { x, y, width, height, rx: 6, class: `card${lit}` })];
  rows.forEach(({ name, k }, r) => {
    const line = make("text", { x: x + 8, y: y + PAD + (r + 0.75) * ROW });
    const letter = make("tspan", { class: `letter ${trace.role(name)}` });
    letter.textContent = label(trace, name);
    const values = numbers(trace, name, k, current, done);
    values[0].setAttribute("dx", "8");
    line.append(letter, ...values);
    parts.push(line);
  });
  return parts;
}

/**
 * The drawing for a screen reader.
 *
 * @param {Trace} trace
 * @param {(name: string) => boolean} done
 */
function spoken(trace, done) {
  const known = [...trace.arrays.values()].filter(({ name }) => done(name));
  const said = known.map(({ name, data }) => `${name} ${Array.from(data, (v) => text(v)).join(", ")}`);
  return `The network drawn. Known by now: ${said.join("; ")}`;
}
