// A number in a sentence that is dragged. What the sentence, the formula and the picture say for each of its values
// has been worked out before; here one of these readings is put on show.

/** @import { Mounted, Palette } from "../types" */

import { element } from "../shared/element.js";
import { fit } from "../shared/fit.js";
import { light, POINTED } from "../shared/letters.js";
import { make } from "../shared/svg.js";
import { paint } from "../shared/theme.js";

const FAR = 320; // pixels from one end of the values to the other, where that is not too slow
const STEP = 24; // pixels from one value to the next, at most

/**
 * @typedef {{ says: [string, string][], formula: string, marks: [number, number, string][],
 *   pictures: { src: string, caption: string }[] }} Reading
 * @typedef {{ id: string, name: string, start: number, readings: Reading[], plot: string, caption: string,
 *   colours: Palette }} Data
 */

/** @type {WeakMap<HTMLElement, { id: string, at: number }>} */
const shown = new WeakMap(); // the reading on show

/** @param {Mounted<Data>} mounted */
export default function ({ data, parentElement: root }) {
  paint(element(root, ".adjustable"), data.colours);
  const known = shown.get(root);
  const now = known?.id === data.id ? known : { id: data.id, at: data.start };
  shown.set(root, now);
  const number = slider(data, (at) => {
    now.at = at;
    show(root, data, at, number);
  });
  const seen = element(root, ".seen");
  seen.replaceChildren(...data.readings[0].pictures.map(() => figure("", "<img>")));
  if (data.plot) seen.append(figure("plot", data.plot, data.caption));
  show(root, data, now.at, number);
  /** @param {Event} event */
  const pointed = (event) => light(root, /** @type {CustomEvent<string>} */ (event).detail);
  document.addEventListener(POINTED, pointed);
  return () => document.removeEventListener(POINTED, pointed);
}

/** @param {string} kind @param {string} drawing @param {string} [caption] */
function figure(kind, drawing, caption = "") {
  const one = document.createElement("figure");
  one.className = kind;
  one.innerHTML = `${drawing}<figcaption></figcaption>`;
  element(one, "figcaption").textContent = caption;
  return one;
}

/**
 * @param {HTMLElement} root
 * @param {Data} data
 * @param {number} at
 * @param {HTMLElement} number
 */
function show(root, data, at, number) {
  const { says, formula, marks, pictures } = data.readings[at];
  const [, own = ""] = says.find(([role]) => role === "drag") ?? [];
  number.textContent = own;
  number.setAttribute("aria-valuenow", String(at + 1));
  number.setAttribute("aria-valuetext", says.map(([, words]) => words).join(""));
  const says_ = element(root, ".says");
  const parts = says.map(([role, words]) => (role === "drag" ? number : role ? span(role, words) : words));
  if (!number.isConnected || !says_.contains(number)) says_.replaceChildren(...parts);
  else around(says_, number, parts);
  const line = element(root, ".formula");
  line.innerHTML = formula;
  fit(line, line.querySelector("math"));
  root.querySelectorAll("figure:not(.plot)").forEach((one, k) => {
    element(one, "img", HTMLImageElement).src = pictures[k].src;
    element(one, "img", HTMLImageElement).alt = pictures[k].caption;
    element(one, "figcaption").textContent = pictures[k].caption;
  });
  const svg = root.querySelector(".plot svg");
  if (svg) mark(svg, marks);
}

/** The words around the number change; the number itself stays, for it is held and has the focus.
 * @param {HTMLElement} line @param {HTMLElement} number @param {(string | HTMLElement)[]} parts */
function around(line, number, parts) {
  for (const node of [...line.childNodes]) if (node !== number) node.remove();
  const at = parts.indexOf(number);
  number.before(...parts.slice(0, at));
  number.after(...parts.slice(at + 1));
}

/** @param {string} role @param {string} words */
function span(role, words) {
  const one = document.createElement(role === "bold" ? "strong" : role === "term" ? "em" : "span");
  if (one.tagName === "SPAN") one.className = role;
  one.textContent = words;
  return one;
}

/** @param {Element} svg @param {[number, number, string][]} marks */
function mark(svg, marks) {
  svg.querySelector(".marks")?.remove();
  const group = make("g", { class: "marks" }, svg);
  for (const [x, y, word] of marks) {
    make("circle", { cx: x, cy: y, r: 6, fill: "var(--loss)", stroke: "var(--st-background-color)" }, group);
    const above = y > 26; // there is room for the word
    make("text", { x: x + 9, y: above ? y - 9 : y + 20, fill: "var(--loss)", "font-weight": 600 }, group).textContent =
      word;
  }
}

/**
 * The number, which hears the pointer and the keys and tells where it is put.
 *
 * @param {Data} data
 * @param {(at: number) => void} put
 */
function slider({ name, readings }, put) {
  const number = document.createElement("span");
  const last = readings.length - 1;
  number.className = "drag";
  number.tabIndex = 0;
  const words = { role: "slider", "aria-label": name, "aria-valuemin": "1", "aria-valuemax": String(last + 1) };
  for (const [key, value] of Object.entries(words)) number.setAttribute(key, value);
  const at = () => Number(number.getAttribute("aria-valuenow")) - 1;
  const go = (/** @type {number} */ to) => put(Math.min(last, Math.max(0, to)));
  const width = Math.min(STEP, FAR / last);
  /** @type {{ x: number, at: number } | null} */
  let held = null;
  number.onpointerdown = (event) => {
    held = { x: event.clientX, at: at() };
    number.setPointerCapture(event.pointerId);
    number.focus();
    event.preventDefault();
  };
  number.onpointermove = (event) => {
    if (held) go(held.at + Math.round((event.clientX - held.x) / width));
  };
  number.onpointerup = number.onpointercancel = () => {
    held = null;
  };
  /** @type {Record<string, number>} */
  const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 5, PageDown: -5 };
  number.onkeydown = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in by) go(at() + by[event.key]);
    else if (event.key === "Home") go(0);
    else if (event.key === "End") go(last);
    else return;
    event.preventDefault();
  };
  return number;
}
