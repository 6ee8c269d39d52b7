// Reading a sentence: its numbers, its counts, and the words on its two largest contributions.

import assert from "node:assert/strict";

/** Patterns of what a sentence holds. */
export const NUMBER = "(−?[\\d.]+(?:×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?)";
export const PERCENT = `(${NUMBER.slice(1, -1)}(?: %)?)`;
export const COUNT = "([a-z]+|[\\d,]+)";

const WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
const ORDINALS = ["", "", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
const FROM_SUPERSCRIPT = { "⁻": "-", "⁰": 0, "¹": 1, "²": 2, "³": 3, "⁴": 4, "⁵": 5, "⁶": 6, "⁷": 7, "⁸": 8, "⁹": 9 };

/** A count in words or digits. */
export const counted = (words) => {
  if (["once", "twice"].includes(words)) return words === "once" ? 1 : 2;
  const found = WORDS.indexOf(words.replace(/ times$/, ""));
  return found >= 0 ? found : Number(words.replace(/ times$/, "").replaceAll(",", ""));
};

/** "second" of "the second largest"; 1 for "". */
export const ranked = (words) => (words ? Math.max(ORDINALS.indexOf(words), Number.parseInt(words, 10) || 0) : 1);

/** A printed number, and half a unit of its last digit; of a large whole number only so many digits are printed. */
function number(words, significant) {
  const [, sign, whole, digits = "", , power = ""] = words.match(/^([−+]?)(\d+)(?:\.(\d+))?(×10(.+))?$/) ?? [];
  assert.ok(whole, `“${words}” is no number`);
  const ten = Number([...power].map((c) => FROM_SUPERSCRIPT[c]).join("") || 0);
  const value = Number(`${whole}.${digits || 0}e${ten}`);
  const last = digits === "" && power === "" ? Math.max(0, whole.length - significant) : ten - digits.length;
  return { value: sign === "−" ? -value : value, half: 0.5 * 10 ** last };
}

/** Is it this number, as far as it is printed? `size` is that of the terms it was added up from. */
export function agrees(words, expected, size = 0, significant = 4) {
  const { value, half } = number(words, significant);
  if (half > 1 && !words.includes("×") && value !== expected) {
    assert.equal(Math.abs(value % (2 * half)), 0, `${words} has more digits than are known`);
  }
  const slack = half * 1.0001 + Number.EPSILON * Math.abs(expected) + 1e-12 * size;
  assert.ok(Math.abs(value - expected) <= slack, `${words} is printed, and it is ${expected}`);
}

/** A probability: "4.21 %", or as a number where it is tiny. */
export function likely(words, p) {
  if (words.endsWith(" %")) agrees(words.slice(0, -2), 100 * p);
  else agrees(words, p);
}

/** The sentence on the two largest of some contributions, read and compared with them; nothing where all are 0. */
export function mostly(words, whole, contributions) {
  const some = contributions.filter(({ value }) => value !== 0).sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  if (!some.length) return assert.equal(words, "");
  const size = some.reduce((sum, { value }) => sum + Math.abs(value), 0);
  const one = "(.+?) \\(([+−][^() ]+)\\)";
  const amount = `((?:All|Nearly all|Most) of ${whole}|The largest parts)`;
  const pattern = `^${amount}(?: \\((> )?([\\d.]+) % by size\\))? comes? from ${one}(?: and ${one})?\\.$`;
  const found = words.match(new RegExp(pattern));
  assert.ok(found, `“${words}” does not name the largest contributions`);
  const [, much, beyond, share, a, valueA, b, valueB] = found;
  const named = [
    [a, valueA],
    [b, valueB],
  ].filter(([label]) => label);
  assert.equal(named.length, Math.min(2, some.length));
  named.forEach(([label, value], i) => {
    const own = some.filter((part) => part.label === label);
    assert.equal(own.length, 1, `“${label}” is ${own.length} of the contributions`);
    agrees(value, own[0].value, 0, 2);
    assert.ok(Math.abs(own[0].value) >= Math.abs(some[i].value) * (1 - 1e-9), `“${label}” is not the largest but ${i}`);
  });
  if (named.length === 2) assert.notEqual(a, b);
  if (some.length <= 2) return assert.deepEqual([much, share], [`All of ${whole}`, undefined]);
  const both = (Math.abs(some[0].value) + Math.abs(some[1].value)) / size;
  if (beyond) assert.ok(both > 0.9995 && share === "99.9");
  else agrees(share, 100 * both);
  const right = both >= 0.9 ? `Nearly all of ${whole}` : both > 0.501 ? `Most of ${whole}` : "The largest parts";
  const even = both > 0.5 && both <= 0.501; // half of it, as far as it is printed
  assert.ok(much === right || (even && much === `Most of ${whole}`), `${much}: it is ${both}`);
}

export const capital = (words) => (/^[a-z]{2}/.test(words) ? words[0].toUpperCase() + words.slice(1) : words);
export const quoted = (words) => words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
export const sum = (parts) => parts.reduce((total, { value }) => total + value, 0);
export const size = (parts) => parts.reduce((total, { value }) => total + Math.abs(value), 0);

/** The groups of a pattern that is all of a sentence. */
export function read(words, pattern) {
  const found = words.match(new RegExp(`^${pattern}$`, "s"));
  assert.ok(found, `“${words}” is not of the form ${pattern}`);
  return found.slice(1);
}

/** The first of some forms that a sentence has, checked; each is a pattern with what must hold of its groups. */
export function oneOf(words, ...forms) {
  for (const [pattern, holds] of forms) {
    const found = words.match(new RegExp(`^${pattern}$`, "s"));
    if (found) return holds(...found.slice(1));
  }
  assert.fail(`“${words}” has none of the forms ${forms.map(([pattern]) => pattern).join("\n")}`);
}
