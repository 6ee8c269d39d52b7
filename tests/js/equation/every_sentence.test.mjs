// Every sentence about every entry of the networks in sentences.json, read word by word: each has the form of its
// operation, and every number and share in it is what reckoning.mjs reckons.

import assert from "node:assert/strict";
import test from "node:test";
import { sentence } from "../../../dashboard/components/equation/sentence.js";
import { sentences, told } from "../fixtures.mjs";
import { Pass } from "./reckoning.mjs";
import { ENDS, pushed } from "./said_answer.mjs";
import { BACKWARD } from "./said_backward.mjs";
import { FORWARD } from "./said_forward.mjs";
import { NORMALISED, WITHIN } from "./said_normalised.mjs";
import { PARAMETERS } from "./said_parameters.mjs";

/** Reads what is said about one entry. */
function check(pass, equation, k, say) {
  const { name } = equation;
  const value = pass.trace.array(name).data[k];
  const entry = pass.entry(name, k);
  assert.ok(!/NaN|undefined|null|not a number/.test(say), say);
  if (ENDS[name]) return ENDS[name](pass, say, entry);
  if (name === `d${pass.logits}`) return pushed(pass, say, entry, value);
  const layer = pass.layer(equation);
  const inside = name.match(/^(mu|var|xhat|u)\d/)?.[1];
  const by = name.match(/^d(W|b|gamma|beta)\d/)?.[1];
  const within = name.match(/^d(mu|var|xhat)\d/)?.[1];
  if (within) return WITHIN[within](pass, layer, say, entry, value);
  if (by) return PARAMETERS[by](pass, layer, say, entry, value, by);
  if (equation.direction === "backward") return BACKWARD[layer.kind](pass, layer, say, entry, value);
  if (inside) return NORMALISED[inside](pass, layer, say, entry, value);
  return FORWARD[layer.kind](pass, layer, say, entry, value);
}

const TWO_LINES = 236; // letters, at 1280 × 720

/** The kinds of operation that are met, forward and backward, and the number of sentences that were read. */
const met = new Map();

for (const [number, network] of sentences.entries()) {
  test(`every sentence is true: ${number}. ${network.text}, ${network.loss}`, () => {
    const trace = told(network);
    const pass = new Pass(trace, network);
    for (const equation of trace.equations) {
      const { length } = trace.array(equation.name).data;
      for (let k = 0; k < length; k++) {
        const say = sentence(trace, equation, k);
        try {
          check(pass, equation, k, say);
        } catch (error) {
          error.message = `${equation.name}, entry ${k}: “${say}” ${error.message}`;
          throw error;
        }
        const told = say.match(/[.](?= |$)/g).length;
        assert.ok(told <= 2 && say.length <= (pass.N > 1 ? 260 : TWO_LINES), `too long: ${say}`);
      }
      const owner = equation.layer === null ? "the loss" : pass.layer(equation).kind;
      const kind = `${equation.name.replace(/[\d′]/g, "")} of ${owner}`;
      met.set(kind, (met.get(kind) ?? 0) + length);
    }
  });
}

/** What stands for a count or a direction, and something false in its place. */
const FALSE = {
  ...{ once: "twice", twice: "once", no: "one", one: "two", two: "three", three: "four", four: "five", five: "six" },
  ...{ six: "seven", seven: "eight", eight: "nine", nine: "ten", ten: "nine", Most: "All", All: "Most" },
  ...{ above: "below", below: "above", up: "down", down: "up", "−": "+", "+": "−" },
};
const SPOILT = new RegExp(`\\d|\\b(?:${Object.keys(FALSE).slice(0, -2).join("|")})\\b|[−+](?=\\d)`, "g");

/** A sentence with one of its digits, or one count in words, changed; each in turn. */
function* spoiled(say) {
  for (const { 0: found, index } of say.matchAll(SPOILT)) {
    const wrong = FALSE[found] ?? (Number(found) + 5) % 10;
    yield say.slice(0, index) + wrong + say.slice(index + found.length);
  }
}

test("a sentence with one wrong digit or word is seen", (t) => {
  let planted = 0;
  for (const network of sentences) {
    const trace = told(network);
    const pass = new Pass(trace, network);
    for (const equation of trace.equations) {
      const { length } = trace.array(equation.name).data;
      for (const k of new Set([trace.largest(equation.name), 0, length >> 1, length - 1])) {
        const say = sentence(trace, equation, k);
        for (const wrong of spoiled(say)) {
          assert.throws(
            () => check(pass, equation, k, wrong),
            undefined,
            `${equation.name} ${k}, not seen: ${wrong}\n${say}`,
          );
          planted++;
        }
      }
    }
  }
  t.diagnostic(`${planted} planted errors, all seen`);
});

test("thousands of sentences are read, of every kind of layer", (t) => {
  const total = [...met.values()].reduce((a, b) => a + b, 0);
  t.diagnostic(`${total} sentences of ${met.size} kinds of step in ${sentences.length} networks`);
  assert.ok(total > 5_000, `${total}`);
  const kinds = new Set(sentences.flatMap(({ layers }) => layers.map(({ kind }) => kind)));
  for (const kind of kinds)
    assert.ok(
      [...met.keys()].some((step) => step.endsWith(kind)),
      kind,
    );
});
