// A derived equation as arithmetic: what it computes for an entry, from which cells, term by term.
// Trees are those of lessons/tree.py; nothing here knows a layer.

const FUNCTIONS = {
  exp: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
  tanh: Math.tanh,
  abs: Math.abs,
  sign: Math.sign,
  max: Math.max,
  quotient: (a, b) => Math.floor(a / b),
  remainder: (a, b) => a - b * Math.floor(a / b),
  winner: (k, ...among) => (among.indexOf(Math.max(...among)) === k ? 1 : 0),
  erf: (x) => {
    // the series of Abramowitz & Stegun 7.1.6 near zero, the continued fraction 7.1.14 beyond
    const u = Math.abs(x);
    if (u > 6) return Math.sign(x);
    if (u < 2.5) {
      let term = u,
        total = u;
      for (let k = 1; k < 60; k++) total += term *= (2 * u * u) / (2 * k + 1);
      return (Math.sign(x) * 2 * Math.exp(-u * u) * total) / Math.sqrt(Math.PI);
    }
    let fraction = u;
    for (let k = 60; k > 0; k--) fraction = u + k / 2 / fraction;
    return Math.sign(x) * (1 - Math.exp(-u * u) / fraction / Math.sqrt(Math.PI));
  },
};
const RELATIONS = {
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  "==": (a, b) => a === b,
};

/** The parts of a node that are trees themselves. */
export function children(t) {
  if (t.op === "sum") return [t.of];
  if (t.op === "pow") return [t.base, t.exponent];
  if (t.op === "ref") return t.indices;
  if (t.op === "cases") return t.args.flatMap(([value, condition]) => [value, ...(condition.args ?? [])]);
  return t.args ?? [];
}

/** Every node of a tree, the tree itself first. */
export function* nodes(t) {
  yield t;
  for (const child of children(t)) yield* nodes(child);
}

/** Arithmetic on one trace: `trace.array(name)`, `trace.sizes`, `trace.definitions`. */
export class Calculator {
  constructor(trace) {
    this.trace = trace;
    this.compiled = new Map();
    this.sorted = new Map(); // the terms of a sum as they were last asked for
    this.slots = new Map(); // index name → its place in `at`
  }

  slot(name) {
    if (!this.slots.has(name)) this.slots.set(name, this.slots.size);
    return this.slots.get(name);
  }

  /** The values of indices by name, as the list that compiled trees read. */
  at(indices) {
    const at = new Array(this.slots.size).fill(0);
    for (const [name, value] of Object.entries(indices)) at[this.slot(name)] = value;
    return at;
  }

  /** The function of `at` that a tree denotes. */
  of(t) {
    let f = this.compiled.get(t);
    if (!f) this.compiled.set(t, (f = this.compile(t)));
    return f;
  }

  bound(b) {
    return typeof b === "number" ? () => b : this.of(b);
  }

  compile(t) {
    switch (t.op) {
      case "number": {
        const v = t.value;
        return () => v;
      }
      case "symbol": {
        const v = this.trace.sizes[t.name];
        return v === undefined ? this.reference(t) : () => v; // what has no size is the z of a definition
      }
      case "index": {
        const s = this.slot(t.name);
        return (at) => at[s];
      }
      case "ref":
        return this.reference(t);
      case "sum": {
        const s = this.slot(t.index),
          low = this.bound(t.low),
          high = this.bound(t.high),
          body = this.of(t.of);
        return (at) => {
          let total = 0;
          for (let k = low(at), end = high(at); k <= end; k++) {
            at[s] = k;
            total += body(at);
          }
          return total;
        };
      }
      case "add": {
        const parts = t.args.map((a) => this.of(a));
        return (at) => parts.reduce((total, f) => total + f(at), 0);
      }
      case "mul": {
        const parts = t.args.map((a) => this.of(a));
        return (at) => {
          let product = 1;
          for (const f of parts) {
            product *= f(at);
            if (product === 0) return 0; // 0 · log 0 counts as 0
          }
          return product;
        };
      }
      case "pow": {
        const base = this.of(t.base),
          exponent = this.of(t.exponent);
        return (at) => base(at) ** exponent(at);
      }
      case "delta": {
        const [a, b] = t.args.map((side) => this.of(side));
        return (at) => (a(at) === b(at) ? 1 : 0);
      }
      case "cases": {
        const cases = t.args.map(([value, condition]) => [this.of(value), this.condition(condition)]);
        return (at) => cases.find(([, holds]) => holds(at))[0](at);
      }
      case "call": {
        const parts = t.args.map((a) => this.of(a));
        const f = FUNCTIONS[t.name] ?? this.defined(t.name);
        return (at) => f(...parts.map((part) => part(at)));
      }
    }
    throw new Error(`an equation with “${t.op}” in it`);
  }

  condition(c) {
    if (c.op === "otherwise") return () => true;
    const [a, b] = c.args.map((side) => this.of(side)),
      holds = RELATIONS[c.relation];
    return (at) => holds(a(at), b(at));
  }

  /** An activation by its definition, a tree in z. */
  defined(name) {
    return this.curve(this.trace.definitions[name]);
  }

  /** A tree in a single quantity as a function of that quantity. */
  curve(t) {
    let z = 0;
    const inner = new Calculator(this.trace);
    inner.reference = () => () => z;
    const f = inner.of(t);
    return (x) => {
      z = x;
      return f([]);
    };
  }

  reference(t) {
    const array = this.trace.array(t.name);
    const place = this.place(t);
    let data = null;
    return (at) => {
      const k = place(at);
      data ??= array.data;
      return k < 0 ? 0 : data[k];
    };
  }

  /** Where in its array a reference points, as a function of `at`; −1 outside of it, which counts as zero. */
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

  /** Every cell that feeds a tree: calls `visit(name, k)`; sums run through their range, cases take their branch. */
  feeds(t, at, visit) {
    if (t.op === "ref") {
      const k = this.place(t)(at);
      if (k >= 0) visit(t.name, k);
    } else if (t.op === "sum") {
      const s = this.slot(t.index),
        start = this.bound(t.low)(at),
        end = this.bound(t.high)(at);
      const inner = [...nodes(t.of)].some((u) => u.op === "sum" || u.op === "cases");
      const places = inner ? [] : [...nodes(t.of)].filter((u) => u.op === "ref").map((u) => [u.name, this.place(u)]);
      for (at[s] = start; at[s] <= end; at[s]++) {
        if (inner) this.feeds(t.of, at, visit);
        for (const [name, place] of places) {
          const k = place(at);
          if (k >= 0) visit(name, k);
        }
      }
    } else if (t.op === "cases") {
      for (const [value, condition] of t.args) {
        for (const side of condition.args ?? []) this.feeds(side, at, visit);
        if (this.condition(condition)(at)) return this.feeds(value, at, visit);
      }
    } else {
      for (const child of children(t)) this.feeds(child, at, visit);
    }
  }

  /** The terms of a sum, largest first: [{bound, value}], sums directly inside it multiplied out. */
  terms(t, at) {
    const key = at.join(),
      known = this.sorted.get(t);
    if (known?.key === key) return known.found;
    const found = this.sort(t, at);
    this.sorted.set(t, { key, found });
    return found;
  }

  sort(t, at) {
    const chain = [];
    let body = t;
    for (; body.op === "sum"; body = body.of) chain.push(body);
    const slots = chain.map((sum) => this.slot(sum.index)),
      f = this.of(body),
      found = [];
    const here = at.slice();
    const walk = (depth) => {
      if (depth === chain.length) return found.push({ bound: slots.map((s) => here[s]), value: f(here) });
      const end = this.bound(chain[depth].high)(here);
      for (let k = this.bound(chain[depth].low)(here); k <= end; k++) {
        here[slots[depth]] = k;
        walk(depth + 1);
      }
    };
    walk(0);
    found.sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
    const place = (term) => {
      const there = at.slice();
      slots.forEach((s, d) => (there[s] = term.bound[d]));
      return there;
    };
    return { body, terms: found, place };
  }
}

/** The terms to write out, of terms in order of size: `most` of them, not a zero among them unless all are, and never all but one. */
export function largest(terms, most) {
  const nonzero = Math.max(1, terms.filter((term) => term.value !== 0).length);
  const count = Math.min(most, nonzero);
  return terms.slice(0, terms.length === count + 1 && nonzero > count ? count + 1 : count);
}
