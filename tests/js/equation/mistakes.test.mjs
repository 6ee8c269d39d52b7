import assert from "node:assert/strict";
import test from "node:test";
import { close, explained, hint, mistakes } from "../../../dashboard/components/equation/mistakes.js";
import { sentences, told, trace } from "../fixtures.mjs";

/** What is said to a number for entry k of an array. */
const said = (own, name, k, typed, rate = 0.01) => hint(own, own.equation(name), k, typed, rate);

const mazur = trace("mazur");
const two = trace("two");
const at = (own, name, k) => own.array(name).data[k];

test("a flipped sign is named", () => {
  assert.equal(said(mazur, "da1", 0, -at(mazur, "da1", 0)), "The sign is flipped.");
});

test("a missing 1/N and one too many are named, where there is a mean", () => {
  const value = at(two, "dz2", 1);
  assert.match(
    said(two, "dz2", 1, 2 * value),
    /^The 1\/N is missing: the loss is a mean over the examples, and N is 2/,
  );
  assert.match(said(two, "dW1", 3, at(two, "dW1", 3) / 2), /one 1\/N too many|one term/);
  for (const [words] of mistakes(mazur, mazur.equation("da2"), 0, 0.5)) assert.doesNotMatch(words, /1\/N/);
});

test("σ for σ′, σ′ at the wrong place and no σ′ at all are told apart", () => {
  const [arrives, z, a] = [at(mazur, "da1", 1), at(mazur, "z1", 1), at(mazur, "a1", 1)];
  const slope = (v) => (1 / (1 + Math.exp(-v))) * (1 - 1 / (1 + Math.exp(-v)));
  assert.equal(said(mazur, "dz1", 1, arrives * a), "You used sigmoid itself where its slope belongs.");
  assert.equal(said(mazur, "dz1", 1, arrives * slope(a)), "The slope is taken at a; it belongs at z.");
  assert.equal(said(mazur, "dz1", 1, arrives), "That is the blame that arrives: the slope of sigmoid is missing.");
  assert.match(said(mazur, "dz1", 1, slope(z)), /^That is the slope of sigmoid alone/);
});

test("the right number of the wrong unit is recognised", () => {
  const other = at(mazur, "dz2", 0);
  assert.equal(said(mazur, "dz2", 1, other), "That is the blame of unit 0; here it is the blame of unit 1.");
  assert.match(
    said(mazur, "dW1", 0, at(mazur, "dW1", 3)),
    /^That is the gradient of the weight from input 1 to unit 1/,
  );
  assert.match(said(mazur, "z1", 0, at(mazur, "z1", 1)), /^That is the z of unit 1; here it is the z of unit 0\.$/);
});

test("weights that were updated too soon, or lie on their side, are recognised", () => {
  const [W, g, d] = ["W2", "dW2", "dz2"].map((name) => mazur.array(name).data);
  const soon = d[0] * (W[0] - 0.5 * g[0]) + d[1] * (W[1] - 0.5 * g[1]);
  assert.match(said(mazur, "da1", 0, soon, 0.5), /^That is with the W of after the update/);
  assert.match(said(mazur, "da1", 0, d[0] * W[0] + d[1] * W[2]), /^W is read the wrong way round/);
});

test("one term for the sum, a forgotten bias and a forgotten ½ are named", () => {
  const [W, d] = ["W2", "dz2"].map((name) => mazur.array(name).data);
  assert.equal(said(mazur, "da1", 0, d[0] * W[0]), "That is one term of the sum: add up all of them.");
  assert.equal(said(mazur, "z1", 0, at(mazur, "z1", 0) - 0.35), "The bias is missing.");
  assert.equal(said(mazur, "L", 0, 2 * at(mazur, "L", 0)), "The ½ is missing.");
  assert.match(said(mazur, "da2", 0, 2 * at(mazur, "da2", 0)), /^That is twice as much/);
});

test("two digits are nearly enough, and anything else hears of its sign and size", () => {
  const value = at(mazur, "dz2", 0); // 0.1385
  assert.match(said(mazur, "dz2", 0, 0.14), /three digits/);
  assert.equal(said(mazur, "dz2", 0, 77 * value), "The sign is right, the size is too large.");
  assert.equal(explained(-1e-9, value, []), "The sign is wrong, the size is too small.");
  assert.match(explained(3, 0, []), /another number/);
});

test("in every kind of network what is said to a wrong number is true of it", () => {
  let asked = 0;
  for (const row of sentences) {
    const own = told(row);
    for (const equation of own.equations) {
      const { data } = own.array(equation.name);
      for (const k of new Set([0, data.length - 1])) {
        const all = [...mistakes(own, equation, k, 0.1)];
        for (const [, wrong] of all) {
          if (!Number.isFinite(wrong) || close(wrong, data[k]) || close(-wrong, data[k])) continue;
          asked++;
          const words = explained(wrong, data[k], all);
          const such = all.filter(([named]) => words.startsWith(named));
          assert.ok(
            such.some(([, value]) => close(wrong, value) || close(wrong, -value)),
            `${row.text} ${equation.name}[${k}] ${wrong}: ${words}`,
          );
        }
      }
    }
  }
  assert.ok(asked > 2_000, String(asked));
});
