import assert from "node:assert/strict";
import test from "node:test";
import { Calculator } from "../../../dashboard/components/equation/calculator.js";
import { feeds } from "../../../dashboard/components/equation/feeds.js";
import { FUNCTIONS } from "../../../dashboard/components/equation/functions.js";
import { largest } from "../../../dashboard/components/equation/terms.js";
import { apart, packets, trace } from "../fixtures.mjs";

const number = (value) => ({ op: "number", value, text: String(value) });
const index = (name) => ({ op: "index", name });
const ref = (name, ...indices) => ({ op: "ref", name, indices });

/** x = [[1, 2, 3], [4, 5, 6]] and w = [10, 0, −1]. */
const SOURCE = {
  sizes: { N: 2 },
  definitions: {},
  array: (name) =>
    name === "x"
      ? { shape: [2, 3], strides: [3, 1], data: Float64Array.of(1, 2, 3, 4, 5, 6) }
      : { shape: [3], strides: [1], data: Float64Array.of(10, 0, -1) },
};
const PRODUCT = { op: "mul", args: [ref("x", index("n"), index("i")), ref("w", index("i"))] };
const SUM = { op: "sum", index: "i", low: 0, high: 2, of: PRODUCT };

test("a sum of products is that sum", () => {
  const calculator = new Calculator(SOURCE);
  const f = calculator.of(SUM);
  assert.equal(f(calculator.at({ n: 0 })), 7); // 10 · 1 − 3
  assert.equal(f(calculator.at({ n: 1 })), 34); // 10 · 4 − 6
});

test("every equation of a network comes to what core computes", () => {
  for (const [name, { arrays }] of Object.entries(packets)) {
    const one = trace(name);
    for (const equation of one.equations) {
      const own = one.calculator.entries(equation, one.array(equation.name).shape);
      assert.equal(own.length, arrays[equation.name].length, `${name}: ${equation.name}`);
      assert.ok(apart(own, arrays[equation.name]) < 1e-12, `${name}: ${equation.name}`);
    }
  }
});

test("a reference beyond the edge counts as zero", () => {
  const calculator = new Calculator(SOURCE);
  const beyond = ref("w", { op: "add", args: [index("i"), number(1)] });
  assert.equal(calculator.of(beyond)(calculator.at({ i: 2 })), 0);
  assert.equal(calculator.of(beyond)(calculator.at({ i: -1 })), 10);
});

test("nothing times the logarithm of nothing is nothing", () => {
  const log = { op: "call", name: "log", args: [number(0)] };
  assert.equal(new Calculator(SOURCE).of({ op: "mul", args: [number(0), log] })([]), 0);
});

test("the case that holds is the value", () => {
  const step = {
    op: "cases",
    args: [
      [number(1), { op: "compare", relation: ">", args: [index("n"), number(0)] }],
      [number(0), { op: "otherwise" }],
    ],
  };
  const calculator = new Calculator(SOURCE);
  assert.equal(calculator.of(step)(calculator.at({ n: 1 })), 1);
  assert.equal(calculator.of(step)(calculator.at({ n: 0 })), 0);
});

test("the terms of a sum come largest first, each at its place", () => {
  const calculator = new Calculator(SOURCE);
  const { terms, place } = calculator.terms(SUM, calculator.at({ n: 0, i: 0 }));
  assert.deepEqual(
    terms.map(({ value }) => value),
    [10, -3, 0],
  );
  assert.deepEqual(
    terms.map(({ bound }) => bound[0]),
    [0, 2, 1],
  );
  assert.equal(calculator.of(PRODUCT)(place(terms[1])), -3);
});

test("every cell that feeds a sum is visited once", () => {
  const calculator = new Calculator(SOURCE);
  const cells = [];
  feeds(calculator, SUM, calculator.at({ n: 1, i: 0 }), (name, k) => cells.push(`${name}${k}`));
  assert.deepEqual(cells.sort(), ["w0", "w1", "w2", "x3", "x4", "x5"]);
});

test("as many terms are written out as are asked for, zeros only where there is nothing else, and never all but one", () => {
  const terms = (...values) => values.map((value) => ({ bound: [], value }));
  assert.equal(largest(terms(5, 4, 3, 2, 1), 3).length, 3);
  assert.equal(largest(terms(5, 4, 3, 2), 3).length, 4);
  assert.equal(largest(terms(5, 4, 0, 0), 3).length, 2);
  assert.equal(largest(terms(0, 0, 0), 3).length, 1);
});

test("functions have the values of the tables", () => {
  assert.ok(Math.abs(FUNCTIONS.erf(0.5) - 0.5204998778130465) < 1e-15);
  assert.ok(Math.abs(FUNCTIONS.erf(-3) + 0.9999779095030014) < 1e-15);
  assert.equal(FUNCTIONS.erf(7), 1);
  assert.equal(FUNCTIONS.remainder(-1, 3), 2);
  assert.equal(FUNCTIONS.winner(1, 2, 5, 5), 1);
  assert.equal(FUNCTIONS.winner(2, 2, 5, 5), 0);
});
