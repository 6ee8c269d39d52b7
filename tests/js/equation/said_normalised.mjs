// What is said of a mean, and of the steps inside of a normalisation and back.

import assert from "node:assert/strict";
import { agrees, COUNT, capital, counted, mostly, NUMBER, oneOf, quoted, read, size, sum } from "./reading.mjs";

export function averaged(say, before, parts, value) {
  const added = `${COUNT} numbers that add up to ${NUMBER}, divided by (\\d+)\\. ?(.*)`;
  const [v, n, total, by, rest] = read(say, `${before}${NUMBER}: ${added}`);
  agrees(v, value, size(parts));
  assert.deepEqual([counted(n), Number(by)], [parts.length, parts.length]);
  agrees(total, sum(parts), size(parts));
  mostly(rest, "the sum", parts);
}

/** The steps inside of a normalisation. */
export const NORMALISED = {
  mu(pass, layer, say, entry, value) {
    const parts = pass.sharers(layer, entry);
    const who = `The mean${owner(pass, layer, entry)}`;
    if (parts.length > 1) return averaged(say, `${who} is `, parts, value);
    agrees(read(say, `${who} is ${NUMBER}: its only number\\.`)[0], parts[0].value);
  },
  var(pass, layer, say, entry, value) {
    const parts = pass.sharers(layer, entry);
    const mean = pass.at(`mu${layer.number}`, ...entry);
    const who = `The variance${owner(pass, layer, entry)}`;
    if (parts.length === 1) {
      return agrees(read(say, `${who} is ${NUMBER}: its only number is the mean itself\\.`)[0], value);
    }
    const squares = parts.map(({ label, value }) => ({ label, value: (value - mean) ** 2 / parts.length }));
    const from = `the mean of ${COUNT} squared distances from the mean\\. ?(.*)`;
    const [v, n, rest] = read(say, `${who} is ${NUMBER}: ${from}`);
    agrees(v, sum(squares));
    agrees(v, value);
    assert.equal(counted(n), parts.length);
    mostly(rest, "it", squares);
  },
  xhat(pass, layer, say, entry, value) {
    const { mean, variance } = pass.moments(layer, entry);
    const z = pass.at(layer.from, ...entry);
    const who = quoted(`x\u0302 of ${pass.name(layer.to, entry)}`);
    const lies = `z = ${NUMBER} lies ${NUMBER} (below|above) the mean of ${NUMBER}`;
    const divided = `and the spread √\\(σ² \\+ ε\\) by which that is divided is ${NUMBER}`;
    const [v, from, apart, side, middle, spread] = read(say, `${who} is ${NUMBER}: ${lies}, ${divided}\\.`);
    agrees(v, value, 1);
    agrees(from, z);
    agrees(middle, mean);
    agrees(apart, Math.abs(z - mean), Math.abs(z));
    assert.equal(side, z < mean ? "below" : "above");
    agrees(spread, Math.sqrt(variance + layer.epsilon));
  },
  u(pass, layer, say, entry, value) {
    const unit = entry[pass.image(layer.to) ? 0 : 1];
    const [gamma, beta] = ["gamma", "beta"].map((name) => pass.at(`${name}${layer.number}`, unit));
    const xhat = pass.at(`xhat${layer.number}`, ...entry);
    const who = quoted(capital(pass.name(layer.to, entry)));
    const stretched = `γ = ${NUMBER} times x̂ = ${NUMBER} is ${NUMBER}`;
    const [g, x, gx, b, v] = read(say, `${who}: ${stretched}, and β = ${NUMBER} shifts that to ${NUMBER}\\.`);
    [
      [g, gamma],
      [x, xhat],
      [gx, gamma * xhat],
      [b, beta],
      [v, value],
    ].forEach(([words, expected]) => {
      agrees(words, expected);
    });
  },
};

/** The gradients of what a normalisation works out inside. */
export const WITHIN = {
  xhat(pass, layer, say, entry, value) {
    const name = pass.name(layer.to, entry);
    const arriving = pass.at(`d${layer.to}`, ...entry);
    const gamma = pass.at(`gamma${layer.number}`, entry[pass.image(layer.to) ? 0 : 1]);
    const who = quoted(`x\u0302 of ${name}`);
    const arrives = `the blame that arrives, ${NUMBER}, passes times that: ${NUMBER}`;
    oneOf(
      say,
      [`No blame arrives at ${quoted(name)}, so none passes back\\.`, () => assert.ok(arriving === 0 && value === 0)],
      [
        `${who} was multiplied by γ = ${NUMBER}, so ${arrives}\\.`,
        (by, came, v) => {
          agrees(by, gamma);
          agrees(came, arriving);
          agrees(v, value);
          agrees(v, gamma * arriving);
        },
      ],
    );
  },
  var(pass, layer, say, entry, value) {
    const ways = (blame, { xhat, spread }) => (blame * xhat * -0.5) / spread ** 2;
    handed(pass, layer, say, entry, value, `The variance${owner(pass, layer, entry)} scales`, ways, {
      words: `x̂ and −1 / 2\\(σ² \\+ ε\\) = ${NUMBER}`,
      scale: (spread) => -0.5 / spread ** 2,
    });
  },
  mu(pass, layer, say, entry, value) {
    const ways = (blame, { spread }) => -blame / spread;
    handed(pass, layer, say, entry, value, `The mean${owner(pass, layer, entry)} is taken off in`, ways, {
      words: `−1 / √\\(σ² \\+ ε\\) = ${NUMBER}`,
      scale: (spread) => -1 / spread,
    });
  },
};

/** What all the numbers that were measured by a mean or a variance hand back to it. */
function handed(pass, layer, say, entry, value, who, way, { words, scale }) {
  const n = layer.number;
  const unit = (there) => there[pass.image(layer.from) ? 0 : 1];
  const variance = pass.at(`var${n}`, entry[0]);
  const spread = Math.sqrt(variance + layer.epsilon);
  const each = pass.sharers(layer, entry).map(({ there }) => {
    const xhat = (pass.at(layer.from, ...there) - pass.at(`mu${n}`, entry[0])) / spread;
    const blame = pass.at(`d${layer.to}`, ...there) * pass.at(`gamma${n}`, unit(there));
    const label = pass.image(layer.from)
      ? `x\u0302 of ${pass.name(layer.from, there)}`
      : layer.kind === "LayerNorm"
        ? `x\u0302 of ${pass.name(layer.from, there, there[0])}`
        : `example ${there[0]}`;
    return { label, value: way(blame, { xhat, spread }) };
  });
  const all = each.length === 1 ? "(one)" : COUNT;
  oneOf(
    say,
    [
      `${quoted(who)} ${all} x̂, but none of them returns any blame\\.`,
      (count) => {
        assert.equal(counted(count), each.length);
        assert.ok(size(each) === 0 && value === 0);
      },
    ],
    [
      `${quoted(who)} ${all} x̂; each returns its blame times ${words}, in all ${NUMBER}\\. (.*)`,
      (count, by, v, rest) => {
        assert.equal(counted(count), each.length);
        agrees(by, scale(spread));
        agrees(v, value, size(each));
        agrees(v, sum(each), size(each));
        mostly(rest, "it", each);
      },
    ],
  );
}

function owner(pass, layer, entry) {
  if (layer.kind === "LayerNorm") return pass.N > 1 ? ` of example ${entry[0]}` : "";
  return ` of ${pass.image(layer.from) ? "channel" : "unit"} ${entry[0]}`;
}

export function threePaths(pass, layer, say, entry, value) {
  const { straight, variance, mean } = pass.paths(layer, entry);
  const all = [straight, variance, mean];
  const whole = all.reduce((total, v) => total + Math.abs(v), 0);
  const signed = "\\((0|[+−][^()]+)\\)";
  const where = `The blame of ${quoted(pass.name(layer.from, entry))}`;
  const ways = `straight through x̂ ${signed}, through the variance σ² ${signed} and through the mean μ ${signed}`;
  const right = (...found) => {
    for (const [i, v] of found.entries()) agrees(v, all[i], whole);
  };
  oneOf(
    say,
    [`${where} is 0: none arrives by any of its three paths, ${ways}\\.`, () => assert.equal(whole, 0)],
    [
      `${where} is 0, for its three paths cancel: ${ways}\\.`,
      (...found) => {
        right(...found);
        assert.ok(Math.abs(value) < 1e-12 * whole);
      },
    ],
    [
      `${where} is ${NUMBER}, by three paths: ${ways}\\.`,
      (v, ...found) => {
        right(...found);
        agrees(v, value);
        agrees(v, straight + variance + mean, whole);
      },
    ],
  );
}
