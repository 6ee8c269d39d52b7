// The arrays of one operation, large: what it reads, and at the right what it computes.

/** @import { Colours, Equation } from "../types" */
/** @import { Trace } from "../equation/trace.js" */
/** @import { Frame } from "../picture/overlay.js" */
/** @import { Pointing } from "./figure.js" */

import { columns } from "../equation/columns.js";
import { bends, Curve } from "../picture/curve.js";
import { Layout } from "../picture/layout.js";
import { changed } from "../shared/changed.js";
import { Figure } from "./figure.js";
import { fly } from "./flight.js";

const WORDS = 46; // pixels of an array's name above and its scale below
const LIST = 118;
const CURVE = 356; // what a curve takes, with the gap before it
const GAP = 14; // between two arrays
const TALLEST = 300; // a picture, in pixels
const LOWEST = 90;
const NARROW = 640; // of a page: two arrays stand side by side
const TALL = 150; // a picture where the page is as long as it likes
const ABREAST = 5; // arrays that stand in one row

/** @typedef {{ width: number, height: number | null }} Room for the arrays; a height of null is as high as they like */

/**
 * What is lit on the stage.
 *
 * @typedef {object} Lights
 * @property {(name: string) => boolean} done is an array computed by now?
 * @property {string | null} output what the step computes
 * @property {number | null} entry of it that is looked at
 * @property {Map<string, Set<number>> | null} feeds that entry
 * @property {(Frame & { name: string })[]} frames
 */

export class Stage {
  /**
   * @param {HTMLElement} element
   * @param {Pointing} on answers the pointer and the keys
   */
  constructor(element, on) {
    this.element = element;
    this.on = on;
    /** @type {Trace | null} */
    this.trace = null;
    /** @type {Colours} */
    this.colours = {};
    /** @type {Room} */
    this.room = { width: 0, height: 0 };
    /** @type {Curve | null} */
    this.curve = null;
    /** @type {Map<string, Curve>} */
    this.curves = new Map(); // all that were, for this pass at this width
    /** @type {Map<string, Figure>} */
    this.shown = new Map(); // on the stage now, by their arrays
    /** @type {Map<string, Figure>} */
    this.figures = new Map(); // all that were, for this network at this width
    /** @type {Pick<Lights, "output" | "entry" | "feeds">} */
    this.lit = { output: null, entry: null, feeds: null };
    this.still = () => {};
  }

  /**
   * Puts the arrays of a step on the stage; figures that were there before are taken up again.
   *
   * @param {Trace} trace
   * @param {Equation | undefined} equation
   * @param {Colours} colours
   * @param {Room} room
   */
  show(trace, equation, colours, room) {
    const refilled = trace !== this.trace;
    this.trace = trace;
    const moved = changed(this, "scene", trace.of, trace.sizes.N, room.width, room.height, colours.background);
    if (moved || refilled) this.curves = new Map();
    if (moved) this.figures = new Map();
    else if (refilled) for (const figure of this.figures.values()) figure.refill(trace);
    if (!changed(this, "step", equation?.name) && !moved) {
      if (refilled) this.bend(trace, equation);
      return;
    }
    this.colours = colours;
    this.room = room;
    const { figures, curve, rows } = this.scene(trace, equation);
    this.shown = new Map(figures.map((figure) => [figure.name, figure]));
    this.curve = curve;
    this.element.style.flexWrap = rows > 1 ? "wrap" : "nowrap";
    this.element.replaceChildren(...figures.map(({ element }) => element), ...(curve ? [curve.figure] : []));
  }

  /**
   * The figures of a step and the curve beside them, each as large as there is room for, in so many rows.
   *
   * @param {Trace} trace
   * @param {Equation | undefined} equation
   */
  scene(trace, equation) {
    const { room } = this;
    const names = arraysOf(trace, equation);
    const curve = room.width > NARROW ? this.draft(trace, equation) : null;
    const abreast = room.width > NARROW ? ABREAST : 2;
    const rows = Math.ceil(names.length / abreast);
    const height = room.height === null ? TALL : Math.max(LOWEST, Math.min(TALLEST, room.height / rows - WORDS));
    const widths =
      room.width > NARROW
        ? sized(trace, names, curve ? room.width - CURVE : room.width, rows)
        : names.map(() => (room.width - GAP) / 2);
    return { figures: names.map((name, k) => this.figure(trace, name, [widths[k], height])), curve, rows };
  }

  /**
   * Makes and draws what a step will show, but shows nothing of it yet.
   *
   * @param {Trace} trace
   * @param {Equation | undefined} equation
   */
  make(trace, equation) {
    if (trace !== this.trace) return;
    for (const figure of this.scene(trace, equation).figures) {
      figure.draw(this.colours);
      if (figure.picture.layout.list && figure.name !== equation?.name) figure.picture.faded();
    }
  }

  /**
   * The curve again, with the numbers of another pass.
   *
   * @param {Trace} trace
   * @param {Equation | undefined} equation
   */
  bend(trace, equation) {
    const before = this.curve;
    const after = before && this.draft(trace, equation);
    if (after) before.figure.replaceWith(after.figure);
    this.curve = after;
  }

  /**
   * The curve of the operation that bends each number of this layer, if there is one.
   *
   * @param {Trace} trace
   * @param {Equation | undefined} equation
   */
  draft(trace, equation) {
    for (const one of forward(trace, equation)) {
      const from = bends(one);
      if (!from) continue;
      const curve = this.curves.get(one.name) ?? new Curve(trace, one, from);
      this.curves.set(one.name, curve);
      return curve;
    }
    return null;
  }

  /**
   * @param {Trace} trace
   * @param {string} name
   * @param {[width: number, height: number]} size
   */
  figure(trace, name, size) {
    const key = `${name} ${size}`;
    const figure = this.figures.get(key) ?? new Figure(trace, name, size, this.on);
    this.figures.set(key, figure);
    return figure;
  }

  /**
   * The figure of an array, if it is on the stage.
   *
   * @param {string} name
   */
  of(name) {
    return this.shown.get(name)?.element;
  }

  /**
   * Draws what is computed by now and marks what feeds the entry that is looked at.
   *
   * @param {Lights} lights
   */
  light({ done, output, entry, feeds, frames }) {
    this.still();
    this.lit = { output, entry, feeds };
    this.curve?.light(entry, done(this.curve.to), done(`d${this.curve.from}`));
    const looked = entry === null ? [] : [{ k: entry, colour: this.colours.text, width: 2 }];
    for (const [name, figure] of this.shown) {
      const isOutput = name === output;
      const own = frames.filter((frame) => frame.name === name);
      figure.light(this.colours, {
        ready: done(name),
        output: isOutput,
        feeds: feeds && !isOutput ? (feeds.get(name) ?? new Set()) : null,
        frames: isOutput ? [...looked, ...own] : own,
      });
    }
  }
  /** What feeds the entry that is looked at flies into it; whatever is lit next ends that. */
  move() {
    const { output, entry, feeds } = this.lit;
    this.still();
    if (output && entry !== null && feeds) this.still = fly(this.element, this.shown, output, entry, feeds);
  }
}

/**
 * The forward equations of the layer that a step belongs to; at the input, of the first one.
 *
 * @param {Trace} trace
 * @param {Equation | undefined} equation
 */
function forward(trace, equation) {
  const layer = equation ? equation.layer : 0;
  return trace.equations.filter((one) => one.layer === layer && one.direction === "forward");
}

/**
 * The arrays of a step: what its equation reads, in the order of the network, and last what it computes. At the input,
 * those of the first operation.
 *
 * @param {Trace} trace
 * @param {Equation | undefined} equation
 */
function arraysOf(trace, equation) {
  const found = columns(equation ? [equation] : forward(trace, equation));
  const read = found.filter((name) => name !== equation?.name);
  const own = equation ? [equation.name] : [];
  const parameters = (/** @type {boolean} */ is) => read.filter((name) => trace.isParameter(name) === is);
  return [...parameters(false).slice(0, 1), ...parameters(true), ...parameters(false).slice(1), ...own];
}

/**
 * How wide each array may be: what has many tiles gets what the others leave, and the others share what is left over.
 *
 * @param {Trace} trace
 * @param {string[]} names
 * @param {number} width
 * @param {number} rows
 */
function sized(trace, names, width, rows) {
  const room = width - GAP * (Math.ceil(names.length / rows) - 1);
  /** @type {number[]} */
  const wanted = names.map((name, k) => {
    const { shape, strides } = trace.array(name);
    const layout = new Layout(shape, strides, { example: trace.exampleAxis(name), numbers: true });
    if (layout.list) return LIST;
    if (layout.tiles.length > 1) return 0;
    const result = k === names.length - 1;
    return room * (layout.cells.length > 100 ? 0.19 : trace.isParameter(name) && !result ? 0.1 : 0.16);
  });
  const sharing = wanted.filter((w) => w === 0).length;
  const left = rows * room - wanted.reduce((a, b) => a + b, 0);
  const each = sharing ? Math.max(room * 0.2, left / sharing) : 0;
  const all = wanted.map((w) => w || each);
  const needed = all.reduce((a, b) => a + b, 0) / rows;
  return all.map((w) => Math.floor((w * room) / needed));
}
