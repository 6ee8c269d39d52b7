// The whole network as a map: one column an array, its value above and its gradient below. A button is the operation
// that fills it. Where the units can be told apart they are drawn with the lines between them, over the names of the
// arrays; elsewhere each array is a small picture.

/** @import { Colours, Equation } from "../types" */
/** @import { Trace } from "../equation/trace.js" */
/** @import { Pace } from "../network/motion.js" */
/** @import { Scene } from "../network/scene" */
/** @import { Pointing } from "./figure.js" */

import { columns } from "../equation/columns.js";
import { math } from "../equation/mathml.js";
import { Printer } from "../equation/printer.js";
import { references } from "../equation/tree.js";
import { Drawing } from "../network/drawing.js";
import { travel } from "../network/motion.js";
import { about, Picture } from "../picture/picture.js";
import { changed } from "../shared/changed.js";
import { make } from "../shared/svg.js";
import { drawn, frame, scene, sizesOf } from "./sketch.js";

const COLUMN = 70; // at most, of one with a small picture
const [NAMED, PICTURED] = [46, 47]; // at least, on average
const WORD = 1.2; // times as wide is one that is called ∂L/∂W
const [LETTER, SMALL] = [0.7, 0.95]; // and one that is called δ, without a picture and with one
const NAME = 23; // its height
/** @type {Pace} */
const QUICK = { time: 400, between: 70, dots: 2, lines: 20, size: 2.8 };
const THUMB = 38;
const LANE = 70;
const ABOVE = 10;
const HALF = THUMB / 2 + 3; // of a node, with its frame

/**
 * A node of the map.
 *
 * @typedef {object} Place
 * @property {number} x
 * @property {number} y
 * @property {number} step that fills the array; 0 for what is there from the beginning
 * @property {HTMLElement} element
 * @property {Picture | null} picture none where there is but a name
 * @property {boolean} drawn
 */

/** @typedef {{ drawing: Drawing, sizes: number[], scene: Scene | null }} Sketch */

/**
 * What is lit on the map.
 *
 * @typedef {object} Spot
 * @property {number} step
 * @property {boolean} hidden is its result still to be guessed?
 * @property {number | null} entry of the result that is looked at
 * @property {boolean} alone does a person look at this entry, and no other?
 */

/** @typedef {{ path: SVGPathElement, step: number }} Arrow of the operation of a step */

export class NetworkMap {
  /**
   * @param {HTMLElement} element
   * @param {(step: number) => void} choose is called when an operation is clicked
   * @param {Pointing} on answers the pointer on a unit
   */
  constructor(element, choose, on) {
    this.element = element;
    this.choose = choose;
    this.on = on;
    /** @type {Sketch | null} */
    this.sketch = null;
    this.still = () => {};
    /** @type {Trace | null} */
    this.trace = null;
    /** @type {Colours} */
    this.colours = {};
    /** @type {Map<string, Place>} */
    this.places = new Map();
    /** @type {Arrow[]} */
    this.paths = [];
    this.width = 0;
  }

  /**
   * @param {Trace} trace
   * @param {Colours} colours
   * @param {number} width that there is
   * @param {number} tall how high the units may stand
   */
  show(trace, colours, width, tall) {
    const names = columns(trace.equations.filter((equation) => equation.direction === "forward"));
    this.still();
    this.trace = trace;
    this.colours = colours;
    this.places = new Map();
    const sizes = sizesOf(trace);
    const short = sizes ? LETTER : SMALL;
    const shares = names.map((name) => (trace.names[`d${name}`]?.partial ? WORD : short));
    const all = shares.reduce((a, b) => a + b, 0);
    const most = sizes ? Infinity : COLUMN / WORD;
    this.width = all * Math.max(sizes ? NAMED : PICTURED, Math.min(most, width / all));
    let left = 0;
    const lanes = sizes ? [tall, tall + NAME] : [ABOVE, ABOVE + LANE];
    const height = lanes[1] + (sizes ? NAME : LANE + 8);
    const scene = document.createElement("div");
    scene.className = sizes ? "scene named" : "scene";
    const svg = make("svg", { "aria-hidden": "true", viewBox: `0 0 ${this.width} ${height}` });
    const over = make("svg", { "aria-hidden": "true", class: "flying", viewBox: `0 0 ${this.width} ${height}` });
    for (const sized of [svg, over, scene])
      Object.assign(sized.style, { width: `${this.width}px`, height: `${height}px` });
    names.forEach((value, at) => {
      const wide = (shares[at] / all) * this.width;
      [value, `d${value}`].forEach((name, lane) => {
        if (trace.has(name)) this.places.set(name, this.node(trace, name, [left, wide], lanes[lane], !sizes));
      });
      left += wide;
    });
    const inOrder = [...this.places.values()].sort((one, other) => one.step - other.step); // in which Tab meets them
    scene.append(svg, ...inOrder.map(({ element }) => element));
    this.paths = sizes ? [] : trace.equations.flatMap((equation, k) => this.arrows(equation, k + 1));
    svg.append(...this.paths.map(({ path }) => path));
    this.sketch = sizes && this.draft(trace, sizes, svg, over, tall);
    if (sizes) scene.append(over);
    this.element.replaceChildren(scene);
  }

  /**
   * The units and the lines between them, each of which answers the pointer.
   *
   * @param {Trace} trace
   * @param {number[]} sizes
   * @param {SVGElement} svg
   * @param {SVGElement} over where what travels is drawn
   * @param {number} tall
   * @returns {Sketch}
   */
  draft(trace, sizes, svg, over, tall) {
    const middle = (/** @type {string} */ name) => this.places.get(name)?.x ?? 0;
    const place = frame(middle, sizes, this.width, tall);
    const drawing = new Drawing(svg, drawn(trace, sizes), this.colours, place, over);
    drawing.circles.forEach((circles, at) => {
      circles.forEach((circle, unit) => {
        const shown = () => this.sketch?.scene?.columns[at + 1];
        circle.onpointerenter = () => this.on.point(shown() ?? "", unit);
        circle.onpointerleave = () => this.on.point("", null);
        circle.onclick = () => this.on.pin(shown() ?? "", unit);
      });
    });
    return { drawing, sizes, scene: null };
  }

  /**
   * The same network with another pass through it: what has changed is drawn again.
   *
   * @param {Trace} trace
   */
  refill(trace) {
    if (trace === this.trace) return;
    this.trace = trace;
    this.still();
    this.sketch?.drawing.take(drawn(trace, this.sketch.sizes));
    for (const [name, place] of this.places) if (place.picture?.take(trace.array(name))) place.drawn = false;
  }

  /**
   * @param {Trace} trace
   * @param {string} name
   * @param {[left: number, width: number]} column
   * @param {number} top
   * @param {boolean} pictured has it a picture of its own?
   * @returns {Place}
   */
  node(trace, name, [left, width], top, pictured) {
    const step = trace.stepOf(name);
    const element = step ? this.button(step, spoken(trace, name)) : document.createElement("div");
    element.className = `node ${trace.role(name)}`;
    Object.assign(element.style, { left: `${left}px`, top: `${top}px`, width: `${width}px` });
    const label = document.createElement("span");
    label.className = "label";
    label.innerHTML = math(new Printer(trace).name(name, [], true));
    const picture = pictured ? new Picture(trace.array(name), about(trace, name)).fit(THUMB, THUMB) : null;
    if (picture) {
      const frame = document.createElement("span");
      frame.className = "thumb";
      frame.append(picture.canvas);
      element.append(frame);
    }
    element.append(label);
    return { x: left + width / 2, y: top + HALF, element, step, picture, drawn: false };
  }

  /**
   * @param {number} step
   * @param {string} words
   */
  button(step, words) {
    const button = document.createElement("button");
    button.type = "button";
    button.setAttribute("aria-label", `Step ${step}: ${words}`);
    button.onclick = () => this.choose(step);
    return button;
  }

  /**
   * A line from each array that an operation reads to the one that it fills.
   *
   * @param {Equation} equation
   * @param {number} step
   * @returns {Arrow[]}
   */
  arrows({ name: output, rhs, direction }, step) {
    const to = this.places.get(output);
    const read = new Set(references(rhs).map((t) => t.name));
    return [...read].flatMap((name) => {
      const from = this.places.get(name);
      if (!from || !to || from === to) return [];
      return [{ path: make("path", { d: line(from, to), class: direction }), step }];
    });
  }

  /**
   * Lights the operation of a step; what comes later is not computed yet.
   *
   * @param {Spot} spot
   */
  light({ step, hidden, entry, alone }) {
    this.still();
    if (this.sketch && this.trace) {
      this.sketch.scene = scene(this.trace, this.sketch.sizes, hidden ? step - 1 : step, hidden ? null : entry, alone);
      this.sketch.drawing.show(this.sketch.scene);
    }
    for (const { path, step: own } of this.paths) {
      path.classList.toggle("lit", own === step);
      path.classList.toggle("later", own > step);
    }
    const equation = this.trace?.equations[step - 1];
    const feeding = new Set(equation && references(equation.rhs).map(({ name }) => name));
    for (const [name, place] of this.places) {
      const { element, step: own } = place;
      if (own <= step && !place.drawn && place.picture) {
        place.picture.draw(this.colours);
        place.drawn = true;
      }
      element.classList.toggle("later", own > step || (hidden && own === step));
      element.classList.toggle("feeds", feeding.has(name));
      element.classList.toggle("current", own === step && own > 0);
      if (own && own === step) element.setAttribute("aria-current", "step");
      else element.removeAttribute("aria-current");
    }
  }

  /**
   * Scrolls to the operation of a step. It lays the page out at once, so nothing should be left to draw.
   *
   * @param {number} step
   * @param {number} width
   * @param {ScrollBehavior} scroll
   */
  follow(step, width, scroll) {
    const current = [...this.places.values()].find((place) => place.step === step);
    const left = Math.max(0, Math.min(this.width - width, current ? current.x - width / 2 : 0));
    if (changed(this, "scrolled", left, width, this.width)) this.element.scrollTo({ left, behavior: scroll });
  }

  /** What the step sends travels along the lines, forward or back; the next step ends it. */
  move() {
    const { sketch } = this;
    this.still();
    if (sketch?.scene) this.still = travel(sketch.drawing, sketch.scene.moves, QUICK);
  }
}

/**
 * Straight to a neighbour; over the nodes of the upper lane, or under those of the lower one, to one further off.
 *
 * @param {Place} from
 * @param {Place} to
 */
function line(from, to) {
  if (Math.abs(to.x - from.x) > COLUMN && to.y === from.y) {
    const below = to.y > LANE;
    const lift = below ? HALF + 22 : -HALF;
    const ends = below ? HALF + 16 : -HALF;
    const middle = `${(from.x + to.x) / 2} ${from.y + lift * 1.25}`;
    return `M${from.x} ${from.y + ends} Q${middle} ${to.x} ${to.y + ends}`;
  }
  const side = Math.sign(to.x - from.x) * HALF;
  return `M${from.x + side} ${from.y} L${to.x - side} ${to.y}`;
}

/**
 * How a quantity is read out.
 *
 * @param {Trace} trace
 * @param {string} name
 */
function spoken(trace, name) {
  const { letter, partial, layer } = trace.names[name] ?? { letter: name };
  const own = (letter ?? partial ?? "").replace("δ", "delta") + (layer === undefined ? "" : ` of layer ${layer}`);
  return partial ? `the gradient of ${own}` : own;
}
