// What a tree is without its minus, or below a fraction bar. Each answer is made once, so that its node keeps its
// number.

/** @import { Cases, Constant, Pow, Tree } from "../types" */

/**
 * Is it 1 where something holds and 0 elsewhere?
 *
 * @param {Cases} t
 */
export function isStep({ args }) {
  if (args.length !== 2 || args[1][1].op !== "otherwise") return false;
  const [one, zero] = args.map(([value]) => (value.op === "number" ? value.value : NaN));
  return one === 1 && zero === 0;
}

/** @typedef {Pow & { exponent: Constant }} Reciprocal */

/**
 * @param {Tree} t
 * @returns {t is Reciprocal}
 */
export const isReciprocal = (t) => t.op === "pow" && t.exponent.op === "number" && t.exponent.value < 0;

/** @type {WeakMap<Tree, Tree>} */
const reciprocals = new WeakMap();

/**
 * What stands under the fraction bar: N for N⁻¹.
 *
 * @param {Reciprocal} t
 * @returns {Tree}
 */
export function reciprocal(t) {
  const { base, exponent } = t;
  if (exponent.value === -1) return base;
  return remember(
    reciprocals,
    t,
    exponent.value === -0.5 ? { op: "call", name: "sqrt", args: [base] } : { ...t, exponent: positive(exponent) },
  );
}

/** @type {WeakMap<Tree, Tree>} */
const opposites = new WeakMap();

/**
 * The tree without its leading minus, or null where it has none.
 *
 * @param {Tree} t
 * @returns {Tree | null}
 */
export function negated(t) {
  if (t.op === "number" && t.value < 0) return remember(opposites, t, positive(t));
  if (t.op !== "mul") return null;
  const [first, ...others] = t.args;
  if (first.op !== "number" || first.value >= 0) return null;
  if (first.value !== -1) return remember(opposites, t, { ...t, args: [positive(first), ...others] });
  return others.length === 1 ? others[0] : remember(opposites, t, { ...t, args: others });
}

/**
 * @param {Constant} t
 * @returns {Constant}
 */
const positive = (t) => ({ ...t, value: -t.value, text: t.text.replace("-", "") });

/**
 * @param {WeakMap<Tree, Tree>} known
 * @param {Tree} t
 * @param {Tree} made
 */
function remember(known, t, made) {
  const before = known.get(t);
  if (before) return before;
  known.set(t, made);
  return made;
}
