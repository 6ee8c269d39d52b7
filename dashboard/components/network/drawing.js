// A drawn network: a digit, columns of units, ten outputs, and the lines between them.

import { changed } from "../shared/changed.js";
import { extreme } from "../shared/pixels.js";
import { make } from "../shared/svg.js";
import { channels } from "../shared/theme.js";
import { flowing, heaviest, percent, text } from "./flows.js";

const FAINT = 0.03; // of the strongest: what is weaker is not drawn

/** @import { Colours } from "../types" */
/** @import { Drawn, Frame, Line, Output, Pass, Pixels, Scene } from "./scene" */

export class Drawing {
  /**
   * @param {SVGElement} svg
   * @param {Drawn} data
   * @param {Colours} colours
   * @param {Frame} frame
   * @param {SVGElement} [over] where what travels is drawn, if not in the same
   */
  constructor(svg, data, colours, frame, over = svg) {
    this.svg = svg;
    this.data = data;
    this.frame = frame;
    this.colours = colours;
    this.main = data.passes[""];
    this.taken = 0; // how many times the numbers were others
    this.last = data.sizes.length - 1;
    /** @type {Map<string, number>} */
    this.scales = new Map();
    svg.replaceChildren();
    this.wires = make("g", { class: "wires" }, svg);
    this.flying = make("g", {}, over);
    this.columns = data.sizes.map((_, k) => make("g", { class: `column column${k}` }, svg));
    this.beside = make("g", { class: "beside" }, svg);
    const { canvas, caption } = this.#digit();
    this.canvas = canvas;
    this.caption = caption;
    this.circles = data.sizes.slice(1, -1).map((size, k) => this.#units(k + 1, size));
    this.outputs = this.#outputs();
    this.heads = (frame.words ? data.sizes : []).map((_, k) =>
      make(
        "text",
        {
          x: k ? this.x(k) + (k === this.last ? 110 : 0) : frame.digit[0],
          y: 20,
          class: "small head",
          "text-anchor": k ? "middle" : "start",
        },
        this.columns[k],
      ),
    );
    this.gaps = data.sizes.map(() => make("g", { class: "gap" }, this.wires));
    this.lines = data.sizes.map((_, gap) => this.#between(gap));
    this.fan = make("g", {}, this.gaps[0]);
  }

  /**
   * The same network with the numbers of another pass.
   *
   * @param {Drawn} data
   */
  take(data) {
    this.data = data;
    this.main = data.passes[""];
    this.scales.clear();
    this.taken++;
  }

  /** @param {number} column */
  x(column) {
    return this.frame.columns[column - 1];
  }

  /** @param {number} column @param {number} unit */
  y(column, unit) {
    const [top, height] = this.frame.units;
    return top + ((unit + 0.5) * height) / Math.max(this.data.sizes[column], 10);
  }

  #digit() {
    const [x, y, side] = this.frame.digit;
    const place = make("foreignObject", { x, y, width: side, height: side }, this.columns[0]);
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: 28, height: 28 });
    canvas.style.cssText = "width:100%;height:100%;image-rendering:pixelated;display:block";
    canvas.setAttribute("aria-hidden", "true");
    place.append(canvas);
    make("rect", { x, y, width: side, height: side, fill: "none", stroke: "var(--line)" }, this.columns[0]);
    const caption = make("text", { x, y: y + side + 22, class: "small" }, this.columns[0]);
    return { canvas, caption };
  }

  /** @param {number} column @param {number} size */
  #units(column, size) {
    const group = make("g", { class: "units" }, this.columns[column]);
    const r = this.frame.radius(size);
    return Array.from({ length: size }, (_, unit) => {
      const at = { cx: this.x(column), cy: this.y(column, unit), r };
      make("circle", { ...at, fill: "var(--st-background-color)" }, group);
      const circle = make("circle", { ...at, stroke: "var(--soft)", "data-unit": unit }, group);
      make("title", {}, circle);
      return circle;
    });
  }

  /** @returns {Output[]} */
  #outputs() {
    const column = this.columns[this.last];
    const { name: at, middle, said: end, thick } = this.frame.output;
    return this.main.arrays.p.map((_, k) => {
      const [x, y] = [this.x(this.last), this.y(this.last, k)];
      const name = make("text", { x: x + at, y: y + thick / 3 }, column);
      name.textContent = String(k);
      const bar = make("rect", { y: y - thick / 2, height: thick, rx: 3 }, column);
      const zero = make(
        "line",
        {
          x1: x + middle,
          x2: x + middle,
          y1: y - thick / 1.5,
          y2: y + thick / 1.5,
          stroke: "var(--line)",
        },
        column,
      );
      const said = make("text", { x: x + end, y: y + thick / 3, "text-anchor": "end" }, column);
      return { name, bar, zero, said };
    });
  }

  /** @param {number} gap */
  #between(gap) {
    /** @type {Line[]} */
    const found = [];
    if (gap === 0 || gap >= this.last) return found;
    for (let i = 0; i < this.data.sizes[gap]; i++) {
      for (let j = 0; j < this.data.sizes[gap + 1]; j++) {
        const ends = { x1: this.x(gap), y1: this.y(gap, i), x2: this.x(gap + 1), y2: this.y(gap + 1, j) };
        found.push({ i, j, line: make("line", { ...ends, "stroke-opacity": 0 }, this.gaps[gap]) });
      }
    }
    return found;
  }

  /** The largest entry of an array, or of what flows along a gap, in the digit's own pass: one scale for all stops.
   * @param {string} name @param {() => number[]} numbers */
  #scale(name, numbers) {
    if (!this.scales.has(name)) this.scales.set(name, extreme(numbers()) || 1);
    return this.scales.get(name) ?? 1;
  }

  /** @param {boolean} back is it a gradient? @param {number} v */
  colour(back, v) {
    return back
      ? this.colours[v < 0 ? "gradient-negative" : "gradient"]
      : this.colours[v < 0 ? "value-negative" : "value"];
  }

  /**
   * Draws a scene.
   *
   * @param {Scene} scene
   * @param {boolean} [asked] is a unit to be chosen?
   */
  show(scene, asked = false) {
    const pass = this.data.passes[scene.of] ?? this.main;
    for (const [k, column] of this.columns.entries()) {
      column.classList.toggle("dim", scene.lit.length > 0 && !scene.lit.includes(k));
    }
    const { taken } = this;
    const ringed = (/** @type {number} */ k) => scene.rings.filter(([column]) => column === k).join(";");
    const picture = scene.beside?.kind === "picture" ? scene.beside : null;
    if (changed(this, "pixels", taken, scene.of, picture?.shows, picture?.pixels)) this.#pixels(pass, picture);
    for (const [at, circles] of this.circles.entries()) {
      const k = at + 1;
      const choosing = asked && scene.lit.includes(k);
      const crossed = scene.crossed.includes(k);
      if (changed(this, `units${k}`, taken, scene.of, scene.columns[k], ringed(k), choosing, crossed))
        this.#paint(k, circles, scene, pass, asked);
    }
    const answer = scene.columns[this.last];
    if (changed(this, "answer", taken, scene.of, answer, ringed(this.last))) this.#answer(answer, scene, pass);
    for (const [k, head] of this.heads.entries())
      head.textContent = this.#head(k, scene.columns[k], asked && scene.lit.includes(k));
    const carried = (/** @type {number} */ gap) => [
      ...[taken, scene.of, scene.flow[gap], (scene.only[gap] ?? []).map(String)],
      scene.columns[gap].startsWith("dz"),
    ];
    for (let gap = 1; gap < this.last; gap++) {
      if (changed(this, `gap${gap}`, ...carried(gap))) this.#run(gap, scene, pass);
    }
    if (changed(this, "fan", ...carried(0))) this.#fanned(scene, pass);
    for (const [gap, group] of this.gaps.entries())
      group.classList.toggle("quiet", scene.quiet?.includes(gap) ?? false);
    this.flying.replaceChildren();
  }

  /** @param {number} k @param {string} name @param {boolean} [choosing] */
  #head(k, name, choosing = false) {
    if (k === 0) return "";
    if (k === this.last) return name === "p" ? "shares p" : name.startsWith("z") ? "sums z" : "δ of the sums";
    const units = `${this.data.sizes[k]} units`;
    if (choosing) return units;
    if (name.startsWith("dz")) return `${units}: δ`;
    if (name.startsWith("d")) return `${units}: ∂L/∂a`;
    return `${units}: ${name.startsWith("z") ? "z" : "a"}`;
  }

  /** @param {Pass} pass @param {Pixels | null} picture */
  #pixels(pass, picture) {
    const pixels = picture?.pixels ?? pass.arrays.x;
    const most = picture?.shows === "gradient" ? extreme(pixels) || 1 : 1;
    const paper = channels(this.colours.background);
    const image = new ImageData(28, 28);
    pixels.forEach((v, k) => {
      const ink = channels(picture?.shows === "gradient" ? this.colour(true, v) : this.colours.text);
      const share = Math.min(1, Math.abs(v) / most);
      image.data.set([...paper.map((p, c) => p + (ink[c] - p) * share), 255], 4 * k);
    });
    this.canvas.getContext("2d")?.putImageData(image, 0, 0);
    if (this.frame.words) this.caption.textContent = picture?.caption ?? pass.caption;
  }

  /**
   * @param {number} column
   * @param {Element[]} circles
   * @param {Scene} scene
   * @param {Pass} pass
   * @param {boolean} asked
   */
  #paint(column, circles, scene, pass, asked) {
    const name = scene.columns[column];
    const back = name.startsWith("d");
    const numbers = pass.arrays[name] ?? circles.map(() => 0); // where nothing is computed yet
    const most = this.#scale(back ? `d${column}` : name, () => this.main.arrays[name] ?? []);
    const sums = pass.arrays[`z${column}`];
    const group = /** @type {Element} */ (circles[0].parentElement);
    for (const mark of group.querySelectorAll(".mark")) mark.remove();
    const choosing = asked && scene.lit.includes(column);
    group.classList.toggle("asked", choosing);
    circles.forEach((circle, unit) => {
      const v = choosing ? 0 : numbers[unit];
      const ringed = !choosing && scene.rings.some(([c, u]) => c === column && u === unit);
      circle.setAttribute("fill", this.colour(back, v));
      circle.setAttribute("fill-opacity", String(Math.min(1, Math.abs(v) / most)));
      circle.setAttribute("stroke", ringed ? "var(--st-text-color)" : "var(--soft)");
      circle.setAttribute("stroke-width", ringed ? "3.5" : "1");
      const title = circle.querySelector("title");
      if (title) title.textContent = choosing || !name ? `unit ${unit}` : `unit ${unit}: ${text(v)}`;
      if (choosing)
        for (const [key, value] of [
          ["tabindex", "0"],
          ["role", "button"],
          ["aria-label", `unit ${unit}`],
        ])
          circle.setAttribute(key, value);
      else for (const key of ["tabindex", "role", "aria-label"]) circle.removeAttribute(key);
      if (ringed || choosing) this.#number(group, column, unit);
      if (scene.crossed.includes(column) && sums[unit] <= 0 && pass.switches[column]) this.#cross(group, column, unit);
    });
  }

  /** @param {Element} group @param {number} column @param {number} unit */
  #number(group, column, unit) {
    const x = this.x(column) - (this.data.sizes[column] > 20 ? 20 : 24);
    make("text", { x, y: this.y(column, unit) + 5, class: "inside mark" }, group).textContent = String(unit);
  }

  /** @param {Element} group @param {number} column @param {number} unit */
  #cross(group, column, unit) {
    const [x, y] = [this.x(column), this.y(column, unit)];
    const r = Math.min(7, 150 / this.data.sizes[column]);
    make(
      "path",
      {
        d: `M${x - r} ${y - r}l${2 * r} ${2 * r}m0 ${-2 * r}l${-2 * r} ${2 * r}`,
        stroke: "var(--st-text-color)",
        "stroke-width": 2,
        class: "mark",
      },
      group,
    );
  }

  /** @param {string} name @param {Scene} scene @param {Pass} pass */
  #answer(name, scene, pass) {
    const shares = name === "p";
    const sums = name.startsWith("z");
    const numbers = pass.arrays[name] ?? this.outputs.map(() => 0);
    const most = sums ? extreme(numbers) : 1;
    const { half } = this.frame.output;
    const middle = this.x(this.last) + this.frame.output.middle;
    this.outputs.forEach(({ name: digit, bar, zero, said }, k) => {
      const v = numbers[k];
      const wide = !name ? 0 : shares ? Math.max(1, 2.17 * half * v) : (half * Math.abs(v)) / most;
      bar.setAttribute("x", String(shares ? middle - half - 2 : v < 0 ? middle - wide : middle));
      bar.setAttribute("width", String(wide));
      bar.setAttribute("fill", shares ? this.colours[k === pass.label ? "truth" : "value"] : this.colour(!sums, v));
      zero.setAttribute("stroke-opacity", shares || !name ? "0" : "1");
      said.textContent = !name ? "" : shares ? percent(v) : text(v);
      const ringed = scene.rings.some(([c, u]) => c === this.last && u === k);
      digit.setAttribute("font-weight", ringed || k === pass.label ? "700" : "400");
      digit.setAttribute("style", k === pass.label ? `fill:${this.colours.truth}` : "");
      digit.setAttribute("text-decoration", ringed ? "underline" : "none");
    });
  }

  /** @param {string} kind @param {number} gap */
  #largest(kind, gap) {
    return this.#scale(`${kind} ${gap}`, () => (flowing(kind, this.main, gap, this.main) ?? [[]]).flat());
  }

  /**
   * The furthest that any weight has moved: one scale for all lines, so that the thickest is that one.
   *
   * @param {Pass} pass
   */
  #furthest(pass) {
    const gaps = [...this.lines.keys()].filter((gap) => gap > 0 && gap < this.last);
    const drawn = gaps.flatMap((gap) => (flowing("moved", pass, gap, this.main) ?? []).flat());
    return this.#scale("moved", () => [...drawn, ...(pass.pixels?.moved ?? []).map(([, , v]) => v)]);
  }

  /** @param {number} gap @param {Scene} scene @param {Pass} pass */
  #run(gap, scene, pass) {
    const kind = scene.flow[gap] ?? "";
    const flow = flowing(kind, pass, gap, this.main, scene.columns[gap].startsWith("dz"));
    const most = flow && (kind === "moved" ? this.#furthest(pass) : this.#largest(kind, gap));
    const [from, to] = scene.only[gap] ?? [null, null];
    const two = to === -2 ? heaviest(pass.arrays[`dz${gap + 1}`]) : [];
    for (const { i, j, line } of this.lines[gap]) {
      const meant = (from === null || from === i) && (to === null || to === j || two.includes(j));
      const v = flow && meant ? flow[i][j] : 0;
      const share = Math.min(1, Math.abs(v) / (most || 1));
      line.setAttribute("stroke-opacity", String(share < FAINT ? 0 : 0.2 + 0.8 * share));
      line.setAttribute("stroke-width", String(0.5 + 5.5 * share));
      line.setAttribute("stroke", this.colour(kind === "blame" || kind === "gradient", v));
      line.setAttribute("stroke-dasharray", kind === "gradient" ? "9 5" : "none");
    }
  }

  /** The strongest of the lines from 784 pixels. @param {Scene} scene @param {Pass} pass */
  #fanned(scene, pass) {
    const [left, top, side] = this.frame.digit;
    this.fan.replaceChildren();
    const kind = scene.flow[0] ?? "";
    if (!kind || this.last < 2) return;
    const [, to] = scene.only[0] ?? [null, null];
    const strongest = pass.pixels?.[kind];
    if (strongest) {
      const scaled = kind === "moved" ? this.#furthest(pass) : extreme(strongest.map(([, , v]) => v));
      for (const [pixel, unit, v] of strongest) this.#ray(pixel, unit, this.colour(false, v), Math.abs(v) / scaled);
    } else if (kind === "gradient" && to !== null) {
      const colour = this.colour(true, pass.arrays.dz1[to]);
      for (const [pixel, v] of pass.arrays.x.entries()) {
        if (v > 0.5) this.#ray(pixel, to, colour, 0.15 * v).setAttribute("stroke-dasharray", "9 5");
      }
    } else {
      const back = kind === "blame";
      const sent = pass.arrays[back ? "dz1" : "a1"];
      const most = this.#scale(back ? "dz1" : "a1", () => (back ? this.main.arrays.dz1 : this.main.arrays.a1));
      sent.forEach((v, j) => {
        const share = Math.min(1, Math.abs(v) / most);
        if (share < FAINT) return;
        make(
          "line",
          {
            x1: left + side,
            y1: top + side / 2,
            x2: this.x(1),
            y2: this.y(1, j),
            stroke: this.colour(back, v),
            "stroke-opacity": 0.15 + 0.5 * share,
            "stroke-width": 0.5 + 2 * share,
          },
          this.fan,
        );
      });
    }
  }

  /**
   * A line from a pixel to a unit of the first layer.
   *
   * @param {number} pixel
   * @param {number} unit
   * @param {string} stroke
   * @param {number} share of the strongest
   */
  #ray(pixel, unit, stroke, share) {
    const [left, top, side] = this.frame.digit;
    const cell = side / 28;
    const from = { x1: left + ((pixel % 28) + 0.5) * cell, y1: top + (Math.floor(pixel / 28) + 0.5) * cell };
    const ends = { ...from, x2: this.x(1), y2: this.y(1, unit), stroke };
    return make("line", { ...ends, "stroke-opacity": 0.15 + 0.6 * share, "stroke-width": 0.6 + 3 * share }, this.fan);
  }

  /** The strongest lines on show in a gap, at most so many. @param {number} gap @param {number} most */
  strongest(gap, most) {
    return this.lines[gap]
      .filter(({ line }) => Number(line.getAttribute("stroke-opacity")) > 0)
      .sort((a, b) => Number(b.line.getAttribute("stroke-width")) - Number(a.line.getAttribute("stroke-width")))
      .slice(0, most)
      .map(({ line }) => line);
  }
}
