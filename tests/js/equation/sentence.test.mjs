import assert from "node:assert/strict";
import test from "node:test";
import { place } from "../../../dashboard/components/equation/place.js";
import { rank, sentence } from "../../../dashboard/components/equation/sentence.js";
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

test("a step is told with the numbers of core", () => {
  const one = trace("tanh");
  const { z1, a1, p, L, dz2 } = packets.tanh.arrays;
  const say = (name, k) => sentence(one, one.equation(name), k);
  assert.equal(say("a1", 1), `Unit 1 turns ${text(z1[1])} into ${text(a1[1])}.`);
  const [best, other] = p[0] > p[1] ? [0, 1] : [1, 0];
  assert.match(say("p", best), /more than any other class\.$/);
  assert.equal(
    say("p", other),
    `The network gives class ${other} a probability of ${percent(p[other])}, the second most likely.`,
  );
  assert.equal(
    say("L", 0),
    `The loss is ${text(L[0])}: the right class, 0, was given a probability of ${percent(p[0])}.`,
  );
  const order = Math.abs(dz2[0]) >= Math.abs(dz2[1]) ? "largest" : "second largest";
  assert.equal(
    say("dz2", 0),
    `δ of unit 0 is ${text(dz2[0])}, the ${order} in size of 2: raising its input lowers the loss.`,
  );
  assert.match(say("z1", 0), /^Unit 0 adds up 9 products, \d of them not zero, to /);
});

test("where a unit is silent the sentence says so, and why nothing comes back", () => {
  const one = trace("dense");
  const { z1, a1, dz1 } = packets.dense.arrays;
  const silent = z1.findIndex((z) => z < 0);
  assert.ok(silent >= 0 && a1[silent] === 0);
  assert.match(sentence(one, one.equation("a1"), silent), /stays silent: −.* is below zero, so it passes on 0\.$/);
  assert.equal(Math.abs(dz1[silent]), 0);
  assert.match(sentence(one, one.equation("dz1"), silent), /is 0 because the slope is 0 here: nothing passes\.$/);
});

test("beyond the edge of an image there are zeros, and that is said", () => {
  const one = trace("convolution");
  assert.match(sentence(one, one.equation("z1"), 0), / counts as 0 where the sum runs past its edge\.$/);
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
