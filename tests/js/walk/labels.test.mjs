import assert from "node:assert/strict";
import test from "node:test";
import { around, place } from "../../../dashboard/components/walk/labels.js";

const ROOM = { left: 52, top: 330, right: 288, bottom: 538 };

/** A curve as the walk draws one, point by point. @param {(t: number) => number} height 0 to 1 of 0 to 1 */
const curve = (height) =>
  Array.from({ length: 101 }, (_, k) => /** @type {[number, number]} */ ([52 + 1.68 * k, 540 - 200 * height(k / 100)]));

const covers = (box, line) => line.some(([x, y]) => x > box.left && x < box.right && y > box.top && y < box.bottom);

for (const [name, height] of Object.entries({
  "falls steeply and stays low": (t) => Math.exp(-8 * t),
  "falls and rises again": (t) => (2 * t - 1) ** 2,
  "falls evenly": (t) => 1 - t,
  "rises evenly": (t) => t,
})) {
  test(`no word lies on a curve that ${name}, on its tangent or on another word`, () => {
    const line = curve(height);
    const dots = [
      { x: 52 + 56, y: 540 - 200 * height(1 / 3), words: "happened: 0.427" },
      { x: 52 + 56, y: 530, words: "promised: 0.0876" },
    ];
    const labels = place(dots, line, ROOM);
    const boxes = labels.map((label, k) => around(label, dots[k].words));
    for (const box of boxes) {
      assert.ok(!covers(box, line), JSON.stringify(box));
      assert.ok(box.left >= ROOM.left && box.right <= ROOM.right && box.bottom <= ROOM.bottom);
    }
    const [a, b] = boxes;
    assert.ok(a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top);
  });
}

test("two dots in one place have their words apart", () => {
  const [a, b] = place(
    [
      { x: 108, y: 400, words: "happened: 0.2805" },
      { x: 108, y: 400.2, words: "promised: 0.2807" },
    ],
    curve((t) => 1 - 0.9 * t),
    ROOM,
  );
  assert.ok(Math.abs(a.y - b.y) >= 17 || a.anchor !== b.anchor);
});

test("a word stays beside its dot where nothing is in its way", () => {
  assert.deepEqual(place([{ x: 108, y: 400, words: "1.36" }], [], ROOM), [{ x: 118, y: 390, anchor: "start" }]);
});
