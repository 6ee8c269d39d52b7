import assert from "node:assert/strict";
import test from "node:test";
import { flowing } from "../../../dashboard/components/network/flows.js";
import { chain, drawn, scene, sizesOf } from "../../../dashboard/components/stepper/sketch.js";
import { sentences, told, trace } from "../fixtures.mjs";

const dense = told(sentences[0]); // 9-6-relu-10, one example
const sizes = chain(dense);
const pass = drawn(dense, sizes).passes[""];
const close = (found, expected) => assert.ok(Math.abs(found - expected) < 1e-9, `${found} is not ${expected}`);

test("only a chain of weighted sums and bends is drawn", () => {
  assert.deepEqual(sizes, [9, 6, 10]);
  assert.equal(chain(trace("convolution")), null);
  const others = sentences.slice(2).map((one) => told(one));
  assert.deepEqual(others.map(chain).filter(Boolean), [
    [9, 5, 4, 10],
    [9, 5, 4, 4],
    [9, 4, 4, 12],
    [9, 4, 4, 4, 3],
    ...[
      [9, 4, 10],
      [9, 4, 10],
      [9, 4, 10],
      [9, 4, 3],
    ],
  ]);
  assert.equal(sizesOf(dense), null); // its input is no digit
});

test("what the lines carry adds up to what the step computes", () => {
  for (const [step, { name }] of dense.equations.entries()) {
    const shown = scene(dense, sizes, step + 1, dense.largest(name), false);
    const { data } = dense.array(name);
    for (const [gap, direction] of shown.moves) {
      const flow = flowing(shown.flow[gap], pass, gap, pass, shown.columns[gap].startsWith("dz"));
      if (direction > 0)
        data.forEach((z, j) => {
          close(
            flow.reduce((sum, row) => sum + row[j], dense.array(`b${gap + 1}`).data[j]),
            z,
          );
        });
      else
        data.forEach((blame, i) => {
          close(
            flow[i].reduce((sum, v) => sum + v, 0),
            blame,
          );
        });
    }
    if (name === "dW2")
      flowing(shown.flow[1], pass, 1, pass)
        .flat()
        .forEach((v, k) => {
          close(v, data[k]);
        });
  }
  const moved = dense.equations.flatMap((_, k) => scene(dense, sizes, k + 1, 0, false).moves);
  assert.deepEqual(moved, [
    [1, 1],
    [1, -1],
  ]);
});

test("a column shows what is computed by then, and nothing before", () => {
  const at = (name) => scene(dense, sizes, dense.stepOf(name), 0, false).columns;
  assert.deepEqual(scene(dense, sizes, 0, null, false).columns, ["x", "", ""]);
  assert.deepEqual(at("z1"), ["x", "z1", ""]);
  assert.deepEqual(at("p"), ["x", "a1", "p"]);
  assert.deepEqual(at("da1"), ["x", "da1", "dz2"]);
  assert.deepEqual(at("dz1"), ["x", "dz1", "dz2"]);
});

test("the lines of an entry alone are those that lead to it", () => {
  const step = dense.stepOf("z2");
  assert.deepEqual(scene(dense, sizes, step, 3, true).only, { 1: [null, 3] });
  assert.deepEqual(scene(dense, sizes, step, 3, false).only, {});
  assert.deepEqual(scene(dense, sizes, dense.stepOf("dW2"), 13, true).only, { 1: [1, 3] });
});
