// Predict first: a gradient stays hidden until a person has said which of its entries is the largest.

import { ordinal, text } from "../shared/numbers.js";
import { place, rank } from "../equation/sentence.js";

export class Prediction {
  constructor() {
    this.on = false;
    this.guesses = new Map(); // by trace and quantity; null where someone looked without a guess
  }

  key(trace, equation) {
    return `${trace.id} ${equation.name}`;
  }

  /** Is the result of this step to be guessed first? */
  hides(trace, equation) {
    return (
      this.on &&
      Boolean(equation) &&
      trace.isGradient(equation.name) &&
      trace.array(equation.name).data.length > 1 &&
      !this.guesses.has(this.key(trace, equation))
    );
  }

  guess(trace, equation, k) {
    this.guesses.set(this.key(trace, equation), k);
  }

  question(trace, equation) {
    return `Which entry of ${trace.names[equation.name].letter ? "δ" : "the gradient"} is the largest, up or down? Click your guess in the empty frame, or press Enter to look.`;
  }

  /** What became of the guess, in a sentence; null without one. */
  verdict(trace, equation) {
    const k = equation && this.on ? this.guesses.get(this.key(trace, equation)) : null;
    if (k === null || k === undefined) return null;
    const { data } = trace.array(equation.name),
      order = rank(data, k);
    if (order === 1) return `Right: ${place(trace, equation.name, k)} has the largest, ${text(data[k])}.`;
    const best = trace.largest(equation.name);
    return `You chose ${place(trace, equation.name, k)}: ${text(data[k])}, the ${ordinal(order)} largest. The largest is ${text(data[best])}, of ${place(trace, equation.name, best)}.`;
  }
}
