// The arrays of one operation, large: values above, gradients below, each wire in the same place while its layer is on show.

import { bends, Curve } from "../picture/curve.js";
import { math, Printer } from "../equation/mathml.js";
import { columns } from "./map.js";
import { brief, text } from "../shared/numbers.js";
import { about, Picture, poles, strength } from "../picture/picture.js";

const ROW = 174,
  LOW_ROW = 140; // the tallest a picture gets, and that in a low window
const LOW = 820; // of a window, such as a projector's
const WIRE = 174,
  LIST = 132,
  BIAS = 104; // the widest
const BESIDE = 368; // what a curve takes, with the gap before it

export class Stage {
  /** `on.point(name, k | null)`, `on.pin(name, k)` answer the pointer and the keys. */
  constructor(element, on) {
    this.element = element;
    this.on = on;
    this.pictures = new Map(); // on the stage now
    this.figures = new Map(); // all that were, for this trace at this width
  }

  /** The columns for a step: what the forward equations of its layer read and compute. */
  columns(trace, equation) {
    const layer = equation ? equation.layer : 0;
    const own = trace.equations.filter((e) => e.layer === layer && e.direction === "forward");
    const found = columns(own),
      produced = new Set(own.map((e) => e.name));
    const wires = found.filter((name) => !trace.isParameter(name) && !produced.has(name));
    const inputs = wires.filter((name) => trace.role(name) !== "truth"),
      parameters = found.filter((name) => trace.isParameter(name));
    return [...inputs, ...parameters, ...found.filter((name) => produced.has(name) || trace.role(name) === "truth")];
  }

  /** Puts the arrays of a step on the stage; figures that were there before are taken up again. */
  show(trace, equation, colours, width) {
    this.row = window.innerHeight < LOW ? LOW_ROW : ROW;
    const names = this.columns(trace, equation),
      scene = `${trace.of} ${trace.sizes.N} ${width} ${this.row} ${colours.background}`;
    const kept = scene === this.scene && String(names) === this.names,
      refilled = trace !== this.trace;
    if (scene !== this.scene) this.figures = new Map();
    else if (refilled) this.refill(trace);
    this.trace = trace;
    if (kept) {
      if (refilled && this.curve) this.bend(equation);
      return;
    }
    Object.assign(this, { scene, names: String(names), colours, pictures: new Map() });
    this.element.style.setProperty("--row", `${this.row}px`);
    this.curve = width > 700 ? this.draft(equation) : null;
    const printer = new Printer(trace),
      widths = this.widths(trace, names, this.curve ? width - BESIDE : width);
    const grid = document.createElement("div");
    grid.className = "columns";
    names.forEach((value, c) => {
      const column = document.createElement("div");
      column.className = "column";
      for (const name of [value, `d${value}`]) {
        column.append(trace.array(name) ? this.figure(name, widths[c], printer) : this.gap());
      }
      grid.append(column);
    });
    if (this.curve) grid.append(this.curve.figure);
    this.element.replaceChildren(grid);
  }

  /** Another pass through the same network: every figure stays, with its new numbers. */
  refill(trace) {
    for (const shown of this.figures.values())
      if (shown.picture.take(trace.array(shown.figure.dataset.name))) shown.drawn = false;
  }

  /** The curve of the operation that bends each number of this layer, if there is one. */
  draft(equation) {
    const bending = this.trace.equations.find(
      (e) => e.layer === (equation?.layer ?? 0) && e.direction === "forward" && bends(e),
    );
    return bending ? new Curve(this.trace, bending) : null;
  }

  bend(equation) {
    const { figure } = this.curve;
    this.curve = this.draft(equation);
    figure.replaceWith(this.curve.figure);
  }

  /** Every wire has its own width; what has many tiles shares what is left. */
  widths(trace, names, width) {
    const wanted = names.map((name) => {
      const { layout } = new Picture(trace.array(name), { ...about(trace, name), numbers: true });
      if (layout.list) return LIST;
      if (layout.tiles.length > 1) return 0;
      return trace.isParameter(name) ? BIAS : WIRE;
    });
    if (width < 640) return wanted.map(() => (width - 16) / 2); // value and gradient side by side
    const left = width - wanted.reduce((a, b) => a + b, 0) - 16 * (names.length - 1);
    const sharing = wanted.filter((w) => w === 0).length;
    const widths = wanted.map((w) => w || Math.max(WIRE, Math.min(5 * this.row, left / sharing)));
    const room = width - 16 * (names.length - 1),
      needed = widths.reduce((a, b) => a + b, 0);
    return needed > room ? widths.map((w) => (w * room) / needed) : widths;
  }

  gap() {
    const gap = document.createElement("div");
    gap.className = "gap";
    return gap;
  }

  figure(name, width, printer) {
    const { trace } = this,
      array = trace.array(name),
      known = this.figures.get(`${name} ${width}`);
    if (known) {
      this.pictures.set(name, known);
      return known.figure;
    }
    const picture = new Picture(array, { ...about(trace, name), numbers: true }).fit(width, this.row);
    const figure = document.createElement("figure");
    figure.className = `array ${trace.role(name)}`;
    figure.dataset.name = name;
    const caption = document.createElement("figcaption");
    caption.innerHTML = `${math(printer.name(name, [], true))}<span class="shape">${this.shape(name, array)}</span>`;
    const sheet = document.createElement("div");
    sheet.className = "sheet";
    sheet.style.width = `${picture.width}px`;
    sheet.style.height = `${picture.height}px`;
    picture.over.className = "over";
    picture.over.tabIndex = 0;
    picture.over.setAttribute("role", "img");
    sheet.append(picture.canvas, picture.over);
    const scale = document.createElement("div");
    scale.className = "scale";
    figure.append(caption, sheet, scale);
    this.listen(picture, name);
    const shown = { picture, figure, scale, drawn: false };
    this.pictures.set(name, shown);
    this.figures.set(`${name} ${width}`, shown);
    return figure;
  }

  /** The figure of an array, if it is on the stage. */
  of(name) {
    return this.pictures.get(name)?.figure;
  }

  shape(name, array) {
    const axis = this.trace.exampleAxis(name),
      shape = array.shape.filter((size, d) => d !== axis || size > 1);
    return shape.length ? shape.join(" × ") : "one number";
  }

  listen(picture, name) {
    const { over } = picture;
    over.onpointermove = (event) => {
      const k = picture.entryAt(event.offsetX, event.offsetY);
      over.style.cursor = k === null ? "default" : "crosshair";
      this.on.point(name, k);
    };
    over.onpointerleave = () => this.on.point(name, null);
    over.onclick = (event) => {
      const k = picture.entryAt(event.offsetX, event.offsetY);
      if (k !== null) this.on.pin(name, k);
    };
    over.onfocus = () => {
      if (over.matches(":focus-visible")) this.on.point(name, picture.focus ?? 0);
    };
    over.onblur = () => this.on.point(name, null);
    over.onkeydown = (event) => {
      const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      const { layout } = picture;
      if (move) {
        let [column, row] = layout.spot(...layout.find(picture.focus ?? 0));
        do {
          column += move[0];
          row += move[1];
          if (column < 0 || row < 0 || column >= layout.width || row >= layout.height) break;
        } while (layout.entry(column, row) === null);
        picture.focus = layout.entry(column, row) ?? picture.focus ?? 0;
        this.on.point(name, picture.focus);
      } else if (event.key === "Enter" || event.key === " ") {
        this.on.pin(name, picture.focus ?? 0);
      } else return;
      event.preventDefault();
      event.stopPropagation();
    };
  }

  /** Draws what is computed by now and marks what feeds the entry that is looked at. */
  light({ done, output, entry, feeds, frames }) {
    this.curve?.light(entry, done(this.curve.to), done(`d${this.curve.from}`));
    for (const [name, shown] of this.pictures) {
      const { picture, figure, scale } = shown,
        ready = done(name);
      figure.classList.toggle("later", !ready);
      figure.classList.toggle("output", name === output);
      if (ready && !shown.drawn) {
        picture.draw(this.colours);
        this.legend(scale, picture);
        shown.drawn = true;
      }
      const own = frames.filter((frame) => frame.name === name);
      const all = name === output && entry !== null ? [{ k: entry, colour: this.colours.text, width: 2 }, ...own] : own;
      picture.mark({
        feeds: ready && feeds && name !== output ? (feeds.get(name) ?? new Set()) : null,
        frames: ready ? all : [],
      });
      figure.classList.toggle("aside", Boolean(feeds) && name !== output && !feeds.has(name) && !picture.layout.list); // a list's numbers stay readable
      const words = `${this.trace.isGradient(name) ? "Gradients" : "Values"} of ${this.shape(name, this.trace.array(name))}`;
      picture.over.setAttribute(
        "aria-label",
        ready
          ? `${name}. ${words}, the largest ${text(picture.most)}. Arrow keys move, Enter pins.`
          : `${name}: not computed yet`,
      );
    }
  }

  legend(scale, picture) {
    const ends = poles(this.colours, picture.role),
      low = picture.array.data.some((v) => v < 0) ? -8 : 0;
    const stops = [];
    for (let s = low; s <= 8; s++) {
      const pole = s < 0 ? ends.negative : ends.positive,
        share = strength(Math.abs(s) / 8);
      stops.push(`rgb(${ends.zero.map((v, c) => Math.round(v + (pole[c] - v) * share))})`);
    }
    const pooled =
      picture.pooled > 1
        ? `<span class="pooled">pooled: a dot is the largest of ${picture.pooled} × ${picture.pooled} entries</span>`
        : "";
    scale.innerHTML = `<span>${low ? brief(-picture.most) : 0}</span><i style="background:linear-gradient(90deg,${stops})"></i><span>${brief(picture.most)}</span>${pooled}`;
  }
}
