// An operation that bends each number on its own, as a curve with every entry on it.

/** @import { Equation } from "../types" */
/** @import { Trace } from "../equation/trace.js" */

import { math } from "../equation/mathml.js";
import { Printer } from "../equation/printer.js";
import { nodes, references } from "../equation/tree.js";
import { element } from "../shared/element.js";
import { brief, text } from "../shared/numbers.js";
import { extreme } from "../shared/pixels.js";

const WIDTH = 320;
const HEIGHT = 174;
const POINTS = 160;
const MOST = 2_000; // entries that are still drawn as dots
const H = 1e-4; // how far to the left the slope looks, as core takes it at a kink
const TANGENT = 30; // its half, in pixels across

/**
 * The name of the one array that an equation reads entry by entry, or null.
 *
 * @param {Equation} equation
 */
export function bends({ lhs, rhs }) {
  const refs = references(rhs);
  if (!refs.length || rhs.op === "ref" || [...nodes(rhs)].some((t) => t.op === "sum")) return null;
  const here = JSON.stringify(lhs.indices);
  return refs.every((t) => t.name === refs[0].name && JSON.stringify(t.indices) === here) ? refs[0].name : null;
}

export class Curve {
  /**
   * @param {Trace} trace
   * @param {Equation} equation
   * @param {string} from what the equation bends
   */
  constructor(trace, equation, from) {
    this.from = from;
    this.to = equation.name;
    this.f = trace.calculator.curve(equation.rhs);
    this.data = trace.array(from).data;
    this.outputs = trace.array(equation.name).data;
    const reach = Math.max(1e-6, extreme(this.data)) * 1.08;
    const heights = Array.from({ length: POINTS + 1 }, (_, i) => this.f(reach * ((2 * i) / POINTS - 1)));
    const low = Math.min(0, ...heights);
    const high = Math.max(0, ...heights);
    const margin = 0.06 * (high - low || 1);
    this.x = (/** @type {number} */ z) => ((z + reach) / (2 * reach)) * WIDTH;
    this.y = (/** @type {number} */ a) => HEIGHT - ((a - low + margin) / (high - low + 2 * margin)) * HEIGHT;
    this.figure = document.createElement("figure");
    this.figure.className = "array curve";
    const printer = new Printer(trace);
    const formula = `<mi>f</mi><mo>(</mo>${printer.name(from)}<mo>)</mo>`;
    const caption = math(`${printer.name(this.to)}<mo>=</mo>${formula}`);
    this.figure.innerHTML = `
      <figcaption>${caption}<span class="shape">each unit a dot</span></figcaption>
      <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img">
        <path class="axis" d="M0 ${this.y(0)}H${WIDTH}M${this.x(0)} 0V${HEIGHT}"/>
        <path class="line" d="${this.line(heights)}"/><g class="late">${this.dots()}</g>
        <path class="tangent"/><circle class="focus" r="5.5"/>
      </svg>
      <div class="scale"><span>across: ${brief(-reach)} to ${brief(reach)}</span><span class="slope"></span></div>`;
  }

  /** @param {number[]} heights */
  line(heights) {
    return heights.map((a, i) => `${i ? "L" : "M"}${(i / POINTS) * WIDTH} ${this.y(a)}`).join("");
  }

  dots() {
    const dot = (/** @type {number} */ z, /** @type {number} */ k) =>
      `<circle cx="${this.x(z)}" cy="${this.y(this.outputs[k])}" r="2.5"/>`;
    return Array.from(this.data.subarray(0, MOST), dot).join("");
  }

  /**
   * Marks entry k; its slope once the gradient has come back this far.
   *
   * @param {number | null} k
   * @param {boolean} ready
   * @param {boolean} back
   */
  light(k, ready, back) {
    const find = (/** @type {string} */ selector) => element(this.figure, selector, SVGElement);
    find(".late").style.visibility = ready ? "" : "hidden";
    const focus = find(".focus");
    const tangent = find(".tangent");
    const slope = element(this.figure, ".slope");
    focus.style.visibility = ready && k !== null ? "" : "hidden";
    tangent.style.visibility = back && k !== null ? "" : "hidden";
    slope.textContent = "";
    if (k === null) return;
    const z = this.data[k];
    const a = this.outputs[k];
    const x = this.x(z);
    const y = this.y(a);
    focus.setAttribute("cx", String(x));
    focus.setAttribute("cy", String(y));
    find("svg").setAttribute("aria-label", `A curve; the entry looked at goes from ${text(z)} to ${text(a)}`);
    if (!back) return;
    const df = (this.f(z) - this.f(z - H)) / H;
    const rise = (this.y(df) - this.y(0)) / (this.x(1) - this.x(0));
    tangent.setAttribute("d", `M${x - TANGENT} ${y - TANGENT * rise}l${2 * TANGENT} ${2 * TANGENT * rise}`);
    slope.textContent = `slope here: ${text(Number(df.toFixed(3)))}`;
  }
}
