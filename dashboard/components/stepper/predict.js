// Predict first: a gradient stays hidden until a person has said which of its entries is the largest.

/** @import { Equation } from "../types" */
/** @import { Trace } from "../equation/trace.js" */

import { rank } from "../equation/called.js";
import { place } from "../equation/place.js";
import { ordinal, text } from "../shared/numbers.js";

export class Prediction {
  constructor() {
    this.on = false;
    /** @type {Map<string, number | null>} */
    this.guesses = new Map(); // by trace and quantity; null where someone looked without a guess
  }

  /**
   * @param {Trace} trace
   * @param {Equation} equation
   */
  key(trace, equation) {
    return `${trace.id} ${equation.name}`;
  }

  /**
   * Is the result of this step to be guessed first?
   *
   * @param {Trace} trace
   * @param {Equation | undefined} equation
   */
  hides(trace, equation) {
    if (!this.on || !equation || !trace.isGradient(equation.name)) return false;
    return trace.array(equation.name).data.length > 1 && !this.guesses.has(this.key(trace, equation));
  }

  /**
   * @param {Trace} trace
   * @param {Equation} equation
   * @param {number | null} k
   */
  guess(trace, equation, k) {
    this.guesses.set(this.key(trace, equation), k);
  }

  /**
   * @param {Trace} trace
   * @param {Equation} equation
   */
  question(trace, { name }) {
    const what = trace.names[name].letter ? "δ" : "the gradient";
    const how = "Click your guess in the empty frame, or press Enter to look.";
    return `Which entry of ${what} is the largest, up or down? ${how}`;
  }

  /**
   * What became of the guess, in a sentence; null without one.
   *
   * @param {Trace} trace
   * @param {Equation} equation
   */
  verdict(trace, equation) {
    const k = this.on ? (this.guesses.get(this.key(trace, equation)) ?? null) : null;
    if (k === null) return null;
    const { name } = equation;
    const { data } = trace.array(name);
    const order = rank(data, k);
    const best = trace.largest(name);
    if (order === 1) return `Right: ${place(trace, name, k)} has the largest, ${text(data[k])}.`;
    const guess = `You chose ${place(trace, name, k)}: ${text(data[k])}, the ${ordinal(order)} largest.`;
    return `${guess} The largest is ${text(data[best])}, of ${place(trace, name, best)}.`;
  }
}
