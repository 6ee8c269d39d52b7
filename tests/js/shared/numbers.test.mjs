import assert from "node:assert/strict";
import test from "node:test";
import { apartIn, brief, ordinal, percent, share, split, text } from "../../../dashboard/components/shared/numbers.js";

test("numbers have four significant digits and a real minus sign", () => {
  assert.equal(text(3.14259), "3.143");
  assert.equal(text(-0.03125), "−0.03125");
  assert.equal(text(12), "12");
  assert.equal(text(-12345.67), "−12350");
  assert.equal(brief(0.4567), "0.46");
});

test("what is very large or small is a power of ten", () => {
  assert.equal(text(4.2154e-7), "4.215×10⁻⁷");
  assert.equal(text(-6.02214e23), "−6.022×10²³");
  assert.deepEqual(split(123456.7), { digits: "1.235", power: 5 });
});

test("a number that needs no four digits has as many as it was given with", () => {
  assert.deepEqual(
    [0.05, 0.5, -1.5, 0.15].map((v) => text(v)),
    ["0.05", "0.5", "−1.5", "0.15"],
  );
  assert.equal(text(0.1 + 0.2), "0.3000"); // it is not quite 0.3
});

test("just below 1 the distance to 1 has two digits at least, and never rounds up to 1", () => {
  assert.equal(text(254 / 255), "0.9961");
  assert.equal(text(254 / 255, 3), "0.996");
  assert.equal(text(0.99943026), "0.99943");
  assert.equal(text(-0.999999873), "−0.99999987");
  assert.equal(text(1 - 2e-9), "0.9999999980");
  assert.equal(split(0.99943026, 4, apartIn("p")).digits, "0.9994303"); // the logarithm of p hangs on it
});

test("what is no finite number is said in words or signs", () => {
  assert.equal(text(NaN), "not a number");
  assert.equal(text(Infinity), "∞");
  assert.equal(text(-Infinity), "−∞");
  assert.equal(text(0), "0");
});

test("a probability has as many nines as it takes", () => {
  assert.equal(percent(1), "100 %");
  assert.equal(percent(0.0421), "4.21 %");
  assert.equal(percent(0.99999988), "99.99999 %");
  assert.equal(percent(0.00001), "1.000×10⁻⁵");
});

test("a probability at a glance says beyond which end it lies", () => {
  assert.equal(share(0.042), "4.2 %");
  assert.equal(share(0.9996), "> 99.9 %");
  assert.equal(share(0.0004), "< 0.1 %");
});

test("ordinals end as English has them", () => {
  assert.deepEqual([1, 2, 10, 11, 12, 13, 21, 22, 103, 111, 1001].map(ordinal), [
    "first",
    "second",
    "tenth",
    "11th",
    "12th",
    "13th",
    "21st",
    "22nd",
    "103rd",
    "111th",
    "1,001st",
  ]);
});
