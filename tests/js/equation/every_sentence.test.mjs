// Every sentence about every entry of the networks in sentences.json, read word by word: each has the form of its
// operation, and every number and share in it is what tests/js/equation/reckoning.mjs reckons.

import assert from "node:assert/strict";
import test from "node:test";
import { sentence } from "../../../dashboard/components/equation/sentence.js";
import { sentences, told } from "../fixtures.mjs";
import { agrees, COUNT, counted, likely, mostly, NUMBER, PERCENT, ranked } from "./reading.mjs";
import { Pass } from "./reckoning.mjs";

const capital = (words) => (/^[a-z]{2}/.test(words) ? words[0].toUpperCase() + words.slice(1) : words);
const quoted = (words) => words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const sum = (parts) => parts.reduce((total, { value }) => total + value, 0);
const size = (parts) => parts.reduce((total, { value }) => total + Math.abs(value), 0);

/** The groups of a pattern that is all of a sentence. */
function read(words, pattern) {
  const found = words.match(new RegExp(`^${pattern}$`, "s"));
  assert.ok(found, `“${words}” is not of the form ${pattern}`);
  return found.slice(1);
}

/** The first of some forms that a sentence has, checked; each is a pattern with what must hold of its groups. */
function oneOf(words, ...forms) {
  for (const [pattern, holds] of forms) {
    const found = words.match(new RegExp(`^${pattern}$`, "s"));
    if (found) return holds(...found.slice(1));
  }
  assert.fail(`“${words}” has none of the forms ${forms.map(([pattern]) => pattern).join("\n")}`);
}

const FORWARD = {
  Dense: weighed,
  Conv: weighed,
  Activate(pass, layer, say, entry, value) {
    const z = pass.at(layer.from, ...entry);
    const who = quoted(capital(pass.name(layer.to, entry)));
    const letter = layer.from[0];
    oneOf(
      say,
      [`${who} passes on its ${NUMBER} as it is\\.`, (v) => {
        assert.equal(layer.activation, "identity");
        agrees(v, value);
      }],
      [`${who} is on: it passes on its ${letter} = ${NUMBER} as it is\\.`, (v) => {
        agrees(v, z);
        assert.ok(z > 0 && value === z && ["relu", "leaky", "elu"].includes(layer.activation));
      }],
      [`${who} stays silent: ${letter} = ${NUMBER} is not above zero, so it passes on 0\\.`, (v) => {
        agrees(v, z);
        assert.ok(z <= 0 && value === 0 && layer.activation === "relu");
      }],
      [`${who}: ${layer.activation} turns ${letter} = ${NUMBER} into ${NUMBER}\\. Its slope there is (?:next to 0|(only )?${NUMBER})\\.`, (before, after, only, steep) => {
        const slope = pass.slope(layer, z, value);
        agrees(before, z);
        agrees(after, value);
        if (steep) agrees(steep, slope);
        assert.equal(Boolean(steep), Math.abs(slope) >= 1e-9);
        if (steep) assert.equal(Boolean(only), Math.abs(slope) < 0.1);
        assert.notEqual(layer.activation, "relu");
      }],
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
      [`${who} is dropped in this pass: it passes on 0 instead of its ${NUMBER}\\.`, (v) => {
        agrees(v, before);
        assert.ok(mask === 0 && value === 0);
      }],
      [`${who} passes on its ${NUMBER} as it is: nothing is left out\\.`, (v) => {
        agrees(v, before);
        assert.ok(mask === 1 && value === before);
      }],
      [`${who} is kept and ${half[0]}, because ${half[1]} of the units are left out on average: ${NUMBER} becomes ${NUMBER}\\.`, (...found) => {
        agrees(found.at(-2), before);
        agrees(found.at(-1), value);
        assert.ok(Math.abs(mask - kept) < 1e-12);
        if (found.length === 4) {
          agrees(found[0], kept);
          agrees(found[1], 100 * layer.rate);
        }
      }],
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
  const which = [beyond && `${COUNT} beyond the edge`, some < terms.length && `${COUNT} not zero`].filter(Boolean);
  const sure = which.length ? ` \\(${which.join(", ")}\\)` : "";
  const ends = `(; its bias is 0|, and its bias of ${NUMBER} makes ${NUMBER})`;
  const found = read(say, `${who} adds up ${COUNT} products${sure} to ${NUMBER}${ends}\\. ?(.*)`);
  const [total, , b, v, rest] = found.slice(-5);
  const counts = found.slice(0, -5).map(counted);
  assert.deepEqual(counts, [terms.length, ...(beyond ? [beyond] : []), ...(some < terms.length ? [some] : [])]);
  agrees(total, sum(terms), size(terms));
  if (b === undefined) assert.equal(bias, 0);
  else {
    agrees(b, bias);
    agrees(v, value);
  }
  mostly(rest, "the sum", terms);
}

function averaged(say, before, parts, value) {
  const added = `${COUNT} numbers that add up to ${NUMBER}, divided by (\\d+)\\. ?(.*)`;
  const [v, n, total, by, rest] = read(say, `${before}${NUMBER}: ${added}`);
  agrees(v, value, size(parts));
  assert.deepEqual([counted(n), Number(by)], [parts.length, parts.length]);
  agrees(total, sum(parts), size(parts));
  mostly(rest, "the sum", parts);
}

function moved(pass, layer, say, entry, value) {
  const who = quoted(capital(pass.name(layer.to, entry)));
  const end = `of ${quoted(layer.from.replace(/[\d′]/g, ""))}, at another place\\.`;
  const [v, from] = read(say, `${who} is ${NUMBER}: the same number as (.+) ${end}`);
  agrees(v, value);
  assert.equal(from, pass.name(layer.from, elsewhere(pass, layer.to, layer.from, entry), pass.example(layer.to, entry)));
}

/** Where an entry of one wire is on another that holds the same numbers: as an image, or as rows. */
function elsewhere(pass, wire, other, entry) {
  if (pass.image(wire)) {
    const [, height, width] = pass.shape(wire);
    return [entry[3], (entry[0] * height + entry[1]) * width + entry[2]];
  }
  const [, height, width] = pass.shape(other);
  const [n, i] = entry;
  return [Math.floor(i / (height * width)), Math.floor(i / width) % height, i % width, n];
}

/** The steps inside of a normalisation. */
const NORMALISED = {
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
    ].forEach(([words, expected]) => agrees(words, expected));
  },
};

function owner(pass, layer, entry) {
  if (layer.kind === "LayerNorm") return pass.N > 1 ? ` of example ${entry[0]}` : "";
  return ` of ${pass.image(layer.from) ? "channel" : "unit"} ${entry[0]}`;
}

const ENDS = {
  p(pass, say, [n, k]) {
    const [p, z] = ["p", pass.logits].map((name) => Array.from({ length: pass.classes }, (_, m) => pass.at(name, n, m)));
    const there = pass.N > 1 ? ` in example ${n}` : "";
    const who = pass.digit(k);
    if (pass.loss === "Quadratic") {
      const [v, order, of] = read(say, `The network answers ${NUMBER} for ${who}${there}, the (?:(\\S+) )?largest in size of ${COUNT}\\.`);
      agrees(v, p[k]);
      assert.equal(ranked(order), 1 + p.filter((other) => Math.abs(other) > Math.abs(p[k])).length);
      return assert.equal(counted(of), pass.classes);
    }
    const [chance, sure, order, why] = read(
      say,
      `The network gives ${who} a probability of ${PERCENT}${there}, (more than any other class|the (\\S+) most likely): (.*)`,
    );
    likely(chance, p[k]);
    const rank = 1 + p.filter((other) => other > p[k]).length;
    assert.equal(sure === "more than any other class" ? 1 : ranked(order), rank);
    if (pass.loss === "SigmoidCrossEntropy") {
      return agrees(read(why, `that is the sigmoid of its logit, ${NUMBER}\\.`)[0], z[k]);
    }
    const others = z.filter((_, m) => rank > 1 || m !== k);
    const other = Math.max(...others);
    const [own, apart, side, rival, role, , more, times, less] = read(
      why,
      `its logit, ${NUMBER}, is ${NUMBER} (above|below) that of (.+?), the (next|most likely)\\.( That makes (.+?) ${NUMBER} times as likely as (.+)\\.)?`,
    );
    agrees(own, z[k]);
    agrees(apart, Math.abs(z[k] - other), Math.abs(z[k]));
    assert.deepEqual([side, role], rank === 1 ? ["above", "next"] : ["below", "most likely"]);
    assert.equal(rival, pass.digit(z.findIndex((v, m) => v === other && (rank > 1 || m !== k))));
    if (more) {
      assert.deepEqual([more, less], rank === 1 ? [who, rival] : [rival, who]);
      const rivalled = p[z.indexOf(other)];
      agrees(times, Math.max(p[k], rivalled) / Math.min(p[k], rivalled), 1e4);
    }
  },
  L(pass, say) {
    const loss = pass.trace.array("L").data[0];
    const per = Array.from({ length: pass.N }, (_, n) =>
      Array.from({ length: pass.classes }, (_, k) => ({ label: pass.digit(k), value: pass.loss_of(n, k) / pass.N })),
    );
    if (pass.N > 1) {
      const parts = per.map((classes, n) => ({ label: `example ${n}`, value: sum(classes) }));
      const [v, n, rest] = read(say, `The loss is ${NUMBER}, the mean over ${COUNT} examples\\. ?(.*)`);
      agrees(v, loss);
      agrees(v, sum(parts));
      assert.equal(counted(n), pass.N);
      return rest ? mostly(rest, "it", parts) : assert.ok(saturated(pass));
    }
    const right = `the right class, ${pass.digit(pass.trace.label)},`;
    const p = pass.at("p", 0, pass.trace.label);
    assert.equal(pass.at("y", 0, pass.trace.label), 1);
    oneOf(
      say,
      [`The loss is ${NUMBER}: ${right} was given a probability of ${PERCENT}, and this is minus its logarithm\\. The less it is given, the larger the loss\\.`, (v, chance) => {
        agrees(v, loss);
        agrees(v, -Math.log(p));
        likely(chance, p);
      }],
      [`The loss is ${NUMBER}: for ${right} the network answers ${NUMBER}; wanted are 1 there and 0 for all others\\. ?(.*)`, (v, answer, rest) => {
        agrees(v, loss);
        agrees(answer, p);
        mostly(rest, "it", per[0]);
      }],
      [`The loss is ${NUMBER}, added up over all ${COUNT} classes\\. ?(.*)`, (v, n, rest) => {
        agrees(v, loss);
        assert.equal(counted(n), pass.classes);
        assert.equal(pass.loss, "SigmoidCrossEntropy");
        if (rest || !saturated(pass)) mostly(rest, "it", per[0]);
      }],
    );
  },
};

/** Is a probability 0 or 1 in float64, so that its logarithm is lost? */
const saturated = (pass) => pass.trace.array("p").data.some((p) => p === 0 || p === 1);

function pushed(pass, say, [n, k], value) {
  const there = pass.N > 1 ? ` in example ${n}` : "";
  const [p, y] = ["p", "y"].map((name) => pass.at(name, n, k));
  const who = pass.digit(k);
  const [sees, wants] =
    pass.loss === "Quadratic"
      ? [`answers ${NUMBER} for ${who}${there}`, `${NUMBER} is wanted`]
      : [`says ${PERCENT} for ${who}${there}`, `the truth is ${PERCENT}`];
  const blame = `Its blame, the error signal δ,(?: shared among ${COUNT} examples,)? is ${NUMBER}\\.`;
  const [says, truth, way, by, among, v] = read(
    say,
    `The network ${sees}, and ${wants}: (?:nothing pushes this logit|this logit is pushed (up|down) by ${NUMBER})\\. ${blame}`,
  );
  likely(says, p);
  likely(truth, y);
  agrees(v, value);
  agrees(v, (p - y) / pass.N);
  assert.equal(way, p === y ? undefined : p > y ? "down" : "up");
  if (by) agrees(by, Math.abs(p - y));
  assert.equal(among ? counted(among) : 1, pass.N);
}

/** The gradients by parameters. */
const PARAMETERS = { W: used, gamma: used, b: added, beta: added };

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
    [`${is}: it met nothing but the zeros beyond the edge\\.`, (v) => {
      right(v);
      assert.ok(!inside);
    }],
    [`${is}: ${input} is 0, so nothing came in\\.`, (v) => {
      right(v);
      assert.ok(came === 0 && inside);
    }],
    [`${is}: ${error} is 0\\.`, (v) => {
      right(v);
      assert.ok(blame === 0);
    }],
    [`${is}, large because ${input} is (bright|large) \\(${NUMBER}\\) and ${error} is large \\(${NUMBER}\\)\\.`, (v, bright, x, d) => {
      right(v);
      agrees(x, came);
      agrees(d, blame);
      if (bright === "bright") assert.ok(layer.from === "x" && came > 0.5 && came <= 1);
      assert.ok(share >= 0.5 && shareCame >= 0.5 && shareBlame >= 0.5);
    }],
    [`${is}, small because ${input} is only ${NUMBER}( and ${error} is only ${NUMBER})?\\.`, (v, x, too, d) => {
      right(v);
      agrees(x, came);
      if (too) agrees(d, blame);
      assert.ok(share <= 0.05 && shareCame <= 0.25 && (!too || shareBlame <= 0.25));
    }],
    [`${is}, small because ${error} is only ${NUMBER}\\.`, (v, d) => {
      right(v);
      agrees(d, blame);
      assert.ok(share <= 0.05 && shareBlame <= 0.25);
    }],
    [`${is}: what came in, ${NUMBER} from ${input}, times ${error}, ${NUMBER}\\.`, (v, x, d) => {
      right(v);
      agrees(x, came);
      agrees(d, blame);
    }],
  );
}

function added(pass, layer, say, entry, value, letter) {
  const uses = pass.uses(layer, layer.kind === "Dense" ? [0, entry[0]] : [entry[0], 0, 0, 0]);
  const parts = uses.map((use) => ({ label: use.label, value: use.blame }));
  const who = quoted(capital(parameter(pass, layer, letter, entry)));
  const arriving = letter === "b" ? "of" : "that arrives at";
  if (parts.length === 1) {
    const [v] = read(say, `${who} is added as it is, so its gradient is the blame ${arriving} ${quoted(uses[0].blame_of)}: ${NUMBER}\\.`);
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
  const cancels = size(parts) > 0 && Math.abs(value) < 1e-15 * size(parts);
  if (!cancels) return otherwise();
  const words = parameter(pass, layer, letter, entry, false);
  const [n, error] = read(
    say,
    `The gradient of ${quoted(words)} is 0: its ${COUNT} terms cancel(?:, all but a rounding error of ${NUMBER})?\\. Changing it a little does not move the loss\\.`,
  );
  assert.equal(counted(n), parts.length);
  if (error) agrees(error, value);
}

function parameter(pass, layer, letter, entry, digits = true) {
  const unit = (j) => (digits && layer.to === pass.logits ? pass.digit(j) : `unit ${j}`);
  const greek = { gamma: "γ", beta: "β" }[letter];
  if (greek) return `${greek} of ${pass.image(layer.to) ? "channel" : "unit"} ${entry[0]}`;
  if (letter === "b") return `the bias of ${layer.kind === "Conv" ? `filter ${entry[0]}` : unit(entry[0])}`;
  if (layer.kind === "Conv") return `weight (${entry[2]}, ${entry[3]}) of filter ${entry[0]} on channel ${entry[1]}`;
  const from = layer.from === "x" ? pass.name("x", [0, entry[0]], 0) : `input ${entry[0]}`;
  return `the weight from ${from} to ${unit(entry[1])}`;
}

/** What is said where nothing arrives at an entry of what a layer made. */
const silent = (pass, layer, entry) => `No blame arrives at ${quoted(pass.name(layer.to, entry))}, so none passes back\\.`;

/** The gradients by what a layer was handed. */
const BACKWARD = {
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
      [`${who} was passed on as it is, so the blame that arrives passes unchanged: ${NUMBER}\\.`, (v) => {
        agrees(v, value);
        assert.equal(layer.activation, "identity");
      }],
      [silent(pass, layer, entry), () => {
        assert.ok(arriving === 0 && value === 0);
      }],
      [`${who} is on \\(${letter} = ${NUMBER}\\), so the blame that arrives passes unchanged: ${NUMBER}\\.`, (from, v) => {
        agrees(from, z);
        agrees(v, value);
        agrees(v, arriving);
        assert.ok(z > 0 && slope === 1);
      }],
      [`${who} is off \\(${letter} = ${NUMBER}\\): nothing it did reached the loss, so no blame passes\\.`, (from) => {
        agrees(from, z);
        assert.ok(slope === 0 && pass.at(layer.to, ...entry) === 0 && value === 0);
      }],
      [`At ${letter} = ${NUMBER} the slope of ${layer.activation} is (only )?${NUMBER}\\. The blame that arrives at ${quoted(name)}, ${NUMBER}, passes times that: ${NUMBER}\\.`, (from, only, steep, came, v) => {
        agrees(from, z);
        agrees(steep, slope);
        assert.equal(Boolean(only), Math.abs(slope) < 0.1);
        agrees(came, arriving);
        agrees(v, value);
      }],
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
      [silent(pass, layer, entry), () => {
        assert.ok(arriving === 0 && value === 0);
      }],
      [`${who} was dropped in this pass: nothing it did reached the loss, so no blame passes\\.`, () => {
        assert.ok(mask === 0 && value === 0);
      }],
      [`${who} was passed on as it is, so the blame that arrives passes unchanged: ${NUMBER}\\.`, (v) => {
        agrees(v, value);
        assert.ok(mask === 1 && value === arriving);
      }],
      [`${who} was kept and ${much}, so the blame that arrives, ${NUMBER}, is ${much} too: ${NUMBER}\\.`, (...found) => {
        const numbers = found.length === 4 ? [mask, arriving, mask, value] : [arriving, value];
        numbers.forEach((expected, i) => agrees(found[i], expected));
        assert.ok(Math.abs(value - mask * arriving) < 1e-12 && mask > 1);
      }],
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
      [`${who} was the largest of its window, and the winner takes it all: the blame that arrives at ${at}, ${NUMBER}\\.`, (v) => {
        agrees(v, arriving);
        agrees(v, value);
        assert.ok(won);
      }],
      [`${who} was not the largest of its window: nothing it did reached the loss, so no blame comes back\\.`, () => {
        assert.ok(!won && value === 0);
      }],
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
      [`${quoted(capital(name))} was moved by fixed numbers, so the blame that arrives, ${NUMBER}, passes times γ over the spread, ${NUMBER}: ${NUMBER}\\.`, (came, by, v) => {
        agrees(came, arriving);
        agrees(by, factor);
        agrees(v, value);
      }],
    );
  },
};

function spread(pass, layer, say, entry, value) {
  const parts = pass.blames(layer, entry);
  const who = quoted(capital(pass.name(layer.from, entry)));
  const noun = layer.kind === "Conv" ? "sum" : layer.to === pass.logits ? "logit" : "unit";
  if (!parts.length) return read(say, `${who} feeds no sum, so nothing that it holds can reach the loss\\.`);
  const cancels = size(parts) > 0 && Math.abs(value) < 1e-15 * size(parts);
  assert.ok(!cancels, "no such sum is in the networks");
  const feeds = `${who} feeds ${COUNT} ${noun}${parts.length > 1 ? "s" : ""}`;
  oneOf(
    say,
    [`${feeds}, but each blame times its weight is 0: no blame arrives\\.`, (n) => {
      assert.equal(counted(n), parts.length);
      assert.ok(size(parts) === 0 && value === 0);
    }],
    [`${feeds}, and a blame of ${NUMBER} arrives\\. (.*)`, (n, v, rest) => {
      assert.equal(counted(n), parts.length);
      agrees(v, value);
      agrees(v, sum(parts), size(parts));
      mostly(rest, "it", parts);
    }],
  );
}

function returned(pass, layer, say, entry, value) {
  const who = quoted(capital(pass.name(layer.from, entry)));
  const [there, v] = read(say, `${who} was only moved to (.+), so the blame that arrives there comes back whole: ${NUMBER}\\.`);
  const to = elsewhere(pass, layer.from, layer.to, entry);
  assert.equal(there, pass.name(layer.to, to, pass.example(layer.from, entry)));
  agrees(v, value);
  agrees(v, pass.at(`d${layer.to}`, ...to));
}

function threePaths(pass, layer, say, entry, value) {
  const { straight, variance, mean } = pass.paths(layer, entry);
  const all = [straight, variance, mean];
  const whole = all.reduce((total, v) => total + Math.abs(v), 0);
  const signed = "\\((0|[+−][^()]+)\\)";
  const where = `The blame of ${quoted(pass.name(layer.from, entry))}`;
  const ways = `straight through x̂ ${signed}, through the variance σ² ${signed} and through the mean μ ${signed}`;
  const right = (...found) => found.forEach((v, i) => agrees(v, all[i], 1e3 * whole * Number.EPSILON + whole));
  oneOf(
    say,
    [`${where} is 0: none arrives by any of its three paths, ${ways}\\.`, () => assert.equal(whole, 0)],
    [`${where} is 0, for its three paths cancel: ${ways}\\.`, (...found) => {
      right(...found);
      assert.ok(Math.abs(value) < 1e-12 * whole);
    }],
    [`${where} is ${NUMBER}, by three paths: ${ways}\\.`, (v, ...found) => {
      right(...found);
      agrees(v, value);
      agrees(v, straight + variance + mean, whole);
    }],
  );
}

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
  if (by) return PARAMETERS[by](pass, layer, say, entry, value, by);
  if (equation.direction === "backward") return BACKWARD[layer.kind](pass, layer, say, entry, value);
  if (inside) return NORMALISED[inside](pass, layer, say, entry, value);
  return FORWARD[layer.kind](pass, layer, say, entry, value);
}

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
        const sentences = say.match(/[.](?= |$)/g).length;
        assert.ok(sentences <= 2 && say.length <= 300, `too long: ${say}`);
      }
      const kind = `${equation.name.replace(/[\d′]/g, "")} of ${equation.layer === null ? "the loss" : pass.layer(equation).kind}`;
      met.set(kind, (met.get(kind) ?? 0) + length);
    }
  });
}

/** A sentence with one of its digits, or one count in words, changed; each in turn. */
function* spoiled(say) {
  const other = { "": 0, twice: "once", no: "one", one: "two", two: "three", three: "four", four: "five", five: "six" };
  for (const { 0: found, index } of say.matchAll(/\d|\b(?:once|twice|no|one|two|three|four|five|six|ten|Most|above|below|up|down)\b|[−+](?=\d)/g)) {
    const wrong = /\d/.test(found) ? (Number(found) + 5) % 10 : (other[found] ?? { six: "ten", ten: "six", Most: "All", above: "below", below: "above", up: "down", down: "up", "−": "+", "+": "−" }[found]);
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
          assert.throws(() => check(pass, equation, k, wrong), undefined, `${equation.name} ${k}, not seen: ${wrong}\n${say}`);
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
  for (const kind of kinds) assert.ok([...met.keys()].some((step) => step.endsWith(kind)), kind);
});
