import assert from "node:assert/strict";
import test from "node:test";
import { follow, unroll } from "../../../dashboard/components/equation/paths.js";
import { references } from "../../../dashboard/components/equation/tree.js";
import { packets, trace } from "../fixtures.mjs";

test("the paths of a gradient add up to what core backpropagates", () => {
  for (const [name, { arrays }] of Object.entries(packets)) {
    const one = trace(name);
    for (const gradient of ["dW1", "db1", "dx"]) {
      arrays[gradient].forEach((value, k) => {
        const { paths, cut } = follow(one, one.equation(gradient), k);
        const total = paths.reduce((sum, path) => sum + path.value, 0);
        assert.equal(cut, false);
        assert.ok(Math.abs(total - value) < 1e-12, `${name}: ${gradient}[${k}]`);
      });
    }
  }
});

test("a weight of the first layer has a path through its unit to each class, for each example", () => {
  const one = trace("dense");
  assert.equal(follow(one, one.equation("dW1"), 0).count, 2 * 2);
});

test("the largest path comes first", () => {
  const one = trace("dense");
  const sizes = follow(one, one.equation("dx"), 0).paths.map(({ value }) => Math.abs(value));
  assert.deepEqual(
    sizes,
    sizes.toSorted((a, b) => b - a),
  );
});

test("written out, no gradient is left that has an equation of its own, and no letter is bound twice", () => {
  const one = trace("dense");
  const tree = unroll(one, one.equation("dW1"));
  const open = references(tree).filter((t) => one.isGradient(t.name) && one.byName.has(t.name));
  assert.deepEqual(open, []);
  const f = one.calculator.of(tree);
  assert.ok(Math.abs(f(one.at(one.equation("dW1"), 4)) - packets.dense.arrays.dW1[4]) < 1e-12);
});
