import assert from "node:assert/strict";
import test from "node:test";
import { Revisions } from "../../../dashboard/components/stepper/revisions.js";

/** Revisions of a state that is on show as soon as it is asked for. */
function shown() {
  const state = { now: "a" };
  const revisions = new Revisions(
    () => state.now,
    (next) => {
      state.now = next;
    },
  );
  return { state, revisions };
}

test("what was undone can be done again", () => {
  const { state, revisions } = shown();
  revisions.set("b", true);
  revisions.set("c", true);
  revisions.undo();
  revisions.undo();
  assert.equal(state.now, "a");
  revisions.undo();
  revisions.redo();
  assert.equal(state.now, "b");
  revisions.redo();
  assert.equal(state.now, "c");
  assert.equal(revisions.canRedo, false);
});

test("what a dial passes through is not remembered", () => {
  const { state, revisions } = shown();
  for (const passing of ["b", "c"]) revisions.set(passing, false);
  revisions.set("d", true);
  revisions.undo();
  assert.equal(state.now, "a");
});

test("a change ends what could be done again", () => {
  const { revisions } = shown();
  revisions.set("b", true);
  revisions.undo();
  revisions.set("c", true);
  assert.equal(revisions.canRedo, false);
});
