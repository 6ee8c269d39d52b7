// The loss of a run above, its accuracy below, as far as it is; drawn anew at every news, in about a thousandth of a
// second.

import { make } from "../shared/svg.js";
import { lossScale, plainScale, shareScale } from "./scale.js";

/** @import { Course } from "./course.js" */
/** @import { Scale } from "./scale.js" */

/** @typedef {"steps" | "epochs" | "seconds"} Unit */
/**
 * @typedef {{ unit: Unit, total: number, left: number, perEpoch: number, floor: number, marks: [number, string][] }}
 *   Frame what stands around the curves: `floor` is the least loss there can be, `left` seconds to go
 */

const HEIGHT = 400;
const LEFT = 64; // pixels for the numbers of the upright axes
const RIGHT = 12;
const UPPER = { top: 20, bottom: 206 };
const LOWER = { top: 226, bottom: 356 };

/**
 * @param {SVGSVGElement} svg
 * @param {Course} course
 * @param {Frame} frame
 */
export function draw(svg, course, { unit, total, left, perEpoch, floor, marks }) {
  const width = svg.clientWidth || 600;
  svg.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
  svg.replaceChildren();
  const { steps, loss, means, shares, seconds } = course.points;
  const last = seconds.at(-1) ?? 0;
  const end = { steps: total, epochs: total / perEpoch, seconds: last + left }[unit] || 1;
  const across = plainScale(end);
  /** @param {number} step */
  const where = (step) => ({ steps: step, epochs: step / perEpoch, seconds: course.secondsAt(step) })[unit];
  const x = (/** @type {number} */ value) => LEFT + across.place(value) * (width - LEFT - RIGHT);
  const xs = steps.map((step, k) => x(unit === "seconds" ? seconds[k] : where(step)));
  const held = course.epochs.map(([step]) => x(where(step)));

  const losses = lossScale([...loss, ...course.epochs.map(([, one]) => one), ...(floor ? [floor] : [])]);
  const accuracies = shareScale([shares, course.epochs.map(([, , accuracy]) => accuracy)]);
  const up =
    (/** @type {Scale} */ scale, /** @type {typeof UPPER} */ { top, bottom }) =>
    (/** @type {number} */ v) =>
      bottom - scale.place(v) * (bottom - top);
  const [ofLoss, ofShare] = [up(losses, UPPER), up(accuracies, LOWER)];

  grid(svg, width, losses, ofLoss, "loss", UPPER);
  grid(svg, width, accuracies, ofShare, "accuracy", LOWER);
  for (const { at, text } of across.ticks) {
    const label = make("text", { x: x(at), y: LOWER.bottom + 18, "text-anchor": "middle" }, svg);
    label.textContent = text;
  }
  make("text", { x: (LEFT + width) / 2, y: HEIGHT - 8, "text-anchor": "middle" }, svg).textContent = unit;
  marks.forEach(([step, text], k) => {
    const at = x(where(step));
    make("line", { class: "mark", x1: at, x2: at, y1: UPPER.top, y2: LOWER.bottom }, svg);
    const anchor = at < width / 2 ? "start" : "end";
    make("text", { x: at, y: 12 + 14 * (k % 3), "text-anchor": anchor, class: "note" }, svg).textContent = text;
  });
  if (floor) make("line", { class: "floor", x1: LEFT, x2: width - RIGHT, y1: ofLoss(floor), y2: ofLoss(floor) }, svg);
  const [above, below] = [UPPER, LOWER].map((panel, k) => framed(svg, `panel-${k}`, width, panel));
  line(above, "batches", xs, loss.map(ofLoss));
  line(above, "mean", xs, means.map(ofLoss));
  line(below, "recent", xs, shares.map(ofShare));
  dots(
    above,
    "held-loss",
    held,
    course.epochs.map(([, one]) => ofLoss(one)),
  );
  dots(
    below,
    "held-share",
    held,
    course.epochs.map(([, , accuracy]) => ofShare(accuracy)),
  );
}

/**
 * @param {SVGElement} svg
 * @param {number} width
 * @param {Scale} scale
 * @param {(value: number) => number} y
 * @param {string} title
 * @param {{ top: number, bottom: number }} panel
 */
function grid(svg, width, scale, y, title, { top, bottom }) {
  for (const { at, text } of scale.ticks) {
    make("line", { class: "grid", x1: LEFT, x2: width - RIGHT, y1: y(at), y2: y(at) }, svg);
    make("text", { x: LEFT - 6, y: y(at) + 4, "text-anchor": "end" }, svg).textContent = text;
  }
  const middle = (top + bottom) / 2;
  const turned = { x: 12, y: middle, "text-anchor": "middle", transform: `rotate(-90 12 ${middle})` };
  make("text", turned, svg).textContent = title;
}

/**
 * What leaves a panel is not drawn, but for half a mark at its edge.
 *
 * @param {SVGElement} svg
 * @param {string} id
 * @param {number} width
 * @param {{ top: number, bottom: number }} panel
 */
function framed(svg, id, width, { top, bottom }) {
  const clip = make("clipPath", { id }, svg);
  make("rect", { x: LEFT - 5, y: top - 5, width: width - LEFT - RIGHT + 10, height: bottom - top + 10 }, clip);
  return make("g", { "clip-path": `url(#${clip.id})` }, svg);
}

/**
 * A line through all points that are there.
 *
 * @param {SVGElement} svg
 * @param {string} name
 * @param {number[]} xs
 * @param {number[]} ys
 */
function line(svg, name, xs, ys) {
  let d = "";
  ys.forEach((y, k) => {
    if (Number.isFinite(y)) d += `${d ? "L" : "M"}${xs[k].toFixed(1)} ${y.toFixed(1)}`;
  });
  if (d) make("path", { class: name, d }, svg);
}

/**
 * The same, with a mark at every point.
 *
 * @param {SVGElement} svg
 * @param {string} name
 * @param {number[]} xs
 * @param {number[]} ys
 */
function dots(svg, name, xs, ys) {
  line(svg, name, xs, ys);
  ys.forEach((y, k) => {
    if (Number.isFinite(y)) make("path", { class: `${name} dot`, d: `M${xs[k]} ${y - 4}l4 4l-4 4l-4 -4z` }, svg);
  });
}
