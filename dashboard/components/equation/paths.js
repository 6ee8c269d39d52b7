// One gradient followed to the loss: a product for every path along which its cause reaches it.

import { children } from "./calculator.js";

const MOST = 20_000; // paths kept at a time; beyond that the smallest are let go, and that is said
const FOLLOWED = 2_000_000; // paths; beyond that a browser would stand still for longer than anybody waits

/** Does a tree mention a gradient that an equation of this trace computes? */
function mentions(trace, t) {
  return (
    (t.op === "ref" && trace.isGradient(t.name) && trace.byName.has(t.name)) ||
    children(t).some((child) => mentions(trace, child))
  );
}

/** About how many paths an entry has: each array is looked at in one place, and taken to be alike everywhere. */
function reckon(trace, equation, k) {
  const { calculator } = trace,
    known = new Map();
  const count = (t, at) => {
    if (!mentions(trace, t)) return 1;
    if (t.op === "ref") {
      const next = trace.byName.get(t.name);
      if (!known.has(t.name)) known.set(t.name, count(next.rhs, trace.at(next, 0)));
      return known.get(t.name);
    }
    if (t.op === "mul") return t.args.reduce((product, factor) => product * count(factor, at), 1);
    if (t.op === "add") return t.args.reduce((sum, term) => sum + count(term, at), 0);
    if (t.op !== "sum") return 1;
    const here = at.slice(),
      low = calculator.bound(t.low)(here),
      terms = calculator.bound(t.high)(here) - low + 1;
    here[calculator.slot(t.index)] = low;
    return terms * count(t.of, here);
  };
  return count(equation.rhs, trace.at(equation, k));
}

/**
 * All paths of entry k of a gradient: {paths: [{value, factors: [{tree, at}], route: […]}], count, cut}.
 * `route` holds the values of the summed indices on the way, in order; `count` is the number of all paths.
 * Where there are millions, none is followed: `over`.
 */
export function follow(trace, equation, k) {
  const { calculator } = trace,
    about = reckon(trace, equation, k);
  if (about > FOLLOWED) return { paths: [], count: about, over: true };
  let cut = false;

  const leaf = (tree, at) => {
    const value = calculator.of(tree)(at.slice());
    return { count: 1, paths: [{ value, factors: [{ tree, at: at.slice() }], route: [] }] };
  };

  const join = (one, two) => {
    let paths = [];
    for (const a of one.paths) {
      for (const b of two.paths)
        paths.push({
          value: a.value * b.value,
          factors: [...a.factors, ...b.factors],
          route: [...a.route, ...b.route],
        });
      if (paths.length > 4 * MOST) paths = prune(paths);
    }
    return { count: one.count * two.count, paths: prune(paths) };
  };

  const prune = (paths) => {
    if (paths.length <= MOST) return paths;
    cut = true;
    return paths.sort((a, b) => Math.abs(b.value) - Math.abs(a.value)).slice(0, MOST);
  };

  const expand = (t, at) => {
    if (!mentions(trace, t)) return leaf(t, at);
    if (t.op === "ref") {
      const next = trace.byName.get(t.name);
      const entry = t.indices.map((i) => calculator.of(i)(at));
      return expand(next.rhs, calculator.at(Object.fromEntries(next.indices.map(({ index }, d) => [index, entry[d]]))));
    }
    if (t.op === "mul") return t.args.map((factor) => expand(factor, at)).reduce(join);
    if (t.op === "add") {
      const parts = t.args.map((term) => expand(term, at));
      return { count: parts.reduce((n, part) => n + part.count, 0), paths: prune(parts.flatMap((part) => part.paths)) };
    }
    if (t.op === "sum") {
      const slot = calculator.slot(t.index),
        here = at.slice();
      const found = { count: 0, paths: [] },
        end = calculator.bound(t.high)(here);
      for (let i = calculator.bound(t.low)(here); i <= end; i++) {
        here[slot] = i;
        const part = expand(t.of, here);
        found.count += part.count;
        for (const path of part.paths) found.paths.push({ ...path, route: [i, ...path.route] });
      }
      return { count: found.count, paths: prune(found.paths) };
    }
    return leaf(t, at);
  };

  const { paths, count } = expand(equation.rhs, trace.at(equation, k));
  paths.sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  return { paths, count, cut };
}

const LETTERS = ["i", "j", "k", "l", "m", "q", "r", "s", "t", "u", "v", "c", "d", "e", "f", "g", "h"];

/** The equation's right side with every gradient written out, each summed index under a letter of its own. */
export function unroll(trace, equation) {
  const taken = new Set(equation.indices.map(({ index }) => index));

  const put = (t, names) => {
    if (t.op === "index") return names[t.name] ?? t;
    if (t.op === "sum") {
      const letter = taken.has(t.index) ? LETTERS.find((one) => !taken.has(one)) : t.index;
      taken.add(letter);
      return { ...t, index: letter, of: put(t.of, { ...names, [t.index]: { op: "index", name: letter } }) };
    }
    if (t.op === "ref") {
      const indices = t.indices.map((i) => put(i, names)),
        next = trace.isGradient(t.name) && trace.byName.get(t.name);
      if (!next) return { ...t, indices };
      return put(next.rhs, Object.fromEntries(next.indices.map(({ index }, d) => [index, indices[d]])));
    }
    if (t.op === "pow") return { ...t, base: put(t.base, names), exponent: put(t.exponent, names) };
    if (t.op === "cases")
      return {
        ...t,
        args: t.args.map(([value, c]) => [
          put(value, names),
          c.args ? { ...c, args: c.args.map((a) => put(a, names)) } : c,
        ]),
      };
    return t.args ? { ...t, args: t.args.map((a) => put(a, names)) } : t;
  };
  return put(equation.rhs, {});
}
