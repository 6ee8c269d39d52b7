// The loss along a step as a curve, with the line that the slope at its beginning promises.

/** @import { Proposal } from "../../types" */

import { text } from "../../shared/numbers.js";

const WIDTH = 340;
const HEIGHT = 210;
const LEFT = 46; // for the numbers beside the axis
const RIGHT = 14;
const TOP = 12;
const BOTTOM = 34;
const BELOW = 0.3; // of the height of the curve: how far the line is followed below 0

/**
 * Which losses the picture shows: all of the curve, and the promise as far as there is room.
 *
 * @param {Proposal} proposal
 */
export function bounds({ before, predicted, curve }) {
  const losses = curve.map(([, loss]) => loss).filter(Number.isFinite);
  const high = Math.max(before, ...losses);
  const least = Math.min(before, ...losses);
  const low = Math.max(Math.min(least, predicted), -BELOW * high);
  const ground = low > 0 && low < 0.5 * high ? 0 : low; // from 0 where that is near
  const room = 0.05 * (high - ground || high || 1);
  return { low: ground - room, high: high + room };
}

/**
 * @param {Proposal} proposal
 * @param {string} words what the picture says
 */
export function drawing(proposal, words) {
  const { before, predicted, after, curve } = proposal;
  const { low, high } = bounds(proposal);
  const from = curve[0][0];
  const to = curve[curve.length - 1][0];
  const x = (/** @type {number} */ t) => fixed(LEFT + ((t - from) / (to - from)) * (WIDTH - LEFT - RIGHT));
  const y = (/** @type {number} */ loss) => fixed(TOP + ((high - loss) / (high - low)) * (HEIGHT - TOP - BOTTOM));
  const line = (/** @type {number} */ t) => before + t * (predicted - before);
  const drawn = curve.filter(([, loss]) => Number.isFinite(loss));
  const path = drawn.map(([t, loss], i) => `${i ? "L" : "M"}${x(t)} ${y(loss)}`).join("");
  const ends = [from, to].map((t) => `${x(t)} ${y(line(t))}`).join("L");
  const zero = low < 0 && high > 0;
  const floor = zero ? `<path class="axis" d="M${LEFT} ${y(0)}H${WIDTH - RIGHT}"/>` : "";
  const ground = zero ? `<text class="tick" x="${LEFT - 6}" y="${y(0) + 4}">0</text>` : "";
  const inside = predicted >= low ? `<circle class="foretold" cx="${x(1)}" cy="${y(predicted)}" r="4.5"/>` : "";
  const reached = after <= high ? `<circle class="reached" cx="${x(1)}" cy="${y(after)}" r="4.5"/>` : "";
  const under = HEIGHT - BOTTOM;
  const written = Math.abs(y(before) - y(0)) > 14 || !zero ? text(before, 3) : "";
  return `
    <svg class="along" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${words}">
      <clipPath id="along"><rect x="${LEFT}" y="0" width="${WIDTH - LEFT - RIGHT}" height="${under}"/></clipPath>
      <path class="axis" d="M${LEFT} ${TOP}V${under}H${WIDTH - RIGHT}M${x(0)} ${TOP}V${under}M${x(1)} ${TOP}V${under}"/>
      ${floor}${ground}
      <text class="tick" x="${LEFT - 6}" y="${y(before) + 4}">${written}</text>
      <g clip-path="url(#along)">
        <path class="promised" d="M${ends}"/>
        <path class="loss" d="${path}"/>
        ${inside}${reached}
      </g>
      <circle class="here" cx="${x(0)}" cy="${y(before)}" r="4.5"/>
      <text class="mark" x="${x(0)}" y="${under + 15}">here</text>
      <text class="mark" x="${x(1)}" y="${under + 15}">after the step</text>
    </svg>
    <p class="key"><b class="loss">—</b> loss along the step <b class="slope">- -</b> as the slope promises</p>`;
}

const fixed = (/** @type {number} */ v) => Number(v.toFixed(2));
