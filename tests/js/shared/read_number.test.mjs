import assert from "node:assert/strict";
import test from "node:test";
import { readNumber } from "../../../dashboard/components/shared/read_number.js";

test("a number is read as people type it", () => {
  const all = [
    ["-0.021", -0.021],
    ["−2,1e-2", -0.021],
    ["2.1·10^-2", 0.021],
    ["2.1 × 10^{-2}", 0.021],
    ["3/4", 0.75],
    ["-1/3", -1 / 3],
    [".5", 0.5],
    ["+7", 7],
    ["1E3", 1000],
    [" $0.5$ ", 0.5],
  ];
  for (const [text, value] of all) assert.ok(Math.abs(readNumber(text) - value) < 1e-15, text);
});

test("what is no number gets a sentence", () => {
  assert.equal(readNumber("1/0"), "That divides by zero.");
  for (const text of ["", "  ", "a", "1+1", "1/0", "1/0.0", "1e999", "--1", "0x10", "Infinity", "1".repeat(61)]) {
    assert.match(String(readNumber(text)), /^(Type|That) .*\.$/, text);
  }
});
