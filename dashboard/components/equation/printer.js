// Equations as MathML. One tree is printed in three voices: in letters, with the addresses of one entry, and with its
// numbers.

/** @import { Add, At, Call, Cases, Condition, Constant, Display, Pow, Mul, Ref, Sum, Tree } from "../types" */
/** @import { Trace } from "./trace.js" */

import { apartIn, MINUS, split } from "../shared/numbers.js";
import { brackets, letter, number, oneWhere, op, row, spaced, THIN_SPACE, tight } from "./mathml.js";
import { isReciprocal, isStep, negated, reciprocal } from "./rewriting.js";
import { largest } from "./terms.js";

const TIGHT = { add: 1, sum: 1.5, mul: 2, pow: 3, atom: 4 };
/** @type {Record<string, string>} */
const FUNCTION_NAMES = { relu: "ReLU", leaky: "LReLU", elu: "ELU", gelu: "GELU", sigmoid: "σ", identity: "id" };
const SIGNS = { ">": "&gt;", "<": "&lt;", ">=": "≥", "<=": "≤", "==": "=" };

/** @typedef {[content: string, tight: number]} Part what is printed, and how tightly it is bound together */
/** @typedef {(body: Tree, at: At) => boolean} Wanted */

/**
 * How a printer reads a tree.
 *
 * @typedef {object} Voice
 * @property {"letters" | "address" | "numbers"} [mode] how indices and entries read
 * @property {At} [at] the indices of the entry that addresses and numbers are of
 * @property {number} [most] how many terms of a sum are written out
 * @property {Wanted | null} [wanted] is this term of a sum among those to be written out, however small?
 */

export class Printer {
  /**
   * @param {Trace} trace
   * @param {Voice} [voice]
   */
  constructor(trace, { mode = "letters", at = [], most = 3, wanted = null } = {}) {
    this.trace = trace;
    this.mode = mode;
    this.at = at;
    this.most = most;
    this.wanted = wanted;
  }

  /**
   * The same voice for another entry.
   *
   * @param {At} at
   */
  elsewhere(at) {
    const { trace, mode, most, wanted } = this;
    return new Printer(trace, { mode, at, most, wanted });
  }

  /** @param {Tree} t */
  value(t) {
    return this.trace.calculator.of(t)(this.at.slice());
  }

  /**
   * The tree as MathML, in brackets where what stands around it binds tighter.
   *
   * @param {Tree} t
   * @param {number} [around]
   * @returns {string}
   */
  print(t, around = 0) {
    const [content, tight] = this.parts(t);
    return tight < around ? brackets(content) : content;
  }

  /**
   * @param {Tree} t
   * @returns {Part}
   */
  parts(t) {
    switch (t.op) {
      case "ref":
        return this.reference(t);
      case "number":
        return [this.constant(t), t.value < 0 ? TIGHT.add : t.text.includes("/") ? TIGHT.mul : TIGHT.atom];
      case "symbol":
        return this.mode === "numbers" ? [number(this.value(t)), TIGHT.atom] : [`<mi>${t.name}</mi>`, TIGHT.atom];
      case "index":
        return [this.mode === "letters" ? letter(t.name) : `<mn>${this.value(t)}</mn>`, TIGHT.atom];
      case "add":
        return [this.marked(t, this.addition(t)), TIGHT.add];
      case "mul":
        return this.product(t);
      case "pow":
        return this.power(t);
      case "sum":
        return this.mode === "letters" ? this.sum(t) : this.writtenOut(t);
      case "call":
        return this.call(t);
      case "delta": {
        const sides = t.args.map((a) => this.print(a)).join(op("="));
        return [this.marked(t, `<mn class="one">1</mn>${op("[")}${sides}${op("]")}`), TIGHT.atom];
      }
      case "cases":
        return this.cases(t);
    }
  }

  /**
   * A part of the formula that finds back to its node.
   *
   * @param {Tree} t
   * @param {string} content
   * @param {string} [kind]
   */
  marked(t, content, kind = "") {
    return row(content, ` class="part ${kind}" data-node="${this.trace.nodeNumber(t)}"`);
  }

  /**
   * @param {Ref} t
   * @returns {Part}
   */
  reference(t) {
    const { trace, mode, at } = this;
    const place = mode === "letters" ? "" : trace.calculator.place(t)(at);
    const attributes =
      ` class="quantity ${trace.role(t.name)}" data-name="${t.name}"` +
      ` data-cell="${place}" data-node="${trace.nodeNumber(t)}"`;
    if (mode !== "numbers") return [row(this.name(t.name, t.indices), attributes), TIGHT.atom];
    const value = this.value(t);
    return [
      number(value, attributes, apartIn(t.name)),
      value < 0 ? TIGHT.add : split(value).power === null ? TIGHT.atom : TIGHT.mul,
    ];
  }

  /**
   * A quantity as it is called, with its indices.
   *
   * @param {string} name
   * @param {Tree[]} [indices]
   * @param {boolean} [flat] a gradient on one line
   */
  name(name, indices = [], flat = false) {
    /** @type {Display} */
    const shown = this.trace.names[name] ?? { letter: name, role: "value" };
    if (!shown.partial) return this.symbol(shown.letter ?? "", shown, indices);
    const under = this.symbol(shown.partial, shown, indices);
    if (flat) return row(`${op("∂")}<mi>L</mi>${tight("/")}${op("∂")}${under}`);
    return `<mfrac><mrow><mo>∂</mo><mi>L</mi></mrow><mrow><mo>∂</mo>${under}</mrow></mfrac>`;
  }

  /**
   * A letter with its accent, the layer above and the indices below.
   *
   * @param {string} symbol
   * @param {Display} shown
   * @param {Tree[]} indices
   */
  symbol(symbol, { accent, layer }, indices) {
    const glyph = accent
      ? `<mover accent="true"><mi>${symbol}</mi>${op(accent === "hat" ? "^" : "¯")}</mover>`
      : `<mi>${symbol}</mi>`;
    const above = layer === undefined ? "" : row(`${op("(")}<mn>${layer}</mn>${op(")")}`);
    const written = indices.map((i) => (this.mode === "letters" ? this.print(i) : `<mn>${this.value(i)}</mn>`));
    const apart = this.mode !== "letters" || indices.some((i) => i.op !== "index");
    const below = written.length ? row(written.join(apart ? op(",", ' lspace="0" rspace="0.1em"') : "")) : "";
    if (above && below) return `<msubsup>${glyph}${below}${above}</msubsup>`;
    if (above) return `<msup>${glyph}${above}</msup>`;
    return below ? `<msub>${glyph}${below}</msub>` : glyph;
  }

  /** @param {Constant} t */
  constant({ text, value }) {
    const [, mantissa, power] = text.match(/^-?([\d.]+)e([-+]\d+)$/) ?? [];
    if (Number(mantissa) === 1) {
      const exponent = String(Number(power)).replace("-", MINUS);
      return `<msup><mn>${value < 0 ? MINUS : ""}10</mn><mn>${exponent}</mn></msup>`;
    }
    if (mantissa) return number(value);
    const [over, under] = text.replace("-", MINUS).split("/");
    return under ? `<mfrac><mn>${over}</mn><mn>${under}</mn></mfrac>` : `<mn>${over}</mn>`;
  }

  /** @param {Add} t */
  addition({ args }) {
    return args
      .map((t, k) => {
        const minus = negated(t);
        const content = this.print(minus ?? t, minus || k ? TIGHT.mul : TIGHT.add);
        return joined(k, Boolean(minus)) + content;
      })
      .join("");
  }

  /**
   * @param {Mul} t
   * @returns {Part}
   */
  product(t) {
    const minus = negated(t);
    if (minus) return [op(MINUS) + this.print(minus, TIGHT.mul), TIGHT.add];
    const under = t.args.filter(isReciprocal).map(reciprocal);
    const over = t.args.filter((f) => !isReciprocal(f));
    if (!under.length) return [this.marked(t, this.factors(over)), TIGHT.mul];
    const alone = (/** @type {Tree[]} */ some) => (some.length === 1 ? this.print(some[0]) : this.factors(some));
    const denominator = row(alone(under));
    // 1/N in front, as it is written; a fraction of two things that belong together as one
    if (under.every((f) => f.op === "symbol") && over.length) {
      const content = `<mfrac><mn>1</mn>${denominator}</mfrac>${this.dot()}${this.factors(over)}`;
      return [this.marked(t, content), TIGHT.mul];
    }
    const numerator = row(over.length ? alone(over) : "<mn>1</mn>");
    return [this.marked(t, `<mfrac>${numerator}${denominator}</mfrac>`), TIGHT.mul];
  }

  /** @param {Tree[]} factors */
  factors(factors) {
    return factors.map((f) => this.print(f, TIGHT.mul)).join(this.dot());
  }

  dot() {
    return this.mode === "letters" ? THIN_SPACE : op("·", ' lspace="0.15em" rspace="0.15em"');
  }

  /**
   * @param {Pow} t
   * @returns {Part}
   */
  power(t) {
    if (isReciprocal(t)) {
      return [this.marked(t, `<mfrac><mn>1</mn>${row(this.print(reciprocal(t)))}</mfrac>`), TIGHT.mul];
    }
    const base = row(this.print(t.base, TIGHT.atom));
    const exponent = row(this.print(t.exponent));
    return [this.marked(t, `<msup>${base}${exponent}</msup>`), TIGHT.pow];
  }

  /**
   * @param {Sum} t
   * @returns {Part}
   */
  sum(t) {
    const high = typeof t.high === "number" ? `<mn>${t.high}</mn>` : row(this.print(t.high));
    const low = `<mrow>${letter(t.index)}${op("=")}<mn>${t.low}</mn></mrow>`;
    const sign = `<munderover>${op("∑", ' movablelimits="false"')}${low}${high}</munderover>`;
    return [this.marked(t, `${sign}${THIN_SPACE}${this.print(t.of, TIGHT.sum)}`, "sum"), TIGHT.sum];
  }

  /**
   * A sum as its largest terms and what the others come to; a wanted cell's term is always among them.
   *
   * @param {Sum} t
   * @returns {Part}
   */
  writtenOut(t) {
    const { wanted } = this;
    const { body, terms, place } = this.trace.calculator.terms(t, this.at);
    const shown = largest(terms, this.most);
    const extra = wanted && terms.slice(shown.length).find((term) => wanted(body, place(term)));
    if (extra) shown.splice(Math.max(0, shown.length - 1), 1, extra);
    const minus = negated(body);
    let content = "";
    shown.forEach((term, k) => {
      const printed = this.elsewhere(place(term)).print(minus ?? body, TIGHT.mul);
      const lit = wanted?.(body, place(term)) ? " wanted" : "";
      content += joined(k, Boolean(minus)) + row(printed, ` class="term${lit}"`);
    });
    const more = terms.length - shown.length;
    if (more > 0) {
      const rest = this.value(t) - shown.reduce((total, term) => total + term.value, 0);
      const words = `<mtext>${more.toLocaleString("en")} more:\u00a0</mtext>`;
      content += `${spaced("+")}<mrow class="rest">${words}${number(rest)}</mrow>`;
    }
    const alone = terms.length === 1 && !minus;
    return [this.marked(t, content, "sum"), alone ? this.elsewhere(place(terms[0])).parts(body)[1] : TIGHT.add];
  }

  /**
   * @param {Call} t
   * @returns {Part}
   */
  call(t) {
    const [argument] = t.args;
    switch (t.name) {
      case "exp":
        return [this.marked(t, `<msup><mi>e</mi>${row(this.print(argument))}</msup>`), TIGHT.pow];
      case "sqrt":
        return [this.marked(t, `<msqrt>${row(this.print(argument))}</msqrt>`), TIGHT.atom];
      case "log":
        return [this.marked(t, `<mi>log</mi>${THIN_SPACE}${this.print(argument, TIGHT.pow)}`), TIGHT.mul];
      case "quotient": {
        const fraction = t.args.map((a) => this.print(a, TIGHT.mul)).join(op("/"));
        return [row(`${op("⌊")}${fraction}${op("⌋")}`), TIGHT.atom];
      }
      case "remainder": {
        const mod = op("mod", ' lspace="0.2em" rspace="0.2em"');
        return [row(t.args.map((a) => this.print(a, TIGHT.mul)).join(mod)), TIGHT.add];
      }
      case "winner": {
        const [which, ...among] = t.args;
        const compared = `<mi>argmax</mi>${op("(")}${among.map((a) => this.print(a)).join(op(","))}${op(")")}`;
        return [this.marked(t, oneWhere(`${compared}${op("=")}${this.print(which)}`)), TIGHT.atom];
      }
    }
    const plain = t.name.replace("'", "");
    const slope = t.name.endsWith("'") ? tight("′") : "";
    const inside = t.args.map((a) => this.print(a)).join(op(","));
    const name = `<mi>${FUNCTION_NAMES[plain] ?? plain}</mi>${slope}`;
    return [this.marked(t, `${name}${op("(")}${inside}${op(")")}`), TIGHT.atom];
  }

  /**
   * @param {Cases} t
   * @returns {Part}
   */
  cases(t) {
    if (isStep(t)) return [this.marked(t, oneWhere(this.condition(t.args[0][1]))), TIGHT.atom];
    if (this.mode === "numbers") return this.branch(t);
    const lines = t.args.map(([value, c]) => {
      const words = (c.op === "otherwise" ? "" : "<mtext>if\u00a0</mtext>") + this.condition(c);
      return `<mtr><mtd>${this.print(value)}</mtd><mtd>${words}</mtd></mtr>`;
    });
    return [this.marked(t, `${op("{")}<mtable class="cases">${lines.join("")}</mtable>`), TIGHT.atom];
  }

  /**
   * The case that holds here, and why.
   *
   * @param {Cases} t
   * @returns {Part}
   */
  branch(t) {
    const at = this.at.slice();
    const { calculator } = this.trace;
    const k = t.args.findIndex(([, c]) => calculator.condition(c)(at));
    const [value, own] = t.args[k];
    const because = own.op === "otherwise" ? t.args[k - 1][1] : own;
    const not = because === own ? "" : "not\u00a0";
    const reason = `<mtext>(${not}</mtext>${this.condition(because)}<mtext>)</mtext>`;
    const content = `${this.print(value, TIGHT.mul)}<mspace width="0.3em"/><mrow class="because">${reason}</mrow>`;
    return [this.marked(t, content), TIGHT.mul];
  }

  /** @param {Condition} c */
  condition(c) {
    if (c.op === "otherwise") return "<mtext>otherwise</mtext>";
    return c.args.map((a) => this.print(a)).join(spaced(SIGNS[c.relation]));
  }
}

/**
 * The sign before the k-th term.
 *
 * @param {number} k
 * @param {boolean} minus
 */
const joined = (k, minus) => (k ? spaced(minus ? MINUS : "+") : minus ? op(MINUS) : "");
