import assert from "node:assert/strict";
import test from "node:test";
import { Course } from "../../../dashboard/components/live/course.js";

const NAMES = ["steps", "loss", "means", "shares", "seconds"];

/** News of steps `from` to `to`, whose loss is 1/step but for some. */
function news(from, to, again = false, odd = {}) {
  const steps = Array.from({ length: to - from + 1 }, (_, k) => from + k);
  const of = {
    steps,
    loss: steps.map((step) => odd[step] ?? 1 / step),
    means: steps.map(() => 0.5),
    shares: steps.map(() => Number.NaN),
    seconds: steps.map((step) => step / 100),
  };
  const points = Object.fromEntries(
    NAMES.map((name) => [name, Buffer.from(new Float32Array(of[name]).buffer).toString("base64")]),
  );
  return { mark: "running 0", again, taken: to, epochs: [[to, 0.1, 0.9]], points };
}

test("what is new is put behind what is there, and a run that was taken back begins anew", () => {
  const course = new Course();
  course.take(news(1, 3, true));
  course.take(news(4, 5));
  assert.deepEqual(course.points.steps, [1, 2, 3, 4, 5]);
  assert.equal(course.taken, 5);
  assert.equal(course.epochs.length, 2);
  course.take({ mark: "paused 0" }); // says nothing of curves
  assert.equal(course.taken, 5);
  course.take(news(1, 2, true));
  assert.deepEqual(course.points.steps, [1, 2]);
  assert.equal(course.epochs.length, 1);
});

test("a long curve keeps its peaks, and old steps are drawn as densely as new ones", () => {
  const course = new Course();
  course.take(news(1, 500, true, { 77: 9 }));
  for (let from = 501; from < 60_000; from += 500) course.take(news(from, from + 499, false, { 30100: 8 }));
  const { steps, loss } = course.points;
  assert.ok(steps.length <= 2400, `${steps.length} points`);
  assert.ok(loss.includes(9) && loss.includes(8));
  assert.ok(steps.every((step, k) => !k || step > steps[k - 1]));
  const [first, second] = [0, 1].map((half) => steps.filter((s) => s > 30_000 === Boolean(half)).length);
  assert.ok(first > 500 && second > 500, `${first} and ${second}`);
});

test("a step has a time, between those that are known", () => {
  const course = new Course();
  assert.equal(course.secondsAt(3), 0);
  course.take(news(1, 100, true));
  assert.equal(course.secondsAt(0), 0);
  assert.ok(Math.abs(course.secondsAt(50) - 0.5) < 1e-6);
  assert.ok(Math.abs(course.secondsAt(1000) - 1) < 1e-6);
});
