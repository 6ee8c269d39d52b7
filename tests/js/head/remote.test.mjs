import assert from "node:assert/strict";
import test from "node:test";
import { commandOf } from "../../../dashboard/components/head/remote.js";

const press = (key, presenting, { typing = false, within = false, ...modifiers } = {}) =>
  commandOf(
    { key, composedPath: () => [{ matches: () => typing, closest: () => within || null }], ...modifiers },
    presenting,
  );

test("F presents, and ends it", () => {
  assert.deepEqual([press("f", false), press("F", false), press("f", true)], ["present", "present", "leave"]);
});

test("a presenter's remote is heard by who presents, and by nobody else", () => {
  const keys = ["Escape", "F5", ".", "b"];
  assert.deepEqual(
    keys.map((key) => press(key, true)),
    ["leave", "fill", "black", "black"],
  );
  assert.deepEqual(
    keys.map((key) => press(key, false)),
    [null, null, null, null],
  );
});

test("what is typed, and what belongs to the browser, is left alone", () => {
  assert.equal(press("f", false, { typing: true }), null);
  assert.equal(press(".", true, { typing: true }), null);
  assert.equal(press("f", false, { ctrlKey: true }), null);
  assert.equal(press("F5", true, { ctrlKey: true }), null);
  assert.equal(press("F5", true, { shiftKey: true }), null);
});

test("Esc shuts a list or a popover before it ends the show", () => {
  assert.equal(press("Escape", true, { within: true }), null);
});
