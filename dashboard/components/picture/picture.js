// An array as a picture on canvas: signed colours about zero, and over it what feeds, what is pointed at, what is pinned.

import { Layout } from "./layout.js";
import { text } from "../shared/numbers.js";
import { channels } from "../shared/theme.js";

const LIST_CELL = { width: 150, height: 17, label: 22 };
const LARGEST_CELL = 43;

/** How strong a colour is for a share of the largest entry: small ones stay visible, and the legend shows the same curve. */
export const strength = (share) => share ** 0.6;

/** The largest absolute value, by which a picture is scaled. */
export function extreme(data) {
  let most = 0;
  for (let k = 0; k < data.length; k++) {
    const size = Math.abs(data[k]);
    if (size > most && size < Infinity) most = size;
  }
  return most;
}

/** The two ends of a signed scale about the background, for what a role stands for. */
export function poles(colours, role) {
  const [negative, positive] =
    role === "gradient"
      ? [colours["gradient-negative"], colours.gradient]
      : [colours["value-negative"], colours[role === "parameter" ? "value" : role]];
  return { zero: channels(colours.background), negative: channels(negative), positive: channels(positive) };
}

const mix = (a, b, share) => a.map((v, c) => Math.round(v + (b[c] - v) * share));

export function colour(value, most, { zero, negative, positive }) {
  if (Number.isNaN(value)) return mix(zero, [128, 128, 128], 0.5);
  return mix(zero, value < 0 ? negative : positive, most ? strength(Math.min(1, Math.abs(value) / most)) : 0);
}

/** What a picture of an array of this trace needs to know. */
export const about = (trace, name) => ({ role: trace.role(name), example: trace.exampleAxis(name) });

export class Picture {
  /** `role` chooses the colours; `example` is the axis that counts examples. `numbers`: short rows become a list with the numbers in it. */
  constructor(array, { role, example = -1, numbers = false }) {
    this.array = array;
    this.role = role;
    this.layout = new Layout(array.shape, array.strides, { example, numbers });
    this.canvas = document.createElement("canvas");
    this.over = document.createElement("canvas");
  }

  /** Chooses the size of a cell so that the picture fits a box, and sizes the canvases. */
  fit(width, height) {
    const { layout } = this;
    layout.arrange(width / height);
    if (layout.list) {
      this.cell = [Math.min(LIST_CELL.width, width - LIST_CELL.label), LIST_CELL.height];
      this.left = LIST_CELL.label;
    } else {
      const size = Math.min(LARGEST_CELL, width / layout.width, height / layout.height);
      this.cell = size >= 1 ? [Math.floor(size), Math.floor(size)] : [size, size];
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
      canvas.getContext("2d").setTransform(density, 0, 0, density, 0, 0);
    }
    return this;
  }

  /** Another array of the same shape. True if there is something to draw. */
  take(array) {
    const changed = Object.getOwnPropertyDescriptor(array, "data").get || array.data !== this.array.data;
    this.array = array;
    return Boolean(changed);
  }

  draw(colours) {
    this.colours = colours;
    this.pale = null;
    const { layout, cell, left } = this,
      { data } = this.array;
    const g = this.canvas.getContext("2d");
    this.most = this.array.vanishes?.() ? 0 : extreme(data);
    g.clearRect(0, 0, this.width, this.height);
    g.imageSmoothingEnabled = false;
    const dots = this.bitmap(data);
    g.drawImage(dots, left, 0, dots.width * this.pooled * cell[0], dots.height * this.pooled * cell[1]);
    if (layout.list) this.write(g, data);
    return this;
  }

  /** One dot an entry; where there are more entries than dots, the largest of those that share one. */
  bitmap(data) {
    const { layout, most, pooled } = this,
      ends = poles(this.colours, this.role);
    const width = Math.ceil(layout.width / pooled),
      height = Math.ceil(layout.height / pooled);
    const values = new Float32Array(width * height).fill(NaN);
    layout.tiles.forEach((tile, t) => {
      const [x0, y0] = layout.spot(t, 0);
      layout.cells.forEach((offset, c) => {
        const dot =
          Math.floor((y0 + Math.floor(c / layout.columns)) / pooled) * width +
          Math.floor((x0 + (c % layout.columns)) / pooled);
        const value = data[tile + offset];
        if (!(Math.abs(value) <= Math.abs(values[dot]))) values[dot] = value;
      });
    });
    const shades = Array.from({ length: 513 }, (_, s) => {
      const [r, g, b] = colour(s - 256, 256, ends);
      return (255 << 24) | (b << 16) | (g << 8) | r;
    });
    const image = new ImageData(width, height),
      pixels = new Uint32Array(image.data.buffer),
      per = most ? 256 / most : 0;
    values.forEach((value, dot) => {
      if (!Number.isNaN(value)) pixels[dot] = shades[256 + Math.round(Math.max(-256, Math.min(256, value * per)))];
    });
    const canvas = new OffscreenCanvas(width, height);
    canvas.getContext("2d").putImageData(image, 0, 0);
    return canvas;
  }

  /** The numbers themselves, where there are few enough: on the colours of their cells, or in one `ink`. */
  write(g, data, ink = null) {
    const { cell, left, layout } = this,
      ends = poles(this.colours, this.role);
    g.font = "12px ui-monospace, monospace";
    g.textBaseline = "middle";
    g.textAlign = "right";
    layout.cells.forEach((k, row) => {
      const y = (row + 0.5) * cell[1];
      if (layout.cells.length > 1 && !ink) {
        g.fillStyle = this.colours.text;
        g.fillText(String(row), left - 6, y);
      }
      const [r, green, b] = colour(data[k], this.most, ends);
      g.fillStyle = ink ?? (0.299 * r + 0.587 * green + 0.114 * b > 140 ? "#111" : "#fff");
      g.fillText(text(this.most ? data[k] : 0), left + cell[0] - 6, y, cell[0] - 8);
    });
  }

  /** The numbers as they stand over cells that have faded. Writing them takes longer than a frame, so it is done once. */
  faded() {
    if (this.pale) return this.pale;
    const page = new OffscreenCanvas(this.canvas.width, this.canvas.height),
      g = page.getContext("2d");
    g.scale(page.width / this.width, page.height / this.height);
    this.write(g, this.array.data, this.colours.text);
    return (this.pale = page.transferToImageBitmap());
  }

  /** Where entry k is drawn: x, y, width, height. */
  box(k) {
    const [column, row] = this.layout.spot(...this.layout.find(k));
    return [this.left + column * this.cell[0], row * this.cell[1], this.cell[0], this.cell[1]];
  }

  /** The entry at a point of the canvas, or null. */
  entryAt(x, y) {
    return this.layout.entry(Math.floor((x - this.left) / this.cell[0]), Math.floor(y / this.cell[1]));
  }

  /** Shows which entries feed the one that is looked at (all others fade) and frames some entries. */
  mark({ feeds = null, frames = [] }) {
    const g = this.over.getContext("2d");
    g.clearRect(0, 0, this.width, this.height);
    if (feeds && feeds.size < this.array.data.length) {
      g.globalAlpha = 0.72;
      g.fillStyle = this.colours.background;
      g.fillRect(this.left, 0, this.width - this.left, this.height);
      g.globalAlpha = 1;
      if (this.layout.list) g.drawImage(this.faded(), 0, 0, this.width, this.height);
      for (const k of feeds) {
        const [x, y, w, h] = this.box(k);
        g.clearRect(x, y, Math.max(1, w), Math.max(1, h));
      }
      if (feeds.size) this.outline(g, feeds);
    }
    for (const { k, colour: stroke, width } of frames) {
      const [x, y, w, h] = this.box(k),
        grow = Math.max(0, 7 - w) / 2;
      g.lineWidth = width + 2;
      g.strokeStyle = this.colours.background;
      g.strokeRect(x - grow, y - grow, w + 2 * grow, h + 2 * grow);
      g.lineWidth = width;
      g.strokeStyle = stroke;
      g.strokeRect(x - grow, y - grow, w + 2 * grow, h + 2 * grow);
    }
  }

  /** A line around the tiles that feed whole, and around each cell of those that feed in part. */
  outline(g, feeds) {
    const { layout, cell } = this,
      counts = new Map();
    for (const k of feeds) {
      const [t] = layout.find(k);
      counts.set(t, (counts.get(t) ?? 0) + 1);
    }
    g.lineWidth = 1.5;
    g.strokeStyle = this.colours.text;
    const cells = [];
    for (const [t, count] of counts) {
      if (count < layout.cells.length || layout.tiles.length === 1) continue;
      const [x, y] = layout.spot(t, 0);
      g.strokeRect(
        this.left + x * cell[0] - 1,
        y * cell[1] - 1,
        layout.columns * cell[0] + 2,
        layout.rows * cell[1] + 2,
      );
    }
    for (const k of feeds) if (counts.get(layout.find(k)[0]) < layout.cells.length) cells.push(k);
    if (cells.length > 300 || cell[0] < 3) return;
    for (const k of cells) g.strokeRect(...this.box(k));
  }
}
