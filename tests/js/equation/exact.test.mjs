import assert from "node:assert/strict";
import test from "node:test";
import { isExact, missing, missingAt, refine } from "../../../dashboard/components/equation/exact.js";
import { trace } from "../fixtures.mjs";

/** A trace whose W1, 4 × 3, travelled coarsely. */
function coarse() {
  const one = trace("dense");
  Object.assign(one.array("W1"), { exact: false });
  return one;
}

test("arrays that were sent whole are exact", () => {
  const one = trace("dense");
  assert.equal(isExact(one.array("W1"), 5), true);
  assert.deepEqual(missingAt(one, { name: "W1", k: 5 }), []);
});

test("an equation asks for the slice that it reads: the weights into one unit", () => {
  const one = coarse();
  const z1 = one.equation("z1");
  assert.deepEqual(missing(one, z1.rhs, one.at(z1, 1)), [["W1", [null, 1]]]);
  assert.deepEqual(missingAt(one, { name: "W1", k: 5 }), [["W1", [null, 2]]]);
});

test("a slice that arrived is exact, and its neighbours are not", () => {
  const one = coarse();
  refine(one, "W1", [null, 1], [9, 8, 7, 6]);
  assert.deepEqual(
    [1, 4, 7, 10].map((k) => one.array("W1").data[k]),
    [9, 8, 7, 6],
  );
  assert.equal(isExact(one.array("W1"), 4), true);
  assert.equal(isExact(one.array("W1"), 5), false);
  const z1 = one.equation("z1");
  assert.deepEqual(missing(one, z1.rhs, one.at(z1, 1)), []);
});
