// What is said of the blame that each kind of layer hands back.

import assert from "node:assert/strict";
import { elsewhere } from "./elsewhere.mjs";
import { agrees, COUNT, capital, counted, mostly, NUMBER, oneOf, quoted, read, size, sum } from "./reading.mjs";
import { threePaths } from "./said_normalised.mjs";

/** What is said where nothing arrives at an entry of what a layer made. */
const silent = (pass, layer, entry) =>
  `No blame arrives at ${quoted(pass.name(layer.to, entry))}, so none passes back\\.`;

/** The gradients by what a layer was handed. */
export const BACKWARD = {
  Dense: spread,
  Conv: spread,
  Activate(pass, layer, say, entry, value) {
    const arriving = pass.at(`d${layer.to}`, ...entry);
    const z = pass.at(layer.from, ...entry);
    const slope = pass.slope(layer, z, pass.at(layer.to, ...entry));
    const name = pass.name(layer.from, entry);
    const who = quoted(capital(name));
    const letter = layer.from[0];
    assert.ok(Math.abs(value - slope * arriving) <= 1e-9 * Math.abs(arriving));
    oneOf(
      say,
      [
        `${who} was passed on as it is, so the blame that arrives passes unchanged: ${NUMBER}\\.`,
        (v) => {
          agrees(v, value);
          assert.equal(layer.activation, "identity");
        },
      ],
      [
        silent(pass, layer, entry),
        () => {
          assert.ok(arriving === 0 && value === 0);
        },
      ],
      [
        `${who} is on \\(${letter} = ${NUMBER}\\), so the blame that arrives passes unchanged: ${NUMBER}\\.`,
        (from, v) => {
          agrees(from, z);
          agrees(v, value);
          agrees(v, arriving);
          assert.ok(z > 0 && slope === 1);
        },
      ],
      [
        `${who} is off \\(${letter} = ${NUMBER}\\): nothing it did reached the loss, so no blame passes\\.`,
        (from) => {
          agrees(from, z);
          assert.ok(slope === 0 && pass.at(layer.to, ...entry) === 0 && value === 0);
        },
      ],
      [
        `At ${letter} = ${NUMBER} the slope of ${layer.activation} is (only )?${NUMBER}\\. The blame that arrives at ${quoted(name)}, ${NUMBER}, passes times that: ${NUMBER}\\.`,
        (from, only, steep, came, v) => {
          agrees(from, z);
          agrees(steep, slope);
          assert.equal(Boolean(only), Math.abs(slope) < 0.1);
          agrees(came, arriving);
          agrees(v, value);
        },
      ],
    );
  },
  Dropout(pass, layer, say, entry, value) {
    const arriving = pass.at(`d${layer.to}`, ...entry);
    const mask = pass.at(`m${layer.to.slice(1)}`, ...entry);
    const name = pass.name(layer.from, entry);
    const who = quoted(capital(name));
    const much = layer.rate === 0.5 ? "doubled" : `multiplied by ${NUMBER}`;
    oneOf(
      say,
      [
        silent(pass, layer, entry),
        () => {
          assert.ok(arriving === 0 && value === 0);
        },
      ],
      [
        `${who} was dropped in this pass: nothing it did reached the loss, so no blame passes\\.`,
        () => {
          assert.ok(mask === 0 && value === 0);
        },
      ],
      [
        `${who} was passed on as it is, so the blame that arrives passes unchanged: ${NUMBER}\\.`,
        (v) => {
          agrees(v, value);
          assert.ok(mask === 1 && value === arriving);
        },
      ],
      [
        `${who} was kept and ${much}, so the blame that arrives, ${NUMBER}, is ${much} too: ${NUMBER}\\.`,
        (...found) => {
          const numbers = found.length === 4 ? [mask, arriving, mask, value] : [arriving, value];
          numbers.forEach((expected, i) => {
            agrees(found[i], expected);
          });
          assert.ok(Math.abs(value - mask * arriving) < 1e-12 && mask > 1);
        },
      ],
    );
  },
  MaxPool(pass, layer, say, entry, value) {
    const [c, h, w, n] = entry;
    const there = [c, Math.floor(h / layer.size), Math.floor(w / layer.size), n];
    const window = pass.pooled(layer, there);
    const best = Math.max(...window.map((one) => one.value));
    const winner = window.find((one) => one.value === best);
    const won = String(winner.place) === String(entry);
    const arriving = pass.at(`d${layer.to}`, ...there);
    const [name, at] = [pass.name(layer.from, entry), quoted(pass.name(layer.to, there, n))];
    const who = quoted(capital(name));
    oneOf(
      say,
      [silent(pass, layer, there), () => assert.ok(arriving === 0 && value === 0)],
      [
        `${who} was the largest of its window, and the winner takes it all: the blame that arrives at ${at}, ${NUMBER}\\.`,
        (v) => {
          agrees(v, arriving);
          agrees(v, value);
          assert.ok(won);
        },
      ],
      [
        `${who} was not the largest of its window: nothing it did reached the loss, so no blame comes back\\.`,
        () => {
          assert.ok(!won && value === 0);
        },
      ],
    );
  },
  AveragePool(pass, layer, say, entry, value) {
    const [c, h, w, n] = entry;
    const there = [c, Math.floor(h / layer.size), Math.floor(w / layer.size), n];
    const arriving = pass.at(`d${layer.to}`, ...there);
    const who = quoted(capital(pass.name(layer.from, entry)));
    const gets = `it gets ${NUMBER} of the blame that arrives there, ${NUMBER}, so ${NUMBER}`;
    const at = quoted(pass.name(layer.to, there, n));
    if (arriving === 0) return read(say, silent(pass, layer, there));
    const [count, part, came, v] = read(say, `${who} is one of ${COUNT} numbers averaged into ${at}: ${gets}\\.`);
    assert.equal(counted(count), layer.size ** 2);
    agrees(part, 1 / layer.size ** 2);
    agrees(came, arriving);
    agrees(v, value);
  },
  Flatten: returned,
  Image: returned,
  BatchNorm: threePaths,
  LayerNorm: threePaths,
  Standardize(pass, layer, say, entry, value) {
    const arriving = pass.at(`d${layer.to}`, ...entry);
    const name = pass.name(layer.from, entry);
    const { variance } = pass.moments(layer, entry);
    const factor = pass.at(`gamma${layer.number}`, entry[1]) / Math.sqrt(variance + layer.epsilon);
    oneOf(
      say,
      [silent(pass, layer, entry), () => assert.ok(arriving === 0 && value === 0)],
      [
        `${quoted(capital(name))} was moved by fixed numbers, so the blame that arrives, ${NUMBER}, passes times γ over the spread, ${NUMBER}: ${NUMBER}\\.`,
        (came, by, v) => {
          agrees(came, arriving);
          agrees(by, factor);
          agrees(v, value);
        },
      ],
    );
  },
};

function spread(pass, layer, say, entry, value) {
  const parts = pass.blames(layer, entry);
  const who = quoted(capital(pass.name(layer.from, entry)));
  const noun = layer.kind === "Conv" ? "sum" : layer.to === pass.logits ? "logit" : "unit";
  if (!parts.length) return read(say, `${who} feeds no sum, so nothing that it holds can reach the loss\\.`);
  const cancels = size(parts) > 0 && Math.abs(value) < 1e-13 * size(parts);
  assert.ok(!cancels, "no such sum is in the networks");
  const feeds = `${who} feeds ${COUNT} ${noun}${parts.length > 1 ? "s" : ""}`;
  oneOf(
    say,
    [
      `${feeds}, but each blame times its weight is 0: no blame arrives\\.`,
      (n) => {
        assert.equal(counted(n), parts.length);
        assert.ok(size(parts) === 0 && value === 0);
      },
    ],
    [
      `${feeds}, and a blame of ${NUMBER} arrives\\. (.*)`,
      (n, v, rest) => {
        assert.equal(counted(n), parts.length);
        agrees(v, value);
        agrees(v, sum(parts), size(parts));
        mostly(rest, "it", parts);
      },
    ],
  );
}

function returned(pass, layer, say, entry, value) {
  const who = quoted(capital(pass.name(layer.from, entry)));
  const [there, v] = read(
    say,
    `${who} was only moved to (.+), so the blame that arrives there comes back whole: ${NUMBER}\\.`,
  );
  const to = elsewhere(pass, layer.from, layer.to, entry);
  assert.equal(there, pass.name(layer.to, to, pass.example(layer.from, entry)));
  agrees(v, value);
  agrees(v, pass.at(`d${layer.to}`, ...to));
}
