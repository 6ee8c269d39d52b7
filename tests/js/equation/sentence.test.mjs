import assert from "node:assert/strict";
import test from "node:test";
import { capital, count, often, rank } from "../../../dashboard/components/equation/called.js";
import { mostly } from "../../../dashboard/components/equation/contributions.js";
import { place } from "../../../dashboard/components/equation/place.js";
import { sentence } from "../../../dashboard/components/equation/sentence.js";
import { percent, text } from "../../../dashboard/components/shared/numbers.js";
import { packets, trace } from "../fixtures.mjs";

test("an entry is called by what it is", () => {
  const dense = trace("dense");
  assert.equal(place(dense, "a1", 5), "unit 2 of example 1");
  assert.equal(place(dense, "db1", 2), "the bias of unit 2");
  assert.equal(place(dense, "dz2", 1), "unit 1 of example 0");
  assert.equal(place(dense, "p", 1), "class 1 of example 0");
  assert.equal(place(dense, "L", 0), "the loss");
  assert.equal(place(dense, "W2", 5), "the weight from input 2 to unit 1");
});

test("the input is an image where its pixels make a square, whatever its side", () => {
  assert.equal(place(trace("dense"), "x", 3), "pixel (1, 1) of example 0"); // 2 × 2
  assert.equal(place(trace("tanh"), "x", 5), "pixel (1, 2)"); // 3 × 3
  assert.equal(place(trace("tanh"), "W1", 11), "the weight from pixel (1, 2) to unit 1");
});

test("a filter has channels and a place in its window", () => {
  const one = trace("convolution"); // W1 is 2 × 1 × 3 × 3
  assert.equal(place(one, "W1", 9 + 5), "weight (1, 2) of filter 1 on channel 0");
  assert.equal(place(one, "b1", 1), "the bias of filter 1");
  assert.equal(place(one, "z1", 16 + 7), "channel 1 at (1, 3)");
  assert.equal(place(one, "b2", 1), "the bias of unit 1");
});

test("a step is told with the numbers of core, and with a cause", () => {
  const one = trace("tanh");
  const { z1, a1, p, L, dz2, da1, W2 } = packets.tanh.arrays;
  const say = (name, k) => sentence(one, one.equation(name), k);
  const slope = text(1 - a1[1] ** 2);
  assert.equal(say("a1", 1), `Unit 1: tanh turns z = ${text(z1[1])} into ${text(a1[1])}. Its slope there is ${slope}.`);
  const [best, other] = p[0] > p[1] ? [0, 1] : [1, 0];
  assert.match(say("p", best), /more than any other class: its logit, /);
  assert.ok(
    say("p", other).startsWith(
      `The network gives the ${other} a probability of ${percent(p[other])}, the second most likely: its logit, `,
    ),
  );
  const given = `the right class, the 0, was given a probability of ${percent(p[0])}`;
  const why = "and this is minus its logarithm. The less it is given, the larger the loss.";
  assert.equal(say("L", 0), `The loss is ${text(L[0])}: ${given}, ${why}`);
  const pushed = `this logit is pushed up by ${text(1 - p[0])}`;
  const truth = `The network says ${percent(p[0])} for the 0, and the truth is 100 %: ${pushed}.`;
  assert.equal(say("dz2", 0), `${truth} Its blame, the error signal δ, is ${text(dz2[0])}.`);
  assert.match(say("z1", 0), /^Unit 0 adds up nine products to .*; its bias is 0\. Most of the sum /);
  const parts = [0, 1].map((j) => ({ j, value: dz2[j] * W2[j] })).sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const [first, second] = parts.map(({ j, value }) => `the ${j} (${value > 0 ? "+" : ""}${text(value, 2)})`);
  assert.equal(
    say("da1", 0),
    `Unit 0 feeds two logits, and a blame of ${text(da1[0])} arrives. All of it comes from ${first} and ${second}.`,
  );
});

test("where a unit is silent the sentence says so, and why nothing comes back", () => {
  const one = trace("dense");
  const { z1, a1, dz1 } = packets.dense.arrays;
  const silent = z1.findIndex((z) => z < 0);
  assert.ok(silent >= 0 && a1[silent] === 0);
  assert.match(
    sentence(one, one.equation("a1"), silent),
    /stays silent: z = −.* is not above zero, so it passes on 0\.$/,
  );
  assert.equal(Math.abs(dz1[silent]), 0);
  assert.match(sentence(one, one.equation("dz1"), silent), /is off \(z = −.*\): nothing it did reached the loss/);
});

test("beyond the edge of an image there are zeros, and only where there are it is said", () => {
  const one = trace("convolution"); // padded by 1
  assert.match(sentence(one, one.equation("z1"), 0), / adds up nine products \(five beyond the edge\) to /);
  assert.match(sentence(one, one.equation("z1"), 5), / adds up nine products to /);
  assert.doesNotMatch(sentence(one, one.equation("dv0"), 0), /edge/);
});

test("the two largest contributions are named with their share", () => {
  const parts = (...values) => values.map((value, k) => ({ label: () => `unit ${k}`, value }));
  assert.equal(mostly("it", parts(0, 0)), "");
  assert.equal(mostly("it", parts(0.5, 0)), "All of it comes from unit 0 (+0.5).");
  assert.equal(mostly("it", parts(0.5, -0.25)), "All of it comes from unit 0 (+0.5) and unit 1 (−0.25).");
  const [a, b] = ["unit 0 (+0.5)", "unit 1 (−0.25)"];
  assert.equal(mostly("it", parts(0.5, -0.25, 0.05)), `Nearly all of it (93.8 % by size) comes from ${a} and ${b}.`);
  assert.equal(mostly("it", parts(0.5, -0.25, 0.25)), `Most of it (75.0 % by size) comes from ${a} and ${b}.`);
  const even = parts(0.5, -0.25, 0.25, 0.25, 0.25);
  assert.equal(mostly("it", even), `The largest parts (50.0 % by size) come from ${a} and ${b}.`);
});

test("counts are words up to ten, and letters of a formula begin a sentence as they are", () => {
  assert.deepEqual([count(2), count(11), count(1152)], ["two", "11", "1,152"]);
  assert.deepEqual([often(1), often(2), often(9)], ["once", "twice", "nine times"]);
  assert.deepEqual(["unit 3", "the 4", "γ of unit 3", "x̂ of unit 3"].map(capital), [
    "Unit 3",
    "The 4",
    "γ of unit 3",
    "x̂ of unit 3",
  ]);
});

test("the input is told by its size", () => {
  assert.match(
    sentence(trace("dense"), undefined, 0),
    /^2 handwritten digits, each as 4 numbers: 0 is paper, 1 is ink\./,
  );
  assert.match(sentence(trace("tanh"), undefined, 0), /^A handwritten 0, as 9 numbers/);
});

test("the rank of an entry counts what is larger in size", () => {
  assert.equal(rank(Float64Array.of(1, -5, 3), 1), 1);
  assert.equal(rank(Float64Array.of(1, -5, 3), 0), 3);
});
