import assert from "node:assert/strict";
import test from "node:test";
import { centred } from "../../../dashboard/components/saved/normalised.js";
import { bytes } from "../../../dashboard/components/saved/packed.js";
import { passed } from "../../../dashboard/components/saved/pass.js";
import { apart, drawings, inflated } from "../fixtures.mjs";

const PAD = 280;
const reader = { ...drawings.reader, theta: new Float32Array(bytes(drawings.reader.theta).buffer) };

for (const [name, drawn] of Object.entries(drawings.drawn)) {
  const found = centred({ levels: inflated(drawn.levels), width: PAD, height: PAD });

  test(`${name} becomes what Python makes of it, to the last grey level`, () => {
    assert.deepEqual([...found.levels], [...bytes(drawn.pixels)]);
    const { scale, left, top } = found.place;
    assert.ok(apart([scale, left, top], drawn.place) < 1e-9);
  });

  test(`${name} is taken for what core takes it for`, () => {
    const { layers, p } = passed(reader, found.levels);
    drawn.layers.forEach((layer, k) => {
      assert.ok(apart(layer, layers[k]) < 5.1e-5); // they have four digits after the point
    });
    assert.ok(apart(drawn.p, p) < 5.1e-6);
  });
}

test("where there is no ink there is nothing to read", () => {
  assert.equal(centred({ levels: new Uint8Array(PAD * PAD), width: PAD, height: PAD }), null);
});
