import assert from "node:assert/strict";
import test from "node:test";
import { squares } from "../../../dashboard/components/shared/pad.js";

test("each of the 28 × 28 squares has the mean grey of its pixels", () => {
  const pixels = new Uint8ClampedArray(4 * 280 * 280);
  const paint = (x, y, grey) => pixels.fill(grey, 4 * (y * 280 + x), 4 * (y * 280 + x) + 3);
  for (let y = 0; y < 10; y++) for (let x = 20; x < 30; x++) paint(x, y, 77); // the third square
  for (let y = 270; y < 280; y++) for (let x = 275; x < 280; x++) paint(x, y, 200); // half of the last one
  const found = squares(pixels, 10);
  assert.equal(found[2], 77);
  assert.equal(found[783], 100);
  assert.equal(found.filter((v) => v).length, 2);
});
