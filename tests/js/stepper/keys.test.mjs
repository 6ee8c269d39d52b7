import assert from "node:assert/strict";
import test from "node:test";
import { commandOf } from "../../../dashboard/components/stepper/keys.js";

const press = (key, within, { on = [], ...modifiers } = {}) =>
  commandOf({ key, target: { matches: (selector) => on.includes(selector) }, ...modifiers }, within);
const FIELD = "input:not(.slider), select, textarea"; // a dial moves by its keys; the slider is the step

test("arrow keys step, and step inside", () => {
  const keys = ["ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp", "Home", "End", "p", "Escape"];
  const commands = ["next", "back", "inside", "outward", "first", "last", "play", "leave"];
  assert.deepEqual(
    keys.map((key) => press(key, false)),
    commands,
  );
});

test("in a field keys are typed, but Escape leaves", () => {
  assert.equal(press("ArrowRight", true, { on: [FIELD] }), null);
  assert.equal(press("Escape", true, { on: [FIELD] }), "leave");
});

test("undoing belongs to the stepper alone", () => {
  assert.equal(press("z", true, { ctrlKey: true }), "undo");
  assert.equal(press("Z", true, { metaKey: true, shiftKey: true }), "redo");
  assert.equal(press("y", true, { ctrlKey: true }), "redo");
  assert.equal(press("z", false, { ctrlKey: true }), null);
  assert.equal(press("ArrowRight", true, { altKey: true }), null);
});

test("Enter steps inside from the stepper, and elsewhere in it reveals what is hidden", () => {
  assert.equal(press("Enter", true, { on: [".stepper, .slider"] }), "enter");
  assert.equal(press("Enter", true), "reveal");
  assert.equal(press("Enter", false), null);
});
