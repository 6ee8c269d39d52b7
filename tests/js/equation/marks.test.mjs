import assert from "node:assert/strict";
import test from "node:test";
import { read, write } from "../../../dashboard/components/equation/marks.js";
import { trace } from "../fixtures.mjs";

test("an address is an entry, and back", () => {
  const one = trace("dense"); // W1 is 4 × 3
  assert.deepEqual(read("W1,2,1", one), { name: "W1", k: 7 });
  assert.equal(write({ name: "W1", k: 7 }, one), "W1,2,1");
  assert.equal(write(null, one), "");
});

test("what is no entry of this network is nothing", () => {
  const one = trace("dense");
  for (const words of [null, "", "W9,0,0", "W1,4,0", "W1,0", "W1,-1,0", "W1,0,x"]) assert.equal(read(words, one), null);
});
