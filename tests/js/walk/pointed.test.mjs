// A letter of a formula is the array of core whose numbers a column of the stage shows.

import assert from "node:assert/strict";
import { test } from "node:test";
import { arrayOf } from "../../../dashboard/components/walk/pointed.js";

test("a letter and its layer are a name of core", () => {
  for (const [letter, name] of [
    ["δ(2)", "dz2"],
    ["a(1)", "a1"],
    ["z(3)", "z3"],
    ["x", "x"],
    ["p", "p"],
  ])
    assert.equal(arrayOf(letter), name);
});

test("what no column shows is none", () => {
  for (const letter of ["", "W(1)", "^x(1)", "L", "n"]) assert.equal(arrayOf(letter), "");
});
