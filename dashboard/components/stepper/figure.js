// One array on the stage: its picture with a name above and a scale below, which the pointer and the keys can explore.

/** @import { Colours } from "../types" */
/** @import { Trace } from "../equation/trace.js" */
/** @import { Frame } from "../picture/overlay.js" */

import { math } from "../equation/mathml.js";
import { Printer } from "../equation/printer.js";
import { poles, scale } from "../picture/colours.js";
import { about, Picture } from "../picture/picture.js";
import { changed } from "../shared/changed.js";
import { brief, text } from "../shared/numbers.js";

/**
 * What answers the pointer and the keys.
 *
 * @typedef {object} Pointing
 * @property {(name: string, k: number | null) => void} point
 * @property {(name: string, k: number) => void} pin
 */

/** @typedef {{ ready: boolean, output: boolean, feeds: Set<number> | null, frames: Frame[] }} Light */

/** @type {Record<string, [across: number, down: number]>} */
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class Figure {
  /**
   * @param {Trace} trace
   * @param {string} name
   * @param {[width: number, height: number]} size of the box that the picture is to fit
   * @param {Pointing} on
   */
  constructor(trace, name, [width, height], on) {
    this.name = name;
    this.on = on;
    this.drawn = false;
    this.shape = shapeOf(trace, name);
    this.kind = trace.isGradient(name) ? "Gradients" : "Values";
    this.picture = new Picture(trace.array(name), { ...about(trace, name), numbers: true }).fit(width, height);
    this.element = document.createElement("figure");
    this.element.className = `array ${trace.role(name)}`;
    this.element.dataset.name = name;
    const caption = document.createElement("figcaption");
    const title = math(new Printer(trace).name(name, [], true));
    caption.innerHTML = `${title}<span class="shape">${this.shape}</span>`;
    this.scale = document.createElement("div");
    this.scale.className = "scale";
    this.element.append(caption, this.sheet(), this.scale);
    this.listen();
  }

  /** The picture and what lies over it. */
  sheet() {
    const { canvas, over, width, height } = this.picture;
    const sheet = document.createElement("div");
    sheet.className = "sheet";
    sheet.style.width = `${width}px`;
    sheet.style.height = `${height}px`;
    over.className = "over";
    over.tabIndex = 0;
    over.setAttribute("role", "img");
    sheet.append(canvas, over);
    return sheet;
  }

  listen() {
    const { picture, name, on } = this;
    const { over } = picture;
    over.onpointermove = (event) => {
      const k = picture.entryAt(event.offsetX, event.offsetY);
      over.style.cursor = k === null ? "default" : "crosshair";
      on.point(name, k);
    };
    over.onpointerleave = () => on.point(name, null);
    over.onclick = (event) => {
      const k = picture.entryAt(event.offsetX, event.offsetY);
      if (k !== null) on.pin(name, k);
    };
    over.onfocus = () => {
      if (over.matches(":focus-visible")) on.point(name, picture.focus ?? 0);
    };
    over.onblur = () => on.point(name, null);
    over.onkeydown = (event) => {
      if (!this.press(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
    };
  }

  /**
   * Arrow keys move, Enter pins. False where a key means nothing here.
   *
   * @param {string} key
   */
  press(key) {
    const { picture, name, on } = this;
    const k = picture.focus ?? 0;
    const move = MOVES[key];
    if (move) {
      picture.focus = picture.layout.neighbour(k, move) ?? k;
      on.point(name, picture.focus);
    } else if (key === "Enter" || key === " ") on.pin(name, k);
    else return false;
    return true;
  }

  /**
   * Another pass through the same network: the figure stays, with its new numbers.
   *
   * @param {Trace} trace
   */
  refill(trace) {
    if (this.picture.take(trace.array(this.name))) this.drawn = false;
  }

  /**
   * @param {Colours} colours
   * @param {Light} light
   */
  light(colours, { ready, output, feeds, frames }) {
    const { picture, element } = this;
    element.classList.toggle("later", !ready);
    element.classList.toggle("output", output);
    element.classList.toggle("aside", feeds?.size === 0 && !picture.layout.list); // a list's numbers stay readable
    if (ready) this.draw(colours);
    picture.mark(ready ? { feeds, frames } : {});
    const words = `${this.kind} of ${this.shape}, the largest ${text(picture.most)}. Arrow keys move, Enter pins.`;
    const label = ready ? `${this.name}. ${words}` : `${this.name}: not computed yet`;
    if (changed(this, "label", label)) picture.over.setAttribute("aria-label", label);
  }

  /** Draws the picture and its scale, unless they are drawn. @param {Colours} colours */
  draw(colours) {
    if (this.drawn) return;
    this.picture.draw(colours);
    this.legend();
    this.drawn = true;
  }

  legend() {
    const { colours, role, array, most, pooled } = this.picture;
    const negative = array.data.some((v) => v < 0);
    const stops = scale(poles(colours, role), negative);
    const dots = `Each dot is the largest of ${pooled} × ${pooled} entries`;
    const note = pooled > 1 ? `<span class="pooled" title="${dots}">largest of ${pooled} × ${pooled}</span>` : "";
    const ramp = `<i style="background:linear-gradient(90deg,${stops})"></i>`;
    this.scale.innerHTML = `<span>${negative ? brief(-most) : 0}</span>${ramp}<span>${brief(most)}</span>${note}`;
  }
}

/**
 * The shape of an array in words; one example is not counted.
 *
 * @param {Trace} trace
 * @param {string} name
 */
function shapeOf(trace, name) {
  const axis = trace.exampleAxis(name);
  const shape = trace.array(name).shape.filter((size, d) => d !== axis || size > 1);
  return shape.length ? shape.join(" × ") : "one number";
}
