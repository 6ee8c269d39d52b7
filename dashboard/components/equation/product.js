// The gradient of what was used once, told: what came in times the blame, and which of the two makes it large or small.

/** @import { At, Ref } from "../types" */
/** @import { Told } from "./told.js" */
/** @import { Trace } from "./trace.js" */

import { text } from "../shared/numbers.js";
import { blame, called } from "./called.js";

/** What counts as large or small beside the largest of an array; a small product has a factor that is small. */
const LARGE = 0.5;
const SMALL = 0.05;
const SMALL_FACTOR = 0.25;

/**
 * @param {Told} told
 * @param {Ref} came
 * @param {Ref} from the blame
 * @param {At} at
 */
export function single({ trace, equation, value, who, example }, came, from, at) {
  const { calculator } = trace;
  const [there, origin] = [calculator.place(came)(at), calculator.place(from)(at)];
  const is = `${who} has a gradient of ${text(value)}`;
  if (there < 0) return `${is}: it met nothing but the zeros beyond the edge.`;
  const input = { name: came.name, is: called(trace, came.name, there, example), ...sized(trace, came.name, there) };
  const error = { name: from.name, is: blame(trace, from.name, origin, example), ...sized(trace, from.name, origin) };
  const zero = [input, error].find((factor) => factor.value === 0);
  if (zero) return `${is}: ${zero.is} is 0${zero === input ? ", so nothing came in" : ""}.`;
  const size = Math.abs(value) / largest(trace, equation.name);
  if (size >= LARGE && input.size >= LARGE && error.size >= LARGE) {
    const bright = came.name === "x" && input.value > 0.5 && input.value <= 1 ? "bright" : "large";
    const shade = text(input.value, came.name === "x" ? 3 : 4); // a pixel has no more than 256 levels
    return `${is}, large because ${input.is} is ${bright} (${shade}) and ${error.is} is large (${text(error.value)}).`;
  }
  const small = [input, error].filter((factor) => factor.size <= SMALL_FACTOR);
  if (size <= SMALL && small.length) {
    return `${is}, small because ${small.map((factor) => `${factor.is} is only ${text(factor.value)}`).join(" and ")}.`;
  }
  return `${is}: what came in, ${text(input.value)} from ${input.is}, times ${error.is}, ${text(error.value)}.`;
}

/**
 * An entry, and its size beside the largest of its array.
 *
 * @param {Trace} trace
 * @param {string} name
 * @param {number} k
 */
function sized(trace, name, k) {
  const value = trace.array(name).data[k];
  return { value, size: Math.abs(value) / largest(trace, name) };
}

/**
 * @param {Trace} trace
 * @param {string} name
 */
const largest = (trace, name) => Math.abs(trace.array(name).data[trace.largest(name)]);
