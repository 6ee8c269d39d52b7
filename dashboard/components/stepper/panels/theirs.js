// An array of somebody else's pass beside ours: both on one scale of colours, what lies between them, and where they
// lie furthest apart.

/** @import { Colours, Equation, NamedArray, Numbers } from "../../types" */
/** @import { Trace } from "../../equation/trace.js" */

import { unflatten } from "../../equation/packet.js";
import { about, Picture } from "../../picture/picture.js";
import { changed } from "../../shared/changed.js";
import { text } from "../../shared/numbers.js";
import { extreme } from "../../shared/pixels.js";

const NAMED = 4; // entries
const BOX = /** @type {const} */ ([128, 112]); // pixels, for a picture

export class Theirs {
  /**
   * @param {HTMLElement} element
   * @param {(name: string, k: number) => void} pin
   */
  constructor(element, pin) {
    this.element = element;
    this.pin = pin;
  }

  /**
   * @param {Trace} trace
   * @param {Equation | undefined} equation
   * @param {Colours} colours
   */
  show(trace, equation, colours) {
    const name = equation?.name ?? "";
    if (!changed(this, "shown", trace.id, name, colours.background)) return;
    const compared = name in trace.agrees;
    this.element.hidden = !compared;
    if (!compared) return;
    const theirs = trace.theirs.get(name);
    this.element.replaceChildren(...(theirs ? this.apart(trace, name, theirs, colours) : [said(without(trace, name))]));
  }

  /**
   * @param {Trace} trace
   * @param {string} name
   * @param {NamedArray} theirs
   * @param {Colours} colours
   */
  apart(trace, name, theirs, colours) {
    const ours = trace.array(name);
    const most = Math.max(extreme(ours.data), extreme(theirs.data));
    const between = { ...theirs, data: difference(theirs.data, ours.data) };
    const words = document.createElement("div");
    const furthest = apart(theirs.data, ours.data);
    words.append(said(sentence(name, furthest, ours, theirs)), this.table(name, furthest, ours, theirs));
    return [
      drawn(trace, name, "Yours", theirs, colours, most),
      drawn(trace, name, "Ours", ours, colours, most),
      drawn(trace, name, "Yours − ours", between, colours, null),
      words,
    ];
  }

  /**
   * @param {string} name
   * @param {number[]} furthest
   * @param {NamedArray} ours
   * @param {NamedArray} theirs
   */
  table(name, furthest, ours, theirs) {
    const table = document.createElement("table");
    table.createTHead().innerHTML =
      "<tr><th scope=col>at</th><th scope=col>yours</th><th scope=col>ours</th><th scope=col>yours / ours</th></tr>";
    const body = table.createTBody();
    for (const k of furthest) {
      const row = body.insertRow();
      const at = document.createElement("button");
      at.type = "button";
      at.textContent = place(k, ours);
      at.title = "Pin this number";
      at.onclick = () => this.pin(name, k);
      row.insertCell().append(at);
      const [t, o] = [theirs.data[k], ours.data[k]];
      for (const number of [text(t), text(o), o ? text(t / o) : "–"]) row.insertCell().textContent = number;
    }
    return table;
  }
}

/** @param {string} words */
function said(words) {
  const line = document.createElement("p");
  line.textContent = words;
  return line;
}

/**
 * @param {Trace} trace
 * @param {string} name
 */
const without = (trace, name) =>
  trace.agrees[name] ? `Your ${name} agrees with ours.` : `Your ${name} differs; it is too large to be drawn here.`;

/**
 * @param {string} name
 * @param {number[]} furthest
 * @param {NamedArray} ours
 * @param {NamedArray} theirs
 */
function sentence(name, [k], ours, theirs) {
  const by = text(Math.abs(theirs.data[k] - ours.data[k]));
  const where = ours.shape.length ? ` at ${place(k, ours)}` : "";
  return `Your ${name} differs from ours, by ${by}${where} at most.`;
}

/**
 * @param {number} k
 * @param {NamedArray} array
 */
const place = (k, array) => `[${unflatten(k, array).join(", ")}]`;

/**
 * @param {Numbers} theirs
 * @param {Numbers} ours
 */
const difference = (theirs, ours) => Float64Array.from(theirs, (value, k) => value - ours[k]);

/**
 * The entries that lie furthest apart; what is no number lies beyond all others.
 *
 * @param {Numbers} theirs
 * @param {Numbers} ours
 */
export function apart(theirs, ours) {
  /** @type {[number, number][]} */
  const found = []; // entry and distance, the furthest first
  for (let k = 0; k < theirs.length; k++) {
    const by = Math.abs(theirs[k] - ours[k]);
    const far = Number.isNaN(by) ? Number.POSITIVE_INFINITY : by;
    if (far === 0 || (found.length === NAMED && far <= found[NAMED - 1][1])) continue;
    const at = found.findIndex(([, other]) => other < far);
    found.splice(at < 0 ? found.length : at, 0, [k, far]);
    found.length = Math.min(NAMED, found.length);
  }
  return found.map(([k]) => k);
}

/**
 * @param {Trace} trace
 * @param {string} name
 * @param {string} title
 * @param {NamedArray} array
 * @param {Colours} colours
 * @param {number | null} most
 */
function drawn(trace, name, title, array, colours, most) {
  const picture = new Picture({ ...array, vanishes: undefined }, about(trace, name)).fit(...BOX).draw(colours, most);
  const caption = document.createElement("figcaption");
  caption.textContent = `${title}, up to ±${text(picture.most)}`;
  picture.canvas.setAttribute("role", "img");
  picture.canvas.setAttribute("aria-label", `${title}: ${name} as a picture, the full colour is ${text(picture.most)}`);
  const figure = document.createElement("figure");
  figure.append(caption, picture.canvas);
  return figure;
}
