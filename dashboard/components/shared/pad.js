// A place to draw one digit with mouse, finger, pen or keyboard. Python makes of it what the network sees.

import { context } from "../shared/element.js";

/** @typedef {[x: number, y: number]} Point in pixels of the canvas */
/** @typedef {{ down: string, up: string }} PenColours of the cursor, while it draws and while it only moves */

const PEN = 22; // as wide as MNIST's, on 280 pixels
const GROUND = "black";
const INK = "white"; // grey levels 0 and 255, as in MNIST
const STRIDE = 10; // of an arrow key
const CURSOR = 16; // the side of its square

/** @type {Record<string, Point>} */
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class Pad {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {PenColours} colours
   * @param {(drawing: string | null) => void} changed is called after every stroke, with a PNG in base64; null: empty
   */
  constructor(canvas, colours, changed) {
    this.canvas = canvas;
    this.colours = colours;
    this.changed = changed;
    this.pen = context(canvas, { willReadFrequently: true });
    /** @type {Point[][]} */
    this.strokes = [];
    /** @type {Point} */
    this.cursor = [canvas.width / 2, canvas.height / 2];
    this.drawing = false;
    canvas.onpointerdown = (event) => this.touch(event);
    canvas.onpointermove = (event) => this.move(event);
    canvas.onpointerup = canvas.onpointercancel = () => this.drawing && this.done();
    canvas.onkeydown = (event) => {
      if (this.press(event.key)) event.preventDefault();
    };
    this.draw();
  }

  undo() {
    this.strokes.pop();
    this.done();
  }

  clear() {
    this.strokes = [];
    this.done();
  }

  draw() {
    const { pen, canvas, strokes } = this;
    pen.fillStyle = GROUND;
    pen.fillRect(0, 0, canvas.width, canvas.height);
    Object.assign(pen, { strokeStyle: INK, lineWidth: PEN, lineCap: "round", lineJoin: "round" });
    for (const stroke of strokes) {
      const [x, y] = stroke[0];
      pen.beginPath();
      pen.moveTo(x, y);
      for (const point of stroke) pen.lineTo(...point);
      if (stroke.length === 1) pen.lineTo(x + 0.1, y); // a dot
      pen.stroke();
    }
  }

  /** The stroke has ended. */
  done() {
    this.drawing = false;
    this.draw();
    this.changed(this.strokes.length ? this.canvas.toDataURL("image/png").split(",")[1] : null);
  }

  /** @param {PointerEvent} event */
  touch(event) {
    event.preventDefault();
    this.canvas.focus({ preventScroll: true });
    this.canvas.setPointerCapture(event.pointerId);
    this.drawing = true;
    this.strokes.push([this.place(event)]);
    this.draw();
  }

  /** @param {PointerEvent} event */
  move(event) {
    if (!this.drawing) return;
    const parts = event.getCoalescedEvents?.() ?? [event];
    this.strokes.at(-1)?.push(...parts.map((part) => this.place(part)));
    this.draw();
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
    else {
      this.drawing = true;
      this.strokes.push([[...this.cursor]]);
    }
    return true;
  }

  /** @param {Point} direction */
  step([across, down]) {
    const within = (/** @type {number} */ at, /** @type {number} */ size) =>
      Math.min(size - STRIDE, Math.max(STRIDE, at));
    const [x, y] = this.cursor;
    const { width, height } = this.canvas;
    this.cursor = [within(x + STRIDE * across, width), within(y + STRIDE * down, height)];
    if (this.drawing) this.strokes.at(-1)?.push([...this.cursor]);
    this.draw();
    Object.assign(this.pen, { strokeStyle: this.drawing ? this.colours.down : this.colours.up, lineWidth: 3 });
    this.pen.strokeRect(this.cursor[0] - CURSOR / 2, this.cursor[1] - CURSOR / 2, CURSOR, CURSOR);
  }
}
