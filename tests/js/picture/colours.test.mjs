import assert from "node:assert/strict";
import test from "node:test";
import { inkOn, poles, scale } from "../../../dashboard/components/picture/colours.js";

const COLOURS = {
  background: "rgb(255, 255, 255)",
  text: "rgb(27, 36, 48)",
  value: "#0b62b0",
  "value-negative": "#c2570c",
  gradient: "#8a2fa3",
  "gradient-negative": "#1a7f37",
};

test("what is learned is seen like what flows forward, gradients have colours of their own", () => {
  assert.deepEqual(poles(COLOURS, "parameter"), poles(COLOURS, "value"));
  assert.deepEqual(poles(COLOURS, "gradient").positive, [0x8a, 0x2f, 0xa3]);
});

test("a legend begins at the negative end, or at zero", () => {
  const ends = poles(COLOURS, "value");
  assert.equal(scale(ends, true).length, 17);
  assert.equal(scale(ends, true)[0], "rgb(194,87,12)");
  assert.equal(scale(ends, false)[0], "rgb(255,255,255)");
  assert.equal(scale(ends, false).at(-1), "rgb(11,98,176)");
});

test("ink is legible on a pale cell, and paper on a dark one", () => {
  assert.equal(inkOn([240, 245, 250], COLOURS), COLOURS.text);
  assert.equal(inkOn([11, 98, 176], COLOURS), COLOURS.background);
});
