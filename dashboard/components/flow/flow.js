// The opening picture. Python sends every digit once; choosing another one stays in the browser.
// What a person draws goes to Python, where the network is, and comes back as one more digit.

/** @import { Mounted, Palette } from "../types" */
/** @import { Pass } from "./net.js" */

import { element } from "../shared/element.js";
import { opinion, showBars } from "../shared/opinion.js";
import { Pad } from "../shared/pad.js";
import { argmax, decode, drawDigit } from "../shared/pixels.js";
import { isDark, paint } from "../shared/theme.js";
import { Truth } from "../shared/truth.js";
import { net } from "./net.js";

const STOPPED = 250; // milliseconds on a digit, after which Python hears of it

/** @typedef {Pass & { pixels: string, label?: number }} Digit its pixels are bytes in base64 */
/** @typedef {Digit & { index: number, label: number }} TestDigit */
/** @typedef {{ scale: number, left: number, top: number }} From the place on the pad that all of the image came from */
/** @typedef {Digit & { of: string, from: From }} Drawn what became of a drawing; `of` is that drawing */

/**
 * What Python sends.
 *
 * @typedef {object} Data
 * @property {TestDigit[]} digits
 * @property {Drawn} [drawn]
 * @property {number[][][]} weights
 * @property {Palette} colours
 */

/** @type {WeakMap<HTMLElement, Flow>} */
const flows = new WeakMap(); // one for each place on the page

/** @param {Mounted<Data>} mounted */
export default function ({ data, parentElement: root, setStateValue }) {
  const known = flows.get(root);
  const flow = known && root.contains(known.element) ? known : new Flow(root, data);
  flows.set(root, flow);
  flow.setState = setStateValue;
  flow.receive(data);
  return () => clearTimeout(flow.report);
}

class Flow {
  /**
   * @param {HTMLElement} root
   * @param {Data} data
   */
  constructor(root, data) {
    this.data = data;
    this.element = element(root, ".flow");
    /** @type {Mounted<Data>["setStateValue"]} */
    this.setState = () => {};
    this.shown = 0; // the test digit
    this.drawing = false; // is the pad on show?
    /** @type {string | null} */
    this.drawn = null; // what is on the pad
    /** @type {string | null} */
    this.sent = null; // what Python has not answered yet
    this.dark = false;
    this.report = 0;

    const button = (/** @type {string} */ name) => element(root, `.${name}`, HTMLButtonElement);
    this.picture = element(root, ".shown", HTMLCanvasElement);
    this.net = element(root, ".net svg", SVGElement);
    this.counts = element(root, ".net figcaption");
    this.bars = element(root, ".bars");
    this.verdict = element(root, ".verdict");
    this.draw = button("draw");
    this.drawingOnly = [".paper", ".norm", ".rub", ".undo", ".clear"].map((selector) => element(root, selector));
    const canvas = element(root, ".pad", HTMLCanvasElement);
    const { value, negative } = data.colours; // as on a dark page, which the pad is
    const hearing = { changed: (/** @type {string | null} */ drawing) => this.send(drawing) };
    this.pad = new Pad(canvas, { down: negative[1], up: value[1] }, hearing);
    this.truth = new Truth(element(root, ".truths"), (label) => this.tell(label));
    button("next").onclick = () => this.go((digit) => !mistaken(digit));
    button("wrong").onclick = () => this.go(mistaken);
    button("rub").onclick = () => button("rub").setAttribute("aria-pressed", String(this.pad.takeUp()));
    button("undo").onclick = () => this.pad.undo();
    button("clear").onclick = () => this.pad.clear();
    this.draw.onclick = () => {
      this.switch(!this.drawing);
      this.show();
      if (this.drawing) canvas.focus();
    };
  }

  /** @param {Data} data */
  receive(data) {
    this.data = data;
    paint(this.element, data.colours);
    this.dark = isDark(this.element);
    this.show();
    this.element.inert = false; // from now on a click is heard
  }

  /** @param {string | null} drawing */
  send(drawing) {
    this.sent = drawing;
    this.drawn = drawing;
    this.setState("drawn", drawing);
    if (drawing === null) this.tell(null); // what is drawn next may be another digit
  }

  /**
   * What the drawing truly is goes with it into the stepper.
   *
   * @param {number | null} label
   */
  tell(label) {
    this.truth.show(label);
    this.setState("truth", label);
    this.show();
  }

  /**
   * Python hears of a drawing while it is on show.
   *
   * @param {boolean} drawing
   */
  switch(drawing) {
    this.drawing = drawing;
    this.setState("drawn", drawing ? this.drawn : null);
  }

  /**
   * To the next digit that passes a test.
   *
   * @param {(digit: TestDigit) => boolean} test
   */
  go(test) {
    const { digits } = this.data;
    const n = digits.length;
    if (this.drawing) this.switch(false);
    const order = digits.map((_, k) => (this.shown + k + 1) % n);
    this.shown = order.find((k) => test(digits[k])) ?? this.shown;
    this.show();
    clearTimeout(this.report);
    this.report = setTimeout(() => this.setState("digit", digits[this.shown].index), STOPPED);
  }

  show() {
    const { data, drawing } = this;
    for (const part of this.drawingOnly) part.hidden = !drawing;
    this.element.classList.toggle("drawing", drawing);
    this.truth.place.hidden = !drawing || !data.drawn;
    this.draw.setAttribute("aria-pressed", String(drawing));
    const digit = drawing ? data.drawn : data.digits[this.shown];
    if (digit) this.showDigit(digit);
    else this.showNothing();
    if (!drawing || !data.drawn || this.sent !== data.drawn.of) return;
    arrive(this.picture, data.drawn.from);
    this.sent = null;
  }

  /** @param {Digit} digit */
  showDigit(digit) {
    const { picture } = this;
    const { pixels, p } = digit;
    const label = this.drawing ? this.truth.label : (digit.label ?? null);
    const size = `${picture.width} by ${picture.height} pixels`;
    picture.setAttribute("aria-label", `A handwritten ${label ?? "digit"}, ${size}`);
    drawDigit(picture, decode(pixels), this.dark || this.drawing);
    this.showPass(digit);
    showBars(this.bars, p, label);
    this.verdict.innerHTML = opinion(p, label, this.drawing ? "You say" : "The label says");
  }

  showNothing() {
    const { picture, data } = this;
    const { layers, p } = data.digits[0];
    const silent = (/** @type {number[]} */ numbers) => numbers.map(() => 0);
    picture.getContext("2d")?.clearRect(0, 0, picture.width, picture.height);
    this.showPass({ layers: layers.map(silent), p: silent(p) });
    showBars(this.bars, null);
    this.verdict.textContent = "Draw a digit in the black square: what does the network take it for?";
  }

  /** @param {Pass} pass */
  showPass(pass) {
    net(this.net, this.data.weights, pass);
    this.counts.innerHTML = pass.layers.map(({ length }) => `<span>${length} units</span>`).join("");
  }
}

/** @param {TestDigit} digit */
const mistaken = ({ p, label }) => argmax(p) !== label;

/**
 * A drawing moves from where it was drawn to where it is as the network sees it.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {From} from
 */
function arrive(canvas, { scale, left, top }) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const percent = (/** @type {number} */ share) => `${100 * share}%`;
  const raw = `translate(${percent(left)}, ${percent(top)}) scale(${scale})`;
  canvas.animate({ transform: [raw, raw, "none"], offset: [0, 0.2, 1] }, { duration: 900, easing: "ease-in-out" });
}
