// What stands under the digit: a curve with the straight line that a slope promises, or bars to one scale.

import { MINUS } from "../shared/numbers.js";
import { make } from "../shared/svg.js";
import { place } from "./labels.js";

/** @import { Colours } from "../types" */
/** @import { Bars, Graph, Pixels } from "../network/scene" */

const [LEFT, TOP, WIDTH, HEIGHT] = [52, 340, 168, 200];
const NEAR = 44; // ticks that would run into each other

const ROOM = { left: LEFT + 2, top: TOP - 4, right: 288, bottom: TOP + HEIGHT - 2 }; // of the words at its dots

// Words that lie on a curve keep clear of it.
const HALO = "paint-order:stroke;stroke:var(--st-background-color);stroke-width:5px;stroke-linejoin:round";

/**
 * @param {Element} group
 * @param {Graph | Bars | Pixels | null} shown
 * @param {Colours} colours
 */
export function drawBeside(group, shown, colours) {
  group.replaceChildren();
  if (shown?.kind === "graph") graph(group, shown, colours);
  if (shown?.kind === "bars") bars(group, shown, colours);
}

/** The colour of a slope. @param {number} slope @param {Colours} colours */
const tint = (slope, colours) => colours[slope < 0 ? "gradient-negative" : "gradient"];

/** @param {number} v */
const tick = (v) => String(Number(v.toPrecision(2))).replace("-", MINUS);

/**
 * @param {Element} group
 * @param {Graph} shown
 * @param {Colours} colours
 */
function graph(group, shown, colours) {
  const { x, y, tangent, points } = shown;
  const low = Math.min(0, ...y);
  const high = Math.max(...y);
  const [from, to] = [x[0], x[x.length - 1]];
  const across = (/** @type {number} */ v) => LEFT + ((v - from) / (to - from)) * WIDTH;
  const up = (/** @type {number} */ v) => TOP + HEIGHT - ((v - low) / (high - low)) * HEIGHT;
  make("path", { d: `M${LEFT} ${TOP}V${TOP + HEIGHT}H${LEFT + WIDTH}`, fill: "none", stroke: "var(--soft)" }, group);
  say(group, LEFT, TOP - 10, shown.up, "start");
  say(group, LEFT + WIDTH / 2, TOP + HEIGHT + 46, shown.across, "middle");
  say(group, LEFT - 5, TOP + 8, tick(high), "end");
  say(group, LEFT - 5, TOP + HEIGHT + 4, tick(low), "end");
  say(group, LEFT, TOP + HEIGHT + 24, tick(from), "middle");
  say(group, LEFT + WIDTH, TOP + HEIGHT + 24, tick(to), "middle");
  const drawn = x.map((v, k) => /** @type {[number, number]} */ ([across(v), up(y[k])]));
  /** @type {[number, number][]} */
  const straight = []; // points of the tangent
  const d = drawn.map(([px, py], k) => `${k ? "L" : "M"}${px.toFixed(1)} ${py.toFixed(1)}`).join("");
  make("path", { d, fill: "none", stroke: colours.loss, "stroke-width": 2.5 }, group);
  if (tangent) {
    const [x0, y0, slope] = tangent;
    const ends = [from, to].map((v) => {
      const bound = Math.min(high, Math.max(low, y0 + slope * (v - x0)));
      return [x0 + (bound - y0) / slope, bound];
    });
    const line = { x1: across(ends[0][0]), y1: up(ends[0][1]), x2: across(ends[1][0]), y2: up(ends[1][1]) };
    for (let k = 0; k <= 60; k++)
      straight.push([line.x1 + (k / 60) * (line.x2 - line.x1), line.y1 + (k / 60) * (line.y2 - line.y1)]);
    make(
      "line",
      {
        ...line,
        stroke: tint(slope, colours),
        "stroke-width": 2.5,
        "stroke-dasharray": "7 5",
      },
      group,
    );
  }
  const dots = points.map(([px, py, words]) => ({ x: across(px), y: up(py), words }));
  for (const { x, y } of dots) make("circle", { cx: x, cy: y, r: 5.5, fill: "var(--st-text-color)" }, group);
  for (const [k, { x, y, anchor }] of place(dots, [...drawn, ...straight], ROOM).entries()) {
    const fill = tangent && k === points.length - 1 ? tint(tangent[2], colours) : colours.loss; // of the line it is on
    say(group, x, y, dots[k].words, anchor).setAttribute("style", `${HALO};fill:${fill}`);
  }
  const first = points.length > 1 ? across(points[0][0]) : 0;
  if (first > LEFT + NEAR && first < LEFT + WIDTH - NEAR)
    say(group, first, TOP + HEIGHT + 24, tick(points[0][0]), "middle");
}

/**
 * @param {Element} group
 * @param {Bars} shown
 * @param {Colours} colours
 */
function bars(group, { names, amounts }, colours) {
  const most = Math.max(...amounts);
  names.forEach((name, k) => {
    const y = TOP + 10 + 62 * k;
    say(group, 8, y, `${name}: ${amounts[k].toLocaleString("en")}`, "start");
    make(
      "rect",
      { x: 8, y: y + 8, height: 18, rx: 3, width: Math.max(1, (212 * amounts[k]) / most), fill: colours.value },
      group,
    );
  });
}

/** @param {Element} group @param {number} x @param {number} y @param {string} words @param {string} anchor */
function say(group, x, y, words, anchor) {
  const said = make("text", { x, y, class: "small", "text-anchor": anchor }, group);
  said.textContent = words;
  return said;
}
