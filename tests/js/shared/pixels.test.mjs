import assert from "node:assert/strict";
import test from "node:test";
import { argmax, decode, extreme, signed, strength } from "../../../dashboard/components/shared/pixels.js";
import { channels } from "../../../dashboard/components/shared/theme.js";
import { colours } from "../fixtures.mjs";

const BLACK_AND_WHITE = { zero: [0, 0, 0], negative: [255, 0, 0], positive: [0, 0, 255] };

test("a signed number has the colour that Python gives it", () => {
  for (const { value, zero, negative, positive, colour } of colours) {
    const ends = { zero: channels(zero), negative: channels(negative), positive: channels(positive) };
    assert.deepEqual(signed(value, 1, ends), colour, `${value} between ${negative} and ${positive}`);
  }
});

test("zero is the ground, the largest has the full colour, and what is larger has no more", () => {
  assert.deepEqual(signed(0, 2, BLACK_AND_WHITE), [0, 0, 0]);
  assert.deepEqual(signed(2, 2, BLACK_AND_WHITE), [0, 0, 255]);
  assert.deepEqual(signed(-5, 2, BLACK_AND_WHITE), [255, 0, 0]);
});

test("a tenth of the largest is a quarter as strong", () => {
  assert.ok(Math.abs(strength(0.1) - 0.2512) < 1e-4); // 10 to the −0.6
  assert.deepEqual(signed(0.1, 1, BLACK_AND_WHITE), [0, 0, 64]);
});

test("what is not a number is grey, and nothing but zeros is the ground", () => {
  assert.deepEqual(signed(NaN, 1, BLACK_AND_WHITE), [64, 64, 64]);
  assert.deepEqual(signed(0, 0, BLACK_AND_WHITE), [0, 0, 0]);
});

test("the largest is looked for by size, and infinity does not count", () => {
  assert.equal(extreme([0.5, -3, 2]), 3);
  assert.equal(extreme([1, Infinity, NaN]), 1);
  assert.equal(argmax([1, 5, 5, 2]), 1);
});

test("base64 becomes its bytes", () => {
  assert.deepEqual([...decode("AAH/")], [0, 1, 255]);
});
