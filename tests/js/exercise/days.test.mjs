// Solved questions come back after 1, 5 and 14 days, by the calendar of the reader and not by hours.

import assert from "node:assert/strict";
import { test } from "node:test";
import { answered, day, due, later, next, WAITS } from "../../../dashboard/components/exercise/days.js";

test("a day is that of the reader's calendar", () => {
  assert.equal(day(new Date(2026, 0, 5, 23, 59)), "2026-01-05");
  assert.equal(day(new Date(2026, 0, 6, 0, 0)), "2026-01-06");
});

test("days are counted over months, leap years and changes of the clock", () => {
  assert.equal(later("2026-11-27", 5), "2026-12-02");
  assert.equal(later("2028-02-28", 1), "2028-02-29");
  assert.equal(later("2026-03-28", 14), "2026-04-11");
  assert.equal(later("2026-10-24", 1), "2026-10-25");
});

test("a question that is known each time comes back three times, and then no more", () => {
  let today = "2026-11-27";
  let cards = answered({}, "a", true, today);
  for (const [k, wait] of WAITS.entries()) {
    assert.deepEqual(due(cards, today), []);
    assert.equal(next(cards, today), later(today, wait));
    today = later(today, wait);
    assert.deepEqual(due(cards, today), ["a"]);
    cards = answered(cards, "a", true, today);
    assert.equal(cards.a.step, k + 1);
  }
  assert.deepEqual(due(cards, later(today, 400)), []);
  assert.equal(next(cards, today), undefined);
});

test("an answer that is told twice counts once", () => {
  const once = answered({}, "a", true, "2026-11-27");
  assert.equal(answered(once, "a", true, "2026-11-27"), once);
  const back = answered(once, "a", true, "2026-11-28");
  assert.equal(answered(back, "a", true, "2026-11-28"), back);
});

test("what is missed begins again, and what was never solved does not come back", () => {
  const cards = { a: { step: 2, due: "2026-11-27" } };
  assert.deepEqual(answered(cards, "a", false, "2026-11-27"), { a: { step: 0, due: "2026-11-28" } });
  assert.equal(answered(cards, "b", false, "2026-11-27"), cards);
});

test("those that have waited longest come first", () => {
  const cards = {
    a: { step: 0, due: "2026-11-27" },
    b: { step: 1, due: "2026-11-20" },
    c: { step: 0, due: "2026-12-01" },
    d: { step: 3, due: "2026-11-01" },
  };
  assert.deepEqual(due(cards, "2026-11-27"), ["b", "a"]);
});
