import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { Ahead } from "../../../dashboard/components/stepper/ahead.js";

test("what is left of the work for one step gives way to that for the next", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const done = [];
  const work = (/** @type {string[]} */ ...names) => names.map((name) => () => done.push(name));
  const ahead = new Ahead();
  ahead.make(work("a", "b"));
  assert.deepEqual(done, []); // a key may follow
  for (let k = 0; done.length < 1 && k < 20; k++) mock.timers.tick(10);
  ahead.make(work("c", "d"));
  for (let k = 0; k < 20; k++) mock.timers.tick(10);
  assert.deepEqual(done, ["a", "c", "d"]);
  ahead.make(work("e"));
  ahead.stop();
  mock.timers.tick(1000);
  assert.deepEqual(done, ["a", "c", "d"]);
  mock.timers.reset();
});
