// What a wrong number comes from: each usual mistake is a change to the equation, and is worked out for the entry that
// was asked for. The sentences know no kind of layer.

/** @import { At, Equation, Sum, Tree } from "../types" */
/** @import { Told } from "./told.js" */
/** @import { Trace } from "./trace.js" */

import { Calculator } from "./calculator.js";
import { blame, called, isBlame, logits } from "./called.js";
import { written } from "./place.js";
import { told } from "./told.js";
import { references } from "./tree.js";

/** @typedef {[words: string, value: number]} Mistake what went wrong, in a sentence, and what it comes to */

const TOLERANCE = 0.005; // relative: three significant digits, as in the exercises of the lessons
const ROUGH = 0.06; // the same for two of them
const MOST = 2_000; // entries among which the right number of a wrong place is looked for

/**
 * Is one number the other, in three digits?
 *
 * @param {number} typed
 * @param {number} value
 * @param {number} [tolerance]
 */
export const close = (typed, value, tolerance = TOLERANCE) => Math.abs(typed - value) <= tolerance * Math.abs(value);

/**
 * What is said to a wrong number for entry k of what an equation computes.
 *
 * @param {Trace} trace
 * @param {Equation} equation
 * @param {number} k
 * @param {number} typed
 * @param {number} rate of the update that may have come too soon
 */
export function hint(trace, equation, k, typed, rate) {
  const { value } = told(trace, equation, k);
  return explained(typed, value, mistakes(trace, equation, k, rate));
}

/**
 * What is said to a wrong number: the first mistake that comes to it, or else what can be said of its sign and size.
 *
 * @param {number} typed
 * @param {number} value the right one
 * @param {Iterable<Mistake>} all
 */
export function explained(typed, value, all) {
  for (const [words, wrong] of all) {
    if (!close(wrong, value) && close(typed, wrong)) return words;
    if (!close(-wrong, value) && close(typed, -wrong)) return `${words} And the sign is flipped.`;
  }
  if (close(typed, value, ROUGH)) return "Nearly: it takes three digits to be sure.";
  if (value === 0) return "It is another number: look at what is multiplied.";
  const sign = Math.sign(typed) === Math.sign(value) ? "right" : "wrong";
  const size = Math.abs(typed) > Math.abs(value) ? "too large" : "too small";
  return `The sign is ${sign}, the size is ${close(Math.abs(typed), Math.abs(value)) ? "right" : size}.`;
}

/**
 * Usual ways to get an entry wrong, those that say most first.
 *
 * @param {Trace} trace
 * @param {Equation} equation
 * @param {number} k
 * @param {number} rate
 * @returns {Generator<Mistake, void, unknown>}
 */
export function* mistakes(trace, equation, k, rate) {
  const all = told(trace, equation, k);
  const { value } = all;
  yield ["The sign is flipped.", -value];
  yield* means(all);
  yield* slopes(all);
  yield* singles(all);
  yield* halves(all);
  yield* neighbours(all);
  yield* sideways(all);
  yield* later(all, rate);
  yield* lacking(all);
  if (trace.isGradient(equation.name)) {
    const own = trace.array(trace.wire(equation.name)).data[k];
    yield [`That is ${written(trace, trace.wire(equation.name))} itself; its gradient is asked for.`, own];
  }
}

/** The 1/N of the mean, missing or twice. @param {Told} told @returns {Generator<Mistake, void, unknown>} */
function* means({ trace, equation, value }) {
  const { N } = trace.sizes;
  if (N === 1 || !(trace.isGradient(equation.name) || equation.name === "L")) return;
  const first = equation.name === "L" || equation.name === `d${logits(trace)}`;
  const where = first ? "the loss is a mean over the examples" : "every gradient carries it from the loss on";
  yield [`The 1/N is missing: ${where}, and N is ${N}.`, value * N];
  yield [`There is one 1/N too many: it enters once, in the loss.`, value / N];
}

/** The function for its slope, or the slope at another place. @param {Told} told */
function* slopes({ trace, equation, at }) {
  const from = references(equation.rhs).find((t) => trace.isGradient(t.name));
  const sent = from && trace.byName.get(trace.wire(from.name));
  if (!from || sent?.rhs.op !== "call" || sent.rhs.args[0].op !== "ref") return;
  const { name } = sent.rhs;
  if (sent.rhs.args[0].name !== trace.wire(equation.name) || !trace.definitions[`${name}'`]) return;
  const k = trace.calculator.place(from)(at);
  const arriving = trace.array(from.name).data[k];
  const [before, after] = [trace.wire(equation.name), sent.name].map((array) => trace.array(array).data[k]);
  const slope = trace.calculator.curve(trace.definitions[`${name}'`]);
  /** @type {Mistake[]} */
  const all = [
    [`You used ${name} itself where its slope belongs.`, arriving * after],
    [
      `The slope is taken at ${written(trace, sent.name)}; it belongs at ${written(trace, sent.rhs.args[0].name)}.`,
      arriving * slope(after),
    ],
    [`That is the blame that arrives: the slope of ${name} is missing.`, arriving],
    [`That is the slope of ${name} alone: it is multiplied by the blame that arrives.`, slope(before)],
  ];
  yield* all;
}

/** The ½ of a squared distance. @param {Told} told @returns {Generator<Mistake, void, unknown>} */
function* halves({ trace, equation, value }) {
  const squared = trace.byName.get("L")?.rhs;
  if (squared?.op !== "mul" || !squared.args.some((t) => t.op === "number" && t.value === 0.5)) return;
  if (equation.name === "L") yield ["The ½ is missing.", 2 * value];
  if (equation.name === `d${logits(trace)}`)
    yield ["That is twice as much: the ½ of the loss and the 2 of the square cancel.", 2 * value];
}

/** One term of a sum, or all but one. @param {Told} told @returns {Generator<Mistake, void, unknown>} */
function* singles({ trace, equation, at, value }) {
  const { rhs } = equation;
  const sum = /** @type {Sum | undefined} */ (
    rhs.op === "sum" ? rhs : rhs.op === "add" ? rhs.args.find((t) => t.op === "sum") : undefined
  );
  if (!sum) return;
  if (rhs.op === "add") {
    const whole = trace.calculator.of(sum)(at.slice());
    yield ["The bias is missing.", whole];
    yield ["The bias has the wrong sign.", 2 * whole - value];
  }
  const { terms } = trace.calculator.terms(sum, at);
  if (terms.length < 2 || terms.length > 64) return;
  for (const term of terms) yield ["That is one term of the sum: add up all of them.", term.value];
  for (const term of terms) yield ["One term of the sum is missing.", value - term.value];
  for (const term of terms) yield ["One term of the sum has the wrong sign.", value - 2 * term.value];
}

/** Another entry of the same array. @param {Told} told @returns {Generator<Mistake, void, unknown>} */
function* neighbours({ trace, equation, k }) {
  const { name } = equation;
  const array = trace.array(name);
  if (array.shape.reduce((all, n) => all * n, 1) > MOST) return;
  const { data } = array;
  const of = (/** @type {number} */ i) => {
    if (trace.isParameter(name)) return `the gradient of ${called(trace, name, i)}`;
    return trace.isGradient(name) ? blame(trace, name, i) : `the ${written(trace, name)} of ${called(trace, name, i)}`;
  };
  for (let i = 0; i < data.length; i++)
    if (i !== k && data[i]) yield [`That is ${of(i)}; here it is ${of(k)}.`, data[i]];
}

/** Weights that lie on their side. @param {Told} told @returns {Generator<Mistake, void, unknown>} */
function* sideways({ trace, equation, at }) {
  for (const t of references(equation.rhs)) {
    const { shape } = trace.array(t.name);
    if (t.indices.length !== 2 || shape[0] !== shape[1] || !trace.isParameter(t.name)) continue;
    const turned = replaced(equation.rhs, t, { ...t, indices: [t.indices[1], t.indices[0]] });
    const words = `${written(trace, t.name)} is read the wrong way round: a row of it belongs to what comes in.`;
    yield [words, trace.calculator.of(turned)(at.slice())];
  }
}

/** Weights that were updated too soon. @param {Told} told @param {number} rate */
function* later({ trace, equation, at }, rate) {
  const { name, rhs } = equation;
  const weights = references(rhs).filter((t) => trace.isParameter(t.name) && trace.has(`d${t.name}`));
  if (!trace.isGradient(name) || !weights.length) return;
  const moved = new Calculator({
    sizes: trace.sizes,
    definitions: trace.definitions,
    array: (own) => {
      const array = trace.array(own);
      if (!weights.some((t) => t.name === own) || trace.isGradient(own)) return array;
      const { data } = trace.array(`d${own}`);
      return { shape: array.shape, strides: array.strides, data: array.data.map((w, i) => w - rate * data[i]) };
    },
  });
  const indices = Object.fromEntries(equation.indices.map(({ index }) => [index, at[trace.calculator.slot(index)]]));
  const letter = written(trace, weights[0].name);
  /** @type {Mistake} */
  const found = [
    `That is with the ${letter} of after the update. The whole way back is worked out before any weight moves.`,
    moved.of(rhs)(moved.at(indices)),
  ];
  yield found;
}

/** A factor or a term left out. @param {Told} told @returns {Generator<Mistake, void, unknown>} */
function* lacking({ trace, equation, at }) {
  const come = (/** @type {Tree} */ t) => trace.calculator.of(t)(at.slice());
  for (const [part, put] of places(equation.rhs)) {
    if (part.op === "mul") {
      for (const factor of part.args) {
        const rest = part.args.filter((t) => t !== factor);
        if (references(factor).length && rest.some((t) => references(t).length))
          yield [`A factor is missing: ${spoken(trace, factor)}.`, come(put({ op: "mul", args: rest }))];
      }
    }
    if (part.op === "add") {
      for (const term of part.args) {
        const rest = part.args.filter((t) => t !== term);
        yield [`A term is missing: ${spoken(trace, term)}.`, come(put({ op: "add", args: rest }))];
        const minus = { op: /** @type {const} */ ("mul"), args: [MINUS_ONE, term] };
        yield [
          `The term with ${spoken(trace, term)} has the wrong sign.`,
          come(put({ op: "add", args: [...rest, minus] })),
        ];
      }
    }
  }
}

/** @type {Tree} */
const MINUS_ONE = { op: "number", value: -1, text: "-1" };

/**
 * A part of an equation by what it refers to.
 *
 * @param {Trace} trace
 * @param {Tree} t
 */
function spoken(trace, t) {
  const [first] = references(t);
  if (!first) return "a number";
  if (!trace.isGradient(first.name)) return written(trace, first.name);
  return isBlame(trace, first.name) ? "δ, the blame there" : "the blame that arrives";
}

/**
 * The parts of a tree that a product, a sum or a power is made of, each with the way to put another in its place.
 *
 * @param {Tree} t
 * @param {(other: Tree) => Tree} [outer]
 * @returns {Generator<[part: Tree, put: (other: Tree) => Tree], void, unknown>}
 */
function* places(t, outer = (other) => other) {
  yield [t, outer];
  if (t.op === "sum") yield* places(t.of, (of) => outer({ ...t, of }));
  if (t.op === "pow") yield* places(t.base, (base) => outer({ ...t, base }));
  if (t.op === "add" || t.op === "mul") {
    for (let i = 0; i < t.args.length; i++)
      yield* places(t.args[i], (other) => outer({ ...t, args: t.args.map((own, j) => (i === j ? other : own)) }));
  }
}

/**
 * A tree with one of its nodes replaced.
 *
 * @param {Tree} t
 * @param {Tree} node
 * @param {Tree} other
 */
function replaced(t, node, other) {
  for (const [part, put] of places(t)) if (part === node) return put(other);
  return t;
}
