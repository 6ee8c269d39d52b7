import assert from "node:assert/strict";
import test from "node:test";
import { kinks } from "../../../dashboard/components/stepper/panels/kinks.js";

const slope = { value: 0.5, h: 1e-5, asked: /** @type {any} */ ([]), crossed: [["z1", 3]] };

test("a unit exactly at its kink explains why the central difference is half", () => {
  const words = kinks(/** @type {any} */ (slope), () => 0, 0);
  assert.match(words, /z1\[3\] is exactly 0, at its kink/);
  assert.match(words, /a central difference steps to both sides and finds the mean/);
  assert.match(words, /half of the other/);
  assert.match(words, /Here one is 0, where the unit is off, and the other 1: 0\.5 is half of that\.$/);
});

test("where the gradient is not 0 the two sides are left unsaid", () => {
  assert.doesNotMatch(
    kinks(/** @type {any} */ (slope), () => 0, 0.25),
    /Here one is 0/,
  );
});

test("of many units three are named", () => {
  const crossed = [0, 1, 2, 3].map((unit) => ["z1", unit]);
  const words = kinks(/** @type {any} */ ({ ...slope, crossed }), () => 0, 0);
  assert.match(words, /4 units are exactly 0, at their kink \(z1\[0\], z1\[1\], z1\[2\], …\)/);
});

test("a unit that is only near its kink changes side", () => {
  const words = kinks(/** @type {any} */ (slope), () => 1e-7, 0);
  assert.match(words, /a unit changes side at a kink \(z1\[3\]\), where the slope jumps/);
});

test("without a kink nothing is said", () => {
  assert.equal(
    kinks(/** @type {any} */ ({ ...slope, crossed: [] }), () => 0, 0),
    "",
  );
});
