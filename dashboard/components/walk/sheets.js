// The stage of a walk through any network: the arrays that a stop speaks of, side by side, and the lines between them.

import { text } from "../network/flows.js";
import { extreme } from "../shared/pixels.js";
import { make } from "../shared/svg.js";
import { DrawnSheet, FEW } from "./sheet.js";

/** @import { Colours } from "../types" */
/** @import { Spot } from "./sheet.js" */
/** @import { Box, Pool, Sheets, Strand } from "./story" */

const WIDTH = 860;
const GAP = 84; // between two sheets
const BESIDE = 400; // what a curve takes
const STRIP = 606;
const SAID = 9; // lines of a gap that have room for what they carry

export class SheetDrawing {
  /**
   * @param {SVGElement} svg
   * @param {{ pool: Pool, strip: string[], label: number }} data
   * @param {Colours} colours
   */
  constructor(svg, data, colours) {
    this.svg = svg;
    this.data = data;
    this.colours = colours;
    svg.replaceChildren();
    this.strip = make("g", { class: "strip" }, svg);
    this.sheets = make("g", {}, svg);
    this.wires = make("g", { class: "wires" }, svg);
    this.flying = make("g", { class: "flying" }, svg);
    this.beside = make("g", { class: "beside large", transform: "translate(0 -340) scale(1.4)" }, svg);
    /** @type {Element[][]} */
    this.lines = [];
  }

  /** @param {Sheets} scene */
  show(scene) {
    for (const group of [this.strip, this.sheets, this.wires, this.flying]) group.replaceChildren();
    this.#strip(scene.at);
    const left = scene.beside ? BESIDE : 0;
    const sheets = scene.sheets.map((sheet) => new DrawnSheet(sheet, this.data, this.colours));
    const spots = this.#across(sheets, left).map(([x, width], k) =>
      sheets[k].draw(this.sheets, x, width, k === 0 && sheets.length > 1, Boolean(k && scene.strands[k]?.length)),
    );
    this.lines = scene.strands.map((strands, gap) => {
      const most = extreme(strands.map(([, , v]) => v)) || 1;
      return strands.flatMap(([source, target, v]) => {
        const [from, to] = [spots[gap](source), spots[gap + 1](target)];
        return from && to ? [this.#line(from, to, v, v / most, scene.flow)] : [];
      });
    });
    for (const [gap, strands] of scene.strands.entries()) {
      const few = scene.sheets.slice(gap, gap + 2).every(({ of }) => of > 1 && of <= FEW);
      if (!few || strands.length > SAID) continue;
      for (const strand of strands) this.#say(strand, spots[gap], spots[gap + 1]);
    }
  }

  /**
   * Where each sheet begins, and its width: pictures share what bars and columns of units leave.
   *
   * @param {DrawnSheet[]} sheets
   * @param {number} left
   */
  #across(sheets, left) {
    /** @type {number[]} */
    const fixed = sheets.map((sheet) => sheet.fixed);
    const pictures = fixed.filter((width) => !width).length;
    const room = WIDTH - left - 16 - GAP * (sheets.length - 1) - fixed.reduce((a, b) => a + b, 0);
    const widths = fixed.map((width) => width || Math.min(400, room / pictures));
    const spare = Math.max(0, room - (pictures ? widths.reduce((a, b, k) => a + (fixed[k] ? 0 : b), 0) : 0));
    const gap = sheets.length > 1 ? GAP + Math.min(160, spare / (sheets.length - 1)) : 0;
    let x = left + 8 + (sheets.length > 1 ? Math.max(0, spare - (gap - GAP) * (sheets.length - 1)) / 2 : spare / 2);
    return widths.map((width) => {
      const at = x;
      x += width + gap;
      return [at, width];
    });
  }

  /** @param {Spot} from @param {Spot} to @param {number} v @param {number} share @param {string} flow */
  #line(from, to, v, share, flow) {
    const size = Math.min(1, Math.abs(share));
    const back = flow === "blame" || flow === "gradient";
    const role = back ? "gradient" : "value";
    return make(
      "line",
      {
        ...{ x1: from.x + from.half, y1: from.y, x2: to.x - to.half, y2: to.y },
        stroke: this.colours[v < 0 ? `${role}-negative` : role],
        "stroke-opacity": 0.25 + 0.75 * size,
        "stroke-width": 0.8 + 5 * size,
        "stroke-dasharray": flow === "gradient" ? "9 5" : "none",
      },
      this.wires,
    );
  }

  /**
   * What a line carries, near where it begins, so that lines that cross are told apart.
   *
   * @param {Strand} strand
   * @param {(place: number | Box) => Spot | null} begin
   * @param {(place: number | Box) => Spot | null} end
   */
  #say([source, target, v], begin, end) {
    const [from, to] = [begin(source), end(target)];
    if (!from || !to || typeof source !== "number" || typeof target !== "number") return;
    const at = (/** @type {number} */ a, /** @type {number} */ b) => a + 0.38 * (b - a);
    const place = { x: at(from.x + from.half, to.x - to.half), y: at(from.y, to.y) - 7 };
    const said = make("text", { ...place, class: "inside carried", "text-anchor": "middle" }, this.wires);
    said.textContent = text(v);
  }

  /** All parts of the network, the one that is spoken of lit. @param {number} at */
  #strip(at) {
    const { strip } = this.data;
    const wide = (WIDTH - 16) / strip.length;
    strip.forEach((name, k) => {
      const lit = k === at;
      const place = { x: 8 + k * wide + 2, y: STRIP, width: wide - 4, height: 28, rx: 6 };
      const fill = lit ? "var(--st-text-color)" : "none";
      make("rect", { ...place, fill, stroke: "var(--line)" }, this.strip);
      const words = make("text", { x: 8 + (k + 0.5) * wide, y: STRIP + 19, "text-anchor": "middle" }, this.strip);
      words.setAttribute("style", `font-size:15px;fill:var(${lit ? "--st-background-color" : "--soft"})`);
      words.textContent = name;
    });
  }

  /** The strongest lines of a gap, at most so many. @param {number} gap @param {number} most */
  strongest(gap, most) {
    return (this.lines[gap] ?? []).slice(0, most);
  }
}
