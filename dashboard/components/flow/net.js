// The units of the network as dots, filled as strongly as they are active; lines where a unit moves one of the next
// layer most.

import { make } from "../shared/svg.js";

const WIDTH = 400;
const HEIGHT = 320;
const WEAKEST = 0.12; // of the strongest line: what is weaker is left out
const DOTS = [8, 13]; // the largest and smallest layer's

/** @typedef {{ layers: number[][], p: number[] }} Pass what stands on the wires behind the activations, and p */

/**
 * @param {SVGElement} svg
 * @param {number[][][]} weights between the layers of units, and to the classes
 * @param {Pass} pass
 */
export function net(svg, weights, { layers, p }) {
  const columns = [...layers, p];
  const across = (/** @type {number} */ layer) => ((layer + 0.5) * WIDTH) / layers.length;
  const x = columns.map((_, layer) => (layer < layers.length ? across(layer) : WIDTH));
  const y = (/** @type {number[]} */ { length }, /** @type {number} */ k) => (HEIGHT * (k + 0.5)) / length;
  /** @type {SVGElement[]} */
  const parts = [];
  const highest = Math.max(...layers[0]);
  layers[0].forEach((a, j) => {
    parts.push(...line([0, HEIGHT / 2, x[0], y(layers[0], j)], share(a, highest), 0));
  });
  weights.forEach((W, layer) => {
    const flows = columns[layer].map((a, i) => W[i].map((w) => a * w));
    const most = Math.max(...flows.flat().map(Math.abs));
    flows.forEach((row, i) => {
      row.forEach((v, j) => {
        const [from, to] = [y(columns[layer], i), y(row, j)];
        parts.push(...line([x[layer], from, x[layer + 1], to], share(v, most), layer + 1));
      });
    });
  });
  layers.forEach((units, layer) => {
    const top = Math.max(...units);
    units.forEach((a, k) => {
      parts.push(...dot(x[layer], y(units, k), DOTS[Math.min(layer, DOTS.length - 1)], share(a, top), layer));
    });
  });
  svg.replaceChildren(...parts);
  svg.setAttribute("aria-label", spoken(layers));
}

/**
 * @param {number} value
 * @param {number} most
 */
const share = (value, most) => value / (most || 1);

const ORDER = ["first layer", "second", "third", "fourth"];

/** @param {number[][]} layers */
function spoken(layers) {
  const words = layers.map((units, layer) => {
    const active = units.filter((a) => a > 0).length;
    const of = layer ? "of" : "units of";
    return `${active} of ${units.length} ${of} the ${ORDER[layer]}`;
  });
  return `${words.join(" and ")} are active`;
}

/**
 * @param {[x1: number, y1: number, x2: number, y2: number]} ends
 * @param {number} share of the strongest
 * @param {number} stage when it appears
 */
function line([x1, y1, x2, y2], share, stage) {
  const strength = Math.abs(share);
  if (strength < WEAKEST) return [];
  const look = { stroke: `var(--${share > 0 ? "value" : "negative"})`, "stroke-width": 2.5 * strength };
  const fade = { class: "late", style: `--stage:${stage}`, opacity: 0.15 + 0.6 * strength };
  return [make("line", { x1, y1, x2, y2, ...fade, ...look })];
}

/**
 * A stroke without length stays round however the picture is stretched.
 *
 * @param {number} x
 * @param {number} y
 * @param {number} size
 * @param {number} share of the most active one
 * @param {number} stage when it appears
 */
function dot(x, y, size, share, stage) {
  const at = { d: `M${x} ${y}h.01`, "stroke-linecap": "round" };
  const late = { class: "late", style: `--stage:${stage}` };
  return [
    make("path", { ...at, stroke: "var(--st-text-color)", "stroke-width": size + 2 }),
    make("path", { ...at, stroke: "var(--st-background-color)", "stroke-width": size }),
    make("path", { ...at, ...late, stroke: "var(--value)", "stroke-opacity": share, "stroke-width": size }),
  ];
}
