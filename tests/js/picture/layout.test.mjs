import assert from "node:assert/strict";
import test from "node:test";
import { strides } from "../../../dashboard/components/equation/packet.js";
import { Layout } from "../../../dashboard/components/picture/layout.js";

const layout = (shape, about) => new Layout(shape, strides(shape), about);

test("784 × 32 weights are 32 pictures of 28 × 28", () => {
  const one = layout([784, 32]);
  assert.deepEqual([one.tiles.length, one.columns, one.rows], [32, 28, 28]);
  assert.deepEqual(one.find(29 * 32 + 5), [5, 29]); // input 29 of unit 5
});

test("one example of 784 pixels is a square, and ten numbers are a list", () => {
  const pixels = layout([1, 784], { example: 0 });
  assert.deepEqual([pixels.tiles.length, pixels.columns, pixels.rows], [1, 28, 28]);
  const list = layout([1, 10], { example: 0, numbers: true });
  assert.deepEqual([list.list, list.columns, list.rows], [true, 1, 10]);
});

test("channels are tiles, each an image", () => {
  const one = layout([1, 6, 24, 20], { example: 0 });
  assert.deepEqual([one.tiles.length, one.columns, one.rows], [6, 20, 24]);
});

test("a number of cells without a square fills the widest grid without a gap", () => {
  const sizes = [12, 32, 7, 3].map((n) => layout([n])).map(({ columns, rows }) => [columns, rows]);
  assert.deepEqual(sizes, [
    [4, 3],
    [8, 4],
    [3, 3],
    [1, 3],
  ]);
});

test("tiles are arranged to fill a box, a line of one cell between them", () => {
  const one = layout([784, 32]).arrange(2);
  assert.deepEqual([one.across, one.down], [8, 4]);
  assert.deepEqual([one.width, one.height], [8 * 29 - 1, 4 * 29 - 1]);
});

test("where an entry stands leads back to it, and the lines between lead nowhere", () => {
  const one = layout([9, 4]).arrange(1);
  for (let k = 0; k < 36; k++) {
    const [column, row] = one.spot(...one.find(k));
    assert.equal(one.entry(column, row), k);
  }
  assert.equal(one.entry(3, 0), null);
  assert.equal(one.entry(-1, 0), null);
  assert.equal(one.entry(0, one.height), null);
});

test("an arrow key crosses the line between tiles and stops at the edge", () => {
  const one = layout([9, 4]).arrange(1); // 2 × 2 tiles of 3 × 3; entry (i, unit) is 4 i + unit
  assert.equal(one.neighbour(8, [1, 0]), 1); // from the upper right corner of unit 0 into unit 1
  assert.equal(one.neighbour(0, [-1, 0]), null);
});

test("a few short lists stand side by side as a table, with no line between them", () => {
  const one = layout([2, 3], { numbers: true }).arrange(1); // W: a row for each input, a column for each unit
  assert.deepEqual([one.list, one.across, one.width, one.height], [true, 3, 3, 2]);
  for (let k = 0; k < 6; k++) {
    const [column, row] = one.spot(...one.find(k));
    assert.deepEqual([column, row], [k % 3, Math.floor(k / 3)]);
    assert.equal(one.entry(column, row), k);
  }
  assert.equal(one.neighbour(0, [1, 0]), 1);
  assert.equal(layout([2, 4], { numbers: true }).list, false);
});
