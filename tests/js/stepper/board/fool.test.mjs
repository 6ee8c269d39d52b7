import assert from "node:assert/strict";
import test from "node:test";
import { chance, coins, moved, verdict } from "../../../../dashboard/components/stepper/board/fool.js";

const plain = (words) => words.replaceAll("\u00a0", " ");
/** Probabilities of ten classes, these given. */
const p = (given) => Array.from({ length: 10 }, (_, k) => given[k] ?? 0);

test("each pixel moves by ε of the way, the way of its sign, and not beyond paper or ink", () => {
  const x = [0, 0.5, 1, 0.98, 0.01];
  const found = moved({ paper: 0, ink: 1 }, x, [1, -1, 1, 1, -1], 0.05);
  [0.05, 0.45, 1, 1, 0].forEach((v, k) => {
    assert.ok(Math.abs(found[k] - v) < 1e-12);
  });
  assert.equal(moved({ paper: -1, ink: 3 }, [1], [1], 0.25)[0], 2);
  assert.equal(moved({ paper: 0, ink: 1 }, [4], [1], 0.25)[0], 4); // changed by hand, and left there
});

test("the coins fall the same way each time, and on both sides alike", () => {
  const signs = coins(10_000);
  assert.deepEqual(signs, coins(10_000));
  assert.ok(Math.abs(signs.reduce((a, b) => a + b)) < 300);
});

test("the sentence says what became of the reading", () => {
  const before = p({ 7: 0.9, 8: 0.1 });
  assert.equal(
    plain(verdict(before, before, 7, 0)),
    "Nothing is moved yet. It reads a 7, with 90.0 %. Move the slider.",
  );
  assert.equal(
    plain(verdict(before, p({ 8: 0.96, 7: 0.04 }), 7, 0.05)),
    "It is fooled: it reads an 8 now, with 96.0 %, where it read a 7, with 90.0 %. " +
      "No pixel moved by more than 5 % of the way from paper to ink.",
  );
  assert.match(
    plain(verdict(before, p({ 7: 0.6, 8: 0.4 }), 7, 0.025)),
    /^It still reads a 7, with 60.0 % instead of 90.0 %/,
  );
  assert.match(plain(verdict(before, p({ 8: 0.8 }), 4, 0.025)), /^It changed its mind: it reads an 8 now/);
  const wrong = plain(verdict(p({ 9: 0.7, 4: 0.2 }), p({ 9: 0.9, 4: 0.1 }), 4, 0.1));
  assert.match(wrong, /^It read a 9 before, which is wrong, and still does; the 4 fell from 20.0 % to 10.0 %\./);
  assert.match(
    plain(verdict(p({ 9: 0.7, 4: 0.2 }), p({ 9: 0.6, 4: 0.3 }), 4, 0.5)),
    /so long a step went too far, and the 4 rose from 20.0 % to 30.0 %/,
  );
});

test("the same moves by chance are told beside it", () => {
  assert.match(plain(chance(p({ 7: 0.9 }), p({ 7: 0.88 }))), /thrown like coins leave it at a 7, with 88.0 %\.$/);
  assert.match(plain(chance(p({ 7: 0.9 }), p({ 8: 0.5 }))), /make it read an 8, with 50.0 %\.$/);
});
