import assert from "node:assert/strict";
import test from "node:test";
import { Trace } from "../../../dashboard/components/equation/trace.js";

/** How many terms cancel in a sum of these that came to this. @param {number[]} terms @param {number} total */
const cancelling = (terms, total) =>
  Trace.prototype.cancelling.call(
    /** @type {any} */ ({
      calculator: { terms: () => ({ terms: terms.map((value) => ({ value })) }) },
      array: () => ({ data: [total] }),
    }),
    /** @type {any} */ ({ name: "db2", rhs: { op: "sum" } }),
    /** @type {any} */ ({}),
    0,
  );

test("what some rounding errors leave of a sum is no number", () => {
  // the bias before a batch normalisation, after a convolution: its terms bring rounding errors of their own
  assert.equal(cancelling([-0.0551, 0.0203, 0.0262, 0.0086], -1.249e-16), 4);
  assert.equal(cancelling([0.5, -0.5], 3e-15), 2);
});

test("a small sum of small terms is one", () => {
  assert.equal(cancelling([1e-9, -2e-9], -1e-9), 0);
  assert.equal(cancelling([0.5, -0.5 + 1e-11], 1e-11), 0);
});
