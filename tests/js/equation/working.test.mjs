import assert from "node:assert/strict";
import test from "node:test";
import { feeding, working } from "../../../dashboard/components/equation/working.js";
import { packets, trace } from "../fixtures.mjs";

test("the last row is the entry as core computes it", () => {
  for (const [name, { arrays }] of Object.entries(packets)) {
    const one = trace(name);
    for (const equation of one.equations) {
      arrays[equation.name].forEach((value, k) => {
        const rows = working(one, equation, one.at(equation, k));
        assert.ok(Math.abs(rows.at(-1).value - value) < 1e-12, `${name}: ${equation.name}[${k}]`);
        assert.equal(rows.at(-1).last ?? true, true);
      });
    }
  }
});

test("the running total of a sum ends at the sum", () => {
  const one = trace("dense");
  const z1 = one.equation("z1");
  const { W1, x, b1, z1: z } = packets.dense.arrays;
  const rows = working(one, z1, one.at(z1, 0));
  const terms = rows.filter(({ kind }) => kind === "term");
  assert.equal(terms.length, 4);
  assert.ok(Math.abs(terms.at(-1).running - (z[0] - b1[0])) < 1e-12);
  const products = [0, 1, 2, 3].map((i) => x[i] * W1[3 * i]).sort((a, b) => Math.abs(b) - Math.abs(a));
  assert.ok(terms.every(({ value }, k) => Math.abs(value - products[k]) < 1e-12));
});

test("an entry is fed by a row, a column and a bias", () => {
  const one = trace("dense");
  const z1 = one.equation("z1");
  const feeds = feeding(one, z1, one.at(z1, 4), null); // example 1, unit 1
  assert.deepEqual([...feeds.get("x")], [4, 5, 6, 7]);
  assert.deepEqual([...feeds.get("W1")], [1, 4, 7, 10]);
  assert.deepEqual([...feeds.get("b1")], [1]);
});

test("what is left out of a sum is one row, whose value makes up the total", () => {
  const one = trace("tanh"); // 9 inputs, of which 6 are written out
  const z1 = one.equation("z1");
  const { z1: z, b1, x, W1 } = packets.tanh.arrays;
  const { count, value, running } = working(one, z1, one.at(z1, 0)).find(({ kind }) => kind === "rest");
  const sizes = Array.from(x, (v, i) => v * W1[2 * i]).sort((a, b) => Math.abs(a) - Math.abs(b));
  assert.equal(count, 3);
  assert.ok(Math.abs(value - sizes[0] - sizes[1] - sizes[2]) < 1e-12);
  assert.ok(Math.abs(running - (z[0] - b1[0])) < 1e-12);
});
