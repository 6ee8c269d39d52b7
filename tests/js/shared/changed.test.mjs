import assert from "node:assert/strict";
import test from "node:test";
import { changed } from "../../../dashboard/components/shared/changed.js";

test("values are told once, until one of them changes", () => {
  const owner = {};
  assert.equal(changed(owner, "scene", 1, "a"), true);
  assert.equal(changed(owner, "scene", 1, "a"), false);
  assert.equal(changed(owner, "scene", 1, "b"), true);
  assert.equal(changed(owner, "scene", 1, "a"), true);
});

test("owners and their parts do not know each other's values", () => {
  const [one, other] = [{}, {}];
  assert.equal(changed(one, "scene", 1), true);
  assert.equal(changed(other, "scene", 1), true);
  assert.equal(changed(one, "names", 1), true);
  assert.equal(changed(one, "scene", 1), false);
});
