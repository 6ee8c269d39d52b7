// What stands under the digit: a curve with the straight line that a slope promises, or bars to one scale.

import { MINUS } from "../shared/numbers.js";
import { make } from "../shared/svg.js";

/** @import { Colours } from "../types" */
/** @import { Bars, Graph, Pixels } from "../network/scene" */

const [LEFT, TOP, WIDTH, HEIGHT] = [52, 340, 168, 200];
const NEAR = 44; // ticks that would run into each other

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
  const d = x.map((v, k) => `${k ? "L" : "M"}${across(v).toFixed(1)} ${up(y[k]).toFixed(1)}`).join("");
  make("path", { d, fill: "none", stroke: colours.loss, "stroke-width": 2.5 }, group);
  if (tangent) {
    const [x0, y0, slope] = tangent;
    const ends = [from, to].map((v) => {
      const bound = Math.min(high, Math.max(low, y0 + slope * (v - x0)));
      return [x0 + (bound - y0) / slope, bound];
    });
    const line = { x1: across(ends[0][0]), y1: up(ends[0][1]), x2: across(ends[1][0]), y2: up(ends[1][1]) };
    make(
      "line",
      {
        ...line,
        stroke: colours[slope < 0 ? "gradient-negative" : "gradient"],
        "stroke-width": 2.5,
        "stroke-dasharray": "7 5",
      },
      group,
    );
  }
  for (const [k, [px, py, word]] of points.entries()) {
    make("circle", { cx: across(px), cy: up(py), r: 5.5, fill: "var(--st-text-color)" }, group);
    const end = across(px) > LEFT + WIDTH * 0.55;
    const near = k > 0 && Math.abs(up(py) - up(points[0][1])) < 20; // the word of the first is there
    const y = up(py) + (near ? 20 : k ? 6 : -10);
    const said = say(group, across(px) + (end ? -10 : 10), y, word, end ? "end" : "start");
    said.setAttribute("style", HALO);
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
