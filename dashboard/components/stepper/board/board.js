// "Draw": the drawing board of the stepper. A person draws on x, rubs out or draws anew, and the reading follows the
// hand. When the pen is lifted the digit goes to Python and through the whole page.

/** @import { Board as BoardData, Colours } from "../../types" */
/** @import { Trace } from "../../equation/trace.js" */

import { changed } from "../../shared/changed.js";
import { context, element } from "../../shared/element.js";
import { one, opinion, showBars } from "../../shared/opinion.js";
import { hearButtons, PAD, Pad } from "../../shared/pad.js";
import { decode, drawDigit } from "../../shared/pixels.js";
import { Truth } from "../../shared/truth.js";
import { Alive, firstOf, onScale } from "./alive.js";

/** @typedef {{ levels?: string, drawing?: string, label: number | null }} Own an image of one's own: bytes, or a PNG */
/** @typedef {{ images: Own[], together: number | null }} Sent the images, and how many are to be seen at once */

const PAGE = `
  <div class="board">
    <div class="paper">
      ${PAD}
      <label class="fit"><input type="checkbox"> Scale and centre it, as MNIST’s digits are</label>
    </div>
    <div class="seen">
      <figure><canvas width="28" height="28" role="img" aria-label="What the network sees"></canvas>
        <figcaption>What the network sees: 784 pixels</figcaption></figure>
    </div>
    <div class="reading">
      <ol class="bars" start="0" aria-label="Probabilities"></ol>
      <p class="says" role="status"></p>
      <div class="is"></div>
    </div>
    <div class="mine">
      <ul class="tray" aria-label="Your digits"></ul>
      <div class="controls">
        <button type="button" class="another">Draw another</button>
        <button type="button" class="away">Take this one away</button>
        <label class="all"><input type="checkbox"> <span>All at once, as a mini-batch</span></label>
      </div>
    </div>
  </div>`;

export class Board {
  /**
   * @param {HTMLElement} panel
   * @param {(board: Sent) => void} send to Python
   */
  constructor(panel, send) {
    panel.innerHTML = PAGE;
    this.send = send;
    /** @type {Trace | null} */
    this.trace = null;
    /** @type {Alive | null} */
    this.alive = null;
    /** @type {Pad | null} */
    this.pad = null;
    /** @type {Own[]} */
    this.images = [];
    /** @type {number | null} */
    this.label = null; // what the digit on the pad truly is
    this.mine = false; // is what the page shows made of what is on the pad?
    this.another = false; // does the next stroke begin a digit beside the others?
    this.frame = 0;

    const button = (/** @type {string} */ name) => element(panel, `.${name}`, HTMLButtonElement);
    this.canvas = element(panel, ".pad", HTMLCanvasElement);
    this.fit = element(panel, ".fit input", HTMLInputElement);
    this.seen = element(panel, ".seen canvas", HTMLCanvasElement);
    this.bars = element(panel, ".bars");
    this.says = element(panel, ".says");
    this.tray = element(panel, ".tray");
    this.all = element(panel, ".all input", HTMLInputElement);
    this.allWords = element(panel, ".all");
    this.buttons = { undo: button("undo"), another: button("another"), away: button("away") };
    this.truth = new Truth(element(panel, ".is"), (label) => this.tell(label));
    hearButtons(panel, () => this.pad);
    this.fit.onchange = () => this.finish();
    this.buttons.another.onclick = () => {
      this.another = true;
      this.pad?.clear();
      this.canvas.focus();
    };
    this.buttons.away.onclick = () => this.lead(this.images.slice(1));
    this.all.onchange = () => this.tellAll(this.all.checked ? this.images.length : 1);
  }

  /**
   * @param {Trace} trace
   * @param {Colours} colours
   */
  show(trace, colours) {
    this.pad ??= new Pad(
      this.canvas,
      { down: colours["value-negative"], up: colours.value },
      { changed: () => this.finish(), moved: () => this.follow() },
    );
    if (!changed(this, "pass", trace.id)) return;
    const { board, digit } = trace;
    this.trace = trace;
    this.alive = null;
    this.images = board.own;
    if (!this.another) this.label = digit.own ? (board.own[0]?.label ?? null) : digit.label;
    if (!(this.mine && digit.own)) this.lay(board);
    if (this.another || this.pad.empty) return; // the page shows a digit that is not on the pad
    drawDigit(this.seen, decode(board.first), true);
    this.read(firstOf(trace, "p"));
    this.list();
  }

  /**
   * The digit on show is on the pad, to be drawn upon.
   *
   * @param {BoardData} board
   */
  lay(board) {
    this.mine = false;
    this.another = false;
    this.fit.checked = false;
    this.pad?.lay(decode(board.first));
  }

  /** The reading follows the hand, once a frame. */
  follow() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => {
      const { pad, trace } = this;
      if (!pad || !trace || pad.empty) return;
      const levels = pad.levels();
      drawDigit(this.seen, levels, true);
      this.alive ??= new Alive(trace);
      const p = this.alive.reading(onScale(trace.board, levels));
      if (p.every(Number.isFinite))
        this.read(p, this.fit.checked ? " As drawn: lift the pen to scale and centre it." : "");
    });
  }

  /** The pen was lifted, or what becomes of the drawing was chosen. */
  finish() {
    const { pad, images, fit, another, label } = this;
    if (!pad) return;
    const blank = pad.empty || (fit.checked && !pad.levels().some(Boolean)); // no ink to be scaled
    if (blank) return this.begin();
    this.mine = true;
    this.another = false;
    const one = fit.checked ? { drawing: pad.png(), label } : { levels: encode(pad.levels()), label };
    this.lead([one, ...(another ? images : images.slice(1))].slice(0, this.most), true);
  }

  /** An empty pad: what is drawn there next is scaled and centred, and another digit. */
  begin() {
    cancelAnimationFrame(this.frame);
    this.mine = true;
    this.label = null;
    this.fit.checked = true;
    context(this.seen).clearRect(0, 0, this.seen.width, this.seen.height);
    showBars(this.bars, null);
    this.says.textContent = "Draw a digit in the black square.";
    this.list();
  }

  /**
   * These images, the first of them on the pad.
   *
   * @param {Own[]} images
   * @param {boolean} [drawn] is it there already?
   */
  lead(images, drawn = false) {
    if (!drawn) this.mine = this.another = false;
    this.tellAll(this.all.checked && images.length ? images.length : null, images);
  }

  /**
   * @param {number | null} together
   * @param {Own[]} [images]
   */
  tellAll(together, images = this.images) {
    this.images = images;
    this.send({ images, together });
  }

  /** @param {number | null} label */
  tell(label) {
    this.label = label;
    const [first, ...others] = this.images;
    if (first && !this.another && !this.pad?.empty) this.tellAll(null, [{ ...first, label }, ...others]);
  }

  get most() {
    return this.trace?.bounds.own ?? 1;
  }

  /**
   * @param {ArrayLike<number>} p
   * @param {string} [more] to be said
   */
  read(p, more = "") {
    const own = this.mine || Boolean(this.trace?.digit.own);
    showBars(this.bars, p, this.label);
    const words = opinion(p, this.label, own ? "You say" : "The label says") + more;
    if (this.says.innerHTML !== words) this.says.innerHTML = words;
    this.truth.show(this.label);
    this.truth.place.hidden = !own;
  }

  /** One's own digits, and what can be done with them. */
  list() {
    const { images, trace, buttons } = this;
    const several = images.length > 1;
    this.tray.replaceChildren(
      ...images.map((one, k) => thumbnail(one, k, () => this.lead([one, ...images.filter((other) => other !== one)]))),
    );
    this.all.checked = several && trace?.sizes.N === images.length;
    this.allWords.hidden = !several;
    element(this.allWords, "span").textContent = `All ${images.length} at once, as a mini-batch`;
    buttons.another.hidden = buttons.away.hidden = !images.length;
    buttons.another.disabled = images.length >= this.most;
  }
}

/**
 * @param {Own} one
 * @param {number} k
 * @param {() => void} lead
 */
function thumbnail({ levels, label }, k, lead) {
  const place = document.createElement("li");
  const said = label === null ? "which nobody labelled" : one(label);
  place.innerHTML = `<button type="button" aria-pressed="${k === 0}"><canvas width="28" height="28"></canvas>
    <span aria-hidden="true">${label ?? "?"}</span></button>`;
  const button = element(place, "button", HTMLButtonElement);
  button.setAttribute("aria-label", `Your digit ${k + 1}, ${said}`);
  if (levels) drawDigit(element(place, "canvas", HTMLCanvasElement), decode(levels), true);
  button.onclick = lead;
  return place;
}

/** @param {Uint8Array} bytes */
const encode = (bytes) => btoa(String.fromCharCode(...bytes));
