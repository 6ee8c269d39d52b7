// "Fool it": one slider, what it does to the picture, and what it does to the reading.

/** @import { Colours } from "../../types" */
/** @import { Trace } from "../../equation/trace.js" */
/** @import { Revisions } from "../revisions.js" */
/** @import { Still } from "./fool.js" */

import { changed } from "../../shared/changed.js";
import { context, element } from "../../shared/element.js";
import { showBars } from "../../shared/opinion.js";
import { channels } from "../../shared/theme.js";
import { Alive, at, firstOf } from "./alive.js";
import { chance, coins, moved, still, verdict } from "./fool.js";

/** @typedef {{ trace: Trace, alive: Alive, before: number[] } & Still} Pass the one on show, and p without ε */

const SIDE = 28;
const STOPPED = 250; // milliseconds without a move, after which Python makes it too

const PAGE = `
  <div class="fooling">
    <p>The gradient by a pixel says which way it must go to raise the loss. Move all of them that way, each by ε of the
      way from paper to ink: x + ε · sign(∂L/∂x).</p>
    <div class="controls">
      <label class="epsilon">ε <input type="range" class="dial" min="0" step="0.005">
        <span class="written"></span></label>
      <button type="button" class="zero">Back to 0</button>
    </div>
    <p class="verdict" role="status"></p>
    <div class="sum">
      <figure><canvas class="before" width="28" height="28" role="img" aria-label="x before"></canvas>
        <figcaption>x</figcaption></figure>
      <span class="plus">+ ε ·</span>
      <figure><canvas class="signs" width="28" height="28" role="img"
        aria-label="sign of the gradient by each pixel"></canvas>
        <figcaption>sign(∂L/∂x)</figcaption></figure>
      <span class="plus">=</span>
      <figure><canvas class="after" width="28" height="28" role="img" aria-label="x as the network sees it"></canvas>
        <figcaption>as it is seen</figcaption></figure>
      <ol class="bars" start="0" aria-label="Probabilities"></ol>
    </div>
    <p class="chance"></p>
    <p class="remark">No pen does this: all 784 pixels move at once, and only who holds the gradient knows which way.
      Into a unit with weights w such moves add up to ε · Σ|w|, which grows with the number of pixels: that is why each
      can be so small (Goodfellow, Shlens and Szegedy,
      <cite>Explaining and Harnessing Adversarial Examples</cite>, 2015, section 3). It does not show that a network
      sees nothing: one that has met clean digits alone falls this easily, one that meets such pictures in training
      resists far better (section 6). And where ε is as large as the 0.25 of that paper, you see the change
      yourself.</p>
  </div>`;

export class Fooling {
  /**
   * @param {HTMLElement} panel
   * @param {Revisions} revisions
   */
  constructor(panel, revisions) {
    panel.innerHTML = PAGE;
    this.revisions = revisions;
    /** @type {Pass | null} */
    this.pass = null;
    /** @type {Colours} */
    this.colours = {};
    this.frame = 0;
    this.report = 0; // the pause before Python hears
    /** @type {number | null} */
    this.asked = null; // the ε that it has not answered yet
    const canvas = (/** @type {string} */ name) => element(panel, `.${name}`, HTMLCanvasElement);
    this.pictures = { before: canvas("before"), signs: canvas("signs"), after: canvas("after") };
    this.slider = element(panel, ".dial", HTMLInputElement);
    this.written = element(panel, ".written");
    this.bars = element(panel, ".bars");
    this.verdict = element(panel, ".verdict");
    this.chance = element(panel, ".chance");
    this.slider.oninput = () => {
      cancelAnimationFrame(this.frame);
      this.frame = requestAnimationFrame(() => this.move());
    };
    this.slider.onchange = () => this.tell(STOPPED);
    element(panel, ".zero").onclick = () => {
      this.slider.value = "0";
      this.move();
      this.tell(0);
    };
  }

  /**
   * Python makes the move too, and shows all that follows from it, when the slider has come to rest.
   *
   * @param {number} pause in milliseconds
   */
  tell(pause) {
    clearTimeout(this.report);
    this.report = setTimeout(() => {
      this.report = 0;
      this.asked = this.slider.valueAsNumber;
      this.revisions.set({ ...this.revisions.current(), epsilon: this.asked }, true);
    }, pause);
  }

  /**
   * Is the slider ahead of what Python has answered?
   *
   * @param {Trace} trace
   */
  isAhead({ network, digit, changes }) {
    if (changed(this, "digit", network, digit.index)) {
      clearTimeout(this.report);
      this.report = 0;
      this.asked = null;
    }
    if (changes.epsilon === this.asked) this.asked = null;
    return this.report !== 0 || this.asked !== null;
  }

  /**
   * @param {Trace} trace
   * @param {Colours} colours
   */
  show(trace, colours) {
    if (!changed(this, "pass", trace.id, colours.background)) return;
    const { x, signs } = still(trace);
    const alive = new Alive(trace);
    this.pass = { trace, alive, x, signs, before: trace.changes.epsilon ? alive.reading(x) : [...firstOf(trace, "p")] };
    this.colours = colours;
    this.slider.max = String(trace.bounds.epsilon);
    if (!this.isAhead(trace)) this.slider.value = String(trace.changes.epsilon);
    this.draw(this.pictures.before, x);
    this.drawSigns(signs);
    this.move();
    this.throwCoins();
  }

  /** What the slider says, alive. */
  move() {
    if (!this.pass) return;
    const { trace, alive, x, signs, before } = this.pass;
    const epsilon = this.slider.valueAsNumber;
    const one = (/** @type {ArrayLike<number>} */ which) => moved(trace.board, x, which, epsilon);
    const after = one(signs);
    const rests = epsilon === trace.changes.epsilon; // then Python's numbers are here, exact in any network
    const p = rests ? firstOf(trace, "p") : alive.reading(after);
    this.written.textContent = String(epsilon);
    this.slider.setAttribute("aria-valuetext", `ε is ${epsilon}`);
    this.draw(this.pictures.after, after);
    showBars(this.bars, p, trace.label);
    const still = signs.length && Array.from(signs).every((sign) => sign === 0);
    const words = still
      ? "The gradient by every pixel is exactly 0 here, so nothing moves: it says nothing about which way is up."
      : verdict(before, p, trace.label, epsilon);
    if (this.verdict.textContent !== words) this.verdict.textContent = words;
    this.chance.textContent = "";
  }

  /** The same moves without the gradient, once the slider rests. */
  throwCoins() {
    if (!this.pass || !this.slider.valueAsNumber) return;
    const { trace, alive, x, before } = this.pass;
    const thrown = moved(trace.board, x, coins(x.length), this.slider.valueAsNumber);
    this.chance.textContent = chance(before, alive.reading(thrown));
  }

  /**
   * The first digit of x as ink on a dark ground.
   *
   * @param {HTMLCanvasElement} canvas
   * @param {ArrayLike<number>} x
   */
  draw(canvas, x) {
    const { paper, ink } = this.pass?.trace.board ?? { paper: 0, ink: 1 };
    fill(canvas, (k) => {
      const span = at(ink, k) - at(paper, k);
      return Array(3).fill(span ? (255 * (x[k] - at(paper, k))) / span : 0);
    });
  }

  /** @param {ArrayLike<number>} signs */
  drawSigns(signs) {
    const { gradient, "gradient-negative": falling, background } = this.colours;
    const [up, down, none] = [gradient, falling, background].map(channels);
    fill(this.pictures.signs, (k) => (signs[k] > 0 ? up : signs[k] < 0 ? down : none));
  }
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {(k: number) => number[]} colour red, green and blue of a pixel
 */
function fill(canvas, colour) {
  const image = new ImageData(SIDE, SIDE);
  for (let k = 0; k < SIDE * SIDE; k++) image.data.set([...colour(k), 255], 4 * k);
  context(canvas).putImageData(image, 0, 0);
}
