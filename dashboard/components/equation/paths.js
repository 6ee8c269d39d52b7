// One gradient followed to the loss: a product for every path along which its cause reaches it.

/** @import { At, Equation, Path, Paths, Tree } from "../types" */
/** @import { Trace } from "./trace.js" */

import { children } from "./tree.js";

const MOST = 20_000; // paths kept at a time; beyond that the smallest are let go, and that is said
const FOLLOWED = 2_000_000; // paths; beyond that a browser would stand still for longer than anybody waits

/**
 * Does a tree mention a gradient that an equation of this trace computes?
 *
 * @param {Trace} trace
 * @param {Tree} t
 * @returns {boolean}
 */
function mentions(trace, t) {
  const gradient = t.op === "ref" && trace.isGradient(t.name) && trace.byName.has(t.name);
  return gradient || children(t).some((child) => mentions(trace, child));
}

/**
 * About how many paths an entry has: each array is looked at in one place, and taken to be alike everywhere.
 *
 * @param {Trace} trace
 * @param {Equation} equation
 * @param {number} k
 */
function reckon(trace, equation, k) {
  const { calculator } = trace;
  /** @type {Map<string, number>} */
  const known = new Map();
  /** @type {(t: Tree, at: At) => number} */
  const count = (t, at) => {
    if (!mentions(trace, t)) return 1;
    if (t.op === "ref") {
      const next = trace.equation(t.name);
      const found = known.get(t.name) ?? count(next.rhs, trace.at(next, 0));
      known.set(t.name, found);
      return found;
    }
    if (t.op === "mul") return t.args.reduce((product, factor) => product * count(factor, at), 1);
    if (t.op === "add") return t.args.reduce((sum, term) => sum + count(term, at), 0);
    if (t.op !== "sum") return 1;
    const here = at.slice();
    const low = calculator.bound(t.low)(here);
    const terms = calculator.bound(t.high)(here) - low + 1;
    here[calculator.slot(t.index)] = low;
    return terms * count(t.of, here);
  };
  return count(equation.rhs, trace.at(equation, k));
}

const bySize = (/** @type {Path} */ a, /** @type {Path} */ b) => Math.abs(b.value) - Math.abs(a.value);

/** Expands a tree into paths. */
class Expansion {
  /** @param {Trace} trace */
  constructor(trace) {
    this.trace = trace;
    this.cut = false; // were small paths let go?
  }

  /**
   * @param {Tree} t
   * @param {At} at
   * @returns {Paths}
   */
  of(t, at) {
    if (!mentions(this.trace, t)) return this.leaf(t, at);
    switch (t.op) {
      case "ref": {
        const { calculator } = this.trace;
        const next = this.trace.equation(t.name);
        const entry = t.indices.map((i) => calculator.of(i)(at));
        return this.of(
          next.rhs,
          calculator.at(Object.fromEntries(next.indices.map(({ index }, d) => [index, entry[d]]))),
        );
      }
      case "mul":
        return t.args.map((factor) => this.of(factor, at)).reduce((one, two) => this.join(one, two));
      case "add": {
        const parts = t.args.map((term) => this.of(term, at));
        const count = parts.reduce((n, part) => n + part.count, 0);
        return { count, paths: this.prune(parts.flatMap((part) => part.paths)) };
      }
      case "sum": {
        const { calculator } = this.trace;
        const slot = calculator.slot(t.index);
        const here = at.slice();
        /** @type {Paths} */
        const found = { count: 0, paths: [] };
        const end = calculator.bound(t.high)(here);
        for (let i = calculator.bound(t.low)(here); i <= end; i++) {
          here[slot] = i;
          const part = this.of(t.of, here);
          found.count += part.count;
          for (const path of part.paths) found.paths.push({ ...path, route: [i, ...path.route] });
        }
        return { count: found.count, paths: this.prune(found.paths) };
      }
      default:
        return this.leaf(t, at);
    }
  }

  /**
   * @param {Tree} tree
   * @param {At} at
   * @returns {Paths}
   */
  leaf(tree, at) {
    const value = this.trace.calculator.of(tree)(at.slice());
    return { count: 1, paths: [{ value, factors: [{ tree, at: at.slice() }], route: [] }] };
  }

  /**
   * The paths of a product: each of one factor with each of the other.
   *
   * @param {Paths} one
   * @param {Paths} two
   * @returns {Paths}
   */
  join(one, two) {
    /** @type {Path[]} */
    let paths = [];
    for (const a of one.paths) {
      for (const b of two.paths) {
        const factors = [...a.factors, ...b.factors];
        const route = [...a.route, ...b.route];
        paths.push({ value: a.value * b.value, factors, route });
      }
      if (paths.length > 4 * MOST) paths = this.prune(paths);
    }
    return { count: one.count * two.count, paths: this.prune(paths) };
  }

  /** @param {Path[]} paths */
  prune(paths) {
    if (paths.length <= MOST) return paths;
    this.cut = true;
    return paths.sort(bySize).slice(0, MOST);
  }
}

/**
 * All paths of entry k of a gradient, the largest first; where there are millions, none is followed.
 *
 * @param {Trace} trace
 * @param {Equation} equation
 * @param {number} k
 * @returns {Paths}
 */
export function follow(trace, equation, k) {
  const about = reckon(trace, equation, k);
  if (about > FOLLOWED) return { paths: [], count: about, over: true };
  const expansion = new Expansion(trace);
  const { paths, count } = expansion.of(equation.rhs, trace.at(equation, k));
  return { paths: paths.sort(bySize), count, cut: expansion.cut };
}

const LETTERS = ["i", "j", "k", "l", "m", "q", "r", "s", "t", "u", "v", "c", "d", "e", "f", "g", "h"];

/**
 * The equation's right side with every gradient written out, each summed index under a letter of its own.
 *
 * @param {Trace} trace
 * @param {Equation} equation
 * @returns {Tree}
 */
export function unroll(trace, equation) {
  const taken = new Set(equation.indices.map(({ index }) => index));

  /** @type {(t: Tree, names: Record<string, Tree>) => Tree} */
  const put = (t, names) => {
    switch (t.op) {
      case "index":
        return names[t.name] ?? t;
      case "sum": {
        const letter = taken.has(t.index) ? (LETTERS.find((one) => !taken.has(one)) ?? `${t.index}'`) : t.index;
        taken.add(letter);
        return { ...t, index: letter, of: put(t.of, { ...names, [t.index]: { op: "index", name: letter } }) };
      }
      case "ref": {
        const indices = t.indices.map((i) => put(i, names));
        const next = trace.isGradient(t.name) && trace.byName.get(t.name);
        if (!next) return { ...t, indices };
        return put(next.rhs, Object.fromEntries(next.indices.map(({ index }, d) => [index, indices[d]])));
      }
      case "pow":
        return { ...t, base: put(t.base, names), exponent: put(t.exponent, names) };
      case "cases": {
        const condition = (/** @type {import("../types").Condition} */ c) =>
          c.op === "otherwise" ? c : { ...c, args: c.args.map((a) => put(a, names)) };
        return { ...t, args: t.args.map(([value, c]) => [put(value, names), condition(c)]) };
      }
      case "add":
      case "mul":
      case "call":
      case "delta":
        return { ...t, args: t.args.map((a) => put(a, names)) };
      default:
        return t;
    }
  };
  return put(equation.rhs, {});
}
