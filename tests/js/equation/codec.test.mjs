import assert from "node:assert/strict";
import test from "node:test";
import { oneStep, readEdits, readSteps, withEdit, writeSteps } from "../../../dashboard/components/equation/codec.js";

test("edits are read in their order", () => {
  assert.deepEqual(readEdits("x:350:0.9~W1:12:-0.3"), [
    { name: "x", k: 350, value: 0.9 },
    { name: "W1", k: 12, value: -0.3 },
  ]);
  assert.deepEqual(readEdits(""), []);
});

test("an entry that is set again is replaced, and one that begins alike is not", () => {
  assert.equal(withEdit("", { name: "x", k: 3, value: 1 }), "x:3:1");
  assert.equal(withEdit("x:35:1~x:3:2", { name: "x", k: 3, value: 0.5 }), "x:35:1~x:3:0.5");
});

test("a value travels with seven digits", () => {
  assert.equal(withEdit("", { name: "b1", k: 0, value: 1 / 3 }), "b1:0:0.3333333");
});

test("steps are written as they were read", () => {
  for (const text of ["sgd,0.01", "adam,0.1,321:2:1,322:2:4"]) assert.equal(writeSteps(readSteps(text)), text);
  assert.deepEqual(readSteps("sgd,0.1,321:2:1"), { optimizer: "sgd", rate: 0.1, taken: [oneStep(321, 2, 1)] });
});
