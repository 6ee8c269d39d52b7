// What is said of what each kind of layer makes, read and compared with the reckoning.

import assert from "node:assert/strict";
import { elsewhere } from "./elsewhere.mjs";
import { agrees, COUNT, capital, counted, mostly, NUMBER, oneOf, quoted, read, size, sum } from "./reading.mjs";
import { averaged } from "./said_normalised.mjs";

export const FORWARD = {
  Dense: weighed,
  Conv: weighed,
  Activate(pass, layer, say, entry, value) {
    const z = pass.at(layer.from, ...entry);
    const who = quoted(capital(pass.name(layer.to, entry)));
    const letter = layer.from[0];
    oneOf(
      say,
      [
        `${who} passes on its ${NUMBER} as it is\\.`,
        (v) => {
          assert.equal(layer.activation, "identity");
          agrees(v, value);
        },
      ],
      [
        `${who} is on: it passes on its ${letter} = ${NUMBER} as it is\\.`,
        (v) => {
          agrees(v, z);
          assert.ok(z > 0 && value === z && ["relu", "leaky", "elu"].includes(layer.activation));
        },
      ],
      [
        `${who} stays silent: ${letter} = ${NUMBER} is not above zero, so it passes on 0\\.`,
        (v) => {
          agrees(v, z);
          assert.ok(z <= 0 && value === 0 && layer.activation === "relu");
        },
      ],
      [
        `${who}: ${layer.activation} turns ${letter} = ${NUMBER} into ${NUMBER}\\. Its slope there is (?:next to 0|(only )?${NUMBER})\\.`,
        (before, after, only, steep) => {
          const slope = pass.slope(layer, z, value);
          agrees(before, z);
          agrees(after, value);
          if (steep) agrees(steep, slope);
          assert.equal(Boolean(steep), Math.abs(slope) >= 1e-9);
          if (steep) assert.equal(Boolean(only), Math.abs(slope) < 0.1);
          assert.notEqual(layer.activation, "relu");
        },
      ],
    );
  },
  Dropout(pass, layer, say, entry, value) {
    const before = pass.at(layer.from, ...entry);
    const kept = 1 / (1 - (layer.rate ?? 0));
    const who = quoted(capital(pass.name(layer.to, entry)));
    const mask = pass.at(`m${layer.to.slice(1)}`, ...entry);
    const half = layer.rate === 0.5 ? ["doubled", "half"] : [`multiplied by ${NUMBER}`, "([\\d.]+) %"];
    oneOf(
      say,
      [
        `${who} is dropped in this pass: it passes on 0 instead of its ${NUMBER}\\.`,
        (v) => {
          agrees(v, before);
          assert.ok(mask === 0 && value === 0);
        },
      ],
      [
        `${who} passes on its ${NUMBER} as it is: nothing is left out\\.`,
        (v) => {
          agrees(v, before);
          assert.ok(mask === 1 && value === before);
        },
      ],
      [
        `${who} is kept and ${half[0]}, because ${half[1]} of the units are left out on average: ${NUMBER} becomes ${NUMBER}\\.`,
        (...found) => {
          agrees(found.at(-2), before);
          agrees(found.at(-1), value);
          assert.ok(Math.abs(mask - kept) < 1e-12);
          if (found.length === 4) {
            agrees(found[0], kept);
            agrees(found[1], 100 * layer.rate);
          }
        },
      ],
    );
  },
  MaxPool(pass, layer, say, entry, value) {
    const window = pass.pooled(layer, entry);
    const best = Math.max(...window.map((one) => one.value));
    const equal = window.filter((one) => one.value === best);
    const who = quoted(capital(pass.name(layer.to, entry)));
    const ends = `; the other ${COUNT} of its window are left out\\.`;
    const [n, v, from, , first, others] = read(
      say,
      `${who} takes the largest of ${COUNT}: ${NUMBER}, from (.+?)(, the first of ${COUNT} that are equal)?${ends}`,
    );
    assert.deepEqual([counted(n), counted(others)], [window.length, window.length - 1]);
    assert.equal(from, equal[0].label);
    assert.equal(first ? counted(first) : 1, equal.length);
    agrees(v, best);
    assert.equal(value, best);
  },
  AveragePool(pass, layer, say, entry, value) {
    const window = pass.pooled(layer, entry);
    const who = quoted(capital(pass.name(layer.to, entry)));
    averaged(say, `${who} is the mean of its window, `, window, value);
  },
  Flatten: moved,
  Image: moved,
};

function weighed(pass, layer, say, entry, value) {
  const terms = pass.products(layer, entry);
  const bias = pass.at(`b${layer.number}`, entry[layer.kind === "Dense" ? 1 : 0]);
  const name = pass.name(layer.to, entry);
  const who = quoted(layer.to === pass.logits ? `The logit of ${name}` : capital(name));
  const beyond = terms.filter((term) => !term.inside).length;
  const some = terms.filter((term) => term.value !== 0).length;
  const alive = some < terms.length ? ` \\(${COUNT} not zero\\)` : "";
  const sure = beyond ? ` \\(${COUNT} beyond the edge\\)` : alive;
  const ends = `(; its bias is 0|, and its bias of ${NUMBER} makes ${NUMBER})`;
  const found = read(say, `${who} adds up ${COUNT} products${sure} to ${NUMBER}${ends}\\. ?(.*)`);
  const [total, , b, v, rest] = found.slice(-5);
  const counts = found.slice(0, -5).map(counted);
  assert.deepEqual(counts, [terms.length, ...(beyond ? [beyond] : alive ? [some] : [])]);
  agrees(total, sum(terms), size(terms));
  if (b === undefined) assert.equal(bias, 0);
  else {
    agrees(b, bias);
    agrees(v, value);
  }
  mostly(rest, "the sum", terms);
}

function moved(pass, layer, say, entry, value) {
  const who = quoted(capital(pass.name(layer.to, entry)));
  const end = `of ${quoted(layer.from.replace(/[\d′]/g, ""))}, at another place\\.`;
  const [v, from] = read(say, `${who} is ${NUMBER}: the same number as (.+) ${end}`);
  agrees(v, value);
  assert.equal(
    from,
    pass.name(layer.from, elsewhere(pass, layer.to, layer.from, entry), pass.example(layer.to, entry)),
  );
}
