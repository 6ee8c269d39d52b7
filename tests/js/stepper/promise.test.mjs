import assert from "node:assert/strict";
import test from "node:test";
import { address } from "../../../dashboard/components/stepper/panels/crowd.js";
import { about, crowd, reason, verdict } from "../../../dashboard/components/stepper/panels/promise.js";
import { bounds, drawing } from "../../../dashboard/components/stepper/panels/slope.js";

/** A step along which the loss is `f` of the share of it that was gone. */
function proposal(f, slope, rate = 0.1) {
  const shares = Array.from({ length: 15 }, (_, k) => (k - 2) / 10);
  const curve = shares.map((t) => [t, f(t)]);
  return { asked: ["sgd", null], rate, before: f(0), predicted: f(0) + slope, after: f(1), curve, arrays: [] };
}

test("a promise below nothing is told as what no loss is", () => {
  const words = verdict(proposal((t) => 1.356 * Math.exp(-9 * t), -12.69));
  assert.match(words, /promises a loss of −11\.33, below 0, which no loss is\. It falls to 1\.673×10⁻⁴ instead\./);
  assert.match(verdict(proposal((t) => 1 + t * (t - 0.2) * 9, -1.8)), /below 0, which no loss is\. It rises to 8\.2/);
});

test("where line and curve part, it says how much comes true, and that a shorter step keeps more", () => {
  const words = verdict(proposal((t) => 1 - 0.8 * t + 0.4 * t * t, -0.8));
  assert.match(words, /^Of the fall that the slope promises, 50\u00a0% comes true\./);
  assert.match(words, /After a tenth of the step it is 95\u00a0%\.$/);
  assert.match(verdict(proposal((t) => 1 - 0.5 * t + 0.01 * t * t, -0.5)), /98\u00a0% comes true: so near/);
});

test("a step that overshoots is told with what it reached on the way", () => {
  const words = verdict(proposal((t) => 1 - 0.5 * t + t * t, -0.5));
  assert.match(words, /falls to 0\.5, but it falls to 0\.94 on the way and then rises to 1\.5\./);
});

test("there are words for every other step", () => {
  assert.match(verdict(proposal(() => 1, 0)), /it promises nothing/);
  assert.match(verdict(proposal((t) => 1 + t, 1)), /uphill/);
  assert.match(verdict(proposal((t) => 1 - 0.2 * t - 0.2 * t * t, -0.2)), /even further/);
  assert.match(verdict(proposal((t) => (t > 0.5 ? NaN : 1), -0.2)), /no number any more/);
});

test("a rate that was chosen has its reason", () => {
  assert.match(reason(proposal((t) => 1 - t, -0.5, 0.003)), /^The rate 0\.003 .* promises no loss below 0\./);
  assert.match(reason(proposal((t) => 1 - t, -1.5, 0.00001)), /^The rate 0\.00001 .* the smallest usual one\./);
});

test("the picture holds the curve, and the line a little way below nothing", () => {
  const far = bounds(proposal((t) => Math.exp(-9 * t), -100));
  assert.ok(far.low < 0 && far.low > -0.5 * far.high);
  const near = bounds(proposal((t) => 1 - 0.01 * t, -0.01));
  assert.ok(near.low > 0.9, "a short step is seen from near");
  const drawn = drawing(
    proposal((t) => (t > 1.1 ? Infinity : Math.exp(-t)), -0.9),
    "in words",
  );
  assert.match(drawn, /aria-label="in words"/);
  assert.doesNotMatch(drawn, /NaN|Infinity/);
});

const CROWD = { count: 10_000, of: 10_000, less: 4713, lost: 1, gained: 19 };

test("everybody else is told in numbers, and how many were asked", () => {
  assert.equal(
    crowd(CROWD),
    "For 4,713 of them the truth gets less than before; 1 was read right and is now wrong, 19 the other way round.",
  );
  const few = crowd({ ...CROWD, count: 800, lost: 0, gained: 0, less: 0 });
  assert.match(few, /^All 10,000 would take too long in this network: these are the first 800\. The truth of none/);
});

test("a digit that changed says what its truth got and what it is taken for", () => {
  const one = { digit: 3, label: 4, truth: [0.2919, 0.99997], read: [9, 4], ink: "" };
  assert.deepEqual(about(one), { share: "4: 29.2 % → > 99.9 %", read: "read as 4, not 9" });
  assert.equal(about({ ...one, read: [4, 4] }).read, "read as 4");
});

test("the address of a digit keeps the network and what was changed in it, not the pixels of another digit", () => {
  const here = "?digit=115&network=784-5-relu-10&seed=3&pin=x,3&label=2&batch=4";
  const found = new URLSearchParams(address(here, 321, "sgd,0.001,115:4:1", "x:350:0.9~W1:12:-0.3"));
  assert.deepEqual(Object.fromEntries(found), {
    network: "784-5-relu-10",
    seed: "3",
    digit: "321",
    step: "p",
    edits: "W1:12:-0.3",
    steps: "sgd,0.001,115:4:1",
  });
  assert.equal(address("", 5, "", ""), "?digit=5&step=p");
});
