import assert from "node:assert/strict";
import test from "node:test";
import { numpyText } from "../../../dashboard/components/stepper/panels/numpy.js";

test("an array is a line of NumPy", () => {
  const data = Float64Array.of(1, 1 / 3, -2, 0);
  assert.equal(numpyText("W", { shape: [2, 2], data }), "W = np.array([[1, 0.3333333], [-2, 0]])");
  assert.equal(numpyText("L", { shape: [], data }), "L = np.array(1)");
});

test("what is no finite number has its name", () => {
  const data = Float64Array.of(NaN, Infinity, -Infinity);
  assert.equal(numpyText("z", { shape: [3], data }), "z = np.array([np.nan, np.inf, -np.inf])");
});
