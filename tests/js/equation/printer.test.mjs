import assert from "node:assert/strict";
import test from "node:test";
import { number } from "../../../dashboard/components/equation/mathml.js";
import { Printer } from "../../../dashboard/components/equation/printer.js";
import { text } from "../../../dashboard/components/shared/numbers.js";
import { packets, plain, trace } from "../fixtures.mjs";

const SUP = { "⁻": "−" };

test("a number is its digits and its power", () => {
  assert.equal(plain(number(-0.03125)), "−0.03125");
  assert.equal(plain(number(4.2154e-7)), "4.215×10−7");
});

test("a law is printed in letters", () => {
  const printer = new Printer(trace("dense"));
  const { lhs, rhs } = trace("dense").equation("z1");
  assert.equal(plain(printer.print(lhs)), "znj(1)");
  assert.equal(plain(printer.print(rhs)), "∑i=03xniWij(1)+bj(1)");
});

test("the same law with the numbers of one entry", () => {
  const one = trace("dense");
  const { x, W1, b1 } = packets.dense.arrays;
  const z1 = one.equation("z1");
  const printed = plain(new Printer(one, { mode: "numbers", at: one.at(z1, 0), most: 9 }).print(z1.rhs));
  for (const i of [0, 1, 2, 3]) {
    const [a, w] = [text(x[i]), text(W1[3 * i])];
    assert.ok(printed.includes(`${a}·${w}`) || printed.includes(`${a}·(${w})`), `${a} · ${w} in ${printed}`);
  }
  assert.ok(printed.endsWith(`+${text(b1[0])}`));
});

test("with few terms asked for, the others are one number", () => {
  const one = trace("tanh");
  const { x, W1, b1, z1: z } = packets.tanh.arrays;
  const z1 = one.equation("z1");
  const printed = plain(new Printer(one, { mode: "numbers", at: one.at(z1, 0), most: 2 }).print(z1.rhs));
  const products = Array.from({ length: 9 }, (_, i) => x[i] * W1[2 * i]).sort((a, b) => Math.abs(b) - Math.abs(a));
  const rest = z[0] - b1[0] - products[0] - products[1];
  assert.match(printed, /7 more:/);
  assert.ok(
    printed.includes(text(rest).replace(/×10(⁻?).*/, (_, sign) => `×10${SUP[sign] ?? ""}`)),
    `${text(rest)} in ${printed}`,
  );
});

test("a gradient is a fraction, or stands on one line", () => {
  const printer = new Printer(trace("dense"));
  assert.equal(plain(printer.name("dW1")), "∂L∂W(1)");
  assert.equal(plain(printer.name("dW1", [], true)), "∂L/∂W(1)");
});

test("a sum that is not the first term stands in brackets", () => {
  const one = trace("dense");
  const [sum, bias] = one.equation("z1").rhs.args;
  assert.equal(plain(new Printer(one).print({ op: "add", args: [bias, sum] })), "bj(1)+(∑i=03xniWij(1))");
});
