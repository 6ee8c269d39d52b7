// The stage of a walk through any network: the arrays that a stop speaks of, side by side, and the lines between them.
// What matters is drawn, with a sign for the rest.

import { percent, text } from "../network/flows.js";
import { extreme, signed, strength } from "../shared/pixels.js";
import { make } from "../shared/svg.js";
import { channels } from "../shared/theme.js";

/** @import { Colours } from "../types" */
/** @import { Box, Pool, Sheet, Sheets } from "./story" */

/** @typedef {{ x: number, y: number, half: number, high: number }} Spot the middle of a place, and half its size */

const [WIDTH, TOP, HEIGHT] = [860, 44, 506];
const GAP = 84; // between two sheets
const BARS = 280; // wide
const UNITS = 210; // wide
const BESIDE = 400; // what a curve takes
const STRIP = 606;

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
    this.beside = make("g", { class: "beside", transform: "translate(0 -340) scale(1.4)" }, svg);
    /** @type {Element[][]} */
    this.lines = [];
  }

  /** @param {Sheets} scene */
  show(scene) {
    for (const group of [this.strip, this.sheets, this.wires, this.flying]) group.replaceChildren();
    this.#strip(scene.at);
    const left = scene.beside ? BESIDE : 0;
    const spots = this.#across(scene.sheets, left).map(([x, width], k) =>
      this.#sheet(scene.sheets[k], x, width, k === 0 && scene.sheets.length > 1),
    );
    this.lines = scene.strands.map((strands, gap) => {
      const most = extreme(strands.map(([, , v]) => v)) || 1;
      return strands.flatMap(([source, target, v]) => {
        const [from, to] = [spots[gap](source), spots[gap + 1](target)];
        return from && to ? [this.#line(from, to, v, v / most, scene.flow)] : [];
      });
    });
  }

  /**
   * Where each sheet begins, and its width: pictures share what bars and columns of units leave.
   *
   * @param {Sheet[]} sheets
   * @param {number} left
   */
  #across(sheets, left) {
    /** @type {number[]} */
    const fixed = sheets.map((sheet) => (sheet.bars ? BARS : this.#isMaps(sheet) ? 0 : UNITS));
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

  /** @param {Sheet} sheet */
  #numbers(sheet) {
    return this.data.pool[sheet.numbers];
  }

  /** @param {Sheet} sheet */
  #isMaps(sheet) {
    return Array.isArray(this.#numbers(sheet)[0]);
  }

  /**
   * @param {Sheet} sheet
   * @param {number} x
   * @param {number} width
   * @param {boolean} first
   * @returns {(place: number | Box) => Spot | null} where a place of it is
   */
  #sheet(sheet, x, width, first) {
    const group = make("g", { class: "column" }, this.sheets);
    const anchor = sheet.bars || this.#isMaps(sheet) ? "start" : "middle";
    const head = { x: anchor === "start" ? x : x + width / 2, y: 22, class: "small head", "text-anchor": anchor };
    make("text", head, group).textContent = sheet.caption;
    if (sheet.bars) return this.#bars(sheet, group, x);
    return this.#isMaps(sheet) ? this.#maps(sheet, group, x, width) : this.#units(sheet, group, x + width / 2, first);
  }

  /** @param {Sheet} sheet */
  #back = (sheet) => sheet.array.startsWith("d");

  /** @param {Sheet} sheet @param {number} v */
  #colour(sheet, v) {
    const role = this.#back(sheet) ? "gradient" : "value";
    return this.colours[v < 0 ? `${role}-negative` : role];
  }

  /**
   * What is left out, in words.
   *
   * @param {Sheet} sheet
   * @param {Element} group
   * @param {number} x
   * @param {number} y
   * @param {string} anchor
   */
  #rest(sheet, group, x, y, anchor) {
    const left = sheet.of - sheet.shown.length;
    if (!left) return;
    make("text", { x, y, class: "small rest", "text-anchor": anchor }, group).textContent =
      `… and ${left.toLocaleString("en")} more`;
  }

  /** @param {Sheet} sheet @param {Element} group @param {number} x @param {boolean} first */
  #units(sheet, group, x, first) {
    const numbers = /** @type {number[]} */ (this.#numbers(sheet));
    const rows = Math.max(sheet.shown.length, 8);
    const pitch = (HEIGHT - 30) / rows;
    const r = Math.min(13, Math.max(6, pitch * 0.36));
    const y = (/** @type {number} */ row) => TOP + (row + 0.5 + (rows - sheet.shown.length) / 2) * pitch;
    sheet.shown.forEach((unit, row) => {
      const v = numbers[row];
      const ringed = sheet.rings.includes(unit);
      make("circle", { cx: x, cy: y(row), r, fill: "var(--st-background-color)" }, group);
      const circle = make(
        "circle",
        { cx: x, cy: y(row), r, stroke: ringed ? "var(--st-text-color)" : "var(--soft)" },
        group,
      );
      circle.setAttribute("stroke-width", ringed ? "3" : "1");
      circle.setAttribute("fill", this.#colour(sheet, v));
      circle.setAttribute("fill-opacity", String(strength(Math.min(1, Math.abs(v) / sheet.most))));
      const name = sheet.names[row] ?? String(unit);
      make("title", {}, circle).textContent = `${name}: ${text(v)}`;
      const [side, anchor] = first ? [-1, "end"] : [1, "start"];
      const label = { x: x + side * (r + 6), y: y(row) + 5, class: "inside" };
      const said = make("text", { ...label, style: `text-anchor:${anchor}` }, group);
      const value = make("tspan", { class: "number" });
      value.textContent = text(v);
      const words = document.createTextNode(first ? `\u2003${name}` : `${name}\u2003`);
      said.append(...(first ? [value, words] : [words, value]));
      if (sheet.crossed.includes(unit)) {
        const d = `M${x - r} ${y(row) - r}l${2 * r} ${2 * r}m0 ${-2 * r}l${-2 * r} ${2 * r}`;
        make("path", { d, stroke: "var(--st-text-color)", "stroke-width": 2, class: "mark" }, group);
      }
    });
    this.#rest(sheet, group, x, TOP + HEIGHT - 4, "middle");
    return (/** @type {number | Box} */ place) => {
      const row = typeof place === "number" ? sheet.shown.indexOf(place) : -1;
      return row < 0 ? null : { x, y: y(row), half: r, high: r };
    };
  }

  /** @param {Sheet} sheet @param {Element} group @param {number} x */
  #bars(sheet, group, x) {
    const numbers = /** @type {number[]} */ (this.#numbers(sheet));
    const shares = sheet.array === "p";
    const answers = shares || sheet.array === "answer"; // of the network, whatever its loss makes of them
    const signed = !answers || numbers.some((v) => v < 0);
    const most = shares ? 1 : sheet.most;
    const y = (/** @type {number} */ row) => TOP + ((row + 0.5) * HEIGHT) / 10;
    const [middle, room] = signed ? [x + 106, 70] : [x + 34, 150];
    numbers.forEach((v, k) => {
      const ringed = sheet.rings.includes(k);
      const own = k === this.data.label;
      const name = make("text", { x: x + 6, y: y(k) + 6 }, group);
      name.textContent = String(k);
      name.setAttribute("font-weight", ringed || own ? "700" : "400");
      name.setAttribute("text-decoration", ringed ? "underline" : "none");
      if (own) name.setAttribute("style", `fill:${this.colours.truth}`);
      const wide = Math.max(answers ? 1 : 0, (room * Math.abs(v)) / most);
      const fill = answers && own ? this.colours.truth : this.#colour(sheet, v);
      const left = v < 0 ? middle - wide : middle;
      make("rect", { x: left, y: y(k) - 9, width: wide, height: 18, rx: 3, fill }, group);
      const said = { x: x + BARS - 8, y: y(k) + 6, "text-anchor": "end" };
      make("text", said, group).textContent = shares ? percent(v) : text(v);
    });
    return (/** @type {number | Box} */ place) =>
      typeof place === "number" ? { x: x + 10, y: y(place), half: 12, high: 9 } : null;
  }

  /** @param {Sheet} sheet @param {Element} group @param {number} x @param {number} width */
  #maps(sheet, group, x, width) {
    const maps = /** @type {number[][]} */ (this.#numbers(sheet));
    const [rows, columns] = sheet.size;
    const [label, between] = [sheet.of > 1 ? 18 : 0, 12];
    const tall = HEIGHT - 24;
    const fits = (/** @type {number} */ across) => {
      const down = Math.ceil(maps.length / across);
      return Math.min((width - between * (across - 1)) / across / columns, (tall / down - label - 4) / rows);
    };
    const across = [1, 2, 3, 4].reduce((best, n) => (fits(n) > fits(best) * 1.02 ? n : best), 1);
    const cell = Math.min(fits(across), 40);
    const down = Math.ceil(maps.length / across);
    const high = down * (rows * cell + label + 4);
    const top = TOP + Math.max(0, (tall - high) / 2);
    const corner = (/** @type {number} */ n) => [
      x + (n % across) * (columns * cell + between),
      top + Math.floor(n / across) * (rows * cell + label + 4) + label,
    ];
    maps.forEach((numbers, n) => {
      const [left, up] = corner(n);
      if (sheet.of > 1)
        make("text", { x: left, y: up - 4, class: "small" }, group).textContent = `map ${sheet.shown[n]}`;
      const size = { x: left, y: up, width: columns * cell, height: rows * cell };
      make("foreignObject", size, group).append(this.#picture(sheet, numbers));
      make("rect", { ...size, fill: "none", stroke: "var(--line)" }, group);
    });
    for (const box of sheet.boxes) {
      const n = sheet.shown.indexOf(box.map);
      if (n < 0) continue;
      const [left, up] = corner(n);
      const at = { x: left + box.column * cell - 1, y: up + box.row * cell - 1 };
      const size = { width: box.width * cell + 2, height: box.height * cell + 2 };
      make("rect", { ...at, ...size, fill: "none", stroke: "var(--st-background-color)", "stroke-width": 5 }, group);
      make("rect", { ...at, ...size, fill: "none", stroke: "var(--st-text-color)", "stroke-width": 2.5 }, group);
    }
    this.#rest(sheet, group, x, Math.min(top + high + 16, TOP + HEIGHT + 4), "start");
    return (/** @type {number | Box} */ place) => {
      if (typeof place === "number") return null;
      const n = sheet.shown.indexOf(place.map);
      if (n < 0) return null;
      const [left, up] = corner(n);
      const half = (place.width * cell) / 2;
      return { x: left + place.column * cell + half, y: up + (place.row + place.height / 2) * cell, half, high: half };
    };
  }

  /** @param {Sheet} sheet @param {number[]} numbers */
  #picture(sheet, numbers) {
    const [rows, columns] = sheet.size;
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: columns, height: rows });
    canvas.style.cssText = "width:100%;height:100%;image-rendering:pixelated;display:block";
    canvas.setAttribute("aria-hidden", "true");
    const ink = sheet.array === "x" || sheet.array === "v0";
    const role = this.#back(sheet) ? "gradient" : "value";
    const poles = {
      zero: channels(this.colours.background),
      positive: channels(ink ? this.colours.text : this.colours[role]),
      negative: channels(ink ? this.colours.background : this.colours[`${role}-negative`]),
    };
    const image = new ImageData(columns, rows);
    numbers.forEach((v, k) => {
      image.data.set([...signed(v, sheet.most, poles), 255], 4 * k);
    });
    canvas.getContext("2d")?.putImageData(image, 0, 0);
    return canvas;
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
