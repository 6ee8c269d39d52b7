import assert from "node:assert/strict";
import test from "node:test";
import { lossScale, plainScale, shareScale } from "../../../dashboard/components/live/scale.js";

const texts = ({ ticks }) => ticks.map(({ text }) => text);

test("losses stand on a logarithmic axis with few, round ticks", () => {
  const scale = lossScale([2.3, 0.2, Number.NaN, 0]);
  assert.deepEqual(texts(scale), ["0.2", "0.5", "1", "2"]);
  assert.ok(scale.place(2.3) < 1 && scale.place(0.2) > 0);
  assert.ok(Math.abs(scale.place(1) - (scale.place(2) + scale.place(0.5)) / 2) < 1e-9);
  assert.deepEqual(texts(lossScale([])), ["0.1", "0.2", "0.5", "1", "2", "5", "10"]);
  const wide = texts(lossScale([3, 2e-5]));
  assert.ok(wide.includes("10⁻⁴") && wide.length <= 8, wide.join());
});

test("accuracies begin at 0, or just below the later half of them once one is past 90 %", () => {
  assert.equal(shareScale([[0.1, 0.6], []]).start, 0);
  const late = shareScale([
    [0.1, 0.9, 0.965, 0.97],
    [0.96, 0.975],
  ]);
  assert.equal(late.start, 95);
  assert.deepEqual(texts(late), ["95 %", "96 %", "97 %", "98 %", "99 %", "100 %"]);
  assert.equal(shareScale([]).start, 0);
});

test("steps stand on an axis from 0", () => {
  assert.deepEqual(texts(plainScale(86_000)), ["0", "20,000", "40,000", "60,000", "80,000"]);
  assert.deepEqual(texts(plainScale(1)), ["0", "0.2", "0.4", "0.6", "0.8", "1"]);
});
