import assert from "node:assert/strict";
import test from "node:test";
import { apart } from "../../../dashboard/components/shared/apart.js";

/** Sends as Streamlit does: all that is told until the next timer in one message, under the first one's fragment. */
function sender() {
  const sent = [];
  let batch = null;
  const tell = (fragment) => {
    if (batch) return batch.push(fragment);
    batch = [fragment];
    setTimeout(() => {
      sent.push(batch);
      batch = null;
    });
  };
  return { sent, tell };
}

const moments = () => new Promise((resolve) => setTimeout(resolve, 60));

test("what several fragments tell in one moment goes out in a message each", async () => {
  const { sent, tell } = sender();
  apart(() => tell("again"));
  apart(() => tell("receipts"));
  tell("said"); // by one that does not wait
  await moments();
  assert.deepEqual(sent, [["said"], ["again"], ["receipts"]]);
});
