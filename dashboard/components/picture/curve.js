// An operation that bends each number on its own, as a curve with every entry on it.

import { nodes } from "../equation/calculator.js";
import { math, Printer } from "../equation/mathml.js";
import { brief, text } from "../shared/numbers.js";

const WIDTH = 320,
  HEIGHT = 174,
  POINTS = 160,
  MOST = 2_000;

/** The name of the one array that an equation reads entry by entry, or null. */
export function bends(equation) {
  const refs = [...nodes(equation.rhs)].filter((t) => t.op === "ref");
  if (!refs.length || equation.rhs.op === "ref" || [...nodes(equation.rhs)].some((t) => t.op === "sum")) return null;
  const here = JSON.stringify(equation.lhs.indices);
  return refs.every((t) => t.name === refs[0].name && JSON.stringify(t.indices) === here) ? refs[0].name : null;
}

export class Curve {
  constructor(trace, equation) {
    this.from = bends(equation);
    this.to = equation.name;
    this.f = trace.calculator.curve(equation.rhs);
    const { data } = trace.array(this.from),
      outputs = trace.array(this.to).data;
    const reach = data.reduce((most, v) => Math.max(most, Math.abs(v)), 1e-6) * 1.08;
    this.x = (z) => ((z + reach) / (2 * reach)) * WIDTH;
    const heights = Array.from({ length: POINTS + 1 }, (_, i) => this.f(reach * ((2 * i) / POINTS - 1)));
    const low = Math.min(0, ...heights),
      high = Math.max(0, ...heights),
      margin = 0.06 * (high - low || 1);
    this.y = (a) => HEIGHT - ((a - low + margin) / (high - low + 2 * margin)) * HEIGHT;
    const line = heights.map((a, i) => `${i ? "L" : "M"}${(i / POINTS) * WIDTH} ${this.y(a)}`).join("");
    const dots = Array.from(
      data.subarray(0, MOST),
      (z, k) => `<circle cx="${this.x(z)}" cy="${this.y(outputs[k])}" r="2.5"/>`,
    ).join("");
    this.figure = document.createElement("figure");
    this.figure.className = "array curve";
    const printer = new Printer(trace);
    this.figure.innerHTML = `
      <figcaption>${math(`${printer.name(this.to)}<mo>=</mo><mi>f</mi><mo>(</mo>${printer.name(this.from)}<mo>)</mo>`)}<span class="shape">each unit a dot</span></figcaption>
      <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img">
        <path class="axis" d="M0 ${this.y(0)}H${WIDTH}M${this.x(0)} 0V${HEIGHT}"/><path class="line" d="${line}"/><g class="late">${dots}</g>
        <path class="tangent"/><circle class="focus" r="5.5"/>
      </svg>
      <div class="scale"><span>across: ${brief(-reach)} to ${brief(reach)}</span><span class="slope"></span></div>`;
    this.find = (selector) => this.figure.querySelector(selector);
    this.data = data;
    this.outputs = outputs;
  }

  /** Marks entry k; its slope once the gradient has come back this far. */
  light(k, ready, back) {
    this.find(".late").style.visibility = ready ? "" : "hidden";
    const focus = this.find(".focus"),
      tangent = this.find(".tangent"),
      z = this.data[k];
    focus.style.visibility = ready && k !== null ? "" : "hidden";
    tangent.style.visibility = back && k !== null ? "" : "hidden";
    this.find(".slope").textContent = "";
    if (k === null) return;
    focus.setAttribute("cx", this.x(z));
    focus.setAttribute("cy", this.y(this.outputs[k]));
    this.find("svg").setAttribute(
      "aria-label",
      `A curve; the entry looked at goes from ${text(z)} to ${text(this.outputs[k])}`,
    );
    if (!back) return;
    const h = 1e-4,
      slope = (this.f(z) - this.f(z - h)) / h,
      wide = 30; // from the left, as core takes it at a kink
    const dx = this.x(1) - this.x(0),
      rise = (this.y(slope) - this.y(0)) / dx;
    tangent.setAttribute(
      "d",
      `M${this.x(z) - wide} ${this.y(this.outputs[k]) - wide * rise}l${2 * wide} ${2 * wide * rise}`,
    );
    this.find(".slope").textContent = `slope here: ${text(Number(slope.toFixed(3)))}`;
  }
}
