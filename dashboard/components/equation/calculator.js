// A derived equation as arithmetic: what it computes for an entry, from which cells, term by term.
// Nothing here knows a layer.

/** @import { At, Bound, Condition, Equation, Grid, Ref, Sum, Terms, Tree } from "../types" */

import { FUNCTIONS, RELATIONS } from "./functions.js";
import { products } from "./products.js";
import { sortTerms } from "./terms.js";

/** @typedef {(at: At) => number} Compiled what a tree comes to at these indices */

/**
 * What arithmetic needs of a trace.
 *
 * @typedef {object} Source
 * @property {(name: string) => Grid} array
 * @property {Record<string, number>} sizes
 * @property {Record<string, Tree>} definitions
 */

/** Arithmetic on one trace. */
export class Calculator {
  /** @param {Source} trace */
  constructor(trace) {
    this.trace = trace;
    /** @type {Map<Tree, Compiled>} */
    this.compiled = new Map();
    /** @type {Map<Tree, { key: string, found: Terms }>} */
    this.sorted = new Map(); // the terms of a sum as they were last asked for
    /** @type {Map<string, number>} */
    this.slots = new Map(); // index name → its place in `at`
  }

  /** @param {string} name */
  slot(name) {
    const known = this.slots.get(name);
    if (known !== undefined) return known;
    this.slots.set(name, this.slots.size);
    return this.slots.size - 1;
  }

  /**
   * The values of indices by name, as the list that compiled trees read.
   *
   * @param {Record<string, number>} indices
   * @returns {At}
   */
  at(indices) {
    const at = new Array(this.slots.size).fill(0);
    for (const [name, value] of Object.entries(indices)) at[this.slot(name)] = value;
    return at;
  }

  /**
   * The function of `at` that a tree denotes.
   *
   * @param {Tree} t
   * @returns {Compiled}
   */
  of(t) {
    let f = this.compiled.get(t);
    if (!f) {
      f = this.compile(t);
      this.compiled.set(t, f);
    }
    return f;
  }

  /**
   * @param {Bound} b
   * @returns {Compiled}
   */
  bound(b) {
    return typeof b === "number" ? () => b : this.of(b);
  }

  /**
   * @param {Tree} t
   * @returns {Compiled}
   */
  compile(t) {
    switch (t.op) {
      case "number": {
        const v = t.value;
        return () => v;
      }
      case "symbol": {
        const v = this.trace.sizes[t.name];
        return v === undefined ? this.argument() : () => v;
      }
      case "index": {
        const s = this.slot(t.name);
        return (at) => at[s];
      }
      case "ref":
        return this.reference(t);
      case "sum":
        return this.sum(t);
      case "add": {
        const parts = t.args.map((a) => this.of(a));
        return (at) => parts.reduce((total, f) => total + f(at), 0);
      }
      case "mul":
        return this.product(t.args);
      case "pow": {
        const base = this.of(t.base);
        const exponent = this.of(t.exponent);
        return (at) => base(at) ** exponent(at);
      }
      case "delta": {
        const [a, b] = t.args.map((side) => this.of(side));
        return (at) => (a(at) === b(at) ? 1 : 0);
      }
      case "cases": {
        const cases = t.args.map(([value, condition]) => ({ f: this.of(value), holds: this.condition(condition) }));
        return (at) => cases.find(({ holds }) => holds(at))?.f(at) ?? NaN;
      }
      case "call": {
        const parts = t.args.map((a) => this.of(a));
        const f = FUNCTIONS[t.name] ?? this.curve(this.trace.definitions[t.name]);
        return (at) => f(...parts.map((part) => part(at)));
      }
    }
  }

  /**
   * @param {Sum} t
   * @returns {Compiled}
   */
  sum(t) {
    const s = this.slot(t.index);
    const low = this.bound(t.low);
    const high = this.bound(t.high);
    const body = this.of(t.of);
    const slow = (/** @type {At} */ at) => {
      let total = 0;
      for (let k = low(at), end = high(at); k <= end; k++) {
        at[s] = k;
        total += body(at);
      }
      return total;
    };
    return products(this, t, slow) ?? slow;
  }

  /**
   * @param {Tree[]} factors
   * @returns {Compiled}
   */
  product(factors) {
    const parts = factors.map((a) => this.of(a));
    return (at) => {
      let product = 1;
      for (const f of parts) {
        product *= f(at);
        if (product === 0) return 0; // 0 · log 0 counts as 0
      }
      return product;
    };
  }

  /**
   * @param {Condition} c
   * @returns {(at: At) => boolean}
   */
  condition(c) {
    if (c.op === "otherwise") return () => true;
    const [a, b] = c.args.map((side) => this.of(side));
    const holds = RELATIONS[c.relation];
    return (at) => holds(a(at), b(at));
  }

  /**
   * The z of a definition, which only `curve` knows.
   *
   * @returns {Compiled}
   */
  argument() {
    throw new Error("a symbol without a size");
  }

  /**
   * A tree in a single quantity, such as the definition of an activation in z, as a function of that quantity.
   *
   * @param {Tree} t
   */
  curve(t) {
    let z = 0;
    const inner = new Calculator(this.trace);
    inner.reference = inner.argument = () => () => z;
    const f = inner.of(t);
    return (/** @type {number} */ x) => {
      z = x;
      return f([]);
    };
  }

  /**
   * @param {Ref} t
   * @returns {Compiled}
   */
  reference(t) {
    const array = this.trace.array(t.name);
    const place = this.place(t);
    /** @type {Grid["data"] | null} */
    let data = null;
    return (at) => {
      const k = place(at);
      data ??= array.data;
      return k < 0 ? 0 : data[k];
    };
  }

  /**
   * Where in its array a reference points, as a function of `at`; −1 outside of it, which counts as zero.
   *
   * @param {Ref} t
   * @returns {Compiled}
   */
  place(t) {
    const { shape, strides } = this.trace.array(t.name);
    const indices = t.indices.map((i) => this.of(i));
    return (at) => {
      let k = 0;
      for (let d = 0; d < indices.length; d++) {
        const i = indices[d](at);
        if (i < 0 || i >= shape[d]) return -1;
        k += i * strides[d];
      }
      return k;
    };
  }

  /**
   * Every entry of an equation's left side, an array of this shape.
   *
   * @param {Equation} equation
   * @param {number[]} shape
   */
  entries({ rhs, indices }, shape) {
    const data = new Float64Array(shape.reduce((a, b) => a * b, 1));
    const f = this.of(rhs);
    const at = this.at({});
    const slots = indices.map(({ index }) => this.slot(index));
    const entry = shape.map(() => 0);
    for (let k = 0; k < data.length; k++) {
      for (let d = 0; d < entry.length; d++) at[slots[d]] = entry[d];
      data[k] = f(at);
      for (let d = entry.length - 1; d >= 0 && ++entry[d] === shape[d]; d--) entry[d] = 0;
    }
    return data;
  }

  /**
   * The terms of a sum, largest first, sums directly inside it multiplied out.
   *
   * @param {Sum} t
   * @param {At} at
   * @returns {Terms}
   */
  terms(t, at) {
    const key = at.join();
    const known = this.sorted.get(t);
    if (known?.key === key) return known.found;
    const found = sortTerms(this, t, at);
    this.sorted.set(t, { key, found });
    return found;
  }
}
