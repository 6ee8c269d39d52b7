// What is said of the gradient of a weight, of a bias, and of γ and β.

import assert from "node:assert/strict";
import { agrees, COUNT, capital, counted, mostly, NUMBER, oneOf, quoted, read, size, sum } from "./reading.mjs";

/** The gradients by parameters. */
export const PARAMETERS = { W: used, gamma: used, b: added, beta: added };

function used(pass, layer, say, entry, value, letter) {
  const uses = pass.uses(layer, entry);
  const who = quoted(capital(parameter(pass, layer, letter, entry)));
  const parts = uses.map((use) => ({ label: use.label, value: use.came * use.blame }));
  if (parts.length > 1) {
    const gradient = `what came in times the blame there, added up, is ${NUMBER}\\. (.*)`;
    return withCancelling(pass, say, layer, letter, entry, value, parts, () => {
      const [n, v, rest] = read(say, `${who} is used ${COUNT}(?: times)?: ${gradient}`);
      assert.equal(counted(n), uses.filter((use) => use.inside).length);
      agrees(v, value);
      agrees(v, sum(parts), size(parts));
      mostly(rest === "Every product is 0." ? "" : rest, "it", parts);
    });
  }
  const [{ came, came_from, blame, blame_of, inside }] = uses;
  const error = `the blame ${letter === "W" ? "of" : "that arrives at"} ${quoted(blame_of)}`;
  const input = quoted(came_from);
  const is = `${who} has a gradient of ${NUMBER}`;
  const largest = pass.largest(`d${letter}${layer.number}`);
  const [share, shareCame, shareBlame] = [
    Math.abs(value) / largest,
    Math.abs(came) / pass.largest(letter === "W" ? layer.from : `xhat${layer.number}`),
    Math.abs(blame) / pass.largest(`d${layer.to}`),
  ];
  const right = (v) => {
    agrees(v, value);
    agrees(v, came * blame, 1);
  };
  oneOf(
    say,
    [
      `${is}: it met nothing but the zeros beyond the edge\\.`,
      (v) => {
        right(v);
        assert.ok(!inside);
      },
    ],
    [
      `${is}: ${input} is 0, so nothing came in\\.`,
      (v) => {
        right(v);
        assert.ok(came === 0 && inside);
      },
    ],
    [
      `${is}: ${error} is 0\\.`,
      (v) => {
        right(v);
        assert.ok(blame === 0);
      },
    ],
    [
      `${is}, large because ${input} is (bright|large) \\(${NUMBER}\\) and ${error} is large \\(${NUMBER}\\)\\.`,
      (v, bright, x, d) => {
        right(v);
        agrees(x, came);
        agrees(d, blame);
        if (bright === "bright") assert.ok(layer.from === "x" && came > 0.5 && came <= 1);
        assert.ok(share >= 0.5 && shareCame >= 0.5 && shareBlame >= 0.5);
      },
    ],
    [
      `${is}, small because ${input} is only ${NUMBER}( and ${error} is only ${NUMBER})?\\.`,
      (v, x, too, d) => {
        right(v);
        agrees(x, came);
        if (too) agrees(d, blame);
        assert.ok(share <= 0.05 && shareCame <= 0.25 && (!too || shareBlame <= 0.25));
      },
    ],
    [
      `${is}, small because ${error} is only ${NUMBER}\\.`,
      (v, d) => {
        right(v);
        agrees(d, blame);
        assert.ok(share <= 0.05 && shareBlame <= 0.25);
      },
    ],
    [
      `${is}: what came in, ${NUMBER} from ${input}, times ${error}, ${NUMBER}\\.`,
      (v, x, d) => {
        right(v);
        agrees(x, came);
        agrees(d, blame);
      },
    ],
  );
}

function added(pass, layer, say, entry, value, letter) {
  const uses = pass.uses(layer, layer.kind === "Dense" ? [0, entry[0]] : [entry[0], 0, 0, 0]);
  const parts = uses.map((use) => ({ label: use.label, value: use.blame }));
  const who = quoted(capital(parameter(pass, layer, letter, entry)));
  const arriving = letter === "b" ? "of" : "that arrives at";
  if (parts.length === 1) {
    const [v] = read(
      say,
      `${who} is added as it is, so its gradient is the blame ${arriving} ${quoted(uses[0].blame_of)}: ${NUMBER}\\.`,
    );
    agrees(v, value);
    return agrees(v, uses[0].blame);
  }
  withCancelling(pass, say, layer, letter, entry, value, parts, () => {
    const kind = letter === "b" ? "blames" : "blames that arrive";
    const [n, m, v, rest] = read(
      say,
      `${who} is added ${COUNT}(?: times)?, so its gradient adds up ${COUNT} ${kind}: ${NUMBER}\\. ?(.*)`,
    );
    assert.deepEqual([counted(n), counted(m)], [parts.length, parts.length]);
    agrees(v, value);
    agrees(v, sum(parts), size(parts));
    mostly(rest, "it", parts);
  });
}

/** A sum of which nothing is left but rounding errors says so; any other has its own form. */
function withCancelling(pass, say, layer, letter, entry, value, parts, otherwise) {
  const cancels = size(parts) > 0 && Math.abs(value) < 1e-13 * size(parts);
  if (!cancels) return otherwise();
  const words = parameter(pass, layer, letter, entry);
  const [n, error] = read(
    say,
    `The gradient of ${quoted(words)} is 0: its ${COUNT} terms cancel(?:, all but a rounding error of ${NUMBER})?\\. Changing it a little does not move the loss\\.`,
  );
  assert.equal(counted(n), parts.length);
  if (error) agrees(error, value);
}

function parameter(pass, layer, letter, entry) {
  const unit = (j) => (layer.to === pass.logits ? pass.digit(j) : `unit ${j}`);
  const greek = { gamma: "γ", beta: "β" }[letter];
  if (greek) return `${greek} of ${pass.image(layer.to) ? "channel" : "unit"} ${entry[0]}`;
  if (letter === "b") return `the bias of ${layer.kind === "Conv" ? `filter ${entry[0]}` : unit(entry[0])}`;
  if (layer.kind === "Conv") return `weight (${entry[2]}, ${entry[3]}) of filter ${entry[0]} on channel ${entry[1]}`;
  const from = layer.from === "x" ? pass.name("x", [0, entry[0]], 0) : `unit ${entry[0]}`;
  return `the weight from ${from} to ${unit(entry[1])}`;
}
