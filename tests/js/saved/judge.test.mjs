import assert from "node:assert/strict";
import test from "node:test";
import { judge } from "../../../dashboard/components/saved/judge.js";

const said = (says, right = false) => ({ right, says });

test("a choice has its own verdict, and no choice has one, too", () => {
  const says = { choices: [said("no"), said("yes", true)], nothing: said("Choose first.") };
  assert.deepEqual(judge(says, "1"), said("yes", true));
  assert.deepEqual(judge(says, "0"), said("no"));
  assert.equal(judge(says, "").says, "Choose first.");
});

test("a number has the verdict of the first case that it lies in", () => {
  const most = Number.MAX_VALUE;
  const says = {
    cases: [
      { low: 0.199, high: 0.201, ...said("yes", true) },
      { low: 0, high: 0, ...said("zero") },
      { low: -most, high: most, ...said("elsewhere") },
    ],
  };
  assert.equal(judge(says, "0.2").says, "yes");
  assert.equal(judge(says, "1/5").right, true);
  assert.equal(judge(says, "−0").says, "zero");
  assert.equal(judge(says, "0,202").says, "elsewhere");
  assert.equal(judge(says, "-1e308").says, "elsewhere");
});

test("what is no number hears why", () => {
  assert.match(judge({ cases: [] }, "two").says, /Type one number/);
  assert.equal(judge({ cases: [], whole: true }, "two").says, "<p>Type one whole number, such as 42.</p>");
  assert.equal(judge({ cases: [] }, "").right, false);
});
