import assert from "node:assert/strict";
import test from "node:test";
import { one, opinion } from "../../../dashboard/components/shared/opinion.js";

const plain = (words) => words.replaceAll(/<[^>]*>/g, "").replaceAll("\u00a0", " ");
const P = [0.1, 0.7, 0.2];

test("an opinion is asked about, or held against who knows better", () => {
  const says = "The network says 1, with a probability of 70.0 %.";
  assert.equal(plain(opinion(P)), `${says} Is it right?`);
  assert.equal(plain(opinion(P, 1)), `${says} The label says 1, too.`);
  assert.equal(plain(opinion(P, 2, "You say")), `${says} You say 2, which got 20.0 %.`);
  assert.equal(plain(opinion(P, 0, "You say")), `${says} You say 0, which got 10.0 %.`); // the class 0 is a label
});

test("an 8 begins with a vowel", () => {
  assert.deepEqual([1, 8].map(one), ["a 1", "an 8"]);
});
