// An array as a picture on canvas: signed colours about zero, and numbers where there are few enough.

/** @import { Colours, Grid, Numbers, Role } from "../types" */
/** @import { Trace } from "../equation/trace.js" */
/** @import { Marking } from "./overlay.js" */

import { context, unseen } from "../shared/element.js";
import { text } from "../shared/numbers.js";
import { extreme, signed } from "../shared/pixels.js";
import { css, inkOn, poles } from "./colours.js";
import { Layout } from "./layout.js";
import { markOn } from "./overlay.js";

const LIST_CELL = { width: 150, height: 24, lowest: 15, label: 22 };
const LARGEST_CELL = 43;
const SHADES = 256; // on either side of zero

/**
 * What a picture of an array of this trace needs to know.
 *
 * @param {Trace} trace
 * @param {string} name
 */
export const about = (trace, name) => ({ role: trace.role(name), example: trace.exampleAxis(name) });

export class Picture {
  /**
   * `role` chooses the colours; `example` is the axis that counts examples. `numbers`: short rows become a list with
   * the numbers in it.
   *
   * @param {Grid} array
   * @param {{ role: Role, example?: number, numbers?: boolean }} about
   */
  constructor(array, { role, example = -1, numbers = false }) {
    this.array = array;
    this.role = role;
    this.layout = new Layout(array.shape, array.strides, { example, numbers });
    this.canvas = document.createElement("canvas");
    this.over = document.createElement("canvas");
    this.cell = [1, 1]; // width and height of a cell, in pixels
    this.left = 0; // where the cells begin
    this.width = 0;
    this.height = 0;
    this.pooled = 1; // entries that share a dot, along a side
    this.most = 0; // the entry that has the full colour
    /** @type {Colours} */
    this.colours = {};
    /** @type {HTMLCanvasElement | null} */
    this.pale = null;
    /** @type {number | null} */
    this.focus = null; // the entry that the keys stand at
  }

  /**
   * Chooses the size of a cell so that the picture fits a box, and sizes the canvases.
   *
   * @param {number} width
   * @param {number} height
   */
  fit(width, height) {
    const { layout } = this;
    layout.arrange(width / height);
    if (layout.list) {
      const tall = Math.max(LIST_CELL.lowest, Math.min(LIST_CELL.height, Math.floor(height / layout.height)));
      this.cell = [Math.min(LIST_CELL.width, (width - LIST_CELL.label) / layout.across), tall];
      this.left = LIST_CELL.label;
    } else {
      const size = Math.min(LARGEST_CELL, width / layout.width, height / layout.height);
      const whole = size >= 4 ? Math.floor(size) : size >= 1 ? Math.floor(4 * size) / 4 : size;
      this.cell = [whole, whole];
      this.left = 0;
    }
    this.width = Math.ceil(this.left + layout.width * this.cell[0]);
    this.height = Math.ceil(layout.height * this.cell[1]);
    this.pooled = this.cell[0] < 1 ? Math.ceil(1 / this.cell[0]) : 1;
    const density = globalThis.devicePixelRatio || 1;
    for (const canvas of [this.canvas, this.over]) {
      canvas.width = this.width * density;
      canvas.height = this.height * density;
      canvas.style.width = `${this.width}px`;
      canvas.style.height = `${this.height}px`;
      context(canvas).setTransform(density, 0, 0, density, 0, 0);
    }
    return this;
  }

  /**
   * Another array of the same shape. True if there is something to draw.
   *
   * @param {Grid} array
   */
  take(array) {
    const computed = Object.getOwnPropertyDescriptor(array, "data")?.get; // asking for its numbers would compute them
    const changed = computed || array.data !== this.array.data;
    this.array = array;
    return Boolean(changed);
  }

  /**
   * @param {Colours} colours
   * @param {number | null} [most] what has the full colour, where it is not to be the largest entry
   */
  draw(colours, most = null) {
    this.colours = colours;
    this.pale = null;
    const { layout, cell, left } = this;
    const { data } = this.array;
    const g = context(this.canvas);
    this.most = most ?? (this.array.vanishes?.() ? 0 : extreme(data));
    g.clearRect(0, 0, this.width, this.height);
    g.imageSmoothingEnabled = false;
    const dots = this.bitmap(data);
    g.drawImage(dots, left, 0, dots.width * this.pooled * cell[0], dots.height * this.pooled * cell[1]);
    if (layout.list) this.write(g, data);
    return this;
  }

  /**
   * One dot an entry; where there are more entries than dots, the largest of those that share one.
   *
   * @param {Numbers} data
   */
  bitmap(data) {
    const { layout, most, pooled } = this;
    const ends = poles(this.colours, this.role);
    const width = Math.ceil(layout.width / pooled);
    const height = Math.ceil(layout.height / pooled);
    const values = new Float32Array(width * height).fill(NaN);
    layout.tiles.forEach((tile, t) => {
      const [x0, y0] = layout.spot(t, 0);
      layout.cells.forEach((offset, c) => {
        const x = x0 + (c % layout.columns);
        const y = y0 + Math.floor(c / layout.columns);
        const dot = Math.floor(y / pooled) * width + Math.floor(x / pooled);
        const value = data[tile + offset];
        if (!(Math.abs(value) <= Math.abs(values[dot]))) values[dot] = value;
      });
    });
    const shades = Array.from({ length: 2 * SHADES + 1 }, (_, s) => {
      const [r, g, b] = signed(s - SHADES, SHADES, ends);
      return (255 << 24) | (b << 16) | (g << 8) | r;
    });
    const image = new ImageData(width, height);
    const pixels = new Uint32Array(image.data.buffer);
    const per = most ? SHADES / most : 0;
    values.forEach((value, dot) => {
      if (Number.isNaN(value)) return;
      pixels[dot] = shades[SHADES + Math.round(Math.max(-SHADES, Math.min(SHADES, value * per)))];
    });
    const canvas = unseen(width, height);
    context(canvas).putImageData(image, 0, 0);
    return canvas;
  }

  /**
   * The numbers themselves, where there are few enough: on the colours of their cells, or in one `ink`.
   *
   * @param {CanvasRenderingContext2D} g
   * @param {Numbers} data
   * @param {string | null} [ink]
   */
  write(g, data, ink = null) {
    const { cell, left, layout, colours } = this;
    const ends = poles(colours, this.role);
    g.font = "12px ui-monospace, monospace";
    g.textBaseline = "middle";
    g.textAlign = "right";
    layout.cells.forEach((offset, row) => {
      const y = (row + 0.5) * cell[1];
      if (layout.cells.length > 1 && !ink) {
        g.fillStyle = colours.text;
        g.fillText(String(row), left - 6, y);
      }
      layout.tiles.forEach((tile, column) => {
        const value = data[tile + offset];
        g.fillStyle = ink ?? inkOn(signed(value, this.most, ends), colours);
        g.fillText(text(this.most ? value : 0), left + (column + 1) * cell[0] - 6, y, cell[0] - 8);
      });
    });
  }

  /** The numbers over cells that have faded. Writing them takes longer than a frame, so it is done once. */
  faded() {
    if (this.pale) return this.pale;
    const page = unseen(this.canvas.width, this.canvas.height);
    const g = context(page);
    g.scale(page.width / this.width, page.height / this.height);
    this.write(g, this.array.data, this.colours.text);
    this.pale = page;
    return page;
  }

  /**
   * Where entry k is drawn.
   *
   * @param {number} k
   * @returns {[x: number, y: number, width: number, height: number]}
   */
  box(k) {
    const [t, c] = this.layout.find(k);
    const [column, row] = this.layout.spot(t, c);
    return [this.left + column * this.cell[0], row * this.cell[1], this.cell[0], this.cell[1]];
  }

  /**
   * The colour of entry k.
   *
   * @param {number} k
   */
  colourOf(k) {
    return css(signed(this.array.data[k], this.most, poles(this.colours, this.role)));
  }

  /**
   * The entry at a point of the canvas, or null.
   *
   * @param {number} x
   * @param {number} y
   */
  entryAt(x, y) {
    return this.layout.entry(Math.floor((x - this.left) / this.cell[0]), Math.floor(y / this.cell[1]));
  }

  /**
   * Shows which entries feed the one that is looked at, and frames some entries.
   *
   * @param {Marking} marking
   */
  mark(marking) {
    markOn(this, marking);
  }
}
