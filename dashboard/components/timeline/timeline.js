// The time line of a run. Python sends all checkpoints at once; going through them stays in the browser.

/** @import { Colours, Mounted, Palette } from "../types" */

import { element } from "../shared/element.js";
import { decode } from "../shared/pixels.js";
import { paint } from "../shared/theme.js";
import { opinions } from "./opinions.js";
import { drawWeights } from "./weights.js";

/** @import { Sample } from "./opinions.js" */

const PACE = 450; // milliseconds from one checkpoint to the next
const STOPPED = 300; // milliseconds on a checkpoint, after which Python hears of it

/** @typedef {{ step: number, sentence: string, weights: string | null, p: number[][] }} Moment */
/** @typedef {{ moments: Moment[], digits: Sample[], colours: Palette, start: number | null }} Data */

/** @type {WeakMap<HTMLElement, Timeline>} */
const timelines = new WeakMap(); // one for each place on the page

/** @param {Mounted<Data>} mounted */
export default function ({ data, parentElement: root, setStateValue }) {
  const known = timelines.get(root);
  const timeline = known && root.contains(known.element) ? known : new Timeline(root);
  timelines.set(root, timeline);
  timeline.setState = setStateValue;
  timeline.receive(data);
  return () => timeline.leave();
}

class Timeline {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.element = element(root, ".timeline");
    this.button = element(root, ".play", HTMLButtonElement);
    this.cursor = element(root, ".cursor", HTMLInputElement);
    this.moment = element(root, ".moment");
    this.seen = element(root, ".seen");
    this.canvas = element(root, ".seen canvas", HTMLCanvasElement);
    this.difference = element(root, ".change", HTMLInputElement);
    this.list = element(root, "ol");
    /** @type {Mounted<Data>["setStateValue"]} */
    this.setState = () => {};
    /** @type {Data} */
    this.data = { moments: [], digits: [], colours: {}, start: null };
    this.begun = false;
    /** @type {(Int8Array | null)[]} */
    this.weights = []; // of each moment
    /** @type {Colours} */
    this.colours = {};
    this.at = 0; // the moment on show
    /** @type {number | null} */
    this.step = null; // null: who looks at the newest goes along with it
    /** @type {number | null} */
    this.reported = null;
    this.timer = 0;
    this.report = 0;
    this.cursor.oninput = () => {
      this.pause();
      this.show(this.cursor.valueAsNumber);
    };
    this.difference.onchange = () => this.show(this.at);
    this.button.onclick = () => (this.timer ? this.pause() : this.play());
  }

  leave() {
    this.pause();
    clearTimeout(this.report);
  }

  get last() {
    return this.data.moments.length - 1;
  }

  /** @param {Data} data */
  receive(data) {
    if (!this.begun) this.step = this.reported = data.start; // where a link led
    this.begun = true;
    this.data = data;
    this.colours = paint(this.element, data.colours);
    this.weights = data.moments.map(({ weights }) => (weights ? new Int8Array(decode(weights).buffer) : null));
    this.seen.hidden = !this.weights[0];
    this.cursor.max = String(this.last);
    this.show(this.step === null ? this.last : nearest(data.moments, this.step));
  }

  /** @param {number} at */
  show(at) {
    const { step, sentence, p } = this.data.moments[at];
    const now = this.weights[at];
    const start = this.weights[0];
    this.at = at;
    this.cursor.value = String(at);
    this.cursor.setAttribute("aria-valuetext", `step ${step}`);
    this.moment.textContent = sentence;
    if (now) drawWeights(this.canvas, now, this.difference.checked ? start : null, this.colours, step);
    opinions(this.list, this.data.digits, p);
    this.step = at === this.last ? null : step;
    clearTimeout(this.report);
    if (this.step !== this.reported) this.report = setTimeout(() => this.tell(), STOPPED);
  }

  tell() {
    this.reported = this.step;
    this.setState("step", this.step);
  }

  /** From the start, where there is nothing left. */
  play() {
    this.button.textContent = "Pause";
    this.button.setAttribute("aria-pressed", "true");
    this.timer = setInterval(() => this.advance(), PACE);
    if (this.at === this.last) this.show(0);
  }

  /** One checkpoint on: while it plays, more may come. */
  advance() {
    this.show(Math.min(this.at + 1, this.last));
    if (this.at === this.last) this.pause();
  }

  pause() {
    clearInterval(this.timer);
    this.timer = 0;
    this.button.textContent = "Play";
    this.button.setAttribute("aria-pressed", "false");
  }
}

/**
 * Where the moment is that comes closest to a step: while a run goes on, older ones are thinned out.
 *
 * @param {Moment[]} moments
 * @param {number} step
 */
function nearest(moments, step) {
  const apart = (/** @type {number} */ k) => Math.abs(moments[k].step - step);
  return moments.reduce((best, _, k) => (apart(k) < apart(best) ? k : best), 0);
}
