// A place to draw one digit with mouse, finger, pen or keyboard, and to rub out. Python makes of a drawing what the
// network sees; the grey levels of its 28 × 28 squares are known here at once.

import { context, element } from "./element.js";
import { drawDigit } from "./pixels.js";

/** @typedef {[x: number, y: number]} Point in pixels of the canvas */
/** @typedef {{ points: Point[], rubs: boolean }} Stroke of the pen, or of the rubber */
/** @typedef {{ down: string, up: string }} PenColours of the cursor, while it draws and while it only moves */

/**
 * What hears of a pad.
 *
 * @typedef {object} Hearing
 * @property {(drawing: string | null) => void} changed after every stroke, with a PNG in base64; null: empty
 * @property {() => void} [moved] whenever what is on the pad has changed, in the middle of a stroke too
 */

const PEN = 22; // as wide as MNIST's, on 280 pixels
const RUBBER = 34;
const GROUND = "black";
const INK = "white"; // grey levels 0 and 255, as in MNIST
const STRIDE = 10; // of an arrow key
const CURSOR = 16; // the side of its square
const KEYS = "By keyboard: the arrow keys move, space puts the pen down and up, Delete clears.";
const SIDE = 28; // squares along a side

/** @type {Record<string, Point>} */
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** What a person draws on, and the buttons beside it. */
export const PAD = `
  <canvas class="pad" width="280" height="280"></canvas>
  <div class="controls">
    <button type="button" class="rub" aria-pressed="false">Rub out</button>
    <button type="button" class="undo">Undo</button>
    <button type="button" class="clear">Clear</button>
  </div>`;

/**
 * The buttons beside a pad do what they say, once there is a pad.
 *
 * @param {HTMLElement} root
 * @param {() => Pad | null} pad
 */
export function hearButtons(root, pad) {
  const button = (/** @type {string} */ name) => element(root, `.${name}`, HTMLButtonElement);
  button("rub").onclick = () => button("rub").setAttribute("aria-pressed", String(pad()?.takeUp()));
  button("undo").onclick = () => pad()?.undo();
  button("clear").onclick = () => pad()?.clear();
}

export class Pad {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {PenColours} colours
   * @param {Hearing} hearing
   */
  constructor(canvas, colours, { changed, moved = () => {} }) {
    this.canvas = canvas;
    this.colours = colours;
    this.changed = changed;
    this.moved = moved;
    this.pen = context(canvas, { willReadFrequently: true });
    /** @type {HTMLCanvasElement | null} */
    this.ground = null; // an image that is drawn upon
    /** @type {Stroke[]} */
    this.strokes = [];
    /** @type {Point} */
    this.cursor = [canvas.width / 2, canvas.height / 2];
    this.drawing = false;
    this.rubs = false; // is the rubber in hand?
    canvas.onpointerdown = (event) => this.touch(event);
    canvas.onpointermove = (event) => this.move(event);
    canvas.onpointerup = canvas.onpointercancel = () => this.drawing && this.done();
    canvas.onkeydown = (event) => {
      if (!this.press(event.key)) return;
      event.preventDefault();
      event.stopPropagation(); // the arrow keys lead elsewhere on a page
    };
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "application");
    canvas.setAttribute("aria-label", `Draw one digit here with mouse, finger or pen. ${KEYS}`);
    this.draw();
  }

  get empty() {
    return !this.ground && !this.strokes.length;
  }

  /**
   * Lays an image under the pen, in place of all that was there. Nobody hears of it.
   *
   * @param {Uint8Array} levels of its 28 × 28 squares, 255 is ink
   */
  lay(levels) {
    this.ground = Object.assign(document.createElement("canvas"), { width: SIDE, height: SIDE });
    drawDigit(this.ground, levels, true);
    this.strokes = [];
    this.draw();
  }

  /** Takes the rubber in hand, or the pen again; is it the rubber? */
  takeUp() {
    this.rubs = !this.rubs;
    return this.rubs;
  }

  undo() {
    if (this.strokes.pop()) this.done();
  }

  clear() {
    this.ground = null;
    this.strokes = [];
    this.done();
  }

  draw() {
    const { pen, canvas, strokes, ground } = this;
    pen.fillStyle = GROUND;
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.imageSmoothingEnabled = false; // each square keeps its grey to the last level
    if (ground) pen.drawImage(ground, 0, 0, canvas.width, canvas.height);
    Object.assign(pen, { lineCap: "round", lineJoin: "round" });
    for (const { points, rubs } of strokes) {
      const [x, y] = points[0];
      Object.assign(pen, { strokeStyle: rubs ? GROUND : INK, lineWidth: rubs ? RUBBER : PEN });
      pen.beginPath();
      pen.moveTo(x, y);
      for (const point of points) pen.lineTo(...point);
      if (points.length === 1) pen.lineTo(x + 0.1, y); // a dot
      pen.stroke();
    }
  }

  /** The grey levels of the 28 × 28 squares, each the mean of its pixels. */
  levels() {
    this.draw(); // without the cursor
    const { width, height } = this.canvas;
    return squares(this.pen.getImageData(0, 0, width, height).data, width / SIDE);
  }

  /** The stroke has ended. */
  done() {
    this.drawing = false;
    this.draw();
    this.moved();
    this.changed(this.empty ? null : this.png());
  }

  /** What is on the pad as a PNG in base64. */
  png() {
    return this.canvas.toDataURL("image/png").split(",")[1];
  }

  /** @param {PointerEvent} event */
  touch(event) {
    event.preventDefault();
    this.canvas.focus({ preventScroll: true });
    this.canvas.setPointerCapture(event.pointerId);
    this.begin(this.place(event));
  }

  /** @param {Point} at */
  begin(at) {
    this.drawing = true;
    this.strokes.push({ points: [at], rubs: this.rubs });
    this.draw();
    this.moved();
  }

  /** @param {PointerEvent} event */
  move(event) {
    if (!this.drawing) return;
    const parts = event.getCoalescedEvents?.() ?? [event];
    this.strokes.at(-1)?.points.push(...parts.map((part) => this.place(part)));
    this.draw();
    this.moved();
  }

  /**
   * Where a pointer is on the canvas.
   *
   * @param {PointerEvent} event
   * @returns {Point}
   */
  place({ clientX, clientY }) {
    const { left, top, width, height } = this.canvas.getBoundingClientRect();
    return [((clientX - left) * this.canvas.width) / width, ((clientY - top) * this.canvas.height) / height];
  }

  /**
   * The arrow keys move, space puts the pen down and up, Delete clears. False for any other key.
   *
   * @param {string} key
   */
  press(key) {
    if (MOVES[key]) this.step(MOVES[key]);
    else if (key === "Delete") this.clear();
    else if (key !== " ") return false;
    else if (this.drawing) this.done();
    else this.begin([...this.cursor]);
    return true;
  }

  /** @param {Point} direction */
  step([across, down]) {
    const within = (/** @type {number} */ at, /** @type {number} */ size) =>
      Math.min(size - STRIDE, Math.max(STRIDE, at));
    const [x, y] = this.cursor;
    const { width, height } = this.canvas;
    this.cursor = [within(x + STRIDE * across, width), within(y + STRIDE * down, height)];
    if (this.drawing) {
      this.strokes.at(-1)?.points.push([...this.cursor]);
      this.moved();
    }
    this.draw();
    Object.assign(this.pen, { strokeStyle: this.drawing ? this.colours.down : this.colours.up, lineWidth: 3 });
    this.pen.strokeRect(this.cursor[0] - CURSOR / 2, this.cursor[1] - CURSOR / 2, CURSOR, CURSOR);
  }
}

/**
 * The mean grey of each square of a picture that is 28 squares wide.
 *
 * @param {Uint8ClampedArray} pixels red, green, blue and opacity of each
 * @param {number} size of a square in pixels
 */
export function squares(pixels, size) {
  const sums = new Float64Array(SIDE * SIDE);
  const width = SIDE * size;
  for (let k = 0; k < pixels.length / 4; k++) {
    const row = Math.floor(k / width);
    sums[Math.floor(row / size) * SIDE + Math.floor((k - row * width) / size)] += pixels[4 * k];
  }
  return Uint8Array.from(sums, (sum) => Math.round(sum / size ** 2));
}
