import assert from "node:assert/strict";
import test from "node:test";
import { along, board, leave } from "../../../dashboard/components/shared/along.js";

test("a question goes along with another one, and its answer comes back to who asked", () => {
  const heard = [];
  let due = true;
  const passenger = {
    ask: () => (due ? { class: "abc", at: "/step?a=1" } : null),
    hear: (...said) => heard.push(said),
  };
  board(passenger);
  const one = along();
  assert.equal(one.query, "&class=abc&at=%2Fstep%3Fa%3D1");
  one.hear(200, "{}");
  assert.deepEqual(heard, [[200, "{}"]]);
  due = false;
  assert.equal(along().query, "", "it was asked a moment ago");
  due = true;
  leave({ ...passenger });
  assert.notEqual(along().query, "", "another one cannot take it off");
  leave(passenger);
  assert.equal(along().query, "");
});
