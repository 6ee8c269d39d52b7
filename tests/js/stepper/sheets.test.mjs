import assert from "node:assert/strict";
import test from "node:test";
import { isSmall, sheets } from "../../../dashboard/components/stepper/sheets.js";
import { trace } from "../fixtures.mjs";

const of = (own, name) => sheets(own, own.equation(name));

test("in a small network every result is filled in but what is there already", () => {
  const own = trace("whole");
  assert.ok(isSmall(own));
  const filled = own.equations.filter((equation) => sheets(own, equation).length).map(({ name }) => name);
  assert.deepEqual(filled, ["z1", "a1", "z2", "L", "dz2", "dW2", "db2", "da1", "dz1", "dW1", "db1", "dx"]);
  const [dW2] = of(own, "dW2");
  assert.deepEqual([dW2.columns, dW2.cells.map((cell) => cell.value())], [2, [3, -6, 2, -4]]);
  assert.equal(dW2.cells[1].words, "The gradient of the weight from unit 0 to output 1");
});

test("behind the last gradient every parameter is updated", () => {
  const own = trace("whole", { changes: { edits: "", steps: "sgd,0.1" } });
  const [dx, ...updates] = of(own, "dx");
  assert.equal(dx.name, "dx");
  assert.deepEqual(
    updates.map(({ key }) => key),
    ["new W1", "new b1", "new W2", "new b2"],
  );
  const [first] = updates[0].cells; // 1 − 0.1 · (−3)
  assert.ok(Math.abs(first.value() - 1.3) < 1e-12);
  assert.match(first.hint(0.7), /uphill/);
  assert.match(first.hint(4), /learning rate is missing/);
  assert.match(first.hint(0.3), /step alone/);
  assert.match(first.hint(1), /Nothing has moved/);
  assert.equal(of(own, "dW1").length, 1);
});

test("in a network on digits the largest three of each gradient are filled in, and nothing else", () => {
  const own = trace("dense"); // 4-3-relu-2, which is small but has digits
  assert.ok(!isSmall(own));
  assert.deepEqual(of(own, "z1"), []);
  const [dW1] = of(own, "dW1");
  const sizes = Array.from(own.array("dW1").data, Math.abs).sort((a, b) => b - a);
  assert.deepEqual(
    dW1.cells.map((cell) => Math.abs(cell.value())).sort((a, b) => b - a),
    sizes.slice(0, 3),
  );
  const [dz2] = of(own, "dz2");
  assert.equal(dz2.cells.length, 4);
});
