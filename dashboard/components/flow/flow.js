// The opening picture. Python sends every digit once; choosing another one stays in the browser.
// What a person draws goes to Python, where the network is, and comes back as one more digit.

/** @import { Mounted, Palette } from "../types" */
/** @import { Pass } from "./net.js" */

import { element } from "../shared/element.js";
import { share } from "../shared/numbers.js";
import { argmax, decode, drawDigit } from "../shared/pixels.js";
import { isDark, paint } from "../shared/theme.js";
import { net } from "./net.js";
import { Pad } from "../shared/pad.js";

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
    this.drawingOnly = [".paper", ".norm", ".undo", ".clear"].map((selector) => element(root, selector));
    const canvas = element(root, ".pad", HTMLCanvasElement);
    const { value, negative } = data.colours;
    this.pad = new Pad(canvas, { down: negative[1], up: value[1] }, (drawing) => this.send(drawing)); // it is dark
    button("next").onclick = () => this.go((digit) => !mistaken(digit));
    button("wrong").onclick = () => this.go(mistaken);
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
    const { pixels, label, p } = digit;
    const best = argmax(p);
    const size = `${picture.width} by ${picture.height} pixels`;
    picture.setAttribute("aria-label", `A handwritten ${label ?? "digit"}, ${size}`);
    drawDigit(picture, decode(pixels), this.dark || this.drawing);
    this.showPass(digit);
    this.bars.replaceChildren(...p.map((value, k) => bar(value, k, label, best)));
    this.verdict.innerHTML = opinion(p, best, label);
  }

  showNothing() {
    const { picture, data } = this;
    const { layers, p } = data.digits[0];
    const silent = (/** @type {number[]} */ numbers) => numbers.map(() => 0);
    picture.getContext("2d")?.clearRect(0, 0, picture.width, picture.height);
    this.showPass({ layers: layers.map(silent), p: silent(p) });
    this.bars.replaceChildren(...p.map((_, k) => bar(null, k)));
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

/**
 * What the network says, and whether the label agrees.
 *
 * @param {number[]} p
 * @param {number} best
 * @param {number} [label]
 */
function opinion(p, best, label) {
  const sure = share(p[best]).replace("> ", "more than ").replace(" %", "\u00a0%");
  const says = `The network says <span class="value">${best}</span>, with a probability of ${sure}.`;
  if (label === undefined) return `${says} Is it right?`;
  const truth = `The label says <span class="truth">${label}</span>`;
  return best === label ? `${says} ${truth}, too.` : `${says} ${truth}, which got ${share(p[label])}.`;
}

/**
 * The probability of a class; null where there is none.
 *
 * @param {number | null} p
 * @param {number} k
 * @param {number} [label]
 * @param {number} [best]
 */
function bar(p, k, label, best) {
  const row = document.createElement("li");
  row.className = `${k === best ? "best" : ""} ${k === label ? "label" : ""}`;
  const track = `<span class="track"><span class="fill" style="width:${100 * (p ?? 0)}%"></span></span>`;
  row.innerHTML = `<b>${k}</b>${track}<span class="share">${p === null ? "–" : share(p)}</span>`;
  return row;
}
