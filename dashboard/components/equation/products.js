// Most of the arithmetic of a network is one kind of sum: products of two arrays whose places move evenly, as in
// Σ_i x_ni W_ij or in a convolution. Such a sum runs over their numbers themselves, without asking for each of its
// terms where it lies; it is the same to the last bit.

/** @import { Bound, Ref, Sum, Tree } from "../types" */
/** @import { Calculator, Compiled } from "./calculator.js" */

/** @typedef {{ constant: number, by: Map<string, number> }} Even a number that grows evenly with some indices */
/** @typedef {{ name: string, low: number, count: number }} Loop */

/**
 * An axis of an array: where on it the sum begins, which indices outside of the sum move that, and how far it reaches.
 *
 * @typedef {object} Axis
 * @property {number} size
 * @property {number} stride
 * @property {number} from
 * @property {[slot: number, by: number][]} outer
 * @property {number} low
 * @property {number} high
 */

/**
 * The sum, compiled; null where it is of another kind. `slow` is called at the edges, where a place lies outside of an
 * array.
 *
 * @param {Calculator} calculator
 * @param {Sum} sum
 * @param {Compiled} slow
 * @returns {Compiled | null}
 */
export function products(calculator, sum, slow) {
  const { sizes } = calculator.trace;
  /** @type {Loop[]} */
  const loops = [];
  /** @type {Tree} */
  let body = sum;
  while (body.op === "sum") {
    const [low, high] = [body.low, body.high].map((bound) => fixed(bound, sizes));
    if (low === null || high === null || high < low) return null;
    loops.push({ name: body.index, low, count: high - low + 1 });
    body = body.of;
  }
  if (body.op !== "mul" || body.args.length !== 2) return null;
  const factors = body.args.map((t) => (t.op === "ref" ? factor(calculator, t, loops) : null));
  const [one, other] = factors;
  if (!one || !other) return null;
  const axes = [...one.axes, ...other.axes];
  const split = one.axes.length;
  const last = loops.length - 1;

  const run = (/** @type {number} */ depth, /** @type {number} */ a, /** @type {number} */ b) => {
    const { count } = loops[depth];
    const [da, db] = [one.steps[depth], other.steps[depth]];
    let total = 0;
    if (depth < last) for (let k = 0; k < count; k++) total += run(depth + 1, a + k * da, b + k * db);
    else {
      const [left, right] = [one.array.data, other.array.data];
      for (let k = 0; k < count; k++) {
        const u = left[a + k * da];
        if (u === 0) continue; // 0 counts as 0 whatever it is multiplied by
        const v = right[b + k * db];
        if (v !== 0) total += u * v;
      }
    }
    return total;
  };

  return (at) => {
    let [a, b] = [0, 0];
    for (let d = 0; d < axes.length; d++) {
      const { size, stride, from, low, high, outer } = axes[d];
      let place = from;
      for (const [slot, by] of outer) place += by * at[slot];
      if (place + low < 0 || place + high >= size) return slow(at);
      if (d < split) a += place * stride;
      else b += place * stride;
    }
    return run(0, a, b);
  };
}

/**
 * An array in a product: its axes, and how far its place moves with each loop.
 *
 * @param {Calculator} calculator
 * @param {Ref} ref
 * @param {Loop[]} loops
 */
function factor(calculator, ref, loops) {
  const array = calculator.trace.array(ref.name);
  const steps = loops.map(() => 0);
  /** @type {Axis[]} */
  const axes = [];
  for (const [d, index] of ref.indices.entries()) {
    const place = even(index, calculator.trace.sizes);
    if (!place) return null;
    const stride = array.strides[d];
    /** @type {Axis} */
    const axis = { size: array.shape[d], stride, from: place.constant, low: 0, high: 0, outer: [] };
    for (const [name, by] of place.by) {
      const depth = loops.findIndex((loop) => loop.name === name);
      if (depth < 0) {
        axis.outer.push([calculator.slot(name), by]);
        continue;
      }
      const { low, count } = loops[depth];
      const reach = by * (count - 1);
      steps[depth] += by * stride;
      axis.from += by * low;
      axis.low += Math.min(0, reach);
      axis.high += Math.max(0, reach);
    }
    axes.push(axis);
  }
  return { array, axes, steps };
}

/**
 * A bound that depends on no index; null for any other.
 *
 * @param {Bound} bound
 * @param {Record<string, number>} sizes
 */
function fixed(bound, sizes) {
  const found = typeof bound === "number" ? { constant: bound, by: new Map() } : even(bound, sizes);
  return found && !found.by.size ? found.constant : null;
}

/**
 * A tree as a constant and a multiple of each index; null where it is no such.
 *
 * @param {Tree} t
 * @param {Record<string, number>} sizes
 * @returns {Even | null}
 */
function even(t, sizes) {
  if (t.op === "number") return { constant: t.value, by: new Map() };
  if (t.op === "index") return { constant: 0, by: new Map([[t.name, 1]]) };
  if (t.op === "symbol") return sizes[t.name] === undefined ? null : { constant: sizes[t.name], by: new Map() };
  if (t.op !== "add" && t.op !== "mul") return null;
  /** @type {Even | null} */
  let whole = { constant: t.op === "add" ? 0 : 1, by: new Map() };
  for (const part of t.args) {
    const found = even(part, sizes);
    whole = whole && found && (t.op === "add" ? added(whole, found) : multiplied(whole, found));
  }
  return whole;
}

/**
 * @param {Even} a
 * @param {Even} b
 */
function added(a, b) {
  const by = new Map(a.by);
  for (const [name, v] of b.by) by.set(name, (by.get(name) ?? 0) + v);
  return { constant: a.constant + b.constant, by };
}

/**
 * Null where indices would be multiplied by each other.
 *
 * @param {Even} a
 * @param {Even} b
 */
function multiplied(a, b) {
  if (a.by.size && b.by.size) return null;
  const [factor, other] = a.by.size ? [b.constant, a] : [a.constant, b];
  const by = new Map([...other.by].map(([name, v]) => /** @type {[string, number]} */ ([name, factor * v])));
  return { constant: factor * other.constant, by };
}
