// The whole network as a map: one column an array, its value above and its gradient below. A button is the operation
// that fills it.

/** @import { Colours, Equation } from "../types" */
/** @import { Trace } from "../equation/trace.js" */

import { columns } from "../equation/columns.js";
import { math } from "../equation/mathml.js";
import { Printer } from "../equation/printer.js";
import { references } from "../equation/tree.js";
import { about, Picture } from "../picture/picture.js";
import { make } from "../shared/svg.js";

const COLUMN = 70;
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
 * @property {Picture} picture
 * @property {boolean} drawn
 */

/** @typedef {{ path: SVGPathElement, step: number, name: string }} Arrow from the array of this name */

export class NetworkMap {
  /**
   * @param {HTMLElement} element
   * @param {(step: number) => void} choose is called when an operation is clicked
   */
  constructor(element, choose) {
    this.element = element;
    this.choose = choose;
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
   */
  show(trace, colours) {
    const names = columns(trace.equations.filter((equation) => equation.direction === "forward"));
    this.trace = trace;
    this.colours = colours;
    this.places = new Map();
    this.width = names.length * COLUMN;
    const height = ABOVE + 2 * LANE + 8;
    const svg = make("svg", { "aria-hidden": "true", viewBox: `0 0 ${this.width} ${height}` });
    const scene = document.createElement("div");
    scene.className = "scene";
    for (const sized of [svg, scene]) Object.assign(sized.style, { width: `${this.width}px`, height: `${height}px` });
    names.forEach((value, column) => {
      [value, `d${value}`].forEach((name, lane) => {
        if (trace.has(name)) this.places.set(name, this.node(trace, name, column, lane));
      });
    });
    const inOrder = [...this.places.values()].sort((one, other) => one.step - other.step); // in which Tab meets them
    scene.append(svg, ...inOrder.map(({ element }) => element));
    this.paths = trace.equations.flatMap((equation, k) => this.arrows(equation, k + 1));
    svg.append(...this.paths.map(({ path }) => path));
    this.element.replaceChildren(scene);
  }

  /**
   * The same network with another pass through it: what has changed is drawn again.
   *
   * @param {Trace} trace
   */
  refill(trace) {
    if (trace === this.trace) return;
    this.trace = trace;
    for (const [name, place] of this.places) if (place.picture.take(trace.array(name))) place.drawn = false;
  }

  /**
   * @param {Trace} trace
   * @param {string} name
   * @param {number} column
   * @param {number} lane
   * @returns {Place}
   */
  node(trace, name, column, lane) {
    const step = trace.stepOf(name);
    const picture = new Picture(trace.array(name), about(trace, name)).fit(THUMB, THUMB);
    const element = step ? this.button(step, spoken(trace, name)) : document.createElement("div");
    element.className = `node ${trace.role(name)}`;
    element.style.left = `${column * COLUMN}px`;
    element.style.top = `${ABOVE + lane * LANE}px`;
    const frame = document.createElement("span");
    frame.className = "thumb";
    frame.append(picture.canvas);
    const label = document.createElement("span");
    label.className = "label";
    label.innerHTML = math(new Printer(trace).name(name, [], true));
    element.append(frame, label);
    return { x: (column + 0.5) * COLUMN, y: ABOVE + lane * LANE + HALF, element, step, picture, drawn: false };
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
      return [{ path: make("path", { d: line(from, to), class: direction }), step, name }];
    });
  }

  /**
   * Lights the operation of a step; what comes later is not computed yet.
   *
   * @param {number} step
   * @param {boolean} hidden
   * @param {number} width
   * @param {ScrollBehavior} scroll
   */
  light(step, hidden, width, scroll) {
    for (const { path, step: own } of this.paths) {
      path.classList.toggle("lit", own === step);
      path.classList.toggle("later", own > step);
    }
    const feeding = new Set(this.paths.filter((arrow) => arrow.step === step).map(({ name }) => name));
    for (const [name, place] of this.places) {
      const { element, step: own } = place;
      if (own <= step && !place.drawn) {
        place.picture.draw(this.colours);
        place.drawn = true;
      }
      element.classList.toggle("later", own > step || (hidden && own === step));
      element.classList.toggle("feeds", feeding.has(name));
      element.classList.toggle("current", own === step && own > 0);
      if (own && own === step) element.setAttribute("aria-current", "step");
      else element.removeAttribute("aria-current");
    }
    if (this.width <= width) return; // nothing to scroll, and scrolling would lay the page out at once
    const current = [...this.places.values()].find((place) => place.step === step);
    this.element.scrollTo({ left: current ? current.x - width / 2 : 0, behavior: scroll });
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
