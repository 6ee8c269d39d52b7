import assert from "node:assert/strict";
import test from "node:test";
import { commandOf } from "../../../dashboard/components/stepper/keys.js";

const press = (key, within, { on = [], ...modifiers } = {}) =>
  commandOf({ key, target: { matches: (selector) => on.includes(selector) }, ...modifiers }, within);
const FIELD = "input:not(.slider, [type=checkbox], [type=radio]), select, textarea, [contenteditable]";
const SHUT = "[role=combobox][aria-expanded=false]";
const BUTTON = "button, a, summary, [type=checkbox], [role=button]";
const TAB = "[role=tab], [role=option], [role=menuitem], [role=slider], [type=radio]";

test("arrow keys step, and step inside", () => {
  const keys = ["ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp", "Home", "End", "p", "PageDown", "PageUp", " "];
  const commands = ["next", "back", "inside", "outward", "first", "last", "play", "next", "back", "next"];
  for (const within of [false, true])
    assert.deepEqual(
      keys.map((key) => press(key, within)),
      commands,
    );
});

test("in a field keys are typed, but Escape leaves", () => {
  assert.equal(press("ArrowRight", true, { on: [FIELD] }), null);
  assert.equal(press("Escape", true, { on: [FIELD] }), "leave");
});

test("what has the focus keeps the keys that it needs", () => {
  assert.equal(press("ArrowRight", false, { on: [BUTTON] }), "next");
  assert.equal(press(" ", false, { on: [BUTTON] }), null);
  assert.equal(press("ArrowRight", true, { on: [TAB] }), null);
  assert.equal(press("PageDown", true, { on: [TAB] }), "next");
  assert.equal(press("Escape", false), null);
  assert.equal(press("Escape", false, { on: ["body"] }), "leave");
});

test("a list to choose from is left by the keys that mean nothing to it while it is shut", () => {
  assert.equal(press("ArrowRight", false, { on: [FIELD, SHUT] }), "next");
  assert.equal(press("ArrowDown", false, { on: [FIELD, SHUT] }), null);
  assert.equal(press("p", false, { on: [FIELD, SHUT] }), null);
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
