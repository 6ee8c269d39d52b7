import assert from "node:assert/strict";
import test from "node:test";
import { Trace } from "../../../dashboard/components/equation/trace.js";
import { apart } from "../../../dashboard/components/stepper/panels/theirs.js";

test("the entries that lie furthest apart come first, at most four of them", () => {
  const ours = [1, 2, 3, 4, 5, 6, 7];
  assert.deepEqual(apart([1, 2.5, 0, 4.1, 5, 106, 8], ours), [5, 2, 6, 1]);
  assert.deepEqual(apart(ours, ours), []);
  assert.deepEqual(apart([1, 2, 3, 4, 6, 6, 7], ours), [4]);
});

test("what is no number lies beyond all others", () => {
  assert.deepEqual(apart([9, Number.NaN, 3], [1, 2, 3]), [1, 0]);
  assert.deepEqual(apart([9, Number.POSITIVE_INFINITY, 3], [1, 2, 3]), [1, 0]);
});

test("somebody else's arrays are none of the pass's own", () => {
  const array = (name, values) => ({ name, shape: [2], start: 16 * values, bytes: "f8" });
  const head = { equations: [], definitions: {}, optimizers: [], start: {}, bounds: {} };
  const pass = { sizes: {}, digit: {}, changes: { edits: "", steps: "" }, agrees: { b1: false } };
  const content = new Uint8Array(new Float64Array([1, 2, 3, 4]).buffer);
  const arrays = [array("b1", 0), array("yours b1", 1)];
  const trace = new Trace({ head, arrays: new Map() }, { head: { ...pass, arrays }, content });
  assert.deepEqual([...trace.arrays.keys()], ["b1"]);
  assert.deepEqual([...trace.theirs.get("b1").data], [3, 4]);
  assert.deepEqual(trace.agrees, { b1: false });
});
