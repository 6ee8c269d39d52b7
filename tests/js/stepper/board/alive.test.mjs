import assert from "node:assert/strict";
import test from "node:test";
import { Alive, onScale } from "../../../../dashboard/components/stepper/board/alive.js";
import { apart, sentences, told } from "../../fixtures.mjs";

test("a pass forward here comes to what core computed, in every kind of network", () => {
  for (const packets of sentences) {
    const trace = told(packets);
    const p = trace.array("p").data;
    const reading = new Alive(trace).reading(trace.array("x").data);
    assert.ok(apart(reading, p.slice(0, p.length / trace.sizes.N)) < 1e-12, packets.text);
  }
});

test("another x is read as another digit, and the trace keeps its own", () => {
  const trace = told(sentences[0]);
  const { data } = trace.array("x");
  const before = Float64Array.from(data);
  const alive = new Alive(trace);
  const still = alive.reading(data);
  assert.ok(apart(alive.reading(data.map((v) => 1 - v)), still) > 1e-3);
  assert.deepEqual(Float64Array.from(data), before);
  assert.deepEqual(alive.reading(data), still); // nothing is left of the other one
});

test("grey levels stand between paper and ink, on one scale or on one for each pixel", () => {
  const levels = Uint8Array.of(0, 255, 51);
  assert.deepEqual([...onScale({ paper: 0, ink: 1 }, levels)], [0, 1, 0.2]);
  assert.deepEqual([...onScale({ paper: [-1, 0, 2], ink: [1, 4, 2] }, levels)], [-1, 4, 2]);
});
