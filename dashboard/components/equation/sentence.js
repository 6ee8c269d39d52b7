// What happens at a step, in a sentence or two about one entry: where its number came from. The sentences are made from
// the equation and the shapes of its arrays, and know no kind of layer.
//
// On the way back they speak of blame: that of a sum is δ, its error signal; what a unit sends has blame that arrives.

/** @import { Equation } from "../types" */
/** @import { Trace } from "./trace.js" */

import { answer, loss, push } from "./answer.js";
import { backward } from "./backward.js";
import { capital, count, logits } from "./called.js";
import { forward } from "./forward.js";

/**
 * The sentence about entry k of what an equation computes; without an equation, about the input.
 *
 * @param {Trace} trace
 * @param {Equation | undefined} equation
 * @param {number} k
 */
export function sentence(trace, equation, k) {
  if (!equation) return input(trace);
  if (equation.name === "L") return loss(trace, equation);
  if (equation.name === "p") return answer(trace, equation, k);
  if (equation.name === `d${logits(trace)}`) return push(trace, equation, k);
  return trace.isGradient(equation.name) ? backward(trace, equation, k) : forward(trace, equation, k);
}

/** @param {Trace} trace */
function input(trace) {
  const { data } = trace.array("x");
  const { N } = trace.sizes;
  if (trace.digit.given) {
    const examples = N === 1 ? "One example" : `${capital(count(N))} examples, each`;
    return `${examples} of ${count(data.length / N)} numbers. Press → to let ${N === 1 ? "it" : "them"} through.`;
  }
  const plain = data.every((v) => v >= 0 && v <= 1);
  const scale = plain ? "0 is paper, 1 is ink" : "on the scale that this network learned on, where more is more ink";
  const one = trace.digit.own ? "Your image," : `A handwritten ${trace.digit.label},`;
  const digits = N > 1 ? `${N} handwritten digits, each` : one;
  return `${digits} as ${data.length / N} numbers: ${scale}. Press → to let it through the network.`;
}
