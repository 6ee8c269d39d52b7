// One array on the stage of a walk: units as circles, channels as maps, or a bar for each of the ten digits. What
// matters is drawn, with a sign for the rest.

import { percent, text } from "../network/flows.js";
import { signed, strength } from "../shared/pixels.js";
import { make } from "../shared/svg.js";
import { channels } from "../shared/theme.js";

/** @import { Colours } from "../types" */
/** @import { Box, Pool, Sheet } from "./story" */

/** @typedef {{ x: number, y: number, half: number, high: number }} Spot the middle of a place, and half its size */

const [TOP, HEIGHT] = [44, 506];
const BARS = 280; // wide
const UNITS = 210; // wide
export const FEW = 4; // circles that are drawn large
const BARE = 64; // of that, on the side of the circles where nothing is said

export class DrawnSheet {
  /**
   * @param {Sheet} sheet
   * @param {{ pool: Pool, label: number }} data
   * @param {Colours} colours
   */
  constructor(sheet, { pool, label }, colours) {
    this.sheet = sheet;
    this.numbers = pool[sheet.numbers];
    this.label = label;
    this.colours = colours;
  }

  get #isMaps() {
    return Array.isArray(this.numbers[0]);
  }

  /** The width that it takes, or 0: pictures share what is left. */
  get fixed() {
    return this.sheet.bars ? BARS : this.#isMaps ? 0 : UNITS;
  }

  /**
   * @param {Element} into
   * @param {number} x
   * @param {number} width
   * @param {boolean} first of several
   * @param {boolean} inner are there lines on both sides?
   * @returns {(place: number | Box) => Spot | null} where a place of it is
   */
  draw(into, x, width, first, inner) {
    const { sheet } = this;
    const group = make("g", { class: "column" }, into);
    const anchor = sheet.bars || this.#isMaps ? "start" : "middle";
    const middle = x + this.#stands(width, first);
    const head = { x: anchor === "start" ? x : middle, y: 22, class: "small head", "text-anchor": anchor };
    make("text", head, group).textContent = sheet.caption;
    if (sheet.bars) return this.#bars(group, x);
    return this.#isMaps ? this.#maps(group, x, width) : this.#units(group, middle, first, inner);
  }

  /**
   * Where its circles stand: what is said of them takes the room on one side, of a single one that above it.
   *
   * @param {number} width
   * @param {boolean} first
   */
  #stands(width, first) {
    if (this.sheet.shown.length === 1) return width / 2;
    return first ? width - BARE : BARE;
  }

  get #role() {
    return this.sheet.array.startsWith("d") ? "gradient" : "value";
  }

  /** @param {number} v */
  #colour(v) {
    if (this.sheet.array === "y") return this.colours.truth;
    const role = this.#role;
    return this.colours[v < 0 ? `${role}-negative` : role];
  }

  /**
   * What is left out, in words.
   *
   * @param {Element} group
   * @param {number} x
   * @param {number} y
   * @param {string} anchor
   */
  #rest(group, x, y, anchor) {
    const { sheet } = this;
    const left = sheet.of - sheet.shown.length;
    if (!left) return;
    make("text", { x, y, class: "small rest", "text-anchor": anchor }, group).textContent =
      `… and ${left.toLocaleString("en")} more`;
  }

  /** @param {Element} group @param {number} x @param {boolean} first @param {boolean} inner */
  #units(group, x, first, inner) {
    const { sheet } = this;
    const numbers = /** @type {number[]} */ (this.numbers);
    const few = sheet.of > 1 && sheet.of <= FEW;
    const rows = Math.max(sheet.shown.length, few ? 3 : 8);
    const pitch = (HEIGHT - 30) / rows;
    const r = few ? 20 : Math.min(13, Math.max(6, pitch * 0.36));
    if (few) group.classList.add("few");
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
      circle.setAttribute("fill", this.#colour(v));
      circle.setAttribute("fill-opacity", String(strength(Math.min(1, Math.abs(v) / sheet.most))));
      const name = sheet.names[row] ?? String(unit);
      make("title", {}, circle).textContent = `${name}: ${text(v)}`;
      const [side, anchor] = first ? [-1, "end"] : [1, "start"];
      const alone = sheet.shown.length === 1 || inner; // with lines on both sides
      const at = alone ? { x, y: y(row) - r - 9 } : { x: x + side * (r + 6), y: y(row) + 5 };
      const style = `text-anchor:${alone ? "middle" : anchor}`;
      const said = make("text", { ...at, class: "inside", style }, group);
      const value = make("tspan", { class: "number" });
      value.textContent = text(v);
      const space = name && "\u2003";
      const words = document.createTextNode(first ? `${space}${name}` : `${name}${space}`);
      said.append(...(first ? [value, words] : [words, value]));
      if (sheet.crossed.includes(unit)) {
        const d = `M${x - r} ${y(row) - r}l${2 * r} ${2 * r}m0 ${-2 * r}l${-2 * r} ${2 * r}`;
        make("path", { d, stroke: "var(--st-text-color)", "stroke-width": 2, class: "mark" }, group);
      }
    });
    this.#rest(group, x, TOP + HEIGHT - 4, "middle");
    return (/** @type {number | Box} */ place) => {
      const row = typeof place === "number" ? sheet.shown.indexOf(place) : -1;
      return row < 0 ? null : { x, y: y(row), half: r, high: r };
    };
  }

  /** @param {Element} group @param {number} x */
  #bars(group, x) {
    const { sheet } = this;
    const numbers = /** @type {number[]} */ (this.numbers);
    const shares = sheet.array === "p";
    const answers = shares || sheet.array === "answer"; // of the network, whatever its loss makes of them
    const signed = !answers || numbers.some((v) => v < 0);
    const most = shares ? 1 : sheet.most;
    const y = (/** @type {number} */ row) => TOP + ((row + 0.5) * HEIGHT) / 10;
    const [middle, room] = signed ? [x + 106, 70] : [x + 34, 150];
    numbers.forEach((v, k) => {
      const ringed = sheet.rings.includes(k);
      const own = k === this.label;
      const name = make("text", { x: x + 6, y: y(k) + 6 }, group);
      name.textContent = String(k);
      name.setAttribute("font-weight", ringed || own ? "700" : "400");
      name.setAttribute("text-decoration", ringed ? "underline" : "none");
      if (own) name.setAttribute("style", `fill:${this.colours.truth}`);
      const wide = Math.max(answers ? 1 : 0, (room * Math.abs(v)) / most);
      const fill = answers && own ? this.colours.truth : this.#colour(v);
      const left = v < 0 ? middle - wide : middle;
      make("rect", { x: left, y: y(k) - 9, width: wide, height: 18, rx: 3, fill }, group);
      const said = { x: x + BARS - 8, y: y(k) + 6, "text-anchor": "end" };
      make("text", said, group).textContent = shares ? percent(v) : text(v);
    });
    return (/** @type {number | Box} */ place) =>
      typeof place === "number" ? { x: x + 10, y: y(place), half: 12, high: 9 } : null;
  }

  /** @param {Element} group @param {number} x @param {number} width */
  #maps(group, x, width) {
    const { sheet } = this;
    const maps = /** @type {number[][]} */ (this.numbers);
    const [rows, columns] = sheet.size;
    const narrow = (group.closest("svg")?.clientWidth ?? Infinity) < 500; // letters are larger there
    const [label, between] = [sheet.of > 1 ? (narrow ? 29 : 18) : 0, 12];
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
        make("text", { x: left, y: up - 4, class: "small" }, group).textContent =
          sheet.names[n] ?? `map ${sheet.shown[n]}`;
      const size = { x: left, y: up, width: columns * cell, height: rows * cell };
      make("foreignObject", size, group).append(this.#picture(numbers));
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
    this.#rest(group, x, Math.min(top + high + 16, TOP + HEIGHT + 4), "start");
    return (/** @type {number | Box} */ place) => {
      if (typeof place === "number") return null;
      const n = sheet.shown.indexOf(place.map);
      if (n < 0) return null;
      const [left, up] = corner(n);
      const half = (place.width * cell) / 2;
      return { x: left + place.column * cell + half, y: up + (place.row + place.height / 2) * cell, half, high: half };
    };
  }

  /** @param {number[]} numbers */
  #picture(numbers) {
    const { sheet } = this;
    const [rows, columns] = sheet.size;
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: columns, height: rows });
    canvas.style.cssText = "width:100%;height:100%;image-rendering:pixelated;display:block";
    canvas.setAttribute("aria-hidden", "true");
    const ink = sheet.array === "x" || sheet.array === "v0";
    const role = this.#role;
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
}
