// Why a measured slope may differ from the gradient: a unit's kink lies between the two losses that were compared.

/** @import { Difference } from "../../types" */

import { text } from "../../shared/numbers.js";

const NAMED = 3; // units that are named

/**
 * @param {Difference} slope
 * @param {(wire: string, unit: number) => number} value of a pre-activation, as it is now
 * @param {number} propagated the gradient as it was backpropagated
 */
export function kinks({ crossed, h, value: measured }, value, propagated) {
  if (!crossed.length) return "";
  const at = crossed.filter(([wire, unit]) => value(wire, unit) === 0);
  const half = at.length === 1 && propagated === 0 && measured !== 0; // on one side the unit is off and nothing moves
  if (at.length) return ` Careful: ${standing(at)}, ${MEAN}${half ? halves(measured) : ""}`;
  const units = crossed.length === 1 ? "a unit changes side" : `${crossed.length} units change side`;
  return ` Careful: within h = ${text(h)} ${units} at a kink (${named(crossed)}), where the slope jumps.`;
}

const MEAN =
  "where the slope to the left and the slope to the right differ. Backpropagation takes the one to the left, with " +
  "ReLU 0; a central difference steps to both sides and finds the mean of what the loss does there. Where one of " +
  "them is 0, that is half of the other.";

/** @param {number} measured */
const halves = (measured) =>
  ` Here one is 0, where the unit is off, and the other ${text(2 * measured)}: ${text(measured)} is half of that.`;

/** @param {Difference["crossed"]} units */
function standing(units) {
  if (units.length === 1) return `${named(units)} is exactly 0, at its kink`;
  return `${units.length} units are exactly 0, at their kink (${named(units)}${units.length > NAMED ? ", …" : ""})`;
}

/** @param {Difference["crossed"]} units */
const named = (units) =>
  units
    .slice(0, NAMED)
    .map(([wire, unit]) => `${wire}[${unit}]`)
    .join(", ");
