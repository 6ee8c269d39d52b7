import assert from "node:assert/strict";
import test from "node:test";
import { Calculator } from "../../../dashboard/components/equation/calculator.js";
import { products } from "../../../dashboard/components/equation/products.js";
import { nodes } from "../../../dashboard/components/equation/tree.js";
import { sentences, told } from "../fixtures.mjs";

/** Arithmetic that asks for each term where it lies. */
class Slow extends Calculator {
  sum(t) {
    const [s, low, high, body] = [this.slot(t.index), this.bound(t.low), this.bound(t.high), this.of(t.of)];
    return (at) => {
      let total = 0;
      for (let k = low(at); k <= high(at); k++) {
        at[s] = k;
        total += body(at);
      }
      return total;
    };
  }
}

test("sums of products are the same to the last bit, in every kind of operation", () => {
  let compiled = 0;
  for (const packets of sentences) {
    const trace = told(packets);
    for (const equation of trace.equations) {
      const { shape } = trace.array(equation.name);
      const [fast, slow] = [new Calculator(trace), new Slow(trace)].map((one) => one.entries(equation, shape));
      assert.deepEqual(fast, slow, `${packets.text}: ${equation.name}`);
      for (const t of nodes(equation.rhs)) if (t.op === "sum" && products(trace.calculator, t, () => 0)) compiled += 1;
    }
  }
  assert.ok(compiled > 100); // dense layers and convolutions, forward and back
});

const ref = (name, ...names) => ({ op: "ref", name, indices: names.map((n) => ({ op: "index", name: n })) });

test("zero counts as zero, whatever it is multiplied by", () => {
  const arrays = { a: Float64Array.of(0, 2, Infinity), b: Float64Array.of(NaN, 3, 0) };
  const source = { sizes: {}, definitions: {}, array: (name) => ({ shape: [3], strides: [1], data: arrays[name] }) };
  const sum = { op: "sum", index: "i", low: 0, high: 2, of: { op: "mul", args: [ref("a", "i"), ref("b", "i")] } };
  const calculator = new Calculator(source);
  assert.equal(calculator.of(sum)(calculator.at({})), 6);
});
