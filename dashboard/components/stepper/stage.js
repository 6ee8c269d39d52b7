// The arrays of one operation, large: values above, gradients below, each wire in the same place while its layer is on
// show.

/** @import { Colours, Equation } from "../types" */
/** @import { Trace } from "../equation/trace.js" */
/** @import { Frame } from "../picture/overlay.js" */
/** @import { Pointing } from "./figure.js" */

import { columns } from "../equation/columns.js";
import { bends, Curve } from "../picture/curve.js";
import { about, Picture } from "../picture/picture.js";
import { changed } from "../shared/changed.js";
import { Figure } from "./figure.js";

const ROW = 174;
const LOW_ROW = 140; // the tallest a picture gets, and that in a low window
const LOW = 820; // of a window, such as a projector's
const WIRE = 174;
const LIST = 132;
const BIAS = 104; // the widest
const BESIDE = 368; // what a curve takes, with the gap before it
const GAP = 16; // between columns
const NARROW = 640; // of a page: value and gradient stand side by side
const ROOMY = 700; // of a page that has room for a curve

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
    this.row = ROW;
    /** @type {Curve | null} */
    this.curve = null;
    /** @type {Map<string, Figure>} */
    this.shown = new Map(); // on the stage now, by their arrays
    /** @type {Map<string, Figure>} */
    this.figures = new Map(); // all that were, for this network at this width
  }

  /**
   * Puts the arrays of a step on the stage; figures that were there before are taken up again.
   *
   * @param {Trace} trace
   * @param {Equation | undefined} equation
   * @param {Colours} colours
   * @param {number} width
   */
  show(trace, equation, colours, width) {
    const names = arraysOf(trace, equation);
    const refilled = trace !== this.trace;
    this.row = window.innerHeight < LOW ? LOW_ROW : ROW;
    this.trace = trace;
    const moved = changed(this, "scene", trace.of, trace.sizes.N, width, this.row, colours.background);
    if (moved) this.figures = new Map();
    else if (refilled) for (const figure of this.figures.values()) figure.refill(trace);
    if (!changed(this, "names", ...names) && !moved) {
      if (refilled) this.bend(trace, equation);
      return;
    }
    this.colours = colours;
    this.shown = new Map();
    this.element.style.setProperty("--row", `${this.row}px`);
    this.curve = width > ROOMY ? draft(trace, equation) : null;
    const widths = this.widths(trace, names, this.curve ? width - BESIDE : width);
    const grid = box("columns");
    names.forEach((value, c) => {
      const column = box("column");
      for (const name of [value, `d${value}`]) {
        column.append(trace.has(name) ? this.figure(trace, name, widths[c]) : box("gap"));
      }
      grid.append(column);
    });
    if (this.curve) grid.append(this.curve.figure);
    this.element.replaceChildren(grid);
  }

  /**
   * The curve again, with the numbers of another pass.
   *
   * @param {Trace} trace
   * @param {Equation | undefined} equation
   */
  bend(trace, equation) {
    const before = this.curve;
    const after = before && draft(trace, equation);
    if (after) before.figure.replaceWith(after.figure);
    this.curve = after;
  }

  /**
   * Every wire has its own width; what has many tiles shares what is left.
   *
   * @param {Trace} trace
   * @param {string[]} names
   * @param {number} width
   */
  widths(trace, names, width) {
    if (width < NARROW) return names.map(() => (width - GAP) / 2);
    /** @type {number[]} */
    const wanted = names.map((name) => {
      const { layout } = new Picture(trace.array(name), { ...about(trace, name), numbers: true });
      if (layout.list) return LIST;
      if (layout.tiles.length > 1) return 0;
      return trace.isParameter(name) ? BIAS : WIRE;
    });
    const room = width - GAP * (names.length - 1);
    const left = room - wanted.reduce((a, b) => a + b, 0);
    const sharing = wanted.filter((w) => w === 0).length;
    const widths = wanted.map((w) => w || Math.max(WIRE, Math.min(5 * this.row, left / sharing)));
    const needed = widths.reduce((a, b) => a + b, 0);
    return needed > room ? widths.map((w) => (w * room) / needed) : widths;
  }

  /**
   * @param {Trace} trace
   * @param {string} name
   * @param {number} width
   */
  figure(trace, name, width) {
    const key = `${name} ${width}`;
    const figure = this.figures.get(key) ?? new Figure(trace, name, [width, this.row], this.on);
    this.shown.set(name, figure);
    this.figures.set(key, figure);
    return figure.element;
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
 * The columns for a step: what the forward equations of its layer read and compute.
 *
 * @param {Trace} trace
 * @param {Equation | undefined} equation
 */
function arraysOf(trace, equation) {
  const own = forward(trace, equation);
  const found = columns(own);
  const produced = new Set(own.map((e) => e.name));
  const parameters = found.filter((name) => trace.isParameter(name));
  const wires = found.filter((name) => !trace.isParameter(name));
  const late = (/** @type {string} */ name) => produced.has(name) || trace.role(name) === "truth";
  return [...wires.filter((name) => !late(name)), ...parameters, ...wires.filter(late)];
}

/**
 * The curve of the operation that bends each number of this layer, if there is one.
 *
 * @param {Trace} trace
 * @param {Equation | undefined} equation
 */
function draft(trace, equation) {
  for (const one of forward(trace, equation)) {
    const from = bends(one);
    if (from) return new Curve(trace, one, from);
  }
  return null;
}

/** @param {string} name */
function box(name) {
  const box = document.createElement("div");
  box.className = name;
  return box;
}
