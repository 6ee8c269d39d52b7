// The first page of a saved course: a digit goes through the network before the first click, a drawing goes through it
// here, in the browser, and what was solved in the lessons is counted.

/** @import { Drawn } from "../flow/flow.js" */
/** @import { Palette } from "../types" */
/** @import { Component } from "./mount.js" */
/** @import { Reader } from "./pass.js" */

import "./site.js";
import progress from "../exercise/progress.js";
import flow from "../flow/flow.js";
import { context, element, unseen } from "../shared/element.js";
import { mount } from "./mount.js";
import { centred } from "./normalised.js";
import { bytes } from "./packed.js";
import { passed } from "./pass.js";

/**
 * @typedef {object} Saved
 * @property {{ flow: Component, progress: Component }} components
 * @property {any} flow
 * @property {{ sizes: number[], theta: string }} reader
 * @property {Record<string, string[]>} asked the names of the exercises of each lesson
 * @property {Palette} colours
 */

/** @type {Saved} */
const saved = JSON.parse(element(document, "#saved").textContent ?? "");
/** @type {Reader} */
const reader = { sizes: saved.reader.sizes, theta: new Float32Array(bytes(saved.reader.theta).buffer) };
const parentElement = mount(element(document, "#flow"), saved.components.flow);
/** @type {unknown} */
let drawing = null; // the last that was heard of: an older one is read no more

/** @param {{ drawn?: Drawn }} more */
const draw = (more) =>
  flow({ data: { ...saved.flow, ...more }, parentElement, setStateValue: heard, setTriggerValue: () => {} });

/** @param {string} name @param {unknown} value */
async function heard(name, value) {
  if (name !== "drawn") return;
  drawing = value;
  const drawn = value ? await read(String(value)) : null;
  if (drawing === value) draw(drawn ? { drawn } : {});
}

/**
 * What the network takes a drawing for; nothing where there is no ink.
 *
 * @param {string} png in base64
 * @returns {Promise<Drawn | null>}
 */
async function read(png) {
  const image = new Image();
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  const { width, height } = image;
  const pen = context(unseen(width, height));
  pen.drawImage(image, 0, 0);
  const colours = pen.getImageData(0, 0, width, height).data;
  const found = centred({
    levels: Uint8Array.from({ length: width * height }, (_, k) => colours[4 * k]),
    width,
    height,
  });
  if (!found) return null;
  const { levels, place } = found;
  const from = { scale: (28 * place.scale) / width, left: place.left / width, top: place.top / width };
  return { of: png, from, pixels: btoa(String.fromCharCode(...levels)), ...passed(reader, levels) };
}

/**
 * How many of these are done, as this browser remembers it.
 *
 * @param {HTMLElement} place
 * @param {string[]} ids
 */
const count = (place, ids) =>
  progress({
    data: { ids, solved: false, missed: false, receipt: "", colours: saved.colours },
    parentElement: mount(place, saved.components.progress),
    setStateValue: () => {},
    setTriggerValue: () => {},
  });

draw({});
count(element(document, "#done"), Object.values(saved.asked).flat());
for (const [lesson, ids] of Object.entries(saved.asked)) count(element(document, `[data-done="${lesson}"]`), ids);
